package org.tcmureclaim.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Ticks in the mapped file: one thread writes {@link NumberedTick#TICKS_OF_A_NAME} of them, which
 * is each generation three times, and another reads the newest meanwhile. See {@link
 * TickConcurrencyTest}.
 */
@JCStressTest
@Outcome(id = "whole", expect = Expect.ACCEPTABLE, desc = "No copy was written over.")
@Outcome(id = "again", expect = Expect.ACCEPTABLE, desc = "One was, which was seen; made again.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A tick was torn, older, or not there.")
@State
public class ImageFileStress {
  private static final int TICKS = NumberedTick.TICKS_OF_A_NAME;

  /** One of each tick, and the last. */
  private static final int MOST_READS = TICKS + 1;

  /** A name each trial, for more trials than one run has. */
  private static final ImageLayout LAYOUT =
      new ImageLayout(NumberedTick.MOST_DEVICES, 1 << 13, 1 << 17);

  /** Making one takes a disk, and old figures in it make torn ticks likely. */
  private static final Queue<Lane> FREE = new ConcurrentLinkedQueue<>();

  private static final AtomicInteger LANES = new AtomicInteger();

  private final Lane lane;
  private final Meeting meeting = new Meeting();

  /** A file and who reads it. What was read is looked at later. */
  private static final class Lane {
    final int kind = LANES.getAndIncrement() % 4;

    /** Where ladders are not read, the reader is done while the writer is still at them. */
    final boolean ladders = kind % 2 == 0;

    /** Then it does nothing but write. Else names come between two ticks that are written. */
    final boolean filledBefore = kind < 2;

    final ImageFile file;
    final ImageReader reader;
    final NumberedTick written = new NumberedTick();
    final TickImage[] filled = images(TICKS);
    final NumberedTick expected = new NumberedTick();
    final TickImage[] images = images(MOST_READS);
    int read;
    long first;
    long overtakenBefore;
    String fault = "";

    Lane() {
      try {
        Path path = Path.of(UUID.randomUUID().toString()).toAbsolutePath();
        file = ImageFile.create(path, LAYOUT, AgentProcess.current(), "1.0");
        reader = ImageReader.open(path);
        Files.delete(path); // Both have it open.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static TickImage[] images(int count) {
      return Stream.generate(TickImage::new).limit(count).toArray(TickImage[]::new);
    }

    void begin() {
      first = written.number() + 1;
      for (int i = 0; filledBefore && i < TICKS; i++) {
        fill(filled[i]);
      }
      overtakenBefore = reader.overtaken();
      read = 0;
    }

    private void fill(TickImage image) {
      written.next();
      image.fill(written.tick());
    }

    void write() {
      for (int i = 0; i < TICKS; i++) {
        if (!filledBefore) {
          fill(filled[i]);
        }
        file.write(filled[i], written.devices(first + i));
      }
    }

    /** Reads the newest where that is another. */
    void read() {
      try {
        if (read < MOST_READS
            && reader.isNewer()
            && reader.read(images[read], ladders) == ImageReader.Result.NEWER) {
          read++;
        }
      } catch (ImageException e) {
        fault = "refused: " + e.problem().replaceAll("[^ ]*/[^ ]* |\\d+", ""); // Few kinds.
        read = MOST_READS;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String outcome() {
      for (int i = 0; i < read && fault.isEmpty(); i++) {
        compare(images[i]);
      }
      if (!fault.isEmpty()) {
        return fault;
      }
      if (expected.number() != written.number()) {
        return "not the newest";
      }
      return reader.overtaken() == overtakenBefore ? "whole" : "again";
    }

    private void compare(TickImage image) {
      long number = image.of(HostFigure.TICK);
      if (number <= expected.number() || number > written.number()) {
        fault = "older";
        return;
      }
      expected.goTo(number);
      fault = expected.isInFile(image, ladders) ? "" : "torn";
    }
  }

  public ImageFileStress() {
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
