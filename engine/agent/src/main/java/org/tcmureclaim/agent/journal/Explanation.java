package org.tcmureclaim.agent.journal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;

/** Why one device was cut or not in one decision, in words for people. */
public final class Explanation {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Explanation() {}

  /** A few lines, each with its end. */
  public static String of(DecisionEntry entry, DeviceReason reason, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of customer %s"
            .formatted(
                PrintableText.oneLine(reason.device()), PrintableText.oneLine(reason.customer())));
    lines.add("  decision   " + decision(entry, zone));
    lines.add("  wanted     " + wanted(entry));
    lines.add("  it         " + figures(reason));
    lines.add("  verdict    " + verdict(reason));
    String otherwise = otherwise(reason);
    if (!otherwise.isEmpty()) {
      lines.add("  otherwise  " + otherwise);
    }
    lines.add("  outcome    " + outcome(entry, reason));
    return String.join("\n", lines) + "\n";
  }

  private static String decision(DecisionEntry entry, ZoneId zone) {
    String number = entry.number() == 0 ? "none" : "#" + entry.number();
    return "%s at %s, %s after the start"
        .formatted(
            number,
            TIME.format(Instant.ofEpochMilli(entry.epochMillis()).atZone(zone)),
            HumanUnits.seconds(entry.atSeconds()));
  }

  private static String wanted(DecisionEntry entry) {
    return "%s (%s, %s), with %s available"
        .formatted(
            HumanUnits.pages(entry.demandPages()),
            word(entry.urgency()),
            word(entry.trigger()),
            HumanUnits.bytes(entry.availableBytes()));
  }

  private static String figures(DeviceReason r) {
    return "held %s, %s of it above its highest block in use, idle for %s"
        .formatted(
            HumanUnits.pages(r.residentPages()),
            HumanUnits.pages(r.tailPages()),
            HumanUnits.seconds(r.idleNanos() / 1e9));
  }

  private static String verdict(DeviceReason r) {
    String chosen = r.keepPages() == DeviceReason.NONE ? "not cut: " : "";
    String kept =
        r.verdict() == Verdict.CHOSEN && r.keepPages() != DeviceReason.NONE
            ? ", to be left with " + HumanUnits.pages(r.keepPages())
            : "";
    String by = r.rule().isEmpty() ? "" : " (by " + PrintableText.oneLine(r.rule()) + ")";
    return chosen + r.verdict().meaning() + by + kept;
  }

  /** What it would have taken to be cut. */
  static String otherwise(DeviceReason r) {
    List<String> ways = new ArrayList<>();
    if (r.atIdleNanos() != DeviceReason.NONE) {
      ways.add("idle ≥ " + HumanUnits.seconds(r.atIdleNanos() / 1e9));
    }
    if (r.atDemandPages() != DeviceReason.NONE) {
      ways.add("demand ≥ " + HumanUnits.pages(r.atDemandPages()));
    }
    if (r.aboveCustomerPages() != DeviceReason.NONE) {
      ways.add("its customer holding more than " + HumanUnits.pages(r.aboveCustomerPages()));
    }
    if (r.atUrgency() != Urgency.NONE) {
      ways.add("urgency " + word(r.atUrgency()));
    }
    List<String> sentence = new ArrayList<>();
    if (!ways.isEmpty()) {
      sentence.add("would be cut at " + String.join(" or ", ways));
    }
    if (r.afterNanos() != DeviceReason.NONE) {
      sentence.add("could be cut again after " + HumanUnits.seconds(r.afterNanos() / 1e9));
    }
    return String.join("; ", sentence);
  }

  private static String outcome(DecisionEntry entry, DeviceReason r) {
    String all = all(entry);
    if (r.keepPages() == DeviceReason.NONE) {
      return all;
    }
    CutResult result = r.result();
    return switch (result == null ? CutResult.OBSERVED : result) {
      case FREED -> "freed " + HumanUnits.pages(r.freedPages()) + " of it; " + all;
      case NOTHING -> "nothing of it was freed; " + all;
      case BUSY -> "it was busy; " + all;
      case GONE -> "it was gone; " + all;
      case REFUSED -> "the kernel refused; " + all;
      case OBSERVED -> all;
    };
  }

  private static String all(DecisionEntry entry) {
    if (entry.number() == 0) {
      return "no device could give anything";
    }
    @Nullable CutResult result = entry.result();
    String problem = entry.problem().isEmpty() ? "" : ": " + PrintableText.oneLine(entry.problem());
    if (result == null) {
      return "not known, the agent ended before";
    }
    return result == CutResult.OBSERVED
        ? "only observed: nothing was touched"
        : "the decision freed %s in %s%s"
            .formatted(
                HumanUnits.pages(entry.freedPages()),
                HumanUnits.millis(entry.durationMillis()),
                problem);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
