package org.tcmureclaim.image;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.files.FileProblem;

/**
 * The newest tick of an agent, read once for each tick at most, however many ask. Safe from any
 * thread.
 */
public final class NewestTick implements AutoCloseable {
  private final Path file;
  private @Nullable ImageReader reader;
  private TickImage newest = new TickImage();
  private boolean ended;

  /** Of the agent that leaves its ticks in this file, which need not be there yet. */
  public NewestTick(Path file) {
    this.file = file;
  }

  /**
   * An image that nothing writes to any more; one of tick 0, without devices, before the first. It
   * may be without heat ladders.
   *
   * @throws ImageException where there is no agent, or its image cannot be read; in words for an
   *     operator
   */
  public synchronized TickImage image() {
    return read(false);
  }

  /** The same with heat ladders, which are many numbers. */
  public synchronized TickImage imageWithLadders() {
    return read(true);
  }

  /** Whether its agent had ended when the last image was asked for, so that it is the last. */
  public synchronized boolean hasEnded() {
    return ended;
  }

  private TickImage read(boolean ladders) {
    try {
      ImageReader open = opened();
      if (open.isNewer() || (ladders && !newest.hasLadders())) {
        TickImage next = new TickImage();
        ImageReader.Result result = open.read(next, ladders);
        newest = result == ImageReader.Result.NONE ? newest : next;
      }
      ended = open.hasEnded();
      return newest;
    } catch (NoSuchFileException e) {
      throw new ImageException(file + ": no agent runs here");
    } catch (IOException e) {
      throw new ImageException(FileProblem.text(file, e));
    }
  }

  private ImageReader opened() throws IOException {
    ImageReader open = reader;
    if (open == null) {
      open = ImageReader.open(file);
      reader = open;
    }
    return open;
  }

  @Override
  public synchronized void close() throws IOException {
    ImageReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }
}
