package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.image.ImagePublisher;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickPublisher;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.recording.UnwritableException;

/** The file in which an agent leaves each tick, for one run. */
final class PublishedTicks implements AutoCloseable {
  private final Path file;
  private final NewestTick newest;
  private final ImagePublisher publisher;

  private PublishedTicks(Path file, NewestTick newest, ImagePublisher publisher) {
    this.file = file;
    this.newest = newest;
    this.publisher = publisher;
  }

  /**
   * Makes the file, in a folder that {@link RunFolder} opened.
   *
   * @param newest reads that file; it ends with these ticks
   * @param ring gets every tick
   * @param devices that there are
   * @throws UnwritableException where it cannot be made: no display would show what the agent does
   */
  static PublishedTicks open(
      Path file, NewestTick newest, TickRing ring, int devices, Notices notices) {
    try {
      ImagePublisher publisher =
          ImagePublisher.open(file, ring, devices, AgentFacts.ownVersion(), notices);
      return new PublishedTicks(file, newest, publisher);
    } catch (IOException e) {
      throw new UnwritableException(
          "the agent has no place for what it shows: %s; make room there, or let it write there"
              .formatted(FileProblem.text(file, e)),
          e);
    }
  }

  /** The way into the file, and into the ring. */
  TickPublisher publisher() {
    return publisher;
  }

  /** Makes room for more LUNs where there are more; to be called twice a second. */
  void look() {
    publisher.look();
  }

  /** Readers that have the file open hear that the agent has ended. */
  @Override
  public void close() {
    publisher.close();
    try {
      newest.close();
      boolean unused = Files.deleteIfExists(file);
    } catch (IOException e) {
      // What stays says that its agent has ended.
    }
  }
}
