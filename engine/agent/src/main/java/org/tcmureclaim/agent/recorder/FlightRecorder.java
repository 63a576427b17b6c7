package org.tcmureclaim.agent.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.bundle.SegmentLimits;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Records every tick. The decision thread copies what has changed into one of a few drafts and goes
 * on; a thread of the recorder's own writes. When all drafts are taken a tick is lost and counted:
 * a slow disk holds up nobody. What came, went or was cut meanwhile is kept for the next tick.
 */
public final class FlightRecorder implements LoopListener, AutoCloseable {
  private static final long PATIENCE_MILLIS = 5_000;

  private final Function<DeviceKey, DeviceIdentity> identities;
  private final Configurations configurations;
  private final Notices notices;
  private final DraftRing ring;
  private final SeenDevices seen = new SeenDevices();
  private final RecorderThread work;
  private @Nullable Worker worker;
  private CustomerDirectory customers;
  private TickDraft open = new TickDraft();
  private long ticks;
  private long plannedNumber;
  private long lostSinceLast;

  private FlightRecorder(
      Function<DeviceKey, DeviceIdentity> identities,
      CustomerDirectory customers,
      Configurations configurations,
      Notices notices,
      DraftRing ring,
      RecorderThread work) {
    this.identities = identities;
    this.customers = customers;
    this.configurations = configurations;
    this.notices = notices;
    this.ring = ring;
    this.work = work;
  }

  /**
   * What a recorder needs to know.
   *
   * @param folder of all recordings, or of this one alone
   * @param single whether the folder is to be this one recording, without limits
   */
  public record Settings(Path folder, boolean single, long maxBytes, long maxAgeNanos) {}

  /**
   * A recorder of a run that begins, ready to listen.
   *
   * @param first the configuration that the loop begins with
   * @throws IOException where the folder cannot be made or written
   */
  public static FlightRecorder open(
      Settings settings,
      Manifest manifest,
      CustomerDirectory customers,
      ConfigurationCopy first,
      Function<DeviceKey, DeviceIdentity> identities,
      HostDetail detail,
      WallClock clock,
      Notices notices,
      Workers workers)
      throws IOException {
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
    SegmentLimits limits = SegmentLimits.ofEndless(settings.maxBytes());
    var bundle = new BundleWriter(run, manifest, limits);
    var ring = new DraftRing();
    var configurations = new Configurations();
    var work = new RecorderThread(ring, bundle, configurations, folder, detail, clock, notices);
    var recorder = new FlightRecorder(identities, customers, configurations, notices, ring, work);
    recorder.open.events().add(EventKind.START, null, 0, "");
    recorder.configured(customers, first);
    recorder.adoptConfiguration(customers);
    recorder.worker = workers.start("recorder", "records every tick", work::run);
    return recorder;
  }

  /** A configuration is about to be handed to the loop. Safe from any thread. */
  public void configured(CustomerDirectory newCustomers, ConfigurationCopy copy) {
    long unused = configurations.announce(newCustomers, copy);
  }

  /** Ticks that were not written since the start. Safe from any thread. */
  public long lostTicks() {
    return ring.lostTicks();
  }

  /** Ticks that wait for the writer. Safe from any thread. */
  public int waitingTicks() {
    return ring.waiting();
  }

  @Override
  public void deviceAdded(int slot, DeviceKey key) {
    seen.forget(slot);
    open.events().add(EventKind.ATTACH, key, 0, customers.name(customers.indexOf(key)));
    String devConfig = identities.apply(key).devConfig();
    if (!devConfig.isEmpty()) {
      open.events().add(EventKind.IDENTITY, key, 0, devConfig);
    }
  }

  @Override
  public void deviceRemoved(int slot, DeviceKey key) {
    seen.forget(slot);
    open.events().add(EventKind.DETACH, key, 0, "");
  }

  @Override
  public void adopted(HostSnapshot snapshot, CustomerDirectory newCustomers) {
    adoptConfiguration(newCustomers);
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      DeviceKey key = devices.key(devices.slotAt(i));
      open.events().add(EventKind.CUSTOMER, key, 0, newCustomers.name(newCustomers.indexOf(key)));
    }
  }

  private void adoptConfiguration(CustomerDirectory newCustomers) {
    customers = newCustomers;
    open.events().add(EventKind.CONFIGURED, null, configurations.adopted(newCustomers), "");
  }

  @Override
  public void planned(long number, HostSnapshot snapshot, Plan plan) {
    plannedNumber = number;
  }

  @Override
  public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {
    long endedNanos = outcomes.endedAtNanos();
    for (int cut = 0; cut < outcomes.size(); cut++) {
      boolean unused =
          open.events()
              .add(
                  EventKind.TRUNCATE,
                  outcomes.key(cut),
                  outcomes.freedPages(cut),
                  endedNanos,
                  outcomes.heldNanos(cut),
                  word(outcomes.result(cut)));
    }
    String problem = outcomes.problem();
    boolean unused =
        open.events()
            .add(
                EventKind.SETTLED,
                null,
                outcomes.totalFreedPages(),
                endedNanos,
                endedNanos - outcomes.startedAtNanos(),
                problem.isEmpty()
                    ? word(outcomes.overall())
                    : word(outcomes.overall()) + " " + problem);
  }

  @Override
  public void ticked(HostSnapshot snapshot, Plan plan) {
    ticks++;
    TickDraft next = ring.takeFree();
    if (next == null) {
      ring.lose(1);
      lostSinceLast++;
    } else {
      if (lostSinceLast > 0) {
        open.events().add(EventKind.GAP, null, lostSinceLast, "the writer was too slow");
        lostSinceLast = 0;
      }
      open.fill(ticks, snapshot, plannedNumber, plan, seen);
      ring.hand(open);
      open = next;
    }
    plannedNumber = 0;
  }

  @Override
  public void held(String message) {
    open.events().add(EventKind.HELD, null, 0, message);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Writes what is left, for as long as a healthy disk needs at most. */
  @Override
  public void close() {
    work.end();
    try {
      Worker running = worker;
      if (running != null) {
        running.end();
      }
      if (running != null && !running.join(PATIENCE_MILLIS)) {
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
