package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.pressure.HostColumn.Source;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * {@code below dump … -O openmetrics}, or metrics of node_exporter with times: a figure in each
 * line, {@code NAME{LABELS} VALUE TIME}. Of cgroups, only the root, whose path is empty, is the
 * host.
 */
final class OpenMetricsLines implements HostLineParser {
  static final Pattern METRIC =
      Pattern.compile(
          "(?<name>[A-Za-z_:][A-Za-z0-9_:]*)(?<labels>\\{[^}]*})?\\s+(?<value>[^\\s#]+)(\\s+(?<time>[^\\s#]+))?(\\s+#.*)?");
  private static final Pattern CGROUP = Pattern.compile("\\bcgroup=\"(?<path>[^\"]*)\"");

  private final HostClock clock;
  private final HostRow row;
  private boolean sawOther;
  private boolean sawRoot;

  OpenMetricsLines(HostSamples samples, HostClock clock) {
    this.clock = clock;
    this.row = new HostRow(samples);
  }

  @Override
  public void line(String line) throws MalformedLineException {
    if (line.startsWith("#")) {
      return;
    }
    Matcher matcher = METRIC.matcher(line);
    if (!matcher.matches()) {
      throw new MalformedLineException(
          "expected a metric such as 'system_mem_available_bytes 4294967296 1795392000', got '"
              + PrintableText.quoted(line)
              + "'");
    }
    String name = matcher.group("name");
    @Nullable Source source = HostColumn.named(name).orElse(null);
    if (source == null || !source.column().isFigure() || !isHost(matcher.group("labels"))) {
      return;
    }
    String time = matcher.group("time");
    if (time == null) {
      throw new MalformedLineException(name + " has no time behind its value");
    }
    BigDecimal figure = HostNumber.of(name, source, plain(matcher.group("value")), false);
    row.take(clock.nanos(time), null, column -> column == source.column() ? figure : null);
  }

  private boolean isHost(@Nullable String labels) {
    Matcher cgroup = CGROUP.matcher(labels == null ? "" : labels);
    if (!cgroup.find()) {
      return true;
    }
    boolean root = cgroup.group("path").isEmpty() || cgroup.group("path").equals("/");
    sawRoot |= root;
    sawOther |= !root;
    return root;
  }

  /** Without an exponent, which node_exporter writes. */
  private static String plain(String value) {
    return value.matches("[0-9]{1,3}(\\.[0-9]{1,20})?[eE]\\+?[0-9]{1,2}")
        ? new BigDecimal(value).toPlainString()
        : value;
  }

  @Override
  public void end(HostNotes notes) {
    if (sawOther && !sawRoot) {
      notes.add("has metrics of cgroups but none of the root, which is the host");
    }
  }
}
