package org.tcmureclaim.replay.format;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.tcmureclaim.replay.text.Fields;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.NameIndex;

/**
 * The default output of {@code blkparse} (blkparse(1)): {@code 8,0 cpu sequence seconds pid action
 * rwbs sector + sectors [process]}. A command lasts from its issue to the driver ({@code D}) to its
 * completion ({@code C}) on the same device and sector.
 *
 * <ul>
 *   <li>Merges ({@code M}, {@code F}) and splits ({@code X}) happen before the issue, which already
 *       has the final size.
 *   <li>A requeue ({@code R}) takes the issue back; the next one counts.
 *   <li>A completion of fewer sectors than were issued leaves the command in flight until the last
 *       part: the kernel frees blocks by the command.
 *   <li>What has no completion within 30 s of time in the trace, or none at all, is left to the
 *       service-time model.
 * </ul>
 *
 * <p>One block device is one device, {@code MAJOR:MINOR}. Recorded on the initiator's disk this is
 * what TCMU sees; recorded on the disk behind the handler it is only part of it.
 */
final class BlkparseLines implements LineParser {
  private static final long TIMEOUT_NANOS = 30_000_000_000L;
  private static final long MOST_SECTORS = 1L << 31;

  private final ArrivalOrder order;
  private final NameIndex names;
  private final Fields fields = Fields.byBlanks();
  private final Map<Start, Issue> open = new HashMap<>();
  // All that is open and some that is not any more, in the order of issue.
  private final ArrayDeque<Issue> inOrder = new ArrayDeque<>();
  private boolean summary;

  /** Where a command begins, or what is left of it. */
  private record Start(int device, long sector) {}

  /** A command that was issued. */
  private static final class Issue {
    private final long nanos;
    private final Operation operation;
    private final long sectors;
    private Start start;
    private long leftSectors;

    private Issue(long nanos, Operation operation, long sectors, Start start) {
      this.nanos = nanos;
      this.operation = operation;
      this.sectors = sectors;
      this.start = start;
      this.leftSectors = sectors;
    }
  }

  BlkparseLines(ArrivalOrder order) {
    this.order = order;
    this.names = new NameIndex(name -> order.device(name.replace(',', ':')));
  }

  @Override
  public void line(LineReader line) throws MalformedLineException {
    fields.begin(line);
    fields.field("device");
    summary |= beginsSummary();
    if (summary) {
      return;
    }
    int device = fields.mark();
    fields.field("cpu");
    fields.field("sequence");
    long nowNanos = fields.nextScaled("time", 9);
    fields.field("pid");
    fields.field("action");
    if (fields.length() != 1) {
      return;
    }
    byte action = fields.at(0);
    if (action != 'D' && action != 'C' && action != 'R') {
      return;
    }
    fields.field("rwbs");
    Operation operation = operation();
    fields.field("sector");
    if (fields.at(0) == '[') {
      return; // A flush without data.
    }
    long sector = fields.scaled("sector", 0);
    fields.field("+");
    if (fields.length() != 1 || fields.at(0) != '+') {
      return; // A SCSI command that user space made, with no sector.
    }
    long sectors = fields.whole("sectors", MOST_SECTORS);
    fields.returnTo(device);
    Start start = new Start(names.number(fields), sector);
    switch (action) {
      case 'D' -> issue(new Issue(nowNanos, operation, sectors, start));
      case 'C' -> complete(start, sectors, nowNanos);
      default -> open.remove(start);
    }
    release(nowNanos);
  }

  @Override
  public void end() throws MalformedLineException {
    while (!inOrder.isEmpty()) {
      leaveToModel(inOrder.removeFirst());
    }
    order.releaseAll();
  }

  private void issue(Issue issue) throws MalformedLineException {
    Issue before = open.put(issue.start, issue);
    if (before != null) {
      submit(before, CommandSink.NO_LATENCY);
    }
    inOrder.add(issue);
  }

  private void complete(Start at, long sectors, long nowNanos) throws MalformedLineException {
    Issue issue = open.remove(at);
    if (issue == null) {
      return; // Issued before the trace began.
    }
    issue.leftSectors -= sectors;
    if (sectors > 0 && issue.leftSectors > 0) {
      issue.start = new Start(at.device(), at.sector() + sectors);
      open.put(issue.start, issue);
    } else {
      submit(issue, Math.max(0, nowNanos - issue.nanos));
    }
  }

  /** Hands on what arrived before the oldest command that is still open. */
  private void release(long nowNanos) throws MalformedLineException {
    while (!inOrder.isEmpty()) {
      Issue oldest = inOrder.getFirst();
      boolean isOpen = open.get(oldest.start) == oldest;
      if (isOpen && nowNanos - oldest.nanos <= TIMEOUT_NANOS) {
        order.releaseUpTo(oldest.nanos - 1);
        return;
      }
      leaveToModel(inOrder.removeFirst());
    }
    order.releaseUpTo(nowNanos);
  }

  /** Does so if it is still open. */
  private void leaveToModel(Issue issue) throws MalformedLineException {
    if (open.remove(issue.start, issue)) {
      submit(issue, CommandSink.NO_LATENCY);
    }
  }

  private void submit(Issue issue, long latencyNanos) throws MalformedLineException {
    order.command(
        issue.start.device(), issue.operation, issue.sectors * 512, issue.nanos, latencyNanos);
  }

  /** What it prints after the events begins with one of these. */
  private boolean beginsSummary() {
    byte first = fields.at(0);
    return (first < '0' || first > '9') && first != '-';
  }

  /** From the RWBS field: {@code D} a discard; {@code F} without data or {@code N} a flush. */
  private Operation operation() {
    boolean transfers = false;
    for (int i = 0; i < fields.length(); i++) {
      if (fields.at(i) == 'D') {
        return Operation.DISCARD;
      }
      transfers |= fields.at(i) == 'R' || fields.at(i) == 'W';
    }
    return transfers ? Operation.TRANSFER : Operation.FLUSH;
  }
}
