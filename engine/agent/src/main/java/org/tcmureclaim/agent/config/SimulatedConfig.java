package org.tcmureclaim.agent.config;

import static org.tcmureclaim.configuration.rules.Durations.hours;
import static org.tcmureclaim.configuration.rules.Durations.seconds;

import java.util.OptionalLong;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The host that is simulated.
 *
 * @param memoryBytes its memory
 * @param luns its devices
 * @param speedFactor simulated seconds per second; empty for as fast as the machine can
 * @param dayNanos the length of its day, over which the load rises and falls
 * @param dataAreaPages the data area of each device
 * @param pagesPerBlock as the kernel's {@code data_pages_per_blk}
 * @param globalLimitPages as the kernel's {@code global_max_data_area_mb}
 */
public record SimulatedConfig(
    long seed,
    long memoryBytes,
    int luns,
    OptionalLong speedFactor,
    long dayNanos,
    long dataAreaPages,
    int pagesPerBlock,
    long globalLimitPages,
    SimulatedTruncator truncator) {
  private static final long KIBIBYTE = 1 << 10;
  private static final long MEBIBYTE = 1 << 20;
  private static final long GIBIBYTE = 1 << 30;
  private static final long TEBIBYTE = 1L << 40;

  /** The means of truncating that the simulated kernel offers. */
  public enum SimulatedTruncator {
    SHIM,
    STOCK
  }

  static SimulatedConfig bind(Section section) {
    int pagesPerBlock = (int) section.wholeNumber("pages_per_block", 1, 1024, 1);
    long dataAreaPages =
        section.sizeBytes("data_area", 64 * KIBIBYTE, GIBIBYTE, 16 * MEBIBYTE)
            / HostSnapshot.PAGE_BYTES;
    if (dataAreaPages % pagesPerBlock != 0) {
      section.refuse(
          "data_area", "must be a whole number of blocks of pages_per_block", "pages_per_block");
    }
    return new SimulatedConfig(
        section.wholeNumber("seed", 0, Long.MAX_VALUE, 7),
        section.sizeBytes("memory", 256 * MEBIBYTE, TEBIBYTE, 8 * GIBIBYTE),
        (int) section.wholeNumber("luns", 1, 4096, 256),
        section.wholeNumberOr("speed", "max", 1, 10_000, 1),
        section.durationNanos("day", seconds(1), hours(24), seconds(120)),
        dataAreaPages,
        pagesPerBlock,
        section.sizeBytes("global_limit", MEBIBYTE, TEBIBYTE, 2 * GIBIBYTE)
            / HostSnapshot.PAGE_BYTES,
        section.oneOf("truncator", SimulatedTruncator.class, SimulatedTruncator.SHIM));
  }
}
