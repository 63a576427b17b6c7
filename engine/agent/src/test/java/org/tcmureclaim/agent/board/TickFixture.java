package org.tcmureclaim.agent.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.image.ImagePublisher;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickRing;

/** Ticks in a file of their own, and the newest of them, for tests without an agent. */
public final class TickFixture implements AutoCloseable {
  private static final Notices SILENT =
      new Notices() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
      };

  private static final Counters NOTHING_YET = new Counters(0, 0, 0, 0);

  public final TickListener listener;
  public final NewestTick newest;
  public final TickRing ring = new TickRing(true);

  /** The clock of its ticks. */
  public long nanoTime;

  private final Path folder;
  private final ImagePublisher publisher;

  public TickFixture() {
    this("other", () -> NOTHING_YET);
  }

  /** All devices are of one customer. */
  public TickFixture(String customer, Supplier<Counters> counters) {
    this(customer, counters, 0);
  }

  /** Has room for this many devices from the start. */
  public TickFixture(int devices) {
    this("other", () -> NOTHING_YET, devices);
  }

  private TickFixture(String customer, Supplier<Counters> counters, int devices) {
    try {
      folder = Files.createTempDirectory("ticks");
      Path file = folder.resolve("tick");
      publisher = ImagePublisher.open(file, ring, devices, "test", SILENT);
      newest = new NewestTick(file);
      listener =
          new TickListener(
              CustomerDirectory.ofOne(customer),
              key -> new DeviceIdentity(key.path(), "rbd/pool/a", ""),
              counters,
              publisher,
              () -> nanoTime);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its file is, which has the name that a host's has. */
  public Path folder() {
    return folder;
  }

  /** Makes room for more devices where there are more. */
  void look() {
    publisher.look();
  }

  @Override
  public void close() {
    publisher.close();
    try {
      newest.close();
      Files.deleteIfExists(folder.resolve("tick"));
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
