package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tcmureclaim.agent.board.TickListener;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.image.AgentFigures;
import org.tcmureclaim.image.ImagePublisher;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.snapshot.HostSnapshot;

/** The file in which an agent leaves each tick, for one run. */
final class PublishedTicks implements AutoCloseable {
  private final Path file;
  private final NewestTick newest;
  private final ImagePublisher publisher;
  private final TickListener listener;

  private PublishedTicks(
      Path file, NewestTick newest, ImagePublisher publisher, TickListener listener) {
    this.file = file;
    this.newest = newest;
    this.publisher = publisher;
    this.listener = listener;
  }

  /**
   * Makes the file, in a folder that {@link RunFolder} opened.
   *
   * @param newest reads that file; it ends with these ticks
   * @param ring gets every tick
   * @param host knows who its devices are
   * @param devices that there are
   * @param ledger hears of each tick before the listener here
   * @throws UnwritableException where it cannot be made: no display would show what the agent does
   */
  static PublishedTicks open(
      Path file,
      NewestTick newest,
      TickRing ring,
      Host host,
      int devices,
      CustomerDirectory customers,
      Ledger ledger,
      Notices notices) {
    try {
      ImagePublisher publisher =
          ImagePublisher.open(file, ring, devices, AgentFacts.ownVersion(), notices);
      TickListener listener =
          new TickListener(customers, host::identity, ledger::counters, publisher);
      return new PublishedTicks(file, newest, publisher, listener);
    } catch (IOException e) {
      throw new UnwritableException(
          "the agent has no place for what it shows: %s; make room there, or let it write there"
              .formatted(FileProblem.text(file, e)),
          e);
    }
  }

  /** Has numbers of the agent itself shown too. To be called before the first look is left. */
  void show(AgentFigures figures) {
    listener.show(figures);
  }

  LoopListener listener() {
    return listener;
  }

  /** Leaves the first look. */
  void open(HostSnapshot first) {
    listener.open(first);
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
