package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.loop.LoopSettings;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.configuration.rules.PolicyConfig;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.simulation.SimulatedHost;
import org.tcmureclaim.snapshot.DeviceKey;

/** From configurations to what the loop of one host goes by. */
final class Rules {
  private final Host host;
  private final long totalBytes;
  private final IntSupplier luns;
  private final PolicyPool policies;
  private final Optional<String> leftOutShadow;

  /**
   * Rules for a host.
   *
   * @param totalBytes its memory
   */
  Rules(Host host, long totalBytes) {
    this(host, totalBytes, () -> 0, failure -> {}, Optional.empty());
  }

  /**
   * Rules for a host.
   *
   * @param totalBytes its memory
   * @param luns that it has by now
   * @param failures told of policies that failed, on the decision thread; must not block
   * @param leftOutShadow the fingerprint of a shadow that is not to run
   */
  Rules(
      Host host,
      long totalBytes,
      IntSupplier luns,
      Consumer<String> failures,
      Optional<String> leftOutShadow) {
    this.host = host;
    this.totalBytes = totalBytes;
    this.luns = luns;
    this.policies = new PolicyPool(failures);
    this.leftOutShadow = leftOutShadow;
  }

  /** Warns of what a configuration says without effect on this host. */
  void tellWithoutEffect(LoadedConfig loaded, Notices notices) {
    EffectNotices.tell(loaded, totalBytes, notices);
  }

  /**
   * The rules that a configuration makes.
   *
   * @throws ConfigurationException where it contradicts itself on this host, or surely takes more
   *     heap than there is
   */
  LoopRules of(AgentConfig config) {
    AgentHeap.requireAbout(need(config));
    Granularity granularity = host.truncator().granularity();
    LoopRules rules =
        new LoopRules(
            Decisions.of(config, totalBytes, granularity, policies),
            isLeftOut(config)
                ? null
                : Decisions.ofShadow(config, totalBytes, granularity, policies).orElse(null),
            new LoopSettings(
                config.tickNanos(),
                config.pressure().fastIntervalNanos(),
                config.pressure().fastForNanos()),
            new Directory(host, config.customers(), config.customers().all()));
    policies.forgetOthers();
    return rules;
  }

  /** What is in the way of reading the files of this configuration again while it is in force. */
  Optional<String> reloadProblem(LoadedConfig runs) {
    return need(runs.config()).reloadProblem(runs.fileBytes(), AgentHeap.bytes());
  }

  private HeapNeed need(AgentConfig config) {
    return need(config, luns.getAsInt());
  }

  /** What a configuration needs; a simulated host has the LUNs that the configuration says. */
  HeapNeed need(AgentConfig config, int luns) {
    return host instanceof SimulatedHost ? HeapNeed.simulated(config) : HeapNeed.of(config, luns);
  }

  private boolean isLeftOut(AgentConfig config) {
    return config.shadow().map(PolicyConfig::fingerprint).equals(leftOutShadow)
        && leftOutShadow.isPresent();
  }

  private record Directory(Host host, Customers customers, List<CustomerConfig> all)
      implements CustomerDirectory {

    @Override
    public int indexOf(DeviceKey key) {
      return customers.indexOf(host.identity(key));
    }

    @Override
    public String name(int index) {
      return all.get(index).name();
    }
  }
}
