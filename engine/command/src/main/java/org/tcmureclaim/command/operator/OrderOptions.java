package org.tcmureclaim.command.operator;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.answers.OrderAnswerJson;
import org.tcmureclaim.agent.cli.RefusedException;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderClient;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Which agent gets an order, and by which way: over its order socket, unless the address of an API
 * is given.
 */
final class OrderOptions {
  @Option(
      names = "--orders",
      paramLabel = "PATH",
      description =
          "The Unix socket where the agent takes orders. Default: /run/tcmu-reclaim/orders, unless"
              + " --api or TCMU_RECLAIM_API names an API, which then takes them.")
  private @Nullable Path orders;

  @Mixin private AgentOptions agent = new AgentOptions();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  AgentOptions agent() {
    return agent;
  }

  /**
   * Gives an order and prints what became of it.
   *
   * @param throughApi gives it where an API is named, and returns the answer
   * @param text the words for an answer of an order that is done; not asked for JSON
   * @throws RefusedException where the agent refused
   */
  void carryOut(
      Surroundings around,
      Order.Task task,
      Supplier<JsonObject> throughApi,
      Function<JsonObject, String> text) {
    Optional<Path> socket = socket(around);
    JsonObject answer =
        socket.isPresent() ? give(socket.get(), task) : AgentAnswer.read(throughApi::get);
    String underWay = answer.getString(OrderAnswerJson.UNDER_WAY);
    String words;
    if (agent.json()) {
      words = answer.encode() + "\n";
    } else if (underWay != null) {
      words = underWay + "\n";
    } else {
      words = AgentAnswer.read(() -> text.apply(answer));
    }
    boolean unused = new Output(around).print(words);
  }

  /** The socket where the order goes; empty where it goes through an API. */
  private Optional<Path> socket(Surroundings around) {
    if (orders != null && agent.hasApi()) {
      throw wrong("--orders or --api, not both");
    }
    if (orders != null) {
      return Optional.of(orders);
    }
    return agent.namesApi(around) ? Optional.empty() : Optional.of(agent.usualOrders(around));
  }

  /** The answer as the API has it. */
  private JsonObject give(Path socket, Order.Task task) {
    try {
      OrderAnswer answer = OrderClient.give(socket, new Order(Origin.COMMAND_LINE, task));
      if (answer instanceof OrderAnswer.Refused refused) {
        throw new RefusedException(exitCode(refused.reason()), refused.sentence());
      }
      return OrderAnswerJson.of(answer);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private static ExitCode exitCode(OrderAnswer.Reason reason) {
    return switch (reason) {
      case NO_SUCH -> ExitCode.NO_SUCH;
      case BUSY, TOO_MANY -> ExitCode.BUSY;
      case NOT_UNDERSTOOD, NOT_ALLOWED, CANNOT -> ExitCode.REFUSED;
    };
  }

  /** An error of the command line. */
  ParameterException wrong(String problem) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
  }
}
