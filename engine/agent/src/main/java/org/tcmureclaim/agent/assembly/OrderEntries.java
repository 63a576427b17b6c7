package org.tcmureclaim.agent.assembly;

import java.util.Locale;
import java.util.Optional;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.agent.journal.OrderEntry;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.host.text.HarmlessText;
import org.tcmureclaim.shim.PeerCredentials;

/** Orders and their answers in words. */
final class OrderEntries {
  private OrderEntries() {}

  static OrderEntry of(Order order, PeerCredentials peer, OrderAnswer answer) {
    boolean refused = answer instanceof OrderAnswer.Refused;
    return new OrderEntry(
        words(order.task()),
        peer.userId(),
        peer.processId(),
        order.origin().way(),
        order.origin().token(),
        words(answer),
        !refused);
  }

  /** Of orders of a server that were refused and not written down one by one. */
  static OrderEntry ofRefused(long count, Order last, PeerCredentials peer, OrderAnswer answer) {
    OrderEntry entry = of(last, peer, answer);
    return new OrderEntry(
        count == 1
            ? entry.order()
            : entry.order()
                + " and "
                + (count - 1)
                + (count == 2 ? " order" : " orders")
                + " before it",
        entry.userId(),
        entry.processId(),
        entry.origin(),
        entry.token(),
        entry.answer(),
        false);
  }

  /** An order as it is typed. */
  static String words(Order.Task task) {
    String word = task.kind().name().toLowerCase(Locale.ROOT);
    if (task instanceof Order.Pause pause) {
      return word
          + customer(pause.customer())
          + (pause.forSeconds() == 0 ? "" : " --for " + pause.forSeconds() + "s");
    } else if (task instanceof Order.Resume resume) {
      return word + customer(resume.customer());
    } else if (task instanceof Order.Shrink shrink) {
      return "%s %s --keep %dB%s"
          .formatted(
              word, name(shrink.device()), shrink.keepBytes(), shrink.dryRun() ? " --dry-run" : "");
    }
    return word + (((Order.Reload) task).yes() ? " --yes" : "");
  }

  private static String customer(Optional<String> name) {
    return name.map(text -> " --customer " + name(text)).orElse("");
  }

  /** A name comes from a stranger: on one line of a log, and told from what follows it. */
  private static String name(String name) {
    String harmless = HarmlessText.ofOneLine(name);
    return harmless.indexOf(' ') < 0 ? harmless : "'" + harmless + "'";
  }

  private static String words(OrderAnswer answer) {
    if (answer instanceof OrderAnswer.Paused paused) {
      return "done" + (paused.endsInSeconds() == 0 ? "" : ", for " + paused.endsInSeconds() + " s");
    } else if (answer instanceof OrderAnswer.Shrunk shrunk) {
      return words(shrunk);
    } else if (answer instanceof OrderAnswer.Reloaded reloaded) {
      return reloaded.heldSeconds() == 0
          ? "done"
          : "held back for " + reloaded.heldSeconds() + " s, as it takes promises away";
    } else if (answer instanceof OrderAnswer.Refused refused) {
      return "refused: " + HarmlessText.ofOneLine(refused.sentence().replace("\n", "; "));
    }
    return ((OrderAnswer.UnderWay) answer).sentence();
  }

  private static String words(OrderAnswer.Shrunk shrunk) {
    if (shrunk.dryRun()) {
      return "would free " + HumanUnits.pages(shrunk.expectedPages());
    }
    String problem = shrunk.problem().isEmpty() ? "" : " (" + shrunk.problem() + ")";
    return shrunk.decision() == 0
        ? "nothing to free"
        : "decision %d, %s %s%s"
            .formatted(
                shrunk.decision(), shrunk.result(), HumanUnits.pages(shrunk.freedPages()), problem);
  }
}
