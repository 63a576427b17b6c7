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
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.report.ShadowFigures;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
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
  private static final int MOST_ORDERS = 64;
  private static final long PATIENCE_MILLIS = 2_000;

  private final CustomerSlots customers;
  private final JournalFiles files;
  private final WallClock clock;
  private final Notices notices;
  private final BlockingQueue<DecisionDraft> free = new ArrayBlockingQueue<>(DRAFTS);
  private final BlockingQueue<DecisionDraft> filled = new ArrayBlockingQueue<>(DRAFTS);
  private final BlockingQueue<OrderEntry> orders = new ArrayBlockingQueue<>(MOST_ORDERS);
  private @Nullable Worker writer;
  private @Nullable DecisionDraft open;
  private final ShadowFigures shadow = new ShadowFigures();
  private long startedAtNanos;
  private long fruitlessAtNanos;
  private boolean started;
  private boolean anyFruitless;
  private long lostToTheDisk;
  private boolean dropsFail;
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean ending;

  // Of the writer.
  private long toldDropped;

  private DecisionJournal(
      CustomerDirectory customers, JournalFiles files, WallClock clock, Notices notices) {
    this.customers = new CustomerSlots(customers);
    this.files = files;
    this.clock = clock;
    this.notices = notices;
    for (int i = 0; i < DRAFTS; i++) {
      free.add(new DecisionDraft());
    }
  }

  /**
   * A journal in this folder, ready to listen.
   *
   * @param startedEpochMillis when the agent started; its readers tell runs apart by it
   * @param maxBytes the most that all its files take
   * @param notices told when it can no longer be written
   * @param workers that its thread is one of
   * @throws IOException where the folder cannot be made or written
   */
  public static DecisionJournal open(
      Path folder,
      long startedEpochMillis,
      long maxBytes,
      long maxAgeNanos,
      CustomerDirectory customers,
      WallClock clock,
      Notices notices,
      Workers workers)
      throws IOException {
    long maxAgeMillis = TimeUnit.NANOSECONDS.toMillis(maxAgeNanos);
    StateFolder.open(folder).forEach(notices::warn);
    String head = JournalLine.ofRun(startedEpochMillis);
    var files = new JournalFiles(folder, maxBytes, maxAgeMillis, clock, head);
    var journal = new DecisionJournal(customers, files, clock, notices);
    journal.writer = workers.start("journal", "writes decisions down", journal::write);
    return journal;
  }

  @Override
  public void deviceAdded(int slot, DeviceKey key) {
    customers.add(slot, key);
  }

  @Override
  public void deviceRemoved(int slot, DeviceKey key) {}

  @Override
  public void adopted(HostSnapshot snapshot, LoopRules rules) {
    customers.adopt(rules.customers(), snapshot.devices());
    shadow.copy(null);
  }

  @Override
  public void shadowed(ShadowRun run) {
    shadow.copy(run);
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

  /** Writes an order down. Safe from any thread; does not wait. */
  public void ordered(OrderEntry order) {
    if (!orders.offer(order)) {
      dropped.incrementAndGet();
    }
  }

  /** Decisions and orders that were not written down since the start. */
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

  private void write(Worker self) throws InterruptedException {
    giveUpFile();
    while (!ending || !filled.isEmpty() || !orders.isEmpty()) {
      writeOrders(self);
      DecisionDraft draft = filled.poll(100, TimeUnit.MILLISECONDS);
      if (draft != null) {
        self.busy();
        write(draft);
        self.idle();
      }
    }
  }

  private void writeOrders(Worker self) {
    for (OrderEntry order = orders.poll(); order != null; order = orders.poll()) {
      self.busy();
      boolean unused = append(JournalLine.of(order, clock.epochMillis()));
      self.idle();
    }
  }

  /** A job that begins from scratch begins a file. */
  private void giveUpFile() {
    try {
      files.close();
    } catch (IOException e) {
      notices.warn("a decision may be missing: " + FileProblem.text(files.folder(), e));
    }
  }

  private void write(DecisionDraft draft) {
    long droppedNow = dropped.get();
    DecisionEntry entry;
    try {
      entry = draft.entry(clock.epochMillis(), droppedNow - toldDropped);
    } finally {
      free.add(draft); // Whatever becomes of this one, the loop needs its draft back.
    }
    if (append(JournalLine.of(entry))) {
      toldDropped = droppedNow;
      dropOld(Math.round(entry.atSeconds() * 1e9));
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
      Worker running = writer;
      if (running != null) {
        running.end();
        boolean unused = running.join(PATIENCE_MILLIS);
      }
      files.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      notices.warn("the last decisions may not be written down: " + e.getMessage());
    }
  }
}
