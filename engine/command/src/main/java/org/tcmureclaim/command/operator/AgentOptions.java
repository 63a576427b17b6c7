package org.tcmureclaim.command.operator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.address.TokenText;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.HostOption;
import org.tcmureclaim.agent.cli.RefusedException;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.state.Simulations;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.command.client.Answer;
import org.tcmureclaim.configuration.OperatorFile;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which agent is asked, by which way, and how it is shown. */
final class AgentOptions {
  private static final int MOST_TOKEN_BYTES = 64 << 10;

  /** Stands in for {@code --api} where it is not given. */
  private static final String API_VARIABLE = "TCMU_RECLAIM_API";

  @Option(
      names = "--api",
      paramLabel = "ADDRESS",
      description =
          "Ask the API of an agent, which may be on another host: unix:/PATH, HOST:PORT or"
              + " https://HOST:PORT. Default: TCMU_RECLAIM_API; without it, the agent's own files"
              + " on this host.")
  private @Nullable String api;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "The folder of the agent's files. Default: /run/tcmu-reclaim.")
  private @Nullable Path runFolder;

  @Mixin private HostOption host = new HostOption();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds the secret that actions over TCP need, and everything over TLS.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description =
          "With https: certificates in PEM that the agent's is verified by. Default: Java's.")
  private @Nullable Path caFile;

  @Option(names = "--json", description = "JSON, as the API has it.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  boolean json() {
    return json;
  }

  /** The options that lead another command to the same agent, each with a blank before it. */
  String sameAgent() {
    return (isDemo() ? " --demo" : "")
        + (runFolder == null ? "" : " --run-dir " + runFolder)
        + (api == null ? "" : " --api " + api)
        + (tokenFile == null ? "" : " --token-file " + tokenFile)
        + (caFile == null ? "" : " --ca-file " + caFile);
  }

  private boolean isDemo() {
    return host.kind() == HostKind.SIMULATED;
  }

  /** Whether the command line names an API. */
  boolean hasApi() {
    return api != null;
  }

  /** Whether somebody has said where the API is: the command line, or the environment. */
  boolean namesApi(Surroundings around) {
    return api != null
        || (!isDemo() && runFolder == null && around.environment().get(API_VARIABLE) != null);
  }

  /** Where the agent takes orders, where nobody says otherwise. */
  Path usualOrders(Surroundings around) {
    return runFolder == null || isDemo()
        ? around.usualOrders(host.kind())
        : runFolder.resolve("orders");
  }

  /**
   * Where the agent is read: from its files, unless an address is named.
   *
   * @throws HostException where a demonstration is wanted and there is none
   */
  AgentSource source(Surroundings around) {
    if (api != null && runFolder != null) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--run-dir or --api, not both");
    }
    return namesApi(around)
        ? new ApiSource(client(around))
        : new FileSource(files(around), WorkerClock.OF_MACHINE);
  }

  private RunFiles files(Surroundings around) {
    if (!isDemo()) {
      return runFolder == null ? RunFiles.ofHost() : RunFiles.in(runFolder);
    }
    Path folder =
        runFolder == null ? around.usualSocket(HostKind.SIMULATED).resolveSibling("") : runFolder;
    return Simulations.newest(folder)
        .orElseThrow(() -> new HostException(UnreadableAgent.noDemonstration(folder)));
  }

  /**
   * The exit code after an answer is shown that does not say how old it is; this is said here.
   *
   * @throws HostException where the agent that was read has ended
   */
  static int end(AgentSource source, Surroundings around) {
    source.stale().ifPresent(why -> around.err().println("tcmu-reclaim: " + why));
    return end(source);
  }

  /**
   * The exit code after an answer is shown.
   *
   * @throws HostException where the agent that was read has ended
   */
  static int end(AgentSource source) {
    source
        .ended()
        .ifPresent(
            why -> {
              throw new HostException(why);
            });
    return ExitCode.FINE.code();
  }

  /** Asks the API that is named. */
  AgentClient client(Surroundings around) {
    return new AgentClient(address(around), token(), Optional.ofNullable(caFile));
  }

  private ApiAddress address(Surroundings around) {
    String said = api == null ? around.environment().get(API_VARIABLE) : api;
    try {
      return ApiAddress.parse(Objects.requireNonNull(said), around.usualSocket(host.kind()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--api: " + e.getMessage(), e);
    }
  }

  private Optional<String> token() {
    if (tokenFile == null) {
      return Optional.empty();
    }
    try {
      String token =
          new String(OperatorFile.read(tokenFile, MOST_TOKEN_BYTES), StandardCharsets.UTF_8)
              .strip();
      if (!TokenText.isToken(token)) {
        throw new HostException(tokenFile + ": " + TokenText.RULE + " (--token-file)");
      }
      return Optional.of(token);
    } catch (NoSuchFileException e) {
      throw new HostException(tokenFile + ": there is no such file (--token-file)", e);
    } catch (IOException e) {
      throw new HostException(tokenFile + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The answer, if it is one.
   *
   * @throws RefusedException where the agent refused
   */
  static Answer fine(Answer answer) {
    if (answer.isFine()) {
      return answer;
    }
    throw new RefusedException(exitCode(answer.status()), answer.problem());
  }

  private static ExitCode exitCode(int status) {
    return switch (status) {
      case 404 -> ExitCode.NO_SUCH;
      case 429, 503 -> ExitCode.BUSY;
      default -> ExitCode.REFUSED;
    };
  }
}
