package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcmureclaim.agent.address.UsualSocket;
import org.tcmureclaim.agent.board.TickListener;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.ImagePublisher;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The file in which an agent leaves each tick, for one run. On a host it is {@code
 * /run/tcmu-reclaim/tick}. Several simulated hosts may run beside each other, so each has a file
 * named after its process, beside the socket of the demonstration.
 */
final class PublishedTicks implements AutoCloseable {
  private static final Path OF_HOST = UsualSocket.OF_HOST.resolveSibling("tick");
  private static final String OF_SIMULATION = "tick-";
  private static final Pattern LEFT_OVER = Pattern.compile(OF_SIMULATION + "(\\d{1,9})-\\d+");
  private static final AtomicInteger SIMULATIONS = new AtomicInteger();
  private static final FileAttribute<?> OWNERS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

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

  /** Where an agent of this process leaves its ticks. */
  static Path file(HostKind host) {
    if (host == HostKind.LINUX) {
      return OF_HOST;
    }
    String name =
        OF_SIMULATION + ProcessHandle.current().pid() + "-" + SIMULATIONS.incrementAndGet();
    return UsualSocket.ofDemonstration(System.getenv(), System.getProperty("user.name", "nobody"))
        .resolveSibling(name);
  }

  /**
   * Makes the file.
   *
   * @param newest reads that file; it ends with these ticks
   * @param devices that there are
   * @param ledger hears of each tick before the listener here
   * @throws UnwritableException where it cannot be made: no display would show what the agent does
   */
  static PublishedTicks open(
      Path file,
      NewestTick newest,
      int devices,
      CustomerDirectory customers,
      Ledger ledger,
      Notices notices,
      Workers workers) {
    try {
      Path folder = file.resolveSibling("");
      Path unused = Files.createDirectories(folder, OWNERS_ALONE);
      StateFolder.open(folder).forEach(notices::warn);
      removeLeftOver(folder);
      ImagePublisher publisher =
          ImagePublisher.open(file, devices, ApiSeat.version(), notices, workers);
      TickListener listener = new TickListener(customers, ledger::counters, publisher::publish);
      return new PublishedTicks(file, newest, publisher, listener);
    } catch (IOException e) {
      throw new UnwritableException(
          "the agent has no place for what it shows: %s; make room there, or let it write there"
              .formatted(FileProblem.text(file, e)),
          e);
    }
  }

  /**
   * Simulated hosts that were killed could not remove their files. Listing by {@code File} takes
   * one open file, and there may be few.
   */
  private static void removeLeftOver(Path folder) throws IOException {
    String[] names = folder.toFile().list((in, name) -> LEFT_OVER.matcher(name).matches());
    for (String name : names == null ? new String[0] : names) {
      Matcher parts = LEFT_OVER.matcher(name);
      if (parts.matches() && ProcessHandle.of(Long.parseLong(parts.group(1))).isEmpty()) {
        boolean unused = Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  LoopListener listener() {
    return listener;
  }

  /** Leaves the first look. */
  void open(HostSnapshot first) {
    listener.open(first);
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
