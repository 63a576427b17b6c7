package org.tcmureclaim.image;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;

/**
 * One tick in columns: figures of the host, and figures of each device in the order of their keys.
 * Filling it again allocates only when there are more devices than ever before. Not safe for use by
 * several threads while it is filled.
 */
public final class TickImage {
  private static final HostFigure[] HOST_FIGURES = HostFigure.values();
  private static final DeviceFigure[] DEVICE_FIGURES = DeviceFigure.values();
  private static final Urgency[] URGENCIES = Urgency.values();
  private static final Trigger[] TRIGGERS = Trigger.values();
  private static final Verdict[] VERDICTS = Verdict.values();
  private static final double MILLION = 1e6;
  static final int LADDER_LONGS = 2 * HeatLadders.MOST_RUNGS;

  private final long[] host = new long[HostFigure.COUNT];
  private final long[][] devices = new long[DeviceFigure.COUNT][0];

  /**
   * Of each device its rungs, one after the other: the first page, and when it was reached. Many
   * numbers that few ask for, so only some images have them.
   */
  private long[] ladders = new long[0];

  private boolean hasLadders;

  private ImageTexts texts = new ImageTexts();
  private int size;

  /** Takes every figure of a tick, and no ladders. */
  public void fill(Tick tick) {
    for (HostFigure figure : HOST_FIGURES) {
      host[figure.column()] = figure.of(tick);
    }
    DeviceTable table = tick.devices();
    resize(table.size());
    for (DeviceFigure figure : DEVICE_FIGURES) {
      long[] column = devices[figure.column()];
      for (int i = 0; i < size; i++) {
        column[i] = figure.of(tick, table.slotAt(i));
      }
    }
    texts = tick.texts();
  }

  /** The number of devices. */
  public int size() {
    return size;
  }

  public long of(HostFigure figure) {
    return host[figure.column()];
  }

  /** A figure of the device that is {@code device}-th in the order of keys, counted from 0. */
  public long of(DeviceFigure figure, int device) {
    return devices[figure.column()][device];
  }

  public Urgency urgency() {
    return constant(URGENCIES, of(HostFigure.URGENCY));
  }

  /** The share of the newest second or two in which some task waited for memory, 0 to 1. */
  public double someStallShare() {
    return of(HostFigure.SOME_STALL_PPM) / MILLION;
  }

  /** The share in which every task did. */
  public double fullStallShare() {
    return of(HostFigure.FULL_STALL_PPM) / MILLION;
  }

  public Trigger trigger() {
    return constant(TRIGGERS, of(HostFigure.TRIGGER));
  }

  public Verdict verdict(int device) {
    return constant(VERDICTS, of(DeviceFigure.VERDICT, device));
  }

  /** The urgency at which the guard would let a device be cut; none where none helps. */
  public Urgency atUrgency(int device) {
    return constant(URGENCIES, of(DeviceFigure.AT_URGENCY, device));
  }

  public DeviceKey key(int device) {
    return new DeviceKey(path(device), of(DeviceFigure.GENERATION, device));
  }

  public String path(int device) {
    return text(DeviceFigure.PATH_TEXT, device);
  }

  public String customer(int device) {
    return text(DeviceFigure.CUSTOMER_TEXT, device);
  }

  /** The policy that chooses whether it is cut; empty where nothing was decided yet. */
  public String policy(int device) {
    return text(DeviceFigure.POLICY_TEXT, device);
  }

  /** The rule that spoke: a rule of the guard, such as {@code cool-down}, or else the policy. */
  public String rule(int device) {
    String guardRule = verdict(device).guardRule();
    return guardRule.isEmpty() ? policy(device) : guardRule;
  }

  /** For how long it has served no command. */
  public long idleNanos(int device) {
    return of(HostFigure.TAKEN_AT_NANOS) - of(DeviceFigure.LAST_ACTIVE_NANOS, device);
  }

  /** How old the figures of its data area are. Not every host reads them in each tick. */
  public long sampledNanosAgo(int device) {
    return of(HostFigure.TAKEN_AT_NANOS) - of(DeviceFigure.SAMPLED_AT_NANOS, device);
  }

  /** Whether it was read with the heat ladders. */
  public boolean hasLadders() {
    return hasLadders;
  }

  /** Rungs of a device's heat ladder; 0 where it has none, or this image was read without. */
  public int rungs(int device) {
    return hasLadders ? (int) of(DeviceFigure.RUNGS, device) : 0;
  }

  /** The first page of a rung, counted from 0. */
  public long rungFirstPage(int device, int rung) {
    return ladders[device * LADDER_LONGS + 2 * rung];
  }

  /** For how long no command has reached this rung. */
  public long rungIdleNanos(int device, int rung) {
    return of(HostFigure.TAKEN_AT_NANOS) - ladders[device * LADDER_LONGS + 2 * rung + 1];
  }

  /** A figure of all devices, added up. */
  public long sum(DeviceFigure figure) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += of(figure, i);
    }
    return sum;
  }

  /** All devices' paths, in order. */
  public List<String> paths() {
    return IntStream.range(0, size).mapToObj(this::path).toList();
  }

  /** The device of this path, or the only one of this name. */
  public OptionalInt find(String pathOrName) {
    int found = -1;
    for (int i = 0; i < size; i++) {
      if (path(i).equals(pathOrName)) {
        return OptionalInt.of(i);
      }
      if (path(i).endsWith("/" + pathOrName)) {
        found = found == -1 ? i : -2;
      }
    }
    return found >= 0 ? OptionalInt.of(found) : OptionalInt.empty();
  }

  long[] hostColumn() {
    return host;
  }

  long[] column(int column) {
    return devices[column];
  }

  /** To be filled by a reader, which asks for them after {@link #resize}. */
  long[] addLadders() {
    hasLadders = true;
    if (ladders.length < size * LADDER_LONGS) {
      ladders = new long[size * LADDER_LONGS];
    }
    return ladders;
  }

  ImageTexts texts() {
    return texts;
  }

  void textsOf(ImageTexts newTexts) {
    texts = newTexts;
  }

  /**
   * Makes room for this many devices, whose figures are written next. The first time it makes no
   * more room than that, as most images are filled once.
   */
  void resize(int newSize) {
    size = newSize;
    hasLadders = false;
    int before = devices[0].length;
    if (before < newSize) {
      int capacity = before == 0 ? newSize : newSize + newSize / 2;
      for (int column = 0; column < devices.length; column++) {
        devices[column] = Arrays.copyOf(devices[column], capacity);
      }
    }
  }

  /**
   * Requires that all texts and constants are there.
   *
   * @throws ImageException where one is not
   */
  void requireSound() {
    Urgency unusedUrgency = urgency();
    Trigger unusedTrigger = trigger();
    for (int i = 0; i < size; i++) {
      Verdict unusedVerdict = verdict(i);
      int unusedTexts = path(i).length() + customer(i).length() + policy(i).length();
      long rungs = of(DeviceFigure.RUNGS, i);
      if (rungs < 0 || rungs > HeatLadders.MOST_RUNGS) {
        throw new ImageException("it says that a ladder has " + rungs + " rungs");
      }
      Urgency unusedAtUrgency = atUrgency(i);
    }
  }

  private String text(DeviceFigure figure, int device) {
    return texts.text(of(figure, device));
  }

  private static <T> T constant(T[] constants, long place) {
    if (place < 0 || place >= constants.length) {
      throw new ImageException("it names constant " + place + " of " + constants.length);
    }
    return constants[(int) place];
  }
}
