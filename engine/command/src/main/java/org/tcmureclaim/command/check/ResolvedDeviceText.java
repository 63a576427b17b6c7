package org.tcmureclaim.command.check;

import java.util.Locale;
import org.tcmureclaim.agent.config.ResolvedDevice;
import org.tcmureclaim.configuration.Reading;

/** The settings of a device as a table. */
final class ResolvedDeviceText {
  private ResolvedDeviceText() {}

  static String of(ResolvedDevice resolved) {
    StringBuilder text = new StringBuilder();
    text.append(resolved.device().path())
        .append(" is customer ")
        .append(resolved.customer().name())
        .append(" (")
        .append(resolved.customer().origin())
        .append(")\n");
    resolved
        .alsoMatchedBy()
        .forEach(
            other ->
                text.append("  also matched by ").append(other).append(", which comes later\n"));
    int width = resolved.settings().stream().mapToInt(r -> r.path().length()).max().orElse(0);
    for (Reading reading : resolved.settings()) {
      String form = "  %-" + width + "s  %-12s  %s%n";
      text.append(
          String.format(Locale.ROOT, form, reading.path(), value(reading), reading.origin()));
    }
    return text.toString();
  }

  private static String value(Reading reading) {
    return reading.value().isEmpty() ? "-" : reading.value();
  }
}
