package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.config.ApiConfig;
import org.tcmureclaim.agent.journal.OrderEntry;
import org.tcmureclaim.agent.loop.ShrinkAnswer;
import org.tcmureclaim.agent.loop.ShrinkOrder;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderAnswer.Reason;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.snapshot.DeviceKey;

/** What an order may do, and what is written down of it. */
final class AgentOrdersTest {
  private static final Origin PAGE = Origin.server("page");
  private static final DeviceKey KEY = new DeviceKey("user_0/gold-01", 1);

  private static final Set<Order.Kind> ALL = EnumSet.allOf(Order.Kind.class);

  private final NotedControls controls = new NotedControls();
  private final List<OrderEntry> journal = new ArrayList<>();
  private final NotedNotices notices = new NotedNotices();
  private long nowNanos = Long.MAX_VALUE - 1;

  private AgentOrders desk(Order.Kind... ofServer) {
    Set<Order.Kind> kinds = EnumSet.noneOf(Order.Kind.class);
    kinds.addAll(List.of(ofServer));
    return new AgentOrders(
        controls,
        new ServerOrders(kinds, nowNanos),
        (entry, written) -> journal.add(entry),
        () -> nowNanos,
        notices);
  }

  private static OrderAnswer take(AgentOrders desk, Origin origin, Order.Task task) {
    List<Supplier<OrderAnswer>> answers = new ArrayList<>();
    desk.take(new Order(origin, task), answers::add);
    assertThat(answers).hasSize(1);
    return answers.get(0).get();
  }

  private static OrderAnswer refused(Reason reason, String sentence) {
    return new OrderAnswer.Refused(reason, sentence);
  }

  private static Order.Pause pauseAll(long seconds) {
    return new Order.Pause(Optional.empty(), seconds);
  }

  @Test
  void commandLine_mayDoAll() {
    AgentOrders desk = desk();
    assertThat(take(desk, Origin.COMMAND_LINE, pauseAll(0)))
        .isEqualTo(new OrderAnswer.Paused(true, List.of("acme", "gold"), 0, 9));
    take(desk, Origin.COMMAND_LINE, new Order.Pause(Optional.of("gold"), 7_200));
    take(desk, Origin.COMMAND_LINE, new Order.Resume(Optional.of("gold")));
    take(desk, Origin.COMMAND_LINE, new Order.Reload(true));
    assertThat(controls.asked)
        .containsExactly(
            "pause all for 0 by COMMAND_LINE",
            "pause gold for 7200 by COMMAND_LINE",
            "resume gold by COMMAND_LINE",
            "reload true");
    assertThat(take(desk, Origin.COMMAND_LINE, new Order.Pause(Optional.of("none"), 0)))
        .isEqualTo(refused(Reason.NO_SUCH, "no customer none"));
  }

  @Test
  void server_mayPassOnWhatRootAllows_inItsOwnName() {
    AgentOrders desk = desk(Order.Kind.PAUSE);
    take(desk, PAGE, pauseAll(0));
    take(desk, PAGE, pauseAll(60));
    assertThat(controls.asked)
        .containsExactly("pause all for 0 by SERVER", "pause all for 60 by SERVER");
    assertThat(take(desk, PAGE, new Order.Reload(true)))
        .isEqualTo(
            refused(
                Reason.NOT_ALLOWED,
                "the server may not pass on 'reload'; on the host itself: tcmu-reclaim reload"));
    assertThat(take(desk, PAGE, new Order.Resume(Optional.empty())))
        .isInstanceOf(OrderAnswer.Refused.class);
    assertThat(controls.asked).hasSize(2);
  }

  @Test
  void server_mayReload_butNotEndPromisesAtOnce() {
    AgentOrders desk = desk(Order.Kind.RELOAD);
    assertThat(take(desk, PAGE, new Order.Reload(true)))
        .isEqualTo(
            refused(
                Reason.NOT_ALLOWED,
                "the server may have the configuration read again, and not end promises before"
                    + " their minute is over; on the host itself: tcmu-reclaim reload --yes"));
    assertThat(controls.asked).isEmpty();
    take(desk, PAGE, new Order.Reload(false));
    assertThat(controls.asked).containsExactly("reload false");
  }

