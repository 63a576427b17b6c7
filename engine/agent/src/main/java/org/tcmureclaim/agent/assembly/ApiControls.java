package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tcmureclaim.agent.api.AgentControls;
import org.tcmureclaim.agent.api.AgentHealth;
import org.tcmureclaim.agent.journal.OrderEntry;
import org.tcmureclaim.agent.loop.ShrinkAnswer;
import org.tcmureclaim.agent.loop.ShrinkOrder;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What the API may do: as {@link ServerOrders} has it, a pause ends after an hour and promises are
 * kept, and each order is written down. The process that gave it is the one that serves the API,
 * which is the agent's own.
 */
final class ApiControls implements AgentControls {
  private static final Origin API = Origin.server("");
  private static final long UNKNOWN_USER = -1;

  private final AgentControls controls;
  private final Consumer<OrderEntry> journal;
  private final Notices notices;
  private final PeerCredentials self = self();

  /**
   * Controls of one run.
   *
   * @param journal writes orders down; must not block
   */
  ApiControls(AgentControls controls, Consumer<OrderEntry> journal, Notices notices) {
    this.controls = controls;
    this.journal = journal;
    this.notices = notices;
  }

  /** The agent's own process; on a simulated host that goes without system calls too. */
  private static PeerCredentials self() {
    long user;
    try {
      user = StateFolder.ownUser();
    } catch (IOException e) {
      user = UNKNOWN_USER;
    }
    return new PeerCredentials((int) ProcessHandle.current().pid(), user, 0);
  }

  @Override
  public CompletionStage<Paused> pause(Optional<String> customer, boolean pause) {
    return pause
        ? pauseFor(customer, 0)
        : told(
            controls.pause(customer, false),
            new Order.Resume(customer),
            paused -> paused(customer, paused));
  }

  @Override
  public CompletionStage<Paused> pauseFor(Optional<String> customer, long forSeconds) {
    long seconds = ServerOrders.pauseSeconds(forSeconds);
    return told(
        controls.pauseFor(customer, seconds),
        new Order.Pause(customer, seconds),
        paused -> paused(customer, paused));
  }

  private OrderAnswer paused(Optional<String> whose, Paused paused) {
    return OrderAnswers.paused(paused, controls.pauseEndsInSeconds(whose));
  }

  @Override
  public void shrink(ShrinkOrder order) {
    Order.Task task =
        new Order.Shrink(
            order.device().toString(), order.keepPages() * HostSnapshot.PAGE_BYTES, order.dryRun());
    Consumer<ShrinkAnswer> answer =
        given -> {
          tell(task, OrderAnswers.shrunk(given));
          order.answer().accept(given);
        };
    controls.shrink(
        new ShrinkOrder(order.device(), order.keepPages(), order.dryRun(), true, answer));
  }

  @Override
  public CompletionStage<ReloadResult> reload(boolean yes) {
    return told(controls.reload(yes), new Order.Reload(yes), OrderAnswers::reloaded);
  }

  private <T> CompletionStage<T> told(
      CompletionStage<T> stage, Order.Task task, Function<T, OrderAnswer> words) {
    return stage.whenComplete(
        (result, failure) ->
            tell(task, failure == null ? words.apply(result) : OrderAnswers.failed(failure)));
  }

  private void tell(Order.Task task, OrderAnswer answer) {
    OrderEntry entry = OrderEntries.of(new Order(API, task), self, answer);
    notices.info("order: " + entry.text());
    journal.accept(entry);
  }

  @Override
  public long pauseEndsInSeconds(Optional<String> customer) {
    return controls.pauseEndsInSeconds(customer);
  }

  @Override
  public void endPauses() {
    controls.endPauses();
  }

  @Override
  public AgentHealth health() {
    return controls.health();
  }

  @Override
  public Paused paused() {
    return controls.paused();
  }

  @Override
  public List<CustomerPolicy> customers() {
    return controls.customers();
  }

  @Override
  public Counters counters() {
    return controls.counters();
  }

  @Override
  public List<String> policyJars() {
    return controls.policyJars();
  }
}
