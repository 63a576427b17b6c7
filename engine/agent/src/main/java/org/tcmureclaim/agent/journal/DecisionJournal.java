package org.tcmureclaim.agent.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.EndedPlan;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.image.TickReader;

/**
 * Writes every decision down, with the reasons for each device, on a thread of its own. It takes
 * them from the ring of ticks: a decision is the tick in which its plan began, and is kept until a
 * tick says what became of that plan, by its number. A disk that is too slow holds up nobody: what
 * the ring does not keep is dropped and counted.
 *
 * <p>A demand for which nobody could give anything is written down too, at most every {@link
 * #FRUITLESS_EVERY_NANOS}.
 */
public final class DecisionJournal implements OrderJournal, AutoCloseable {
  static final long FRUITLESS_EVERY_NANOS = 10_000_000_000L;
  private static final int MOST_ORDERS = 64;
  private static final long PATIENCE_MILLIS = 2_000;

  private final TickReader ticks;
  private final JournalFiles files;
  private final WallClock clock;
  private final Notices notices;
  private final BlockingQueue<Ordered> orders = new ArrayBlockingQueue<>(MOST_ORDERS);
  private final AtomicLong dropped = new AtomicLong();
  private final Worker writer;
  private volatile boolean ending;

  /** An order that is to be written down, and who is told then. */
  private record Ordered(OrderEntry order, Runnable written) {}

  // Of the writer.
  private TickImage newest = new TickImage();
  private TickImage underWay = new TickImage();
  private boolean isUnderWay;
  private long lastPlan;
  private boolean anyFruitless;
  private long fruitlessAtNanos;
  private long toldDropped;
  private long lostToTheDisk;
  private boolean dropsFail;

  private DecisionJournal(
      TickReader ticks, JournalFiles files, WallClock clock, Notices notices, Workers workers) {
    this.ticks = ticks;
    this.files = files;
    this.clock = clock;
    this.notices = notices;
    this.writer = workers.start("journal", "writes decisions down", this::write);
  }

  /**
   * A journal in this folder.
   *
   * @param startedEpochMillis when the agent started; its readers tell runs apart by it
   * @param maxBytes the most that all its files take
   * @param ticks from the first look on
   * @param notices told when it can no longer be written
   * @param workers that its thread is one of
   * @throws IOException where the folder cannot be made or written
   */
  public static DecisionJournal open(
      Path folder,
      long startedEpochMillis,
      long maxBytes,
      long maxAgeNanos,
      TickReader ticks,
      WallClock clock,
      Notices notices,
      Workers workers)
      throws IOException {
    long maxAgeMillis = TimeUnit.NANOSECONDS.toMillis(maxAgeNanos);
    StateFolder.open(folder).forEach(notices::warn);
    StateFolder.letGroupRead(folder, JournalFiles.oldestFirst(folder));
    String head = JournalLine.ofRun(startedEpochMillis);
    var files = new JournalFiles(folder, maxBytes, maxAgeMillis, clock, head);
    return new DecisionJournal(ticks, files, clock, notices, workers);
  }

  @Override
  public void ordered(OrderEntry order, Runnable written) {
    if (!orders.offer(new Ordered(order, written))) {
      dropped.incrementAndGet();
      written.run();
    }
    ticks.wake();
  }

  /** Decisions and orders that were not written down since the start. */
  public long dropped() {
    return dropped.get();
  }

  private void write(Worker self) throws InterruptedException {
    giveUpFile();
    boolean last = false;
    while (!last) {
      last = ending; // Whatever came before that is there now.
      writeOrders(self);
      while (ticks.read(newest)) {
        self.busy();
        take();
        self.idle();
        writeOrders(self);
      }
      if (!last) {
        ticks.await(); // An order and the end wake it too.
      }
    }
    endUnderWay(null);
  }

  private void writeOrders(Worker self) {
    for (Ordered next = orders.poll(); next != null; next = orders.poll()) {
      self.busy();
      boolean unused = append(JournalLine.of(next.order(), clock.epochMillis()));
      next.written().run();
      self.idle();
    }
  }

  /** A plan may end in the tick in which the next one begins. */
  private void take() {
    EndedPlan ended = newest.endedPlan();
    if (isUnderWay && ended.number() >= underWay.of(HostFigure.BEGUN_PLAN)) {
      endUnderWay(ended.number() == underWay.of(HostFigure.BEGUN_PLAN) ? ended : null);
    }
    drop(ended.number() - lastPlan);
    long begun = newest.of(HostFigure.BEGUN_PLAN);
    if (begun > 0) {
      endUnderWay(null);
      drop(begun - 1 - lastPlan);
      lastPlan = begun;
      TickImage spare = underWay;
      underWay = newest;
      newest = spare;
      isUnderWay = true;
    } else if (newest.urgency() != Urgency.NONE && newest.cuts().length == 0) {
      fruitless(newest.of(HostFigure.TAKEN_AT_NANOS));
    }
  }

  /** Plans that began and ended in ticks that were not read. */
  private void drop(long plans) {
    if (plans > 0) {
      dropped.addAndGet(plans);
      lastPlan += plans;
    }
  }

  private void endUnderWay(@Nullable EndedPlan plan) {
    if (isUnderWay) {
      isUnderWay = false; // Whatever becomes of this entry, it is not tried again.
      write(underWay, plan);
    }
  }

  private void fruitless(long nowNanos) {
    if (!anyFruitless || nowNanos - fruitlessAtNanos >= FRUITLESS_EVERY_NANOS) {
      anyFruitless = true;
      fruitlessAtNanos = nowNanos;
      write(newest, null);
    }
  }

  private void write(TickImage decided, @Nullable EndedPlan plan) {
    long droppedNow = dropped.get();
    DecisionEntry entry =
        ImageEntry.of(decided, plan, clock.epochMillis(), droppedNow - toldDropped);
    if (append(JournalLine.of(entry))) {
      toldDropped = droppedNow;
      dropOld(Math.round(entry.atSeconds() * 1e9));
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
    ending = true;
    ticks.wake();
    try {
      writer.end();
      boolean unused = writer.join(PATIENCE_MILLIS);
      files.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      notices.warn("the last decisions may not be written down: " + e.getMessage());
    }
  }
}
