package org.tcmureclaim.agent.recorder;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.image.TickReader;
import org.tcmureclaim.recording.bundle.BundleWriter;

/**
 * Takes ticks from the ring and writes them. A disk that refuses is a warning, once; ticks are
 * counted as lost until it takes them again, which is tried every {@link #RETRY_NANOS} with a new
 * segment. What was removed of the folder meanwhile is made again.
 */
final class RecorderThread {
  static final long RETRY_NANOS = 30_000_000_000L;

  private final TickReader ticks;
  private final TickImage image = new TickImage();
  private final BundleWriter bundle;
  private final ImageWriter writer;
  private final Configurations configurations;
  private final RecordingFolder folder;
  private final WallClock clock;
  private final Notices notices;
  private HostDetail detail;
  private @Nullable ConfigurationCopy inForce;
  private long inForceNumber;
  private long lastTick;
  private final AtomicLong notWritten = new AtomicLong();
  private boolean started;
  private boolean failing;
  private boolean dropsFail;
  private long failedAtNanos;
  private volatile boolean writing;
  private volatile boolean ending;

  RecorderThread(
      TickReader ticks,
      BundleWriter bundle,
      Configurations configurations,
      RecordingFolder folder,
      HostDetail detail,
      WallClock clock,
      Notices notices) {
    this.ticks = ticks;
    this.bundle = bundle;
    this.writer = new ImageWriter(bundle);
    this.configurations = configurations;
    this.folder = folder;
    this.detail = detail;
    this.clock = clock;
    this.notices = notices;
  }

  /** What waits is written, and then it ends. */
  void end() {
    ending = true;
    ticks.wake();
  }

  /** Ticks that were not written since the start. Safe from any thread. */
  long lostTicks() {
    return ticks.lost() + notWritten.get();
  }

  /** Ticks that wait to be written. Safe from any thread. */
  int waitingTicks() {
    return ticks.unread() + (writing ? 1 : 0);
  }

  /** Works until it is to end; called again after a failure, which is one of the writing. */
  void run(Worker self) throws InterruptedException {
    if (started) {
      lose(Math.max(1, bundle.abandon()));
    }
    started = true;
    while (true) {
      writing = true; // Before the tick is no longer unread.
      if (ticks.read(image)) {
        self.busy();
        write();
        self.idle();
        continue;
      }
      writing = false;
      if (ending) {
        break;
      }
      ticks.await();
    }
    close();
  }

  private void write() {
    long tick = image.of(HostFigure.TICK);
    writer.miss(tick - lastTick - 1);
    lastTick = tick;
    if (ImageWriter.isTick(image)) {
      writeTick(image.of(HostFigure.TAKEN_AT_NANOS));
    }
  }

  private void writeTick(long nowNanos) {
    takeConfiguration(image.of(HostFigure.CONFIGURATION));
    boolean waits = failing && nowNanos - failedAtNanos < RETRY_NANOS;
    if (waits) {
      writer.skip(image);
      lose(1);
      return;
    }
    boolean completed;
    try {
      addDetail();
      writeConfiguration();
      completed = writer.write(image);
      if (failing) {
        // Only what is on disk shows that the disk takes it again.
        bundle.flush();
      }
    } catch (IOException e) {
      fail(e, nowNanos);
      return;
    }
    if (failing) {
      failing = false;
      notices.info("recording again; " + lostTicks() + " ticks are missing");
    }
    if (completed) {
      dropOld(nowNanos);
    }
  }

  private void lose(long lost) {
    notWritten.addAndGet(lost);
    writer.miss(lost);
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

  private void addDetail() {
    try {
      detail.read(writer::set);
    } catch (HostException e) {
      detail.close();
      detail = HostDetail.NONE;
      notices.warn("some columns of the recording stay empty: " + e.problem());
    }
  }

  private void takeConfiguration(long number) {
    ConfigurationCopy copy = number == inForceNumber ? null : configurations.take(number);
    if (copy != null) {
      inForce = copy;
      inForceNumber = number;
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
    lose(Math.max(1, bundle.abandon()));
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
