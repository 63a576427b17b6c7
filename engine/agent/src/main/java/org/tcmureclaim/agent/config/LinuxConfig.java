package org.tcmureclaim.agent.config;

import static org.tcmureclaim.configuration.rules.Durations.hours;
import static org.tcmureclaim.configuration.rules.Durations.millis;
import static org.tcmureclaim.configuration.rules.Durations.seconds;

import java.nio.file.Path;
import org.tcmureclaim.configuration.Section;

/**
 * How a real host is sensed.
 *
 * @param rescanNanos time between searches for devices whose announcement was missed
 * @param usageIntervalNanos time between readings of what the devices hold
 * @param lockMemory whether the agent locks itself in memory
 * @param lockFile held so that there is one agent on a host
 * @param roots where the host's file systems are
 */
public record LinuxConfig(
    long rescanNanos,
    long usageIntervalNanos,
    boolean lockMemory,
    Path lockFile,
    RootsConfig roots) {

  static LinuxConfig bind(Section section) {
    return new LinuxConfig(
        section.durationNanos("rescan", seconds(1), hours(1), seconds(10)),
        section.durationNanos("usage_interval", millis(100), seconds(600), seconds(1)),
        section.flag("lock_memory", true),
        section.path("lock_file", Path.of("/run/tcmu-reclaim/agent.lock")),
        section.bound("roots", RootsConfig::bind));
  }
}
