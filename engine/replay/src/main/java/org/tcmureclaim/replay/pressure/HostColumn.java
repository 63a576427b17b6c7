package org.tcmureclaim.replay.pressure;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a column of a table of the host's state may be; others are passed over. */
enum HostColumn {
  /** Nanoseconds from any moment. */
  TIME_OFFSET,
  /** A time of a calendar as {@link HostClock} reads it. */
  TIMESTAMP,
  /** The same, for which a {@link #TIMESTAMP} is better: below's is without its zone. */
  DATETIME,
  /** Seconds of which shares are meant. */
  INTERVAL,
  /** Microseconds. */
  SOME_TOTAL,
  /** Microseconds, or if it has decimals, microseconds in a second (pmrep without -r). */
  SOME_TOTAL_OR_RATE,
  /** Percent of the time. */
  SOME_SHARE,
  FULL_TOTAL,
  FULL_TOTAL_OR_RATE,
  FULL_SHARE,
  /** KiB, as are those that follow. */
  AVAILABLE,
  TOTAL,
  FREE,
  BUFFERS,
  CACHED,
  /** Pages of all data areas. */
  HELD,
  /** Of a cgroup. */
  NAME;

  private static final Map<String, Source> SOURCES = new HashMap<>();

  /**
   * A column of some source.
   *
   * @param scale what makes its figures those of the column
   */
  record Source(HostColumn column, BigDecimal scale) {}

  static {
    add(TIME_OFFSET, "1e9", "t_s");
    add(TIME_OFFSET, "1e6", "t_ms");
    add(TIME_OFFSET, "1e3", "t_us");
    add(TIME_OFFSET, "1", "t_ns");
    add(TIMESTAMP, "1", "timestamp", "Timestamp", "epoch");
    add(DATETIME, "1", "Datetime", "datetime", "Time", "time", "date");
    add(INTERVAL, "1", "interval", "timestamp.interval");
    add(SOME_TOTAL, "1", "psi_some_total_us", "psi_mem_some_total_us", "mem_some_total_us");
    add(FULL_TOTAL, "1", "psi_full_total_us", "psi_mem_full_total_us", "mem_full_total_us");
    add(SOME_TOTAL, "1e6", "node_pressure_memory_waiting_seconds_total");
    add(FULL_TOTAL, "1e6", "node_pressure_memory_stalled_seconds_total");
    add(SOME_TOTAL_OR_RATE, "1", "kernel.all.pressure.memory.some.total");
    add(FULL_TOTAL_OR_RATE, "1", "kernel.all.pressure.memory.full.total");
    add(SOME_SHARE, "1", "%smem", "psi.psi-mem.some_avg", "Mem Some Pressure");
    add(FULL_SHARE, "1", "%fmem", "psi.psi-mem.full_avg", "Mem Pressure");
    add(SOME_SHARE, "1", "kernel.all.pressure.memory.some.avg-10 second");
    add(FULL_SHARE, "1", "kernel.all.pressure.memory.full.avg-10 second");
    add(SOME_SHARE, "1", "cgroup_pressure_memory_some_pct_percent");
    add(FULL_SHARE, "1", "cgroup_pressure_memory_full_pct_percent");
    String byBytes = "0.0009765625";
    add(AVAILABLE, "1", "mem_available_kb", "MemAvailable_kb", "kbavail", "memory.avail");
    add(AVAILABLE, "1", "mem.util.available");
    add(AVAILABLE, byBytes, "Available", "mem_available_bytes", "system_mem_available_bytes");
    add(AVAILABLE, byBytes, "node_memory_MemAvailable_bytes");
    add(TOTAL, "1", "mem_total_kb", "MemTotal_kb", "kbttlmem", "mem.physmem");
    add(TOTAL, byBytes, "Total", "mem_total_bytes", "system_mem_total_bytes");
    add(TOTAL, byBytes, "node_memory_MemTotal_bytes");
    add(FREE, "1", "kbmemfree", "memory.memfree", "mem.util.free");
    add(BUFFERS, "1", "kbbuffers", "memory.buffers", "mem.util.bufmem");
    add(CACHED, "1", "kbcached", "memory.cached", "mem.util.cached");
    add(HELD, "1", "tcmu_global_pages");
    add(NAME, "1", "Name");
  }

  private static void add(HostColumn column, String scale, String... names) {
    for (String name : names) {
      SOURCES.put(name, new Source(column, new BigDecimal(scale)));
    }
  }

  /** The column of this name; empty for those that play no part. */
  static Optional<Source> named(String name) {
    return Optional.ofNullable(SOURCES.get(name));
  }

  boolean isTime() {
    return this == TIME_OFFSET || this == TIMESTAMP || this == DATETIME;
  }

  /** Whether it says something of the host. */
  boolean isFigure() {
    return !isTime() && this != INTERVAL && this != NAME;
  }
}
