package org.tcmureclaim.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.LinuxSettings.Roots;
import org.tcmureclaim.linux.device.DeviceInventory;
import org.tcmureclaim.linux.device.TargetCheck;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.linux.memory.MeminfoSensor;
import org.tcmureclaim.linux.pressure.PressureSensor;
import org.tcmureclaim.linux.pressure.PressureTriggers;
import org.tcmureclaim.linux.run.AgentLock;
import org.tcmureclaim.linux.run.ShimMarker;
import org.tcmureclaim.linux.shim.OpenShim;
import org.tcmureclaim.linux.shim.ShimDoor;
import org.tcmureclaim.linux.shim.ShimNode;
import org.tcmureclaim.linux.stock.LeaseKeeper;
import org.tcmureclaim.linux.usage.Handlers;
import org.tcmureclaim.shim.PsiTrigger;
import org.tcmureclaim.shim.ReclaimCounts;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UeventSocket;
import org.tcmureclaim.snapshot.MemorySample;
import org.tcmureclaim.snapshot.PressureSample;

/**
 * The agent's own opening of a host, step by step, by the same code. What only one process may hold
 * (the lock, the shim's controller) is looked at and not taken, and nothing of the host is changed:
 * no lease is settled, no limit written.
 */
public final class Rehearsal {
  private static final int NAMED = 8;

  /**
   * What one step found.
   *
   * @param found a few words where the agent would go on; empty where it would not
   * @param warnings what the agent would say
   * @param refusal why the agent would not start; null where it would
   */
  public record Step(
      String subject, String found, List<String> warnings, @Nullable String refusal) {}

  private final LinuxSettings settings;
  private final Roots roots;
  private final TruncatorWish wish;
  private final ShimDoor door;
  private final List<Step> steps = new ArrayList<>();
  private List<TcmuDevice> devices = List.of();
  private final Set<Integer> lockedMinors = new HashSet<>();
  private final Set<Integer> stuckMinors = new TreeSet<>();
  private boolean needsHandlers;

  private Rehearsal(LinuxSettings settings, TruncatorWish wish, ShimDoor door) {
    this.settings = settings;
    this.roots = settings.roots();
    this.wish = wish;
    this.door = door;
  }

  /** All steps, in the order in which an agent takes them. */
  public static List<Step> of(LinuxSettings settings, TruncatorWish wish) {
    return of(
        settings,
        wish,
        new ShimNode(settings.roots().dev().resolve("tcmu-reclaim"), settings.roots().proc()));
  }

  static List<Step> of(LinuxSettings settings, TruncatorWish wish, ShimDoor door) {
    Rehearsal rehearsal = new Rehearsal(settings, wish, door);
    rehearsal.run();
    return rehearsal.steps;
  }

  private void run() {
    if (!step("native", notices -> nativeLibrary())) {
      return; // Nothing else can be asked of the kernel.
    }
    step("agent lock", notices -> lock());
    step("lease", this::lease);
    step("LIO/TCMU", notices -> target());
    step("memory", this::memory);
    step("PSI", notices -> pressure());
    step("PSI triggers", this::triggers);
    step("means", this::means);
    step("devices", this::devices);
    step("uevents", this::uevents);
    if (needsHandlers) {
      step("handlers", this::handlers);
    }
  }

  /** Does what an agent does, and finds something in words. */
  @FunctionalInterface
  private interface Action {
    String run(Notices notices) throws Exception;
  }

  private boolean step(String subject, Action action) {
    Warnings warnings = new Warnings();
    try {
      String found = action.run(warnings);
      steps.add(new Step(subject, found, warnings.said, null));
      return true;
    } catch (Exception e) {
      steps.add(new Step(subject, "", warnings.said, String.valueOf(e.getMessage())));
      return false;
    }
  }

  private static String nativeLibrary() {
    LinuxHostOpener.requirePageSize();
    return "the kernel can be called; pages of 4096 bytes";
  }

  private String lock() throws IOException {
    return AgentLock.look(settings.lockFile());
  }

  private String lease(Notices notices) {
    LeaseKeeper unused =
        new LeaseKeeper(settings.stock().leaseFile(), roots.proc(), roots.sys(), notices);
    Path lease = settings.stock().leaseFile();
    return Files.exists(lease)
        ? lease
            + " is there: the limit is lowered at this moment, or an agent was killed meanwhile"
            + " and the next one puts it back"
        : "none; no limit is lowered";
  }

  private String target() {
    TargetCheck.require(roots.sys(), roots.configfs());
    return "target_core_user is loaded, " + roots.configfs().resolve("target") + " can be read";
  }

