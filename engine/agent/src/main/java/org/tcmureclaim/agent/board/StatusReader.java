package org.tcmureclaim.agent.board;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.image.CustomerSum;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Makes of each image what a display shows. The urgency is the highest since the image before, so
 * that a display which looks twice a second misses nothing.
 */
public final class StatusReader {
  private static final int TOP_DEVICES = 12;
  private static final double NANOS_PER_SECOND = 1e9;

  private long readTick;

  /** How host and agent stand. */
  public Status read(TickImage image) {
    long takenAtNanos = image.of(HostFigure.TAKEN_AT_NANOS);
    long tailPages = image.sum(DeviceFigure.TAIL_PAGES);
    Status status =
        new Status(
            (takenAtNanos - image.of(HostFigure.STARTED_AT_NANOS)) / NANOS_PER_SECOND,
            image.of(HostFigure.TOTAL_BYTES),
            image.of(HostFigure.AVAILABLE_BYTES),
            tailPages * HostSnapshot.PAGE_BYTES,
            image.someStallShare(),
            image.fullStallShare(),
            urgency(image),
            image.size(),
            image.sum(DeviceFigure.RESIDENT_PAGES),
            tailPages,
            top(image),
            List.copyOf(CustomerSum.of(image)),
            counters(image),
            ShadowScore.of(image));
    readTick = image.of(HostFigure.TICK);
    return status;
  }

  private Urgency urgency(TickImage image) {
    if (image.of(HostFigure.LAST_EMERGENCY_TICK) > readTick) {
      return Urgency.EMERGENCY;
    }
    if (image.of(HostFigure.LAST_URGENT_TICK) > readTick) {
      return Urgency.URGENT;
    }
    return image.of(HostFigure.LAST_GENTLE_TICK) > readTick ? Urgency.GENTLE : image.urgency();
  }

  private static List<Status.Device> top(TickImage image) {
    return IntStream.range(0, image.size())
        .boxed()
        .sorted(Comparator.comparingLong(i -> -image.of(DeviceFigure.RESIDENT_PAGES, i)))
        .limit(TOP_DEVICES)
        .map(i -> device(image, i))
        .toList();
  }

  private static Status.Device device(TickImage image, int i) {
    return new Status.Device(
        image.path(i),
        image.customer(i),
        image.of(DeviceFigure.RESIDENT_PAGES, i),
        image.of(DeviceFigure.TAIL_PAGES, i),
        image.idleNanos(i) / NANOS_PER_SECOND,
        image.verdict(i));
  }

  /** What has happened since the start. */
  public static Counters counters(TickImage image) {
    return new Counters(
        image.of(HostFigure.DECISIONS),
        image.of(HostFigure.TRUNCATIONS),
        image.of(HostFigure.FREED_PAGES),
        image.of(HostFigure.CAME_BACK_PAGES));
  }
}
