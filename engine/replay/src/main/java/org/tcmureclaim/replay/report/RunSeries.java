package org.tcmureclaim.replay.report;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.tcmureclaim.replay.result.JsonObject;
import org.tcmureclaim.replay.watch.HostState;
import org.tcmureclaim.replay.watch.ReplayState;
import org.tcmureclaim.replay.watch.TickWatcher;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * One run over time, in {@link Buckets}: least and most pages held, pages asked back, re-allocated
 * pages, cuts, and what each group of devices holds at the end of the bucket; in a closed loop the
 * least that was available, and stalls.
 */
final class RunSeries implements TickWatcher {
  private final Buckets buckets;
  private final DeviceGroups groups;
  private final int devices;
  private final long[] leastHeldPages;
  private final long[] mostHeldPages;
  private final long[] demandPages;
  private final long[] reallocatedPages;
  private final long[] truncations;
  private final long[][] groupPages;
  private final long[] leastAvailablePages;
  private final long[] someMicros;
  private boolean closed;
  private long reallocatedBefore;
  private long truncationsBefore;

  RunSeries(Buckets buckets, DeviceGroups groups, int devices) {
    this.buckets = buckets;
    this.groups = groups;
    this.devices = devices;
    int count = buckets.count();
    this.leastHeldPages = new long[count];
    this.mostHeldPages = new long[count];
    this.demandPages = new long[count];
    this.reallocatedPages = new long[count];
    this.truncations = new long[count];
    this.groupPages = new long[groups.count()][count];
    this.leastAvailablePages = new long[count];
    this.someMicros = new long[count];
    Arrays.fill(leastHeldPages, Long.MAX_VALUE);
    Arrays.fill(leastAvailablePages, Long.MAX_VALUE);
  }

  @Override
  public void tick(int tick, long wantedPages, ReplayState state) {
    int bucket = buckets.of(tick);
    leastHeldPages[bucket] = Math.min(leastHeldPages[bucket], state.totalPages());
    mostHeldPages[bucket] = Math.max(mostHeldPages[bucket], state.totalPages());
    demandPages[bucket] += wantedPages;
    reallocatedPages[bucket] += state.reallocatedPages() - reallocatedBefore;
    truncations[bucket] += state.truncations() - truncationsBefore;
    reallocatedBefore = state.reallocatedPages();
    truncationsBefore = state.truncations();
    if (state instanceof HostState host) {
      closed = true;
      long availablePages = host.availableBytes() / HostSnapshot.PAGE_BYTES;
      leastAvailablePages[bucket] = Math.min(leastAvailablePages[bucket], availablePages);
      someMicros[bucket] += host.someMicros();
    }
    if (buckets.isLastTick(tick)) {
      for (int device = 0; device < devices; device++) {
        groupPages[groups.of(device)][bucket] += state.residentPages(device);
      }
    }
  }

  /** With {@code factor} neighbouring buckets as one. */
  JsonObject json(int factor) {
    String stack =
        Arrays.stream(groupPages)
            .map(pages -> array(buckets.merge(pages, factor, (first, last) -> last)))
            .collect(Collectors.joining(",", "[", "]"));
    JsonObject json = new JsonObject();
    if (closed) {
      json.raw(
              "least_available_pages", array(buckets.merge(leastAvailablePages, factor, Math::min)))
          .raw("some_micros", array(buckets.merge(someMicros, factor, Long::sum)));
    }
    return json.raw("least_held_pages", array(buckets.merge(leastHeldPages, factor, Math::min)))
        .raw("most_held_pages", array(buckets.merge(mostHeldPages, factor, Math::max)))
        .raw("demand_pages", array(buckets.merge(demandPages, factor, Long::sum)))
        .raw("reallocated_pages", array(buckets.merge(reallocatedPages, factor, Long::sum)))
        .raw("truncations", array(buckets.merge(truncations, factor, Long::sum)))
        .raw("group_pages", stack);
  }

  /** What a chart of the optimum needs. */
  JsonObject optimumJson(int factor) {
    return new JsonObject()
        .raw("most_held_pages", array(buckets.merge(mostHeldPages, factor, Math::max)))
        .raw("reallocated_pages", array(buckets.merge(reallocatedPages, factor, Long::sum)));
  }

  /** Without blanks: most of a page are numbers. */
  static String array(long[] values) {
    return Arrays.stream(values)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
