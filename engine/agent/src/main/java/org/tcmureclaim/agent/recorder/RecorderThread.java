package org.tcmureclaim.agent.recorder;

import java.io.IOException;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.table.EventKind;

/**
 * Takes drafts from the decision thread and writes them. A disk that refuses is told of once; ticks
 * are counted as lost until it takes them again, which is tried every {@link #RETRY_NANOS}.
 */
final class RecorderThread implements Runnable {
  static final long RETRY_NANOS = 30_000_000_000L;
  private static final long PATIENCE_MILLIS = 100;

  private final DraftRing ring;
  private final BundleWriter bundle;
  private final DraftWriter writer;
  private final Configurations configurations;
  private final RecordingFolder folder;
  private final WallClock clock;
  private final Notices notices;
  private HostDetail detail;
  private boolean failing;
  private long failedAtNanos;
  private volatile boolean ending;

  RecorderThread(
      DraftRing ring,
      BundleWriter bundle,
      Configurations configurations,
      RecordingFolder folder,
      HostDetail detail,
      WallClock clock,
      Notices notices) {
    this.ring = ring;
    this.bundle = bundle;
    this.writer = new DraftWriter(bundle);
    this.configurations = configurations;
    this.folder = folder;
    this.detail = detail;
    this.clock = clock;
    this.notices = notices;
  }

  /** What waits is written, and then it ends. */
  void end() {
    ending = true;
  }

  @Override
  public void run() {
    try {
      while (!ending || !ring.isDrained()) {
        TickDraft draft = ring.next(PATIENCE_MILLIS);
        if (draft != null) {
          write(draft);
          ring.giveBack(draft);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  private void write(TickDraft draft) {
    boolean waits = failing && draft.atNanos() - failedAtNanos < RETRY_NANOS;
    if (waits) {
      writer.skip(draft);
      ring.lose();
      return;
    }
    try {
      addDetail(draft);
      writeConfigurations(draft);
      if (writer.write(draft)) {
        folder.dropOld(bundle.folder(), clock.epochMillis());
      }
      if (failing) {
        failing = false;
        notices.info("recording again; " + ring.lostTicks() + " ticks are missing");
      }
    } catch (IOException e) {
      ring.lose();
      fail(e, draft.atNanos());
    }
  }

  private void addDetail(TickDraft draft) {
    try {
      detail.read(draft::set);
    } catch (HostException e) {
      detail = HostDetail.NONE;
      notices.warn("some columns of the recording stay empty: " + e.problem());
    }
  }

  private void writeConfigurations(TickDraft draft) throws IOException {
    for (int event = 0; event < draft.events().size(); event++) {
      if (draft.events().kind(event) == EventKind.CONFIGURED) {
        long number = draft.events().row(event).blocks();
        ConfigurationCopy copy = configurations.take(number);
        if (copy != null) {
          copy.write(bundle.folder(), number);
        }
      }
    }
  }

  private void fail(IOException e, long nowNanos) {
    bundle.abandon();
    if (!failing) {
      notices.warn("the recording is interrupted, nothing else is: " + e);
    }
    failing = true;
    failedAtNanos = nowNanos;
  }

  private void close() {
    try {
      bundle.close();
    } catch (IOException e) {
      notices.warn("the end of the recording may be missing: " + e);
    }
  }
}
