package org.tcmureclaim.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.rules.ConfigFiles;
import org.tcmureclaim.configuration.rules.ControllerConfig;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.configuration.rules.GuardConfig;
import org.tcmureclaim.configuration.rules.MemoryConfig;
import org.tcmureclaim.configuration.rules.PolicyConfig;
import org.tcmureclaim.configuration.rules.PressureConfig;
import org.tcmureclaim.configuration.rules.Tick;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.PolicyFactory;

/**
 * A whole configuration of the agent, already checked: it is refused as a whole or not at all.
 * {@code configs/agent.yaml} describes every key with its unit, default and range.
 *
 * @param shadow the policy that decides beside {@code policy} without acting; empty for none
 * @param tickNanos time between decisions without an event
 */
public record AgentConfig(
    ConfigFiles files,
    Mode mode,
    long tickNanos,
    TruncatorChoice truncator,
    PressureConfig pressure,
    MemoryConfig memory,
    ControllerConfig controller,
    GuardSettings guard,
    PolicyConfig policy,
    Optional<PolicyConfig> shadow,
    Customers customers,
    LedgerConfig ledger,
    RecordingConfig recording,
    ApiConfig api,
    MetricsConfig metrics,
    StockConfig stock,
    LinuxConfig linux,
    SimulatedConfig simulated) {
  private static final String SHADOW = "shadow";

  /**
   * Reads and checks a file and its drop-ins.
   *
   * @throws ConfigurationException naming file, line and key of everything that cannot be used
   */
  public static AgentConfig load(Path file) {
    return LoadedConfig.load(file).config();
  }

  /** Binds a whole file without drop-ins and refuses the keys that nobody knows. */
  static AgentConfig bind(Section root, Map<String, PolicyFactory> policies) {
    return bind(root, Path.of(""), policies);
  }

  /**
   * Binds a whole file and refuses the keys that nobody knows.
   *
   * @param file that the section was read from; empty for one without drop-ins
   */
  static AgentConfig bind(Section root, Path file, Map<String, PolicyFactory> policies) {
    return bind(root, file, ConfigFiles.bind(root), policies);
  }

  /** The same, with these files. */
  static AgentConfig bind(
      Section root, Path file, ConfigFiles configFiles, Map<String, PolicyFactory> policies) {
    List<Section> files = new ArrayList<>();
    files.add(root);
    files.addAll(configFiles.dropIns(root, file));
    Tick tick = Tick.bind(root);
    PolicyConfig policy = PolicyConfig.bind(root, policies);
    var config =
        new AgentConfig(
            configFiles,
            root.oneOf("mode", Mode.class, Mode.OBSERVE),
            tick.nanos(),
            root.oneOf("truncator", TruncatorChoice.class, TruncatorChoice.AUTO),
            root.bound("pressure", pressure -> PressureConfig.bind(pressure, tick)),
            root.bound("memory", MemoryConfig::bind),
            root.bound("controller", ControllerConfig::bind),
            root.bound("guard", guard -> GuardConfig.bind(guard, tick)),
            policy,
            shadow(root, policies),
            Customers.bind(files, policies, policy),
            root.bound("ledger", LedgerConfig::bind),
            root.bound("recording", RecordingConfig::bind),
            root.bound("api", ApiConfig::bind),
            root.bound("metrics", MetricsConfig::bind),
            root.bound("stock", StockConfig::bind),
            root.bound("linux", LinuxConfig::bind),
            root.bound("simulated", SimulatedConfig::bind));
    files.forEach(Section::rejectUnread);
    return config;
  }

  private static Optional<PolicyConfig> shadow(Section root, Map<String, PolicyFactory> policies) {
    Section section = root.section(SHADOW);
    return root.has(SHADOW) || root.isBlueprint()
        ? Optional.of(PolicyConfig.bindRequired(section, policies))
        : Optional.empty();
  }

  /** The same, but touching nothing. */
  public AgentConfig observing() {
    return with(Mode.OBSERVE, api, guard, customers);
  }

  /** The same, but with its API at these addresses. */
  public AgentConfig listeningOn(List<ApiAddress> addresses) {
    return with(mode, api.listeningOn(addresses), guard, customers);
  }

  /** The same, but with the customers and the guard of another one. */
  AgentConfig promisingAs(AgentConfig other) {
    return with(mode, api, other.guard, other.customers);
  }

  private AgentConfig with(
      Mode newMode, ApiConfig newApi, GuardSettings newGuard, Customers newCustomers) {
    return new AgentConfig(
        files,
        newMode,
        tickNanos,
        truncator,
        pressure,
        memory,
        controller,
        newGuard,
        policy,
        shadow,
        newCustomers,
        ledger,
        recording,
        newApi,
        metrics,
        stock,
        linux,
        simulated);
  }
}
