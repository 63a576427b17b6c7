package org.tcmureclaim.replay.result;

import java.util.List;
import java.util.Locale;
import org.tcmureclaim.replay.difference.DeviceDifference;
import org.tcmureclaim.replay.difference.Disagreement;
import org.tcmureclaim.replay.difference.Disagreement.Choice;
import org.tcmureclaim.replay.difference.PolicyDifference;

/** A difference of two policies for people; long lists end after their first lines. */
public final class DifferenceText {
  private static final int MOST_LINES = 10;
  private static final double PAGES_PER_MIB = 256;

  private DifferenceText() {}

  /** All of it, with a line end. */
  public static String of(PolicyDifference difference) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s (service time: %s) at %s: A is %s, B is %s",
        difference.trace().name(),
        difference.trace().serviceTime(),
        difference.budget(),
        difference.first(),
        difference.second());
    if (difference.loop() != null) {
      text.append(PressureTable.loop(difference.loop()));
    }
    difference
        .firstDisagreement()
        .ifPresentOrElse(
            where -> disagreement(text, difference, where),
            () -> line(text, "  they cut the same in every tick"));
    var a = difference.firstResult();
    var b = difference.secondResult();
    line(text, "  %-26s %13s %13s %13s", "in all", "A", "B", "B - A");
    total(text, "re-allocated pages", a.reallocatedPages(), b.reallocatedPages());
    total(text, "truncations", a.truncations(), b.truncations());
    total(text, "pages freed", a.freedPages(), b.freedPages());
    total(text, "ticks over budget", a.ticksOverBudget(), b.ticksOverBudget());
    text.append(PressureDifference.of(a.pressure(), b.pressure()));
    devices(text, difference.devices());
    return text.toString();
  }

  private static void disagreement(
      StringBuilder text, PolicyDifference difference, Disagreement where) {
    line(
        text,
        "  first disagreement: tick %d, %s s after the start; %d of %d ticks differ",
        where.tick(),
        plain(where.endSeconds()),
        difference.ticksApart(),
        difference.trace().ticks().ticks());
    line(text, "  %-26s %13s %13s %13s", "device", "held MiB", "A leaves", "B leaves");
    where.devices().stream()
        .limit(MOST_LINES)
        .forEach(
            choice ->
                line(
                    text,
                    "  %-26s %13.2f %13s %13s",
                    choice.device(),
                    choice.heldPages() / PAGES_PER_MIB,
                    left(choice, choice.firstKeptPages()),
                    left(choice, choice.secondKeptPages())));
    more(text, where.devices().size());
  }

  private static void devices(StringBuilder text, List<DeviceDifference> devices) {
    if (devices.isEmpty()) {
      return;
    }
    line(
        text,
        "  %-26s %13s %13s %13s %13s",
        "re-allocated pages of",
        "A",
        "B",
        "B - A",
        "cuts, B - A");
    devices.stream()
        .limit(MOST_LINES)
        .forEach(
            device ->
                line(
                    text,
                    "  %-26s %13d %13d %+13d %+13d",
                    device.device(),
                    device.firstReallocatedPages(),
                    device.secondReallocatedPages(),
                    device.morePages(),
                    device.moreTruncations()));
    more(text, devices.size());
  }

  private static void total(StringBuilder text, String what, long a, long b) {
    line(text, "  %-26s %13d %13d %+13d", what, a, b, b - a);
  }

  private static void more(StringBuilder text, int count) {
    if (count > MOST_LINES) {
      line(text, "  … and %d more; --json has them all", count - MOST_LINES);
    }
  }

  private static String left(Choice choice, int keptPages) {
    return keptPages == choice.heldPages()
        ? "not cut"
        : String.format(Locale.ROOT, "%.2f", keptPages / PAGES_PER_MIB);
  }

  private static String plain(double seconds) {
    return seconds == Math.rint(seconds)
        ? Long.toString((long) seconds)
        : String.format(Locale.ROOT, "%.3f", seconds);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
