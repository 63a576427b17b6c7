package org.tcmureclaim.agent.recorder;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.table.EventKind;

/**
 * Takes drafts from the decision thread and writes them. A disk that refuses is a warning, once;
 * ticks are counted as lost until it takes them again, which is tried every {@link #RETRY_NANOS}
 * with a new segment. What was removed of the folder meanwhile is made again.
 */
final class RecorderThread {
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
  private @Nullable ConfigurationCopy inForce;
  private long inForceNumber;
  private boolean started;
  private boolean failing;
  private boolean dropsFail;
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

  /** Works until it is to end; called again after a failure, which is one of the writing. */
  void run(Worker self) throws InterruptedException {
    if (started) {
      ring.lose(Math.max(1, bundle.abandon()));
    }
    started = true;
    while (!ending || !ring.isDrained()) {
      TickDraft draft = ring.next(PATIENCE_MILLIS);
      if (draft != null) {
        self.busy();
        try {
          write(draft);
        } finally {
          ring.giveBack(draft); // Whatever becomes of this tick, the loop needs its draft back.
        }
        self.idle();
      }
    }
    close();
  }

  private void write(TickDraft draft) {
    takeConfigurations(draft);
    boolean waits = failing && draft.atNanos() - failedAtNanos < RETRY_NANOS;
    if (waits) {
      writer.skip(draft);
      ring.lose(1);
      return;
    }
    boolean completed;
    try {
      addDetail(draft);
      writeConfiguration();
      completed = writer.write(draft);
      if (failing) {
        // Only what is on disk shows that the disk takes it again.
        bundle.flush();
      }
    } catch (IOException e) {
      fail(e, draft.atNanos());
      return;
    }
    if (failing) {
      failing = false;
      notices.info("recording again; " + ring.lostTicks() + " ticks are missing");
    }
    if (completed) {
      dropOld(draft.atNanos());
    }
  }

  private void dropOld(long nowNanos) {
    try {
      folder.dropOld(bundle.folder(), clock.epochMillis(), nowNanos);
      dropsFail = false;
    } catch (IOException e) {
      if (!dropsFail) {
        notices.warn("old recordings cannot be dropped: " + FileProblem.text(bundle.folder(), e));
      }
      dropsFail = true;
    }
  }

  private void addDetail(TickDraft draft) {
    try {
      detail.read(draft::set);
    } catch (HostException e) {
      detail.close();
      detail = HostDetail.NONE;
      notices.warn("some columns of the recording stay empty: " + e.problem());
    }
  }

  private void takeConfigurations(TickDraft draft) {
    for (int event = 0; event < draft.events().size(); event++) {
      if (draft.events().kind(event) == EventKind.CONFIGURED) {
        long number = draft.events().row(event).blocks();
        ConfigurationCopy copy = configurations.take(number);
        if (copy != null) {
          inForce = copy;
          inForceNumber = number;
        }
      }
    }
  }

  /** Also where it was removed: what is recorded from now on needs it. */
  private void writeConfiguration() throws IOException {
    ConfigurationCopy copy = inForce;
    if (copy != null) {
      copy.write(bundle.folder(), inForceNumber);
    }
  }

  private void fail(IOException e, long nowNanos) {
    ring.lose(Math.max(1, bundle.abandon()));
    if (!failing) {
      notices.warn(
          "the recording is interrupted, nothing else is: " + FileProblem.text(bundle.folder(), e));
    }
    failing = true;
    failedAtNanos = nowNanos;
  }

  private void close() {
    detail.close();
    try {
      bundle.close();
    } catch (IOException e) {
      notices.warn(
          "the end of the recording may be missing: " + FileProblem.text(bundle.folder(), e));
    }
  }
}
