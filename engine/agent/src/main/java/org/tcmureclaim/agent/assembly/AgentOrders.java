package org.tcmureclaim.agent.assembly;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.journal.OrderEntry;
import org.tcmureclaim.agent.journal.OrderJournal;
import org.tcmureclaim.agent.loop.ShrinkOrder;
import org.tcmureclaim.agent.orders.OnceAMinute;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderDesk;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.shim.PeerCredentials;

/**
 * Decides what an order may do, hands it to the loop or to the worker that reloads, and has it
 * written down.
 */
final class AgentOrders implements OrderDesk {
  private final RunControls controls;
  private final ServerOrders ofServer;
  private final OrderJournal journal;
  private final WorkerClock clock;
  private final Notices notices;
  private final OnceAMinute refused;
  private @Nullable Refusal lastHeldBack;

  /** An order of a server that was not taken. */
  private record Refusal(Order order, PeerCredentials peer, OrderAnswer answer) {}

  /**
   * For one run.
   *
   * @param journal where they are written down
   */
  AgentOrders(
      RunControls controls,
      ServerOrders ofServer,
      OrderJournal journal,
      WorkerClock clock,
      Notices notices) {
    this.controls = controls;
    this.ofServer = ofServer;
    this.journal = journal;
    this.clock = clock;
    this.notices = notices;
    this.refused = new OnceAMinute(clock.nanoTime());
  }

  @Override
  public void take(Order order, Consumer<Supplier<OrderAnswer>> done) {
    boolean passedOn = order.origin().server();
    Optional<OrderAnswer.Refused> refusal =
        passedOn ? ofServer.refusal(order, clock.nanoTime()) : Optional.empty();
    if (refusal.isPresent()) {
      done.accept(refusal::get);
    } else if (order.task() instanceof Order.Pause pause) {
      tell(
          controls.pause(owner(passedOn), pause.customer(), pause.forSeconds()),
          paused -> paused(pause.customer(), paused),
          done);
    } else if (order.task() instanceof Order.Resume resume) {
      tell(
          controls.resume(owner(passedOn), resume.customer()),
          paused -> paused(resume.customer(), paused),
          done);
    } else if (order.task() instanceof Order.Shrink shrink) {
      shrink(shrink, passedOn, done);
    } else {
      Order.Reload reload = (Order.Reload) order.task();
      tell(controls.reload(reload.yes()), OrderAnswers::reloaded, done);
    }
  }

  private static PauseOwner owner(boolean passedOn) {
    return passedOn ? PauseOwner.SERVER : PauseOwner.COMMAND_LINE;
  }

  private void shrink(Order.Shrink shrink, boolean passedOn, Consumer<Supplier<OrderAnswer>> done) {
    controls.shrink(
        new ShrinkOrder(
            new ShrinkOrder.Named(shrink.device()),
            ShrinkOrder.pages(shrink.keepBytes()),
            shrink.dryRun(),
            passedOn,
            answer -> done.accept(() -> OrderAnswers.shrunk(answer))));
  }

  private static <T> void tell(
      CompletionStage<T> stage,
      Function<T, OrderAnswer> words,
      Consumer<Supplier<OrderAnswer>> done) {
    var unused =
        stage.whenComplete(
            (result, failure) ->
                done.accept(
                    () -> failure == null ? words.apply(result) : OrderAnswers.failed(failure)));
  }

  private OrderAnswer paused(Optional<String> whose, RunControls.Paused paused) {
    return OrderAnswers.paused(paused, controls.pauseEndsInSeconds(whose));
  }

  @Override
  public void answered(Order order, PeerCredentials peer, OrderAnswer answer, Runnable written) {
    if (order.origin().server()
        && ServerOrders.isNotTaken(answer)
        && !refused.passes(clock.nanoTime())) {
      lastHeldBack = new Refusal(order, peer, answer);
      written.run();
      return;
    }
    write(OrderEntries.of(order, peer, answer), written);
  }

  private void write(OrderEntry entry, Runnable written) {
    notices.info("order: " + entry.text());
    journal.ordered(entry, written);
  }

  @Override
  public void turn() {
    controls.endPauses();
    writeHeldBack(refused.takeHeldBack(clock.nanoTime()));
  }

  @Override
  public void end() {
    writeHeldBack(refused.takeAll());
  }

  private void writeHeldBack(long more) {
    Refusal last = lastHeldBack;
    if (more > 0 && last != null) {
      write(OrderEntries.ofRefused(more, last.order(), last.peer(), last.answer()), () -> {});
      lastHeldBack = null;
    }
  }
}
