package org.tcmureclaim.agent.config;

import static org.tcmureclaim.agent.config.Durations.millis;
import static org.tcmureclaim.agent.config.Durations.seconds;

import java.nio.file.Path;
import java.util.Map;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.policy.PolicyFactory;

/**
 * A whole configuration of the agent, already checked: it is refused as a whole or not at all.
 * {@code configs/agent.yaml} describes every key with its unit, default and range.
 *
 * @param tickNanos time between decisions without an event
 */
public record AgentConfig(
    Mode mode,
    long tickNanos,
    TruncatorChoice truncator,
    PressureConfig pressure,
    MemoryConfig memory,
    ControllerConfig controller,
    GuardConfig guard,
    PolicyConfig policy,
    Customers customers,
    StockConfig stock,
    LinuxConfig linux,
    SimulatedConfig simulated) {

  /**
   * Reads and checks a file.
   *
   * @throws ConfigurationException naming file, line and key of the first thing that cannot be used
   */
  public static AgentConfig load(Path file) {
    return bind(Section.load(file), PolicyConfig.known());
  }

  /** Binds a whole file and refuses the keys that nobody knows. */
  static AgentConfig bind(Section root, Map<String, PolicyFactory> policies) {
    long tickNanos = root.durationNanos("tick", millis(100), seconds(60), seconds(1));
    var config =
        new AgentConfig(
            root.oneOf("mode", Mode.class, Mode.OBSERVE),
            tickNanos,
            root.oneOf("truncator", TruncatorChoice.class, TruncatorChoice.AUTO),
            PressureConfig.bind(root.section("pressure"), tickNanos),
            MemoryConfig.bind(root.section("memory")),
            ControllerConfig.bind(root.section("controller")),
            GuardConfig.bind(root.section("guard"), tickNanos),
            PolicyConfig.bind(root.section("policy"), policies),
            Customers.bind(root.sections("customers")),
            StockConfig.bind(root.section("stock")),
            LinuxConfig.bind(root.section("linux")),
            SimulatedConfig.bind(root.section("simulated")));
    root.rejectUnread();
    return config;
  }

  /** The same, but touching nothing. */
  public AgentConfig observing() {
    return new AgentConfig(
        Mode.OBSERVE,
        tickNanos,
        truncator,
        pressure,
        memory,
        controller,
        guard,
        policy,
        customers,
        stock,
        linux,
        simulated);
  }
}
