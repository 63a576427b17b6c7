package org.tcmureclaim.agent.operator;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.client.RefusedException;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderClient;
import org.tcmureclaim.agent.orders.Origin;
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

  /** The socket where the order goes; empty where it goes through an API. */
  Optional<Path> socket(Surroundings around) {
    if (orders != null && agent.hasApi()) {
      throw wrong("--orders or --api, not both");
    }
    if (orders != null) {
      return Optional.of(orders);
    }
    return agent.namesApi(around) ? Optional.empty() : Optional.of(agent.usualOrders(around));
  }

  /**
   * Gives an order.
   *
   * @return what became of it, as the API has it
   * @throws RefusedException where the agent refused
   */
  JsonObject give(Path socket, Order.Task task) {
    try {
      OrderAnswer answer = OrderClient.give(socket, new Order(Origin.COMMAND_LINE, task));
      if (answer instanceof OrderAnswer.Refused refused) {
        throw new RefusedException(refused.sentence());
      }
      return OrderAnswerJson.of(answer);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Shows an answer.
   *
   * @param text what it says to an operator; not asked for JSON
   */
  void show(Surroundings around, JsonObject answer, Supplier<String> text) {
    boolean unused =
        new Output(around).print(agent.json() ? answer.encode() + "\n" : AgentAnswer.read(text));
  }

  /** An error of the command line. */
  ParameterException wrong(String problem) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
  }
}
