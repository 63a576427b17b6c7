package org.tcmureclaim.agent.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.TickReader;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.bundle.SegmentLimits;

/**
 * Records every tick, on a thread of its own, which takes them from the ring of ticks. A disk that
 * is too slow holds up nobody: what the ring does not keep is lost and counted.
 */
public final class FlightRecorder implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 5_000;

  private final Configurations configurations = new Configurations();
  private final Notices notices;
  private final RecorderThread work;
  private final Worker worker;

  private FlightRecorder(
      Settings settings,
      Manifest manifest,
      ConfigurationCopy first,
      TickReader ticks,
      HostDetail detail,
      WallClock clock,
      Notices notices,
      Workers workers)
      throws IOException {
    this.notices = notices;
    long maxAgeMillis = TimeUnit.NANOSECONDS.toMillis(settings.maxAgeNanos());
    var folder = new RecordingFolder(settings.folder(), settings.maxBytes(), maxAgeMillis);
    if (!settings.single()) {
      StateFolder.open(settings.folder()).forEach(notices::warn);
    }
    Path run = settings.single() ? settings.folder() : folder.newRun(clock.epochMillis());
    if (!settings.single()) {
      // An agent that is started again and again completes no segment in between.
      folder.dropOld(run, clock.epochMillis(), manifest.monotonicNanos());
    }
    var bundle = new BundleWriter(run, manifest, SegmentLimits.ofEndless(settings.maxBytes()));
    configurations.announce(LoopRules.FIRST, first);
    work = new RecorderThread(ticks, bundle, configurations, folder, detail, clock, notices);
    worker = workers.start("recorder", "records every tick", work::run);
  }

  /**
   * What a recorder needs to know.
   *
   * @param folder of all recordings, or of this one alone
   * @param single whether the folder is to be this one recording, without limits
   */
  public record Settings(Path folder, boolean single, long maxBytes, long maxAgeNanos) {}

  /**
   * A recorder of a run that begins.
   *
   * @param first the configuration that the loop begins with
   * @param ticks from the first look on, with heat ladders
   * @throws IOException where the folder cannot be made or written
   */
  public static FlightRecorder open(
      Settings settings,
      Manifest manifest,
      ConfigurationCopy first,
      TickReader ticks,
      HostDetail detail,
      WallClock clock,
      Notices notices,
      Workers workers)
      throws IOException {
    return new FlightRecorder(settings, manifest, first, ticks, detail, clock, notices, workers);
  }

  /** A configuration of this number is about to be handed to the loop. Safe from any thread. */
  public void configured(long number, ConfigurationCopy copy) {
    configurations.announce(number, copy);
  }

  /** Ticks that were not written since the start. Safe from any thread. */
  public long lostTicks() {
    return work.lostTicks();
  }

  /** Ticks that wait for the writer. Safe from any thread. */
  public int waitingTicks() {
    return work.waitingTicks();
  }

  /** Writes what is left, for as long as a healthy disk needs at most. */
  @Override
  public void close() {
    work.end();
    try {
      worker.end();
      if (!worker.join(PATIENCE_MILLIS)) {
        notices.warn("the end of the recording may be missing: the disk is too slow");
      }
      if (lostTicks() > 0) {
        notices.info(lostTicks() + " ticks are missing in the recording");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