  private String memory(Notices notices) {
    try (MeminfoSensor sensor = new MeminfoSensor(roots.proc())) {
      LinuxHostOpener.warn(sensor.problem(), notices);
      MemorySample sample = new MemorySample();
      sensor.read(sample, 0);
      return (sample.availableBytes() >> 20)
          + " of "
          + (sample.totalBytes() >> 20)
          + " MiB available";
    }
  }

  private String pressure() {
    try (PressureSensor sensor = new PressureSensor(roots.proc())) {
      sensor.read(new PressureSample(), 0);
      return roots.proc().resolve("pressure/memory") + " can be read";
    }
  }

  private String triggers(Notices notices) {
    List<PsiTrigger> triggers =
        PressureTriggers.open(roots.proc(), settings.pressureTriggers(), notices);
    triggers.forEach(PsiTrigger::close);
    return triggers.size() + " of " + settings.pressureTriggers().size() + " that are configured";
  }

  private String means(Notices notices) throws IOException {
    MeansChoice choice =
        MeansChoice.look(wish, door, new ShimMarker(settings.shimMarker()), notices);
    OpenShim shim = choice.shim();
    if (shim != null) {
      lookForStuckDevices(shim);
    }
    needsHandlers = shim == null;
    boolean observes = choice.wish() == TruncatorWish.OBSERVE;
    if (shim == null && !observes) {
      StockMeans.requireWritable(roots);
      return "stock: "
          + choice.why()
          + "; every release truncates all LUNs at once, whatever"
          + " customers were promised, and one hostile handler can hang the kernel's work on it";
    }
    if (!observes) {
      door.requireNoControllerBut(AgentLock.living(settings.lockFile()));
    }
    return (observes ? "observe: " : "shim: ") + choice.why();
  }

  private void lookForStuckDevices(OpenShim shim) {
    try (shim) {
      ReclaimCounts counts = new ReclaimCounts(false);
      shim.port().count(counts);
      for (int row = 0; row < counts.size(); row++) {
        if (counts.isLocked(row) || counts.isStuck(row)) {
          lockedMinors.add(counts.minor(row));
        }
        if (counts.isStuck(row)) {
          stuckMinors.add(counts.minor(row));
        }
      }
    } catch (SystemCallException e) {
      throw new HostException("what devices hold cannot be seen: " + e.getMessage(), e);
    }
  }

  /**
   * The name of a stuck node cannot be read: its LUN is one that is enabled and whose node has not
   * been found.
   */
  private void warnOfStuck(List<TcmuDevice> withoutNode, Notices notices) {
    String luns =
        withoutNode.stream().map(device -> device.key().path()).collect(Collectors.joining(" or "));
    for (int minor : stuckMinors) {
      notices.warn(
          luns
              + " (uio"
              + minor
              + "): its handler wrote a bad ring and keeps the device locked in the kernel; it"
              + " cannot be truncated, nor tcmu_reclaim unloaded, before that handler has ended,"
              + " which may need a reboot");
    }
  }

  private String devices(Notices notices) throws IOException {
    DeviceInventory inventory = new DeviceInventory(roots.configfs(), roots.sys());
    List<TcmuDevice> found = inventory.scan(lockedMinors::contains);
    inventory.problems().stream().limit(NAMED).forEach(notices::warn);
    warnOfStuck(found.stream().filter(TcmuDevice::isHalfConfigured).toList(), notices);
    if (inventory.problems().size() > NAMED) {
      notices.warn((inventory.problems().size() - NAMED) + " more problems like the one before");
    }
    devices = found.stream().filter(device -> !device.isHalfConfigured()).toList();
    int half = found.size() - devices.size();
    return devices.size()
        + " tcmu devices"
        + (half > 0 ? ", and " + half + " that have no UIO node" : "");
  }

  private String uevents(Notices notices) {
    try {
      UeventSocket.open().close();
      return "heard";
    } catch (IOException e) {
      notices.warn(e.getMessage() + "; devices that come and go are found by looking for them");
      return "not heard";
    }
  }

  private String handlers(Notices notices) throws IOException {
    try (Handlers handlers = new Handlers(roots.proc(), notices)) {
      handlers.watch(devices);
      handlers.search();
      boolean unused = handlers.sweep();
      List<TcmuDevice> hidden =
          devices.stream().filter(d -> !handlers.serve(d.uioNumber().orElseThrow())).toList();
      if (!hidden.isEmpty()) {
        notices.warn(
            hidden.get(0).key().path()
                + (hidden.size() > 1 ? " and " + (hidden.size() - 1) + " more" : "")
                + ": no process that maps it can be seen, so it counts as 0 B; "
                + handlers.whatIsMissing());
      }
      return "of " + (devices.size() - hidden.size()) + " of " + devices.size() + " LUNs in sight";
    }
  }

  /** Keeps what is said. */
  private static final class Warnings implements Notices {
    private final List<String> said = new ArrayList<>();

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {
      said.add(message);
    }
  }
}