  @Test
  void pauseThatTheServerMayNotEnd_isRefusedWithItsReason_andCounted() {
    AgentOrders desk = desk(Order.Kind.RESUME);
    PeerCredentials peer = new PeerCredentials(4711, 1000, 100);
    controls.resumeFailure = ServerOrders.pausedOnHost(Optional.of("gold"));
    Order resume = new Order(PAGE, new Order.Resume(Optional.of("gold")));
    OrderAnswer answer = take(desk, resume.origin(), resume.task());
    assertThat(answer)
        .isEqualTo(
            refused(
                Reason.NOT_ALLOWED,
                "this pause was given on the host, and the server may only end its own; on the"
                    + " host itself: tcmu-reclaim resume --customer gold"));
    assertThat(controls.asked).containsExactly("resume gold by SERVER");
    for (int i = 0; i < 10; i++) {
      desk.answered(resume, peer, answer, () -> {});
    }
    assertThat(journal).hasSize(1);
  }

  @Test
  void pauses_endWithEveryTurn_andAtNoOtherTime() {
    AgentOrders desk = desk();
    take(desk, Origin.COMMAND_LINE, pauseAll(1));
    assertThat(controls.turns).isZero();
    desk.turn();
    desk.turn();
    assertThat(controls.turns).isEqualTo(2);
  }

