package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.config.RecordingConfig;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.recorder.ConfigurationCopy;
import org.tcmureclaim.agent.recorder.FlightRecorder;
import org.tcmureclaim.agent.recorder.HostDetail;
import org.tcmureclaim.configuration.rules.CanaryConfig;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.PolicyConfig;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.settings.CustomerText;
import org.tcmureclaim.recording.settings.PolicyText;

/** Opens the flight recorder that a configuration asks for. */
final class Recorders {
  private Recorders() {}

  /** Whether ticks are to be recorded. */
  static boolean areWanted(AgentConfig config, RunOptions options) {
    return settings(config, options).isPresent();
  }

  /**
   * Empty where none is wanted, or it cannot be written: an agent without one is better than none.
   */
  static Optional<FlightRecorder> open(
      Host host,
      long totalBytes,
      LoadedConfig loaded,
      LoopRules rules,
      TickRing ring,
      RunOptions options,
      Notices notices,
      Workers workers) {
    Optional<FlightRecorder.Settings> settings = settings(loaded.config(), options);
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          FlightRecorder.open(
              settings.get(),
              manifest(host, totalBytes, loaded.config()),
              copy(loaded, rules),
              ring.reader(true),
              options.host() == HostKind.LINUX
                  ? new LinuxDetail(loaded.config().linux().roots().proc())
                  : HostDetail.NONE,
              WallClock.OF_MACHINE,
              notices,
              workers));
    } catch (IOException e) {
      notices.warn("nothing is recorded: " + FileProblem.text(settings.get().folder(), e));
      return Optional.empty();
    }
  }

  /** Where recordings are wanted, or this one. */
  static Optional<Path> folder(AgentConfig config, RunOptions options) {
    return settings(config, options).map(FlightRecorder.Settings::folder);
  }

  /** A configuration as it goes into a recording. */
  static ConfigurationCopy copy(LoadedConfig loaded, LoopRules rules) {
    List<CustomerText> policies = new ArrayList<>();
    for (CustomerConfig customer : loaded.config().customers().all()) {
      policies.add(
          new CustomerText(
              text(customer.policy()),
              customer.canary().map(CanaryConfig::policy).map(Recorders::text).orElse(null)));
    }
    return new ConfigurationCopy(rules.decisions(), policies, loaded.texts());
  }

  private static PolicyText text(PolicyConfig policy) {
    return new PolicyText(policy.keys(), policy.fingerprint());
  }

  private static Optional<FlightRecorder.Settings> settings(
      AgentConfig config, RunOptions options) {
    RecordingConfig recording = config.recording();
    if (options.recordTo().isPresent()) {
      return Optional.of(
          new FlightRecorder.Settings(
              options.recordTo().get(), true, Long.MAX_VALUE, Long.MAX_VALUE));
    }
    Optional<Path> folder = recording.folder();
    if (folder.isEmpty() && options.host() == HostKind.LINUX) {
      folder = Optional.of(RecordingConfig.DEFAULT_FOLDER);
    }
    return folder
        .filter(path -> recording.enabled())
        .map(
            path ->
                new FlightRecorder.Settings(
                    path, false, recording.maxBytes(), recording.maxAgeNanos()));
  }

  private static Manifest manifest(Host host, long totalBytes, AgentConfig config) {
    String version = Recorders.class.getPackage().getImplementationVersion();
    return new Manifest(
        "tcmu-reclaim " + (version == null ? "(not packaged)" : version),
        host.kind(),
        config.mode().name().toLowerCase(Locale.ROOT),
        host.truncator().name(),
        host.truncator().granularity().name().toLowerCase(Locale.ROOT),
        config.policy().name(),
        host.nanoTime(),
        WallClock.OF_MACHINE.epochMillis(),
        config.tickNanos(),
        totalBytes,
        1);
  }
}
