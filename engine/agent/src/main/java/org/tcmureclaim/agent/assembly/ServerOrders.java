package org.tcmureclaim.agent.assembly;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.config.ApiConfig;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderAnswer.Reason;
import org.tcmureclaim.host.Notices;

/**
 * What a server may pass on. It talks to strangers and is not trusted: which kinds, root decides;
 * {@link PauseAllowance} bounds its pauses, and it ends no other; promises are kept, and those that
 * a configuration takes away for their minute; and no more than {@value #MOST_PER_MINUTE} a minute
 * are taken, as each is written down. Of refused ones, one a minute is written down with the number
 * of the others, so that they push no decisions out of the journal.
 */
final class ServerOrders {
  static final int MOST_PER_MINUTE = 30;
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Set<Order.Kind> allowed;
  private long minuteBeganNanos;
  private int taken;

  /**
   * For one run.
   *
   * @param allowed the kinds that may be passed on
   */
  ServerOrders(Set<Order.Kind> allowed, long nowNanos) {
    this.allowed = allowed.isEmpty() ? EnumSet.noneOf(Order.Kind.class) : EnumSet.copyOf(allowed);
    this.minuteBeganNanos = nowNanos;
  }

  /**
   * For one run, as the configuration says; none where others than root could have written that,
   * with a warning. On a simulated host there is nothing to keep from anyone.
   *
   * @param file of the configuration
   */
  static ServerOrders of(
      ApiConfig config, Path file, HostKind host, Notices notices, long nowNanos) {
    Optional<String> problem =
        host == HostKind.SIMULATED ? Optional.empty() : config.ordersProblem(file);
    problem.ifPresent(notices::warn);
    Set<Order.Kind> allowed = host == HostKind.SIMULATED ? ofSimulation(config) : config.orders();
    return new ServerOrders(problem.isPresent() ? Set.of() : allowed, nowNanos);
  }

  /** Its live page has a token without a file, which is good for everything. */
  private static Set<Order.Kind> ofSimulation(ApiConfig config) {
    return config.orders().isEmpty() && config.tokenFile().isEmpty()
        ? EnumSet.allOf(Order.Kind.class)
        : config.orders();
  }

  /** Why an order is not taken; empty where it is. */
  Optional<OrderAnswer.Refused> refusal(Order order, long nowNanos) {
    Order.Kind kind = order.task().kind();
    if (!allowed.contains(kind)) {
      return refused(
          Reason.NOT_ALLOWED,
          "the server may not pass on '%s'; on the host itself: tcmu-reclaim %s"
              .formatted(word(kind), word(kind)));
    }
    if (order.task() instanceof Order.Reload reload && reload.yes()) {
      return refused(
          Reason.NOT_ALLOWED,
          "the server may have the configuration read again, and not end promises before their minute"
              + " is over; on the host itself: tcmu-reclaim reload --yes");
    }
    if (nowNanos - minuteBeganNanos >= MINUTE_NANOS) {
      minuteBeganNanos = nowNanos;
      taken = 0;
    }
    taken++;
    return taken > MOST_PER_MINUTE
        ? refused(
            Reason.TOO_MANY,
            MOST_PER_MINUTE + " orders of the server were taken within a minute; wait")
        : Optional.empty();
  }

  /** Whether this answer is a refusal of here: nothing was tried. */
  static boolean isNotTaken(OrderAnswer answer) {
    return answer instanceof OrderAnswer.Refused refused
        && (refused.reason() == Reason.NOT_ALLOWED || refused.reason() == Reason.TOO_MANY);
  }

  private static Optional<OrderAnswer.Refused> refused(Reason reason, String sentence) {
    return Optional.of(new OrderAnswer.Refused(reason, sentence));
  }

  /** Its pauses have lasted as long together as they may. */
  static OrderRefusedException pausedLongEnough() {
    return new OrderRefusedException(
        Reason.TOO_MANY,
        "pauses of the server have lasted an hour together; it may pause again when none of them"
            + " was in force for an hour, or after 'tcmu-reclaim resume' on the host itself");
  }

  /** It asks to end a pause that the command line has begun. */
  static OrderRefusedException pausedOnHost(Optional<String> customer) {
    return new OrderRefusedException(
        Reason.NOT_ALLOWED,
        "this pause was given on the host, and the server may only end its own; on the host itself:"
            + " tcmu-reclaim "
            + OrderEntries.words(new Order.Resume(customer)));
  }

  private static String word(Order.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
