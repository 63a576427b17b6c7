package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.ReloadSignal;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.recorder.FlightRecorder;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.simulation.SimulatedHost;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Prints what the flight recorder costs on the simulated host at 1 Hz: processor time of the
 * decision thread and of the recorder's own, and bytes on disk.
 */
public final class ShowRecorderCost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int WARM_UP_TICKS = 300;
  private static final int TICKS = 900;

  private ShowRecorderCost() {}

  /** The number of LUNs; 256 where it is left out. */
  public static void main(String[] arguments) throws IOException {
    String luns = arguments.length == 0 ? "256" : arguments[0];
    Path folder = Files.createTempDirectory("recorder-cost");
    Path file =
        Files.writeString(
            folder.resolve("agent.yaml"),
            "mode: act\nsimulated: {luns: %s, memory: 64GiB, speed: max}\n".formatted(luns));
    LoadedConfig loaded = LoadedConfig.load(file);
    try (var host = new SimulatedHost(SimulatedHosts.settings(loaded.config()))) {
      LoopRules rules = new Rules(host, 64L << 30).of(loaded.config());
      RunOptions options =
          new RunOptions(
              HostKind.SIMULATED,
              OptionalLong.empty(),
              new StopSignal(),
              new ReloadSignal(),
              java.util.Optional.of(folder.resolve("recording")));
      var notices = new Silent();
      var ring = new TickRing(true);
      FlightRecorder recorder =
          Recorders.open(
                  host, 64L << 30, loaded, rules, ring, options, notices, new Workers(notices))
              .orElseThrow();
      var decider = new Decider(rules.decisions());
      var ledger =
          new Ledger(
              decider, rules.customers(), host::identity, ring::publish, () -> 0, report -> {});
      measure(host, decider, ledger, recorder, folder, luns);
    }
  }

  private static void measure(
      SimulatedHost host,
      Decider decider,
      Ledger ledger,
      FlightRecorder recorder,
      Path folder,
      String luns)
      throws IOException {
    HostSnapshot snapshot = new HostSnapshot();
    var devices = new Devices(ledger);
    host.sample(snapshot, devices);
    ledger.open(snapshot);
    long decisionNanos = 0;
    long writerBefore = 0;
    long bytesBefore = 0;
    for (int tick = 0; tick < WARM_UP_TICKS + TICKS; tick++) {
      long deadlineNanos = host.nanoTime() + SECOND_NANOS;
      while (host.awaitEvent(deadlineNanos)) {}
      host.sample(snapshot, devices);
      Plan plan = decider.decide(snapshot);
      if (tick == WARM_UP_TICKS) {
        decisionNanos = 0;
        writerBefore = writerNanos();
        bytesBefore = bytes(folder);
      }
      long before = THREADS.getCurrentThreadCpuTime();
      ledger.ticked(snapshot, plan);
      decisionNanos += THREADS.getCurrentThreadCpuTime() - before;
      while (recorder.waitingTicks() > 0) {
        Thread.onSpinWait();
      }
    }
    double writerMicros = (writerNanos() - writerBefore) / 1e3 / TICKS;
    double decisionMicros = decisionNanos / 1e3 / TICKS;
    double hourBytes = (bytes(folder) - bytesBefore) * 3600.0 / TICKS;
    System.out.printf(
        Locale.ROOT,
        "%s LUNs at 1 Hz: decision thread %.0f us, recorder %.0f us of processor time a tick: %.3f"
            + " %% of a core; %.1f MiB an hour; %d ticks lost%n",
        luns,
        decisionMicros,
        writerMicros,
        (decisionMicros + writerMicros) / 1e4,
        hourBytes / (1 << 20),
        recorder.lostTicks());
    recorder.close();
  }

  private static long writerNanos() {
    long total = 0;
    for (long id : THREADS.getAllThreadIds()) {
      ThreadInfo info = THREADS.getThreadInfo(id);
      if (info != null && info.getThreadName().equals("recorder")) {
        total += THREADS.getThreadCpuTime(id);
      }
    }
    return total;
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private record Devices(LoopListener listener) implements DeviceListener {
    @Override
    public void added(int slot, DeviceKey key) {
      listener.deviceAdded(slot, key);
    }

    @Override
    public void removed(int slot, DeviceKey key) {
      listener.deviceRemoved(slot, key);
    }
  }

  private static final class Silent implements Notices {
    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {
      System.err.println(message);
    }
  }
}
