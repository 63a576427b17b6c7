package org.tcmureclaim.agent.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.CustomerSlots;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Writes every decision down, with the reasons for each device. The decision thread copies numbers
 * into one of a few drafts and goes on; a thread of the journal's own writes. When all drafts are
 * taken, a decision is dropped and counted: a slow disk holds up nobody.
 *
 * <p>A demand for which nobody could give anything is written down too, at most every {@link
 * #FRUITLESS_EVERY_NANOS}.
 */
public final class DecisionJournal implements LoopListener, AutoCloseable {
  static final long FRUITLESS_EVERY_NANOS = 10_000_000_000L;
  private static final int DRAFTS = 4;
  private static final long PATIENCE_MILLIS = 2_000;

  private final CustomerSlots customers;
  private final JournalFiles files;
  private final WallClock clock;
  private final Notices notices;
  private final BlockingQueue<DecisionDraft> free = new ArrayBlockingQueue<>(DRAFTS);
  private final BlockingQueue<DecisionDraft> filled = new ArrayBlockingQueue<>(DRAFTS);
  private final Thread writer = new Thread(this::write, "journal");
  private @Nullable DecisionDraft open;
  private @Nullable ShadowRun shadow;
  private long startedAtNanos;
  private long fruitlessAtNanos;
  private boolean started;
  private boolean anyFruitless;
  private long lostToTheDisk;
  private boolean dropsFail;
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean ending;

  private DecisionJournal(
      CustomerDirectory customers, JournalFiles files, WallClock clock, Notices notices) {
    this.customers = new CustomerSlots(customers);
    this.files = files;
    this.clock = clock;
    this.notices = notices;
    for (int i = 0; i < DRAFTS; i++) {
      free.add(new DecisionDraft());
    }
    writer.setDaemon(true);
  }

  /**
   * A journal in this folder, ready to listen.
   *
   * @param maxBytes the most that all its files take
   * @param notices told when it can no longer be written
   * @throws IOException where the folder cannot be made or written
   */
  public static DecisionJournal open(
      Path folder,
      long maxBytes,
      long maxAgeNanos,
      CustomerDirectory customers,
      WallClock clock,
      Notices notices)
      throws IOException {
    long maxAgeMillis = TimeUnit.NANOSECONDS.toMillis(maxAgeNanos);
    StateFolder.open(folder).forEach(notices::warn);
    var files = new JournalFiles(folder, maxBytes, maxAgeMillis, clock);
    var journal = new DecisionJournal(customers, files, clock, notices);
    journal.writer.start();
    return journal;
  }

  @Override
  public void deviceAdded(int slot, DeviceKey key) {
    customers.add(slot, key);
  }

  @Override
  public void deviceRemoved(int slot, DeviceKey key) {}

  @Override
  public void adopted(HostSnapshot snapshot, CustomerDirectory newCustomers) {
    customers.adopt(newCustomers, snapshot.devices());
    shadow = null;
  }

  @Override
  public void shadowed(ShadowRun run) {
    shadow = run;
  }

  @Override
  public void planned(long number, HostSnapshot snapshot, Plan plan) {
    hand(open);
    open = draft(number, snapshot, plan);
  }

  @Override
  public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {
    DecisionDraft draft = open;
    open = null;
    if (draft != null) {
      draft.settle(outcomes);
      hand(draft);
    }
  }

  @Override
  public void ticked(HostSnapshot snapshot, Plan plan) {
    long nowNanos = snapshot.takenAtNanos();
    if (!started) {
      started = true;
      startedAtNanos = nowNanos;
    }
    boolean fruitless = plan.isEmpty() && plan.demand().urgency() != Urgency.NONE;
    if (fruitless && (!anyFruitless || nowNanos - fruitlessAtNanos >= FRUITLESS_EVERY_NANOS)) {
      anyFruitless = true;
      fruitlessAtNanos = nowNanos;
      hand(draft(0, snapshot, plan));
    }
  }

  @Override
  public void held(String message) {}

  /** Decisions that were not written down since the start. */
  public long dropped() {
    return dropped.get();
  }

  private @Nullable DecisionDraft draft(long number, HostSnapshot snapshot, Plan plan) {
    DecisionDraft draft = free.poll();
    if (draft == null) {
      dropped.incrementAndGet();
      return null;
    }
    double atSeconds = started ? (snapshot.takenAtNanos() - startedAtNanos) / 1e9 : 0;
    draft.fill(number, atSeconds, snapshot, plan, customers);
    draft.score(shadow);
    return draft;
  }

  /** There are no more drafts than places, so there is always one. */
  private void hand(@Nullable DecisionDraft draft) {
    if (draft != null && !filled.offer(draft)) {
      dropped.incrementAndGet();
    }
  }

  private void write() {
    long told = 0;
    try {
      while (!ending || !filled.isEmpty()) {
        DecisionDraft draft = filled.poll(100, TimeUnit.MILLISECONDS);
        if (draft == null) {
          continue;
        }
        long droppedNow = dropped.get();
        DecisionEntry entry = draft.entry(clock.epochMillis(), droppedNow - told);
        free.add(draft);
        if (append(JournalLine.of(entry))) {
          told = droppedNow;
          dropOld(Math.round(entry.atSeconds() * 1e9));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells of the first failure, and when it works again; what was lost counts as dropped. */
  private boolean append(String line) {
    try {
      files.append(line);
    } catch (IOException e) {
      dropped.incrementAndGet();
      lostToTheDisk++;
      if (lostToTheDisk == 1) {
        notices.warn("decisions are not written down: " + FileProblem.text(files.folder(), e));
      }
      return false;
    }
    if (lostToTheDisk > 0) {
      notices.info("decisions are written down again; " + lostToTheDisk + " are missing");
      lostToTheDisk = 0;
    }
    return true;
  }

  private void dropOld(long nowNanos) {
    try {
      files.dropOld(nowNanos);
      dropsFail = false;
    } catch (IOException e) {
      if (!dropsFail) {
        notices.warn("old decisions cannot be dropped: " + FileProblem.text(files.folder(), e));
      }
      dropsFail = true;
    }
  }

  /** Writes down what is left, for as long as a healthy disk needs at most. */
  @Override
  public void close() {
    hand(open);
    open = null;
    ending = true;
    try {
      writer.join(PATIENCE_MILLIS);
      files.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      notices.warn("the last decisions may not be written down: " + e.getMessage());
    }
  }
}
