package org.tcmureclaim.replay.pressure;

import java.util.OptionalLong;

/**
 * The host at one moment. What a source does not have is empty.
 *
 * @param atNanos since the source's own epoch; only differences mean something
 * @param psiSomeTotalMicros time in which some task was stalled on memory, since any moment (the
 *     {@code total} of {@code some} in /proc/pressure/memory)
 * @param psiFullTotalMicros the same, of all tasks ({@code full})
 * @param memAvailableKib {@code MemAvailable} of /proc/meminfo, or the source's nearest to it
 * @param memTotalKib {@code MemTotal}
 * @param tcmuPages pages that all data areas hold
 */
public record HostSample(
    long atNanos,
    OptionalLong psiSomeTotalMicros,
    OptionalLong psiFullTotalMicros,
    OptionalLong memAvailableKib,
    OptionalLong memTotalKib,
    OptionalLong tcmuPages) {

  /** A sample that knows neither how much memory there is nor what data areas hold. */
  public HostSample(
      long atNanos,
      OptionalLong psiSomeTotalMicros,
      OptionalLong psiFullTotalMicros,
      OptionalLong memAvailableKib) {
    this(
        atNanos,
        psiSomeTotalMicros,
        psiFullTotalMicros,
        memAvailableKib,
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
