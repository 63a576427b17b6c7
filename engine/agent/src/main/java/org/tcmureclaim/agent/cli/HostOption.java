package org.tcmureclaim.agent.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which host, or the agent of which: the same two options for every command that has a choice. */
public final class HostOption {
  @Option(
      names = "--host",
      paramLabel = "KIND",
      converter = HostKindConverter.class,
      description = "linux (this machine, the default) or simulated.")
  private @Nullable HostKind host;

  @Option(names = "--demo", description = "The demonstration: the same as --host simulated.")
  private boolean demo;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /**
   * The one that was asked for.
   *
   * @throws ParameterException where the two options contradict each other
   */
  public HostKind kind() {
    if (demo && host == HostKind.LINUX) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--demo is the same as --host simulated; leave it out for --host linux");
    }
    return demo || host == HostKind.SIMULATED ? HostKind.SIMULATED : HostKind.LINUX;
  }
}
