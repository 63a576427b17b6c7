package org.tcmureclaim.linux;

import java.nio.file.Path;
import java.util.List;
import org.tcmureclaim.linux.pressure.TriggerSettings;
import org.tcmureclaim.linux.stock.StockSettings;
import org.tcmureclaim.linux.watch.WatchSettings;
import org.tcmureclaim.shim.PsiTrigger;

/**
 * What can be set about a Linux host.
 *
 * @param roots where the kernel's file systems are mounted
 * @param pressureTriggers when the kernel shall report memory pressure; by default {@code some} 50
 *     ms and {@code full} 20 ms within 1 s
 * @param watch how often devices are looked at
 * @param stock how an unpatched kernel is made to truncate
 * @param lockFile that only one agent can hold; {@code /run/tcmu-reclaim/agent.lock} by default
 * @param shimMarker remembers that a shim was used here; {@link #SHIM_MARKER} by default
 */
public record LinuxSettings(
    Roots roots,
    List<TriggerSettings> pressureTriggers,
    WatchSettings watch,
    StockSettings stock,
    Path lockFile,
    Path shimMarker) {

  /** Where it is remembered that a shim was used. */
  public static final Path SHIM_MARKER = Path.of("/var/lib/tcmu-reclaim/shim-used");

  public LinuxSettings {
    pressureTriggers = List.copyOf(pressureTriggers);
  }

  /**
   * Where the kernel's file systems are mounted.
   *
   * @param proc {@code /proc}
   * @param sys {@code /sys}
   * @param configfs {@code /sys/kernel/config}
   * @param dev {@code /dev}
   */
  public record Roots(Path proc, Path sys, Path configfs, Path dev) {
    public static Roots defaults() {
      return new Roots(
          Path.of("/proc"), Path.of("/sys"), Path.of("/sys/kernel/config"), Path.of("/dev"));
    }
  }

  public static LinuxSettings defaults() {
    return new LinuxSettings(
        Roots.defaults(),
        List.of(
            new TriggerSettings(PsiTrigger.Kind.SOME, 50_000, 1_000_000),
            new TriggerSettings(PsiTrigger.Kind.FULL, 20_000, 1_000_000)),
        WatchSettings.defaults(),
        StockSettings.defaults(),
        Path.of("/run/tcmu-reclaim/agent.lock"),
        SHIM_MARKER);
  }
}
