package org.tcmureclaim.configuration.rules;

import org.tcmureclaim.configuration.Amount;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Section;

/**
 * Watermarks on available memory as an operator gives them: sizes, or shares of {@code MemTotal}.
 *
 * @param section where they stand, so that a contradiction found later can be named
 */
public record MemoryConfig(Amount min, Amount low, Amount high, Section section) {
  private static final Amount DEFAULT_MIN = new Amount.Share(0.02);
  private static final Amount DEFAULT_LOW = new Amount.Share(0.04);
  private static final Amount DEFAULT_HIGH = new Amount.Share(0.06);

  /**
   * The watermarks in bytes.
   *
   * @param minBytes below it is an emergency
   * @param lowBytes below it reclaim starts
   * @param highBytes at it reclaim stops
   */
  public record Watermarks(long minBytes, long lowBytes, long highBytes) {}

  public static MemoryConfig bind(Section section) {
    var memory =
        new MemoryConfig(
            section.amount("min", DEFAULT_MIN),
            section.amount("low", DEFAULT_LOW),
            section.amount("high", DEFAULT_HIGH),
            section);
    refuse(section, memory.min, memory.low, "low", "min");
    refuse(section, memory.low, memory.high, "high", "low");
    return memory;
  }

  /**
   * The watermarks of a host with this much memory.
   *
   * @throws ConfigurationException where they contradict each other or cannot be reached there
   */
  public Watermarks of(long totalBytes) {
    long minBytes = min.bytesOf(totalBytes);
    long lowBytes = low.bytesOf(totalBytes);
    long highBytes = high.bytesOf(totalBytes);
    String here = " on this host, where min, low and high are ";
    String values = minBytes + " B, " + lowBytes + " B and " + highBytes + " B";
    if (minBytes >= lowBytes) {
      throw section.reject("low", "must be above min" + here + values);
    }
    if (lowBytes >= highBytes) {
      throw section.reject("high", "must be above low" + here + values);
    }
    if (highBytes >= totalBytes) {
      throw section.reject("high", "must be below the memory of this host, " + totalBytes + " B");
    }
    return new Watermarks(minBytes, lowBytes, highBytes);
  }

  /** Refuses at once what contradicts itself on every host. */
  private static void refuse(
      Section section, Amount lower, Amount upper, String key, String lowerKey) {
    if (lower.isAtLeastAnywhere(upper)) {
      String is = section.has(key) ? "it is " : "it is not given and so ";
      section.refuse(
          key,
          "must be above " + lowerKey + ", " + lower.text() + "; " + is + upper.text(),
          lowerKey);
    }
  }
}
