package org.tcmureclaim.image;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.worker.WorkerClock;

/**
 * Reads ticks that another process leaves in its {@link ImageFile}. It reads the file and does not
 * map it, so one that is cut short meanwhile is an error here and no SIGBUS; and it believes
 * nothing that the file says before it has looked whether that can be.
 *
 * <p>Not safe for use by several threads.
 */
public final class ImageReader implements AutoCloseable {
  /** What reading has led to. */
  public enum Result {
    /** A tick that was not read before. */
    NEWER,
    /** The tick that was read before is still the newest. */
    SAME,
    /** The agent has left none yet. */
    NONE,
    /** The agent has ended; the tick is its last. */
    ENDED
  }

  /** A copy takes a fraction of the time that a generation lasts, so one attempt is the rule. */
  private static final int MOST_ATTEMPTS = 1000;

  private final Path file;
  private @Nullable OpenImage open;
  private final WorkerClock clock;
  private long readTick;
  private long overtaken;

  private ImageReader(Path file, WorkerClock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Opens the image of an agent.
   *
   * @throws NoSuchFileException where there is none
   * @throws IOException where it cannot be read, or another user than root or this process's could
   *     have written it
   * @throws ImageException where it is none, or of another version
   */
  public static ImageReader open(Path file) throws IOException {
    return open(file, WorkerClock.OF_MACHINE);
  }

  /** The same with a clock of its own. */
  static ImageReader open(Path file, WorkerClock clock) throws IOException {
    ImageReader reader = new ImageReader(file, clock);
    reader.reopen();
    return reader;
  }

  /** Whether there is a tick that was not read. */
  public boolean isNewer() throws IOException {
    OpenImage image = current();
    return image.longAt(ImageLayout.NEWEST_AT) != readTick;
  }

  /**
   * Reads the newest tick. The image is of no use where this throws.
   *
   * @param ladders whether heat ladders are read too, which are many numbers
   */
  public Result read(TickImage into, boolean ladders) throws IOException {
    OpenImage image = current();
    long state = image.longAt(ImageLayout.STATE_AT);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      long newest = image.longAt(ImageLayout.NEWEST_AT);
      if (newest == 0) {
        return Result.NONE;
      }
      if (newest == readTick
          && into.of(HostFigure.TICK) == newest
          && into.hasLadders() == ladders) {
        return hasEnded(image, state) ? Result.ENDED : Result.SAME;
      }
      if (image.copy(newest, into, ladders)) {
        readTick = newest;
        return hasEnded(image, state) ? Result.ENDED : Result.NEWER;
      }
      overtaken++;
    }
    throw new ImageException(file + ": ticks change faster than they can be read");
  }

  /** Whether the agent has ended, as far as this process can see. */
  boolean hasEnded() throws IOException {
    OpenImage image = current();
    return hasEnded(image, image.longAt(ImageLayout.STATE_AT));
  }

  /** How many copies were written over meanwhile, and made again. */
  long overtaken() {
    return overtaken;
  }

  /** An agent that was killed could not say that it ended. */
  private boolean hasEnded(OpenImage image, long state) throws IOException {
    return state == ImageLayout.ENDED || !image.isAlive(clock.nanoTime());
  }

  private OpenImage current() throws IOException {
    OpenImage image = open;
    if (image == null
        || image.longAt(ImageLayout.STATE_AT) != ImageLayout.IN_USE
        || !image.isAlive(clock.nanoTime())) {
      image = reopen();
    }
    return image;
  }

  private OpenImage reopen() throws IOException {
    OpenImage fresh = OpenImage.of(file);
    close();
    open = fresh;
    readTick = 0;
    return fresh;
  }

  @Override
  public void close() throws IOException {
    OpenImage image = open;
    open = null;
    if (image != null) {
      image.close();
    }
  }
}
