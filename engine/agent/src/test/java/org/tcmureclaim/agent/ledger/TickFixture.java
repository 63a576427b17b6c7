package org.tcmureclaim.agent.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.tcmureclaim.agent.loop.CustomerDirectory;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.image.ImagePublisher;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.policy.builtin.StockPolicy;

/** Ticks in a file of their own, and the newest of them, for tests without an agent. */
public final class TickFixture implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  private static final Notices SILENT =
      new Notices() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
      };

  public final Decider decider;
  public final Ledger ledger;
  public final NewestTick newest;
  public final TickRing ring = new TickRing(true);

  /** The clock of its ticks. */
  public long nanoTime;

  private final Path folder;
  private final ImagePublisher publisher;

  /** All devices are of one customer, and hardly ever cut. */
  public TickFixture() {
    this(0);
  }

  /** The same, with room for this many devices from the start. */
  public TickFixture(int devices) {
    this("other", new Decider(settings()), report -> {}, devices);
  }

  /** All devices are of this customer. */
  TickFixture(String customer, Decider decider, Consumer<Report> reports) {
    this(customer, decider, reports, 0);
  }

  private TickFixture(String customer, Decider decider, Consumer<Report> reports, int devices) {
    this.decider = decider;
    try {
      folder = Files.createTempDirectory("ticks");
      Path file = folder.resolve("tick");
      publisher = ImagePublisher.open(file, ring, devices, "test", SILENT);
      newest = new NewestTick(file);
      ledger =
          new Ledger(
              decider,
              CustomerDirectory.ofOne(customer),
              key -> new DeviceIdentity(key.path(), "rbd/pool/a", ""),
              publisher,
              () -> nanoTime,
              reports);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DecisionSettings settings() {
    return DecisionSettings.forAll(
        new DemandSettings(1, 2, 3, 4, 0.01, 1, 0.1, 0.2, SECOND),
        new GuardSettings(SECOND, SECOND, 0, 1),
        Granularity.DEVICE,
        "stock",
        new StockPolicy());
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
