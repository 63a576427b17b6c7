package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.pressure.HostColumn.Source;
import org.tcmureclaim.replay.text.MalformedLineException;

/** What the objects of {@link HostJson} mean: those of sadf, atop and below, told by their keys. */
final class JsonSamples {
  /** Lists of sadf that hold what follows, from the outside in. */
  private static final Set<String> LISTS = Set.of("hosts", "statistics");

  private static final long SLACK_NANOS = 2_000_000_000L;
  private static final Source TIMES = new Source(HostColumn.TIMESTAMP, BigDecimal.ONE);

  private final HostSamples samples;
  private final HostClock clock;
  private final HostRow row;
  private String format = "json";
  private String zone = "";
  private long lastAtopNanos = Long.MIN_VALUE;

  JsonSamples(HostSamples samples, HostClock clock) {
    this.samples = samples;
    this.clock = clock;
    this.row = new HostRow(samples);
  }

  /** Which of them it was. */
  String format() {
    return format;
  }

  /** Whether free, buffers and cached stood for what is available. */
  boolean isApproximated() {
    return row.isApproximated();
  }

  /** Whether a list of this name holds samples, and does not belong to one. */
  boolean holdsSamples(@Nullable String list) {
    return list != null && LISTS.contains(list);
  }

  /** What stands around the samples that follow. */
  void frame(Map<String, String> fields) {
    zone = fields.getOrDefault("timezone", zone);
  }

  /** Takes a sample; an object that is none is passed over. */
  void sample(Map<String, String> fields) throws MalformedLineException {
    if (fields.containsKey("timestamp.date")) {
      format = "sadf-json";
      sadf(fields);
    } else if (fields.containsKey("timestamp") && fields.containsKey("elapsed")) {
      format = "atop-json";
      atop(fields);
    } else if (fields.containsKey("Timestamp") || fields.containsKey("Datetime")) {
      format = "below-json";
      below(fields);
    }
  }

  private void sadf(Map<String, String> fields) throws MalformedLineException {
    boolean utc = fields.getOrDefault("timestamp.utc", "0").equals("1");
    String date = fields.get("timestamp.date") + " " + fields.getOrDefault("timestamp.time", "");
    long nanos = clock.nanos(utc ? date + " UTC" : clock.isGiven() ? date : date + " " + zone);
    HostHeader header = HostHeader.named(List.copyOf(fields.keySet()));
    row.take(nanos, figure(fields, header, HostColumn.INTERVAL), c -> figure(fields, header, c));
  }

  private void below(Map<String, String> fields) throws MalformedLineException {
    HostHeader header = HostHeader.named(List.copyOf(fields.keySet()));
    String time = fields.getOrDefault("Timestamp", fields.getOrDefault("Datetime", ""));
    row.take(clock.nanos(time), null, column -> figure(fields, header, column));
  }

  /** atop(1) -J: stalls are those since the line before; the first line has them since the boot. */
  private void atop(Map<String, String> fields) throws MalformedLineException {
    long nanos = clock.nanos(fields.getOrDefault("timestamp", ""));
    long elapsed = number(fields, "elapsed") * 1_000_000_000L;
    boolean follows =
        lastAtopNanos != Long.MIN_VALUE && elapsed <= nanos - lastAtopNanos + SLACK_NANOS;
    lastAtopNanos = nanos;
    if (fields.getOrDefault("PSI.psi", "n").equals("y")) {
      samples.some().more(nanos, follows ? (double) number(fields, "PSI.mstot") : 0);
      samples.full().more(nanos, follows ? (double) number(fields, "PSI.mftot") : 0);
    }
    if (fields.containsKey("MEM.physmem")) {
      long bytes =
          number(fields, "MEM.freemem")
              + number(fields, "MEM.cachemem")
              + number(fields, "MEM.buffermem")
              + number(fields, "MEM.slabreclaim")
              - number(fields, "MEM.shmem");
      samples.available(nanos, Math.max(0, bytes) >> 10);
      samples.total(nanos, number(fields, "MEM.physmem") >> 10);
    }
  }

  private static long number(Map<String, String> fields, String key) throws MalformedLineException {
    BigDecimal value = HostNumber.of(key, TIMES, fields.getOrDefault(key, ""), false);
    if (value == null) {
      throw new MalformedLineException(key + " is missing");
    }
    return value.longValue();
  }

  private static @Nullable BigDecimal figure(
      Map<String, String> fields, HostHeader header, HostColumn column)
      throws MalformedLineException {
    String key = header.name(column).orElse("");
    HostColumn.Source source = HostColumn.named(key).orElse(TIMES);
    return key.isEmpty() ? null : HostNumber.of(key, source, fields.getOrDefault(key, ""), false);
  }
}
