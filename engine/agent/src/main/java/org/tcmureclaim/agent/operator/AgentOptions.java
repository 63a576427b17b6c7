package org.tcmureclaim.agent.operator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.TokenText;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.HostOption;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.client.AgentClient;
import org.tcmureclaim.agent.client.Answer;
import org.tcmureclaim.agent.client.RefusedException;
import org.tcmureclaim.configuration.OperatorFile;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which agent is asked, and how it is shown. */
final class AgentOptions {
  /** Stands in for {@code --api} where it is not given. */
  private static final int MOST_TOKEN_BYTES = 64 << 10;

  private static final String API_VARIABLE = "TCMU_RECLAIM_API";

  @Option(
      names = "--api",
      paramLabel = "ADDRESS",
      description =
          "Where the agent is: unix:/PATH, HOST:PORT or https://HOST:PORT. Default:"
              + " TCMU_RECLAIM_API, or unix:/run/tcmu-reclaim/api.sock.")
  private @Nullable String api;

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
    return api != null || (!isDemo() && around.environment().get(API_VARIABLE) != null);
  }

  /** Where the agent takes orders, where nobody says otherwise. */
  Path usualOrders(Surroundings around) {
    return around.usualOrders(host.kind());
  }

  AgentClient client(Surroundings around) {
    return new AgentClient(address(around), token(), Optional.ofNullable(caFile));
  }

  private ApiAddress address(Surroundings around) {
    Path usual = around.usualSocket(host.kind());
    String usually = isDemo() ? null : around.environment().get(API_VARIABLE);
    String said = api == null ? usually : api;
    if (said == null) {
      return new ApiAddress.Unix(usual);
    }
    try {
      return ApiAddress.parse(said, usual);
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
