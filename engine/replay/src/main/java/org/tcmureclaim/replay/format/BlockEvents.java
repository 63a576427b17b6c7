package org.tcmureclaim.replay.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * From the events of block devices, as the kernel's blktrace has them, to commands. A command lasts
 * from its issue to the driver ({@code D}) to its completion ({@code C}) on the same device and
 * sector.
 *
 * <ul>
 *   <li>A device that has no {@code D} is bio-based (device mapper, md, pmem), or its issues were
 *       not recorded: there a command begins with {@code Q}. Where it has no {@code C} either,
 *       commands are taken only if the sink {@link CommandSink#takesArrivals}.
 *   <li>Merges ({@code M}, {@code F}) and splits ({@code X}) happen before the issue, which already
 *       has the final size.
 *   <li>A requeue ({@code R}) takes the issue back; the next one counts.
 *   <li>A completion of fewer sectors than were issued leaves the command in flight until the last
 *       part: the kernel frees blocks by the command.
 *   <li>What has no completion within 30 s of time in the trace, or none at all, is left to the
 *       service-time model.
 *   <li>A remap ({@code A}) from one device to another says that the first lies above the second.
 *       Its commands are those of the second once more, and left out unless it was asked for.
 *       Without remaps {@link StackedCommands} goes by their times.
 * </ul>
 */
final class BlockEvents {
  private static final long TIMEOUT_NANOS = 30_000_000_000L;
  private static final int MOST_NAMED = 5;
  private static final String IN_ORDER = "QAXMFGSIDRCPUTBm";

  private final ArrivalOrder order;
  private final StackedCommands stacked;
  private final List<BlockDevice> devices = new ArrayList<>();
  private final Map<Start, Begun> open = new HashMap<>();
  private final Map<Start, Begun> queued = new HashMap<>();
  // All that is open or queued and some that is not any more, in the order of time.
  private final ArrayDeque<Begun> inOrder = new ArrayDeque<>();
  private final long[] counts = new long[128];
  private long withoutData;
  private long passthrough;
  private long unbegun;

  /** Devices that were queued to and have no issue so far. */
  private int queuedOnly;

  /** Where a command begins, or what is left of it. */
  private record Start(BlockDevice device, long sector) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Start that && sector == that.sector && device == that.device;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(sector * 31 + device.hash);
    }
  }

  /** A command that was issued, or queued. */
  private static final class Begun {
    private final long nanos;
    private final boolean isIssue;
    private final Operation operation;
    private long sectors;
    private Start start;
    private long leftSectors;

    /** Whether it is in the map of its kind. */
    private boolean isWaiting = true;

    private Begun(long nanos, boolean isIssue, Operation operation, long sectors, Start start) {
      this.nanos = nanos;
      this.isIssue = isIssue;
      this.operation = operation;
      this.sectors = sectors;
      this.start = start;
      this.leftSectors = sectors;
    }
  }

  BlockEvents(ArrivalOrder order) {
    this.order = order;
    this.stacked = new StackedCommands(order::isChosen, false);
  }

  /** A device that was not named before. */
  BlockDevice device(String name) {
    BlockDevice device = new BlockDevice(name);
    devices.add(device);
    return device;
  }

  /** Counts an event by the letter of its action. */
  void count(byte action) {
    counts[action]++;
  }

  /** Counts one that carries no data, a flush: it uses no data area. */
  void withoutData(byte action, BlockDevice device) {
    withoutData++;
    if (action == 'D') {
      issued(device);
    }
  }

  /** Counts one of a SCSI command that user space made: it has no sector to tell it by. */
  void passthrough(byte action, BlockDevice device) {
    passthrough++;
    if (action == 'D') {
      issued(device);
    }
  }

  /** Takes an event of {@code D}, {@code C}, {@code R}, {@code Q}, {@code M} or {@code F}. */
  void event(
      byte action,
      BlockDevice device,
      Operation operation,
      long sector,
      long sectors,
      long nowNanos)
      throws MalformedLineException {
    Start start = new Start(device, sector);
    switch (action) {
      case 'D' -> {
        device.issues++;
        issued(device);
        begin(open, new Begun(nowNanos, true, operation, sectors, start));
      }
      case 'Q' -> {
        if (device.queues++ == 0 && !device.isIssued) {
          queuedOnly++;
        }
        if (!device.isIssued) {
          begin(queued, new Begun(nowNanos, false, operation, sectors, start));
        }
      }
      case 'C' -> {
        device.completions++;
        complete(start, sectors, nowNanos);
      }
      case 'R' -> remove(open, start);
      default -> remove(queued, start);
    }
    release(nowNanos);
  }

  /** The commands of one device are carried by another. */
  void remap(BlockDevice from, BlockDevice to) {
    if (from != to && from.below.isEmpty() && !order.isChosen(from.name)) {
      from.below = to.name;
    }
  }

  /** Leaves what is in flight to the model: what follows belongs to another recording. */
  void end() throws MalformedLineException {
    while (!inOrder.isEmpty()) {
      leaveToModel(inOrder.removeFirst());
    }
    order.releaseAll();
  }

  private void begin(Map<Start, Begun> where, Begun begun) throws MalformedLineException {
    Begun before = where.put(begun.start, begun);
    if (before != null) {
      before.isWaiting = false;
      submit(before, CommandSink.NO_LATENCY);
    }
    inOrder.add(begun);
  }

  private static @Nullable Begun remove(Map<Start, Begun> where, Start start) {
    Begun begun = where.remove(start);
    if (begun != null) {
      begun.isWaiting = false;
    }
    return begun;
  }

  private void issued(BlockDevice device) {
    if (!device.isIssued && device.queues > 0) {
      queuedOnly--;
    }
    device.isIssued = true;
  }

  private void complete(Start at, long sectors, long nowNanos) throws MalformedLineException {
    Map<Start, Begun> where = at.device().isIssued ? open : queued;
    Begun begun = remove(where, at);
    if (begun == null) {
      unbegun++;
      return;
    }
    if (!begun.isIssue) {
      at.device().isQueued = true;
      begun.sectors = Math.max(begun.sectors, sectors);
    }
    begun.leftSectors -= sectors;
    if (sectors > 0 && begun.leftSectors > 0) {
      begun.start = new Start(at.device(), at.sector() + sectors);
      Begun replaced = where.put(begun.start, begun);
      if (replaced != null) {
        replaced.isWaiting = false;
      }
      begun.isWaiting = true;
    } else {
      submit(begun, Math.max(0, nowNanos - begun.nanos));
    }
  }

  /** Hands on what arrived before the oldest command that is still open. */
  private void release(long nowNanos) throws MalformedLineException {
    while (!inOrder.isEmpty()) {
      Begun oldest = inOrder.getFirst();
      if (isOpen(oldest) && nowNanos - oldest.nanos <= TIMEOUT_NANOS) {
        order.releaseUpTo(oldest.nanos - 1);
        return;
      }
      leaveToModel(inOrder.removeFirst());
    }
    order.releaseUpTo(nowNanos);
  }

  private static boolean isOpen(Begun begun) {
    return begun.isWaiting && (begun.isIssue || !begun.start.device().isIssued);
  }

  /** Does so if it is still open. */
  private void leaveToModel(Begun begun) throws MalformedLineException {
    if (begun.isWaiting) {
      var unused = remove(begun.isIssue ? open : queued, begun.start);
      submit(begun, CommandSink.NO_LATENCY);
    }
  }

  private void submit(Begun begun, long latencyNanos) throws MalformedLineException {
    BlockDevice device = begun.start.device();
    if (!begun.isIssue && device.isIssued) {
      return; // What a queued request becomes is issued.
    }
    boolean isArrivalOnly = !begun.isIssue && !device.isQueued;
    if (isArrivalOnly && !order.takesArrivals()) {
      return; // Nothing says how long it took.
    }
    if (!device.below.isEmpty()) {
      device.leftOut++;
      return;
    }
    // Where each device has issues, none lies on another that remaps do not tell.
    boolean mayBeStacked = queuedOnly > 0 && latencyNanos != CommandSink.NO_LATENCY;
    if (mayBeStacked && isCounted(begun, begun.nanos + latencyNanos)) {
      return;
    }
    device.arrivals += isArrivalOnly ? 1 : 0;
    if (device.number < 0) {
      device.number = order.device(device.name);
    }
    order.command(device.number, begun.operation, begun.sectors * 512, begun.nanos, latencyNanos);
  }

  /** Only one that was never issued may be carried by another device. */
  private boolean isCounted(Begun begun, long endNanos) {
    return stacked.isCounted(
        begun.start.device().name,
        !begun.isIssue,
        begun.operation,
        begun.sectors,
        begun.nanos,
        endNanos);
  }

  /** Events by kind, and what was made of which device. */
  void describe(FileContents contents) {
    for (int i = 0; i < IN_ORDER.length(); i++) {
      char action = IN_ORDER.charAt(i);
      contents.events(String.valueOf(action), counts[action]);
    }
    contents.passedOver("events without data (flushes)", withoutData);
    contents.passedOver("events of passthrough commands", passthrough);
    contents.passedOver("completions of what began before the trace", unbegun);
    devices.stream()
        .filter(device -> device.isQueued && !device.isIssued && device.below.isEmpty())
        .limit(MOST_NAMED)
        .forEach(device -> contents.note(bioBased(device)));
    devices.stream()
        .filter(device -> device.queues > 0 && !device.isQueued && !device.isIssued)
        .limit(MOST_NAMED)
        .forEach(device -> contents.note(queueOnly(device)));
    devices.stream()
        .filter(device -> device.leftOut > 0)
        .limit(MOST_NAMED)
        .forEach(device -> contents.note(stacked(device)));
    stacked.describe(contents);
    if (devices.stream().anyMatch(device -> device.arrivals > 0)) {
      contents.caution("Q as arrival with an assumed service time");
    }
    contents.whyNone(whyNone());
  }

  private static String bioBased(BlockDevice device) {
    return String.format(
        Locale.ROOT,
        "%s: %,d Q and %,d C events and no D: a bio-based device, or issues were not recorded;"
            + " its commands last from Q to C",
        device.name,
        device.queues,
        device.completions);
  }

  private static String queueOnly(BlockDevice device) {
    return String.format(
        Locale.ROOT,
        device.arrivals > 0
            ? "%s: %,d Q events and no D or C: its commands arrive with Q, and how long they take"
                + " is assumed (--service-time)"
            : "%s: %,d Q events and no D or C (blktrace -a queue?), so that nothing says how long a"
                + " command took: left out; given --service-time, replay, diff and trace import"
                + " take Q as arrival",
        device.name,
        device.queues);
  }

  private static String stacked(BlockDevice device) {
    return String.format(
        Locale.ROOT,
        "%s lies above %s: its %,d commands are counted there and left out here; --devices %s"
            + " takes them instead",
        device.name,
        device.below,
        device.leftOut,
        device.name);
  }

  private String whyNone() {
    if (counts['D'] == 0 && counts['C'] == 0 && counts['Q'] > 0) {
      return "only arrivals were recorded; record with blktrace without -a, or with -a issue -a"
          + " complete";
    }
    return counts['D'] == 0 && counts['Q'] == 0 && counts['C'] > 0
        ? "only completions were recorded, which do not say when a command began"
        : "no command has a beginning";
  }
}
