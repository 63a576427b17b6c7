package org.tcmureclaim.replay.report;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.pressure.HostTicks;
import org.tcmureclaim.replay.result.JsonObject;
import org.tcmureclaim.replay.result.LoopBounds;
import org.tcmureclaim.snapshot.HostSnapshot;

/** A recorded host over time, in {@link Buckets}: the same for all runs in a closed loop. */
final class HostSeries {
  private HostSeries() {}

  /**
   * What was available and how long tasks waited as it was recorded, and what may be held with the
   * low watermark kept.
   *
   * @param bounds null as long as no run is over
   */
  static JsonObject json(Buckets buckets, HostTicks host, @Nullable LoopBounds bounds, int factor) {
    long[] available = new long[buckets.count()];
    long[] some = new long[buckets.count()];
    long[] most = new long[buckets.count()];
    Arrays.fill(available, Long.MAX_VALUE);
    // More than there is memory means nothing.
    Arrays.fill(most, host.totalBytes() / HostSnapshot.PAGE_BYTES);
    for (int tick = 0; tick < host.ticks(); tick++) {
      int bucket = buckets.of(tick);
      available[bucket] =
          Math.min(available[bucket], host.availableBytes(tick) / HostSnapshot.PAGE_BYTES);
      some[bucket] += host.someMicros(tick);
      if (bounds != null) {
        most[bucket] = Math.min(most[bucket], bounds.loop().pagesAtLow(tick));
      }
    }
    return new JsonObject()
        .text("source", host.source())
        .raw(
            "recorded_available_pages",
            RunSeries.array(buckets.merge(available, factor, Math::min)))
        .raw("recorded_some_micros", RunSeries.array(buckets.merge(some, factor, Long::sum)))
        .raw("most_pages", RunSeries.array(buckets.merge(most, factor, Math::min)));
  }
}
