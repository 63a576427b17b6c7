package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.agent.orders.ServedOrders.PAUSE;
import static org.tcmureclaim.agent.orders.ServedOrders.PAUSED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers that behave. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OrderServerTest {
  @TempDir private Path folder = Path.of("");

  private Path socket() {
    return folder.resolve("run/orders");
  }

  @Test
  void order_reachesTheDesk_andItsAnswerTheClient() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer peer = new RawPeer(socket())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
          .isEqualTo("rw-------");
      peer.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken taken = served.next();
      assertThat(taken.order()).isEqualTo(PAUSE);
      taken.answer(PAUSED);
      assertThat(peer.answer()).isEqualTo(PAUSED);
      assertThat(ServedOrders.next(served.answered)).isEqualTo(PAUSED);
    }
    assertThat(socket()).doesNotExist();
  }

  @Test
  void orderThatIsDoneAtTheEnd_isAnswered_andWrittenDown() throws Exception {
    ServedOrders served = ServedOrders.at(socket());
    try (RawPeer peer = new RawPeer(socket())) {
      peer.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken taken = served.next();
      served.onTurn =
          () -> {
            taken.answer(PAUSED);
            served.askToEnd();
          };
      served.pass(0); // It has to turn once more.
      assertThat(peer.answer()).isEqualTo(PAUSED);
      served.close();
      assertThat(served.answered).containsExactly(PAUSED);
    }
  }

  @Test
  void end_isSaidToTheDesk_andToWhoWaitsForAnAnswer() throws Exception {
    ServedOrders served = ServedOrders.at(socket());
    try (RawPeer asking = new RawPeer(socket());
        RawPeer idle = new RawPeer(socket())) {
      asking.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken unused = served.next();
      served.close();
      assertThat(served.ended).isTrue();
      assertThat(asking.answer()).isEqualTo(new OrderAnswer.UnderWay("the agent ends"));
      assertThat(idle.rest()).isEmpty();
    }
  }

  @Test
  void frameInPieces_isPutTogether() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer peer = new RawPeer(socket())) {
      for (byte one : OrderBytes.of(PAUSE)) {
        peer.send(one);
      }
      served.next().answer(PAUSED);
      assertThat(peer.answer()).isEqualTo(PAUSED);
    }
  }

  @Test
  void anotherVersion_isAnsweredWithTheOneThatIsSpoken() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer peer = new RawPeer(socket())) {
      peer.send(new byte[] {0, 0, 0, 3, 1, 1, 77});
      assertThat(((OrderAnswer.Refused) peer.answer()).sentence())
          .isEqualTo(
              "not understood: the agent speaks version 2 of the order protocol, and this is"
                  + " version 1; use programs of one release (tcmu-reclaim --version)");
      assertThat(served.taken).isEmpty();
    }
  }

  @Test
  void orderThatBreaksTheDesk_isRefused_andEndsNoOther() throws Exception {
    OrderAnswer broken =
        new OrderAnswer.Refused(
            OrderAnswer.Reason.CANNOT, "unexpected: java.lang.IllegalStateException: broken");
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer waiting = new RawPeer(socket());
        RawPeer atOnce = new RawPeer(socket());
        RawPeer later = new RawPeer(socket())) {
      waiting.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken taken = served.next();
      served.breaks = true;
      assertThat(atOnce.send(OrderBytes.of(PAUSE)).answer()).isEqualTo(broken);
      assertThat(ServedOrders.next(served.answered)).isEqualTo(broken);
      served.breaks = false;
      later.send(OrderBytes.of(PAUSE));
      served.next().fail();
      assertThat(later.answer()).isEqualTo(broken);
      assertThat(ServedOrders.next(served.answered)).isEqualTo(broken);
      taken.answer(PAUSED);
      assertThat(waiting.answer()).isEqualTo(PAUSED);
      assertThat(served.warnings).isEmpty();
    }
  }

  @Test
  void answer_goesWhenItIsWrittenDown_andNotBefore() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer first = new RawPeer(socket());
        RawPeer second = new RawPeer(socket())) {
      served.journalHangs = true;
      first.send(OrderBytes.of(PAUSE));
      served.next().answer(PAUSED);
      Runnable written = ServedOrders.next(served.toWrite);
      served.journalHangs = false;
      assertThat(served.answer(second)).as("others are answered meanwhile").isEqualTo(PAUSED);
      assertThat(first.hasAnswer()).isFalse();
      written.run();
      assertThat(first.answer()).isEqualTo(PAUSED);
    }
  }

  @Test
  void journalThatHangs_holdsAnAnswerUp_untilTheExchangeMustEnd() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer peer = new RawPeer(socket())) {
      served.journalHangs = true;
      peer.send(OrderBytes.of(PAUSE));
      served.next().answer(PAUSED);
      Runnable unused = ServedOrders.next(served.toWrite);
      served.pass(OrderServer.PATIENCE_SECONDS);
      assertThat(peer.answer()).isEqualTo(PAUSED);
    }
  }

  @Test
  void orderThatTakesLong_isAnsweredWithThat_andStillWrittenDown() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer peer = new RawPeer(socket())) {
      peer.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken taken = served.next();
      served.pass(OrderServer.PATIENCE_SECONDS);
      assertThat(((OrderAnswer.UnderWay) peer.answer()).sentence())
          .startsWith("the agent has the order, and is not done with it after 5 s");
      assertThat(ServedOrders.next(served.answered)).isInstanceOf(OrderAnswer.UnderWay.class);
      taken.answer(PAUSED);
      assertThat(ServedOrders.next(served.answered)).isEqualTo(PAUSED);
    }
  }
}
