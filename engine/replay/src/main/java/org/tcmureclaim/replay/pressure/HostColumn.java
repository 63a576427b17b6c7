package org.tcmureclaim.replay.pressure;

import java.util.Optional;

/** A column that a table of the host's state may have; others are passed over. */
enum HostColumn {
  TIME_SECONDS,
  TIME_MILLIS,
  TIME_MICROS,
  /** {@code 2026-11-23 04:20:01 UTC}, or seconds since 1970. */
  TIMESTAMP,
  INTERVAL_SECONDS,
  SOME_TOTAL_MICROS,
  FULL_TOTAL_MICROS,
  SOME_PERCENT,
  FULL_PERCENT,
  AVAILABLE_KIB,
  AVAILABLE_BYTES,
  TOTAL_KIB,
  TCMU_PAGES;

  /** The column of this name; empty for those that play no part. */
  static Optional<HostColumn> named(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "t_s" -> TIME_SECONDS;
          case "t_ms" -> TIME_MILLIS;
          case "t_us" -> TIME_MICROS;
          case "timestamp", "Timestamp" -> TIMESTAMP;
          case "interval" -> INTERVAL_SECONDS;
          case "psi_some_total_us", "psi_mem_some_total_us", "mem_some_total_us" ->
              SOME_TOTAL_MICROS;
          case "psi_full_total_us", "psi_mem_full_total_us", "mem_full_total_us" ->
              FULL_TOTAL_MICROS;
          case "%smem", "Mem Some Pressure" -> SOME_PERCENT;
          case "%fmem", "Mem Pressure" -> FULL_PERCENT;
          case "mem_available_kb", "MemAvailable_kb", "kbavail" -> AVAILABLE_KIB;
          case "Available" -> AVAILABLE_BYTES;
          case "mem_total_kb", "MemTotal_kb" -> TOTAL_KIB;
          case "tcmu_global_pages" -> TCMU_PAGES;
          default -> null;
        });
  }

  boolean isTime() {
    return this == TIME_SECONDS || this == TIME_MILLIS || this == TIME_MICROS || this == TIMESTAMP;
  }
}