  @Test
  void fileThatOthersCanWrite_countsOnARealHostOnly(@TempDir Path folder) throws IOException {
    ApiConfig api = new ApiConfig(Optional.empty(), Optional.empty(), Optional.empty(), ALL, 0);
    Path file = Files.writeString(folder.resolve("agent.yaml"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Order reload = new Order(PAGE, new Order.Reload(false));
    assertThat(ServerOrders.of(api, file, HostKind.SIMULATED, notices, 0).refusal(reload, 0))
        .isEmpty();
    assertThat(notices.told).isEmpty();
    assertThat(ServerOrders.of(api, file, HostKind.LINUX, notices, 0).refusal(reload, 0))
        .isPresent();
    assertThat(notices.told).singleElement().asString().contains("chmod go-w " + file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(ServerOrders.of(api, file, HostKind.LINUX, notices, 0).refusal(reload, 0)).isEmpty();
  }

  @Test
  void server_breaksNoPromise_theCommandLineMay() {
    AgentOrders desk = desk(Order.Kind.SHRINK);
    List<Supplier<OrderAnswer>> answers = new ArrayList<>();
    Order.Shrink shrink = new Order.Shrink("gold-01", 4097, false);
    desk.take(new Order(PAGE, shrink), answers::add);
    desk.take(new Order(Origin.COMMAND_LINE, shrink), answers::add);
    assertThat(controls.shrinks)
        .extracting(ShrinkOrder::keepsPromises)
        .containsExactly(true, false);
    assertThat(controls.shrinks)
        .allSatisfy(
            order -> {
              assertThat(order.device()).isEqualTo(new ShrinkOrder.Named("gold-01"));
              assertThat(order.keepPages()).isEqualTo(2); // What is to be kept is.
            });
    assertThat(answers).isEmpty();

    ShrinkAnswer.Expected expected = new ShrinkAnswer.Expected(KEY, 9, 8, 2, 7);
    controls
        .shrinks
        .get(0)
        .answer()
        .accept(new ShrinkAnswer.Tried(expected, 5, CutResult.FREED, 6, "busy"));
    controls
        .shrinks
        .get(1)
        .answer()
        .accept(new ShrinkAnswer.Unknown("gld-01", List.of("user_0/gold-01")));
    assertThat(answers.get(0).get())
        .isEqualTo(
            new OrderAnswer.Shrunk("user_0/gold-01", 9, 8, 2, 7, false, 5, "freed", 6, "busy"));
    assertThat(answers.get(1).get())
        .isEqualTo(refused(Reason.NO_SUCH, "no device gld-01; did you mean 'gold-01'?"));
  }

  @Test
  void server_passesOnSoManyAMinute() {
    AgentOrders desk = desk(Order.Kind.PAUSE);
    for (int i = 0; i < ServerOrders.MOST_PER_MINUTE; i++) {
      assertThat(take(desk, PAGE, pauseAll(1))).isInstanceOf(OrderAnswer.Paused.class);
    }
    OrderAnswer tooMany =
        refused(Reason.TOO_MANY, "30 orders of the server were taken within a minute; wait");
    assertThat(take(desk, PAGE, pauseAll(1))).isEqualTo(tooMany);
    assertThat(take(desk, Origin.COMMAND_LINE, pauseAll(1))).isInstanceOf(OrderAnswer.Paused.class);
    nowNanos += TimeUnit.MINUTES.toNanos(1);
    for (int i = 0; i < ServerOrders.MOST_PER_MINUTE; i++) {
      assertThat(take(desk, PAGE, pauseAll(1))).isInstanceOf(OrderAnswer.Paused.class);
    }
    assertThat(take(desk, PAGE, pauseAll(1))).as("the next minute").isEqualTo(tooMany);
  }

  @Test
  void reload_isAnsweredWhenItIsRead_withItsProblems() {
    CompletableFuture<RunControls.ReloadResult> read = new CompletableFuture<>();
    controls.reload = read;
    List<Supplier<OrderAnswer>> answers = new ArrayList<>();
    desk().take(new Order(Origin.COMMAND_LINE, new Order.Reload(false)), answers::add);
    assertThat(answers).isEmpty();
    read.complete(new RunControls.ReloadResult(List.of(), List.of(), List.of("a.yaml:2: x", "b")));
    assertThat(answers.get(0).get())
        .isEqualTo(refused(Reason.CANNOT, "The configuration before goes on: a.yaml:2: x\nb"));
  }

  @Test
  void reloadsThatCannotWait_areRefusedAsBusy() {
    controls.reload =
        CompletableFuture.failedFuture(new RejectedExecutionException("16 reloads wait already"));
    assertThat(take(desk(), Origin.COMMAND_LINE, new Order.Reload(false)))
        .isEqualTo(refused(Reason.BUSY, "16 reloads wait already"));
  }

  @ParameterizedTest
  @CsvSource({
    "GONE, NO_SUCH",
    "AMBIGUOUS, NO_SUCH",
    "UNFIT, CANNOT",
    "ALL_OR_NOTHING, CANNOT",
    "BUSY, BUSY"
  })
  void shrinkThatIsNotTried_isRefusedWithAReason(ShrinkAnswer.Reason why, Reason reason) {
    assertThat(OrderAnswers.shrunk(new ShrinkAnswer.Refused(why, "x")))
        .isEqualTo(refused(reason, "x"));
  }

  @Test
  void ordersOfAServerThatAreNotTaken_areCounted_andPushNothingOutOfTheJournal() {
    AgentOrders desk = desk(Order.Kind.PAUSE);
    PeerCredentials peer = new PeerCredentials(4711, 1000, 100);
    Order reload = new Order(PAGE, new Order.Reload(false));
    Order pause = new Order(PAGE, pauseAll(1));
    for (int i = 0; i < 10_000; i++) {
      desk.take(reload, answer -> desk.answered(reload, peer, answer.get(), () -> {}));
      desk.take(pause, answer -> desk.answered(pause, peer, answer.get(), () -> {}));
      desk.turn();
    }
    assertThat(journal).hasSize(1 + ServerOrders.MOST_PER_MINUTE);
    assertThat(notices.told).hasSameSizeAs(journal);
    nowNanos += TimeUnit.SECONDS.toNanos(59);
    desk.turn();
    assertThat(journal).hasSize(1 + ServerOrders.MOST_PER_MINUTE);
    nowNanos += TimeUnit.SECONDS.toNanos(1);
    desk.turn();
    desk.turn();
    assertThat(journal)
        .hasSize(2 + ServerOrders.MOST_PER_MINUTE)
        .last()
        .isEqualTo(
            new OrderEntry(
                "pause --for 1s and 19968 orders before it",
                1000,
                4711,
                "the server",
                "page",
                "refused: 30 orders of the server were taken within a minute; wait",
                false));
  }

  @Test
  void ordersThatWereCounted_areWrittenDownAtTheEnd() {
    AgentOrders desk = desk();
    PeerCredentials peer = new PeerCredentials(4711, 1000, 100);
    for (int i = 0; i < 3; i++) {
      Order reload = new Order(Origin.server("t" + i), new Order.Reload(false));
      desk.take(reload, answer -> desk.answered(reload, peer, answer.get(), () -> {}));
    }
    desk.end();
    desk.end();
    assertThat(journal)
        .extracting(OrderEntry::order, OrderEntry::token)
        .containsExactly(tuple("reload", "t0"), tuple("reload and 1 order before it", "t2"));
  }

  @Test
  void rootsRefusedOrders_areAllWrittenDown() {
    AgentOrders desk = desk();
    Order pause = new Order(Origin.COMMAND_LINE, new Order.Pause(Optional.of("none"), 0));
    for (int i = 0; i < 100; i++) {
      desk.take(
          pause,
          answer -> desk.answered(pause, new PeerCredentials(1, 0, 0), answer.get(), () -> {}));
    }
    assertThat(journal).hasSize(100).noneMatch(OrderEntry::done);
  }

  @Test
  void namesOfStrangers_forgeNoLineOfTheLog() {
    AgentOrders desk = desk();
    String name = "x\norder: reload, by user 0\u001b[2J";
    desk.answered(
        new Order(PAGE, new Order.Pause(Optional.of(name), 0)),
        new PeerCredentials(4711, 1000, 100),
        refused(Reason.NO_SUCH, "no customer " + name),
        () -> {});
    assertThat(journal.get(0).order())
        .isEqualTo("pause --customer 'x\\u000aorder: reload, by user 0\\u001b[2J'");
    assertThat(journal.get(0).answer())
        .isEqualTo("refused: no customer x; order: reload, by user 0\\u001b[2J");
  }

  @Test
  void everyOrder_isWrittenDown_withWhoAndHowAndWhatCameOfIt() {
    AgentOrders desk = desk();
    PeerCredentials peer = new PeerCredentials(4711, 1000, 100);
    Order.Shrink shrink = new Order.Shrink("gold-01", 4096, true);
    desk.answered(
        new Order(Origin.COMMAND_LINE, new Order.Pause(Optional.of("gold"), 60)),
        peer,
        new OrderAnswer.Paused(false, List.of("gold"), 0, 60),
        () -> {});
    desk.answered(
        new Order(PAGE, shrink),
        peer,
        refused(Reason.NO_SUCH, "no device gold-01\nsecond line"),
        () -> {});
    assertThat(journal)
        .containsExactly(
            new OrderEntry(
                "pause --customer gold --for 60s",
                1000,
                4711,
                "the command line",
                "",
                "done, for 60 s",
                true),
            new OrderEntry(
                "shrink gold-01 --keep 4096B --dry-run",
                1000,
                4711,
                "the server",
                "page",
                "refused: no device gold-01; second line",
                false));
    assertThat(notices.told)
        .last()
        .isEqualTo(
            "order: shrink gold-01 --keep 4096B --dry-run, by user 1000 (process 4711) through the"
                + " server, token page: refused: no device gold-01; second line");
    assertThat(notices.told)
        .first()
        .isEqualTo(
            "order: pause --customer gold --for 60s, by user 1000 (process 4711) through the"
                + " command line: done, for 60 s");
  }
}
