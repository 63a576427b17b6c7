package org.tcmureclaim.agent.assembly;

import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.LinuxConfig;
import org.tcmureclaim.agent.config.Mode;
import org.tcmureclaim.agent.config.RootsConfig;
import org.tcmureclaim.agent.config.StockConfig;
import org.tcmureclaim.configuration.rules.TriggerConfig;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.LinuxHost;
import org.tcmureclaim.linux.LinuxSettings;
import org.tcmureclaim.linux.TruncatorWish;
import org.tcmureclaim.linux.pressure.TriggerSettings;
import org.tcmureclaim.linux.stock.StockSettings;
import org.tcmureclaim.linux.watch.WatchSettings;
import org.tcmureclaim.shim.PsiTrigger;

/** From the configuration to this machine as a host. */
public final class LinuxHosts {
  private static final long NANOS_PER_MICRO = 1000;
  private static final long BYTES_PER_MEBIBYTE = 1 << 20;

  private LinuxHosts() {}

  static Host open(AgentConfig config, Notices notices, Workers workers) {
    return LinuxHost.open(settings(config), wish(config), notices, workers);
  }

  /** The means that a configuration asks for. */
  public static TruncatorWish wish(AgentConfig config) {
    if (config.mode() == Mode.OBSERVE) {
      return TruncatorWish.OBSERVE;
    }
    return switch (config.truncator()) {
      case AUTO -> TruncatorWish.AUTO;
      case SHIM -> TruncatorWish.SHIM;
      case STOCK -> TruncatorWish.STOCK;
      case OBSERVE -> TruncatorWish.OBSERVE;
    };
  }

  /** What a configuration says about a Linux host. */
  public static LinuxSettings settings(AgentConfig config) {
    LinuxConfig linux = config.linux();
    StockConfig stock = config.stock();
    long hurriedNanos = Math.min(linux.usageIntervalNanos(), config.pressure().fastIntervalNanos());
    return new LinuxSettings(
        roots(linux.roots()),
        config.pressure().triggers().stream().map(LinuxHosts::trigger).toList(),
        new WatchSettings(linux.rescanNanos(), linux.usageIntervalNanos(), hurriedNanos),
        new StockSettings(
            stock.lease(), stock.deadlineNanos(), stock.lowerToBytes() / BYTES_PER_MEBIBYTE),
        linux.lockFile(),
        LinuxSettings.SHIM_MARKER);
  }

  private static LinuxSettings.Roots roots(RootsConfig roots) {
    return new LinuxSettings.Roots(roots.proc(), roots.sys(), roots.configfs(), roots.dev());
  }

  private static TriggerSettings trigger(TriggerConfig trigger) {
    return new TriggerSettings(
        switch (trigger.kind()) {
          case SOME -> PsiTrigger.Kind.SOME;
          case FULL -> PsiTrigger.Kind.FULL;
        },
        trigger.thresholdNanos() / NANOS_PER_MICRO,
        trigger.windowNanos() / NANOS_PER_MICRO);
  }
}
