package org.tcmureclaim.image;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Ticks in memory: one thread leaves {@link NumberedTick#TICKS_OF_A_NAME} of them in a {@link
 * TickRing} of two images, and another reads them meanwhile. See {@link TickConcurrencyTest}.
 */
@JCStressTest
@Outcome(id = "read all", expect = Expect.ACCEPTABLE, desc = "The reader kept up.")
@Outcome(id = "lost some", expect = Expect.ACCEPTABLE, desc = "It did not, which was counted.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A tick was torn, twice, or missed.")
@State
public class TickRingStress {
  private static final int IMAGES = 2;
  private static final int TICKS = NumberedTick.TICKS_OF_A_NAME;

  /** Rings go on from one trial to the next, so that images are written over for long. */
  private static final Queue<Lane> FREE = new ConcurrentLinkedQueue<>();

  private final Lane lane;
  private final Meeting meeting = new Meeting();

  /** A ring and who reads it. */
  private static final class Lane {
    final TickRing ring = new TickRing(true, IMAGES);
    final NumberedTick written = new NumberedTick();
    final TickReader reader = ring.reader(true);
    final NumberedTick expected = new NumberedTick();
    final TickImage image = new TickImage();
    long last;
    long lostBefore;
    int read;
    String fault = "";

    void begin() {
      last = written.number() + TICKS;
      lostBefore = reader.lost();
      read = 0;
      fault = "";
    }

    void write() {
      for (int i = 0; i < TICKS; i++) {
        written.next();
        TickImage unused = ring.publish(written.tick());
      }
    }

    /** Reads what there is. */
    void read() {
      while (fault.isEmpty() && reader.read(image)) {
        long number = image.of(HostFigure.TICK);
        if (number <= expected.number() || number > last) {
          fault = "out of order";
          return;
        }
        boolean mayBeGone = number == expected.number() + 1 || ring.oldest() >= number;
        expected.goTo(number);
        if (!expected.isInRing(image)) {
          fault = "torn";
        } else if (!mayBeGone) {
          fault = "lost one that was there";
        }
        read++;
      }
    }

    String outcome() {
      long lost = reader.lost() - lostBefore;
      if (!fault.isEmpty()) {
        return fault;
      }
      if (expected.number() != last || read + lost != TICKS) {
        return "miscounted";
      }
      return lost == 0 ? "read all" : "lost some";
    }
  }

  public TickRingStress() {
    Lane free = FREE.poll();
    lane = free == null ? new Lane() : free;
    lane.begin();
  }

  @Actor
  public void writer() {
    meeting.awaitReader();
    lane.write();
    meeting.written();
  }

  @Actor
  public void reader() {
    meeting.readerIsHere();
    while (meeting.goesOn()) {
      lane.read();
    }
  }

  @Arbiter
  public void end(L_Result result) {
    lane.read();
    result.r1 = lane.outcome();
    if (lane.fault.isEmpty()) {
      FREE.add(lane);
    }
  }
}
