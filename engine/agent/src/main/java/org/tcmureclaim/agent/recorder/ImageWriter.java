package org.tcmureclaim.agent.recorder;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.EndedPlan;
import org.tcmureclaim.image.HandlerChanges;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.DecisionRow;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.recording.table.ReasonRow;

/**
 * Writes images of ticks into a recording. What has happened it finds by comparing an image with
 * the one before, so that nothing but figures is missing where ticks are.
 */
final class ImageWriter {
  /** The number of the first look at the host, upon which nothing is decided. */
  private static final long FIRST_LOOK = 1;

  private final BundleWriter bundle;
  private final ImageDevices devices;
  private final long[] host = new long[HostColumn.values().length];
  private boolean started;
  private long configuration;
  private long endedPlan;
  private long missing;

  ImageWriter(BundleWriter bundle) {
    this.bundle = bundle;
    this.devices = new ImageDevices(bundle);
    Arrays.fill(host, Column.UNKNOWN);
  }

  /** Whether a tick of the loop is to be written; the first look is none. */
  static boolean isTick(TickImage image) {
    return image.of(HostFigure.TICK) > FIRST_LOOK;
  }

  /** A figure of the host that is not in the image which is written next. */
  void set(HostColumn column, long value) {
    host[column.index()] = value;
  }

  /** So many ticks before the next one are missing. */
  void miss(long ticks) {
    missing += ticks;
  }

  /**
   * Writes a tick.
   *
   * @return whether a segment was completed with it
   */
  boolean write(TickImage image) throws IOException {
    take(image);
    if (missing > 0) {
      event(EventKind.GAP, "", missing, "the recorder was too slow, or the disk");
    }
    boolean completed = bundle.end();
    missing = 0;
    return completed;
  }

  /** Takes a tick in without writing it, so that what is known of devices stays right. */
  void skip(TickImage image) {
    take(image);
    bundle.skip();
  }

  private void take(TickImage image) {
    host(image);
    bundle.begin(image.of(HostFigure.TICK) - FIRST_LOOK, image.of(HostFigure.TAKEN_AT_NANOS), host);
    if (!started) {
      event(EventKind.START, "", 0, "");
      configured(image);
    }
    image.heldBefore().forEach(why -> event(EventKind.HELD, "", 0, why));
    devices.comeAndGo(image);
    handlers(image.handlerChanges());
    ended(image.endedPlan());
    if (started && image.of(HostFigure.CONFIGURATION) != configuration) {
      configured(image);
      for (int i = 0; i < image.size(); i++) {
        event(EventKind.CUSTOMER, devices.name(i), 0, image.customer(i));
      }
    }
    started = true;
    devices.update(image);
    decision(image);
  }

  private void host(TickImage image) {
    host(image, HostColumn.SECOND_OF_DAY, HostFigure.SECOND_OF_DAY);
    host(image, HostColumn.MEM_SAMPLED_US, HostFigure.MEMORY_SAMPLED_AT_NANOS);
    host(image, HostColumn.MEM_TOTAL_BYTES, HostFigure.TOTAL_BYTES);
    host(image, HostColumn.MEM_AVAILABLE_BYTES, HostFigure.AVAILABLE_BYTES);
    host(image, HostColumn.MEM_FREE_BYTES, HostFigure.FREE_BYTES);
    host(image, HostColumn.SWAP_FREE_BYTES, HostFigure.SWAP_FREE_BYTES);
    host(image, HostColumn.PSI_SAMPLED_US, HostFigure.PRESSURE_SAMPLED_AT_NANOS);
    host(image, HostColumn.PSI_MEM_SOME_TOTAL_US, HostFigure.SOME_TOTAL_MICROS);
    host(image, HostColumn.PSI_MEM_FULL_TOTAL_US, HostFigure.FULL_TOTAL_MICROS);
    host(image, HostColumn.PSI_SOME_EVENTS, HostFigure.SOME_EVENTS);
    host(image, HostColumn.PSI_FULL_EVENTS, HostFigure.FULL_EVENTS);
    set(HostColumn.DEVICES_SAMPLED_US, ImageDevices.sampledAtNanos(image));
    set(HostColumn.TCMU_GLOBAL_PAGES, image.sum(DeviceFigure.RESIDENT_PAGES));
  }

  private void host(TickImage image, HostColumn column, HostFigure figure) {
    set(column, image.of(figure));
  }

  private void configured(TickImage image) {
    configuration = image.of(HostFigure.CONFIGURATION);
    event(EventKind.CONFIGURED, "", configuration, "");
  }

  private void handlers(HandlerChanges changes) {
    for (HandlerChanges.Ended ended : changes.ended()) {
      bundle.event(
          new EventRow(
              EventKind.HANDLER_ENDED,
              "",
              ended.number(),
              ended.atNanos(),
              0,
              word(ended.end()) + " " + ended.program()));
    }
    for (HandlerChanges.Served served : changes.served()) {
      event(EventKind.SERVED, served.key().toString(), served.number(), served.program());
    }
  }

  private void ended(EndedPlan plan) {
    if (plan.number() == endedPlan) {
      return;
    }
    endedPlan = plan.number();
    long endedNanos = plan.endedAtNanos();
    for (EndedPlan.Cut cut : plan.cuts()) {
      bundle.event(
          new EventRow(
              EventKind.TRUNCATE,
              cut.key().toString(),
              cut.freedPages(),
              endedNanos,
              cut.heldNanos(),
              word(cut.result())));
    }
    String result = word(plan.result());
    bundle.event(
        new EventRow(
            EventKind.SETTLED,
            "",
            plan.freedPages(),
            endedNanos,
            endedNanos - plan.startedAtNanos(),
            plan.problem().isEmpty() ? result : result + " " + plan.problem()));
  }

  /** What was wanted and planned, if there was anything to decide. */
  private void decision(TickImage image) {
    int[] cuts = image.cuts();
    if (cuts.length == 0 && image.urgency() == Urgency.NONE) {
      return;
    }
    long begun = image.of(HostFigure.BEGUN_PLAN);
    bundle.decision(
        new DecisionRow(
            begun,
            word(image.urgency()),
            word(image.trigger()),
            image.of(HostFigure.DEMAND_PAGES),
            image.of(HostFigure.PLANNED_PAGES),
            cuts.length));
    for (int device : cuts) {
      reason(
          image,
          device,
          image.of(DeviceFigure.KEEP_PAGES, device),
          image.of(DeviceFigure.EXPECTED_PAGES, device));
    }
    for (int i = 0; begun > 0 && i < image.size(); i++) {
      Verdict verdict = image.verdict(i);
      if (verdict != Verdict.CHOSEN
          && verdict != Verdict.COLLATERAL
          && verdict != Verdict.NOT_CONSIDERED) {
        reason(image, i, Column.UNKNOWN, Column.UNKNOWN);
      }
    }
  }

  private void reason(TickImage image, int device, long keepPages, long expectedPages) {
    bundle.reason(
        new ReasonRow(
            devices.name(device),
            word(image.verdict(device)),
            image.rule(device),
            keepPages,
            expectedPages));
  }

  private void event(EventKind kind, String device, long blocks, String note) {
    bundle.event(new EventRow(kind, device, blocks, note));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
