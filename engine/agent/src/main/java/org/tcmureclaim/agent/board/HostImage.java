package org.tcmureclaim.agent.board;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HeatLadders;

/**
 * The host as the decision thread last saw it. Immutable. Devices are counted from 0 in the order
 * of their keys.
 */
public final class HostImage {

  /**
   * What is not about single devices.
   *
   * @param tick counted from 1; 0 before the first one
   * @param takenAtNanos on the host's clock
   * @param demandPages pages wanted in this tick
   */
  public record Host(
      long tick,
      long takenAtNanos,
      long totalBytes,
      long availableBytes,
      long freeBytes,
      long swapFreeBytes,
      long someTotalMicros,
      long fullTotalMicros,
      long someEvents,
      long fullEvents,
      Urgency urgency,
      Trigger trigger,
      long demandPages) {
    static final Host UNKNOWN =
        new Host(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Urgency.NONE, Trigger.NONE, 0);
  }

  private final Host host;
  private final DeviceImages devices;
  private final LadderImages ladders;

  HostImage(Host host, DeviceImages devices, LadderImages ladders) {
    this.host = host;
    this.devices = devices;
    this.ladders = ladders;
  }

  public Host host() {
    return host;
  }

  /** The number of devices. */
  public int size() {
    return devices.size;
  }

  public DeviceKey key(int device) {
    return Objects.requireNonNull(devices.keys[device]);
  }

  public String customer(int device) {
    return text(devices.customers[device]);
  }

  public Verdict verdict(int device) {
    return devices.verdicts[device];
  }

  /** The rule of the guard, or the policy, that gave the verdict. */
  public String rule(int device) {
    return text(devices.rules[device]);
  }

  public String policy(int device) {
    return text(devices.policies[device]);
  }

  public long residentPages(int device) {
    return devices.residentPages[device];
  }

  public long tailPages(int device) {
    return devices.tailPages[device];
  }

  public long peakPages(int device) {
    return devices.peakPages[device];
  }

  public long commands(int device) {
    return devices.commands[device];
  }

  public long transferredBytes(int device) {
    return devices.transferredBytes[device];
  }

  public long idleNanos(int device) {
    return devices.idleNanos[device];
  }

  /** See {@link org.tcmureclaim.decision.Reasons#atIdleNanos}. */
  public long atIdleNanos(int device) {
    return devices.atIdleNanos[device];
  }

  /** See {@link org.tcmureclaim.decision.Reasons#atDemandPages}. */
  public long atDemandPages(int device) {
    return devices.atDemandPages[device];
  }

  /** See {@link org.tcmureclaim.decision.Reasons#afterNanos}. */
  public long afterNanos(int device) {
    return devices.afterNanos[device];
  }

  /** Bits of {@link org.tcmureclaim.snapshot.DeviceFlag}. */
  public int flags(int device) {
    return devices.flags[device];
  }

  /** Rungs of its heat ladder; 0 where the host keeps none, or nobody had asked for ladders. */
  public int rungs(int device) {
    return device < ladders.size ? ladders.rungs[device] : 0;
  }

  public int rungFirstPage(int device, int rung) {
    return ladders.firstPages[device * HeatLadders.MOST_RUNGS + rung];
  }

  /** For how long no command has reached this rung. */
  public long rungIdleNanos(int device, int rung) {
    return ladders.idleNanos[device * HeatLadders.MOST_RUNGS + rung];
  }

  public long totalResidentPages() {
    return sum(devices.residentPages);
  }

  public long totalTailPages() {
    return sum(devices.tailPages);
  }

  /** All devices' paths, in order. */
  public List<String> paths() {
    return IntStream.range(0, size()).mapToObj(device -> key(device).path()).toList();
  }

  /** The device of this path, or the only one of this name. */
  public OptionalInt find(String pathOrName) {
    int found = -1;
    for (int i = 0; i < size(); i++) {
      String path = key(i).path();
      if (path.equals(pathOrName)) {
        return OptionalInt.of(i);
      }
      if (path.endsWith("/" + pathOrName)) {
        found = found == -1 ? i : -2;
      }
    }
    return found >= 0 ? OptionalInt.of(found) : OptionalInt.empty();
  }

  /** The first device whose key comes after this path; {@link #size} where there is none. */
  public int firstAfter(Optional<String> path) {
    int i = 0;
    while (path.isPresent() && i < size() && key(i).path().compareTo(path.get()) <= 0) {
      i++;
    }
    return i;
  }

  private long sum(long[] pages) {
    long total = 0;
    for (int i = 0; i < size(); i++) {
      total += pages[i];
    }
    return total;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
