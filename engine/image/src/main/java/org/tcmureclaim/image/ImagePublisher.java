package org.tcmureclaim.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;

/**
 * The way out of the agent for each tick: it is left in the ring for those that need every one, and
 * in the mapped file for all that want the newest. A file that has become too small is replaced by
 * a larger one, which a thread beside the decision loop makes at its next look; ticks that come
 * meanwhile are not left. One that was removed is made again there likewise; ticks go on into the
 * old one, which who has it open reads, until the new one has taken its place.
 */
public final class ImagePublisher implements TickPublisher, AutoCloseable {
  /** Looks, two a second, between two tries to make a file. */
  private static final int LOOKS_BETWEEN_TRIES = 20;

  private static final long END_MILLIS = 5_000;
  private static final int LEAST_DEVICES = 256;

  private final Path file;
  private final String version;
  private final int mostDevices;
  private final Notices notices;

  // Between the two threads. A wish is taken back before the file that it led to is handed over.
  private final AtomicReference<@Nullable ImageFile> made = new AtomicReference<>();
  private final AtomicReference<@Nullable ImageFile> replaced = new AtomicReference<>();
  private volatile int wantedDevices;
  private boolean closed;

  // Of the thread that looks, and of the end, which waits for it.
  private final ReentrantLock looking = new ReentrantLock();
  private Object keyInPlace;
  private int devicesInPlace;
  private int looksToSkip;
  private boolean told;

  // Of the decision thread.
  private final TickRing ring;
  private ImageFile current;
  private long tickDueNanos;
  private boolean waits;

  /** With so many devices the largest file was too small; 0 where none was. */
  private int tooManyDevices;

  private ImagePublisher(
      Path file, TickRing ring, String version, ImageFile first, int mostDevices, Notices notices) {
    this.file = file;
    this.ring = ring;
    this.version = version;
    this.mostDevices = mostDevices;
    this.current = first;
    this.keyInPlace = first.key();
    this.devicesInPlace = first.deviceCapacity();
    this.notices = notices;
  }

  /**
   * Makes the file.
   *
   * @param ring that gets every tick
   * @param devices that there are
   * @param version of the agent
   * @throws IOException where there is no room for it, or no folder
   */
  public static ImagePublisher open(
      Path file, TickRing ring, int devices, String version, Notices notices) throws IOException {
    return open(file, ring, devices, version, ImageLayout.MOST_DEVICES, notices);
  }

  static ImagePublisher open(
      Path file, TickRing ring, int devices, String version, int mostDevices, Notices notices)
      throws IOException {
    ImageLayout layout = ImageLayout.forDevices(roomy(devices, mostDevices));
    ImageFile first = ImageFile.create(file, layout, AgentProcess.current(), version);
    return new ImagePublisher(file, ring, version, first, mostDevices, notices);
  }

  @Override
  public void tickDue(long monotonicNanos) {
    tickDueNanos = monotonicNanos;
    current.tickDue(monotonicNanos);
  }

  @Override
  public void publish(Tick tick) {
    ImageFile fresh = made.getAndSet(null);
    if (fresh != null) {
      current.replaced();
      replaced.set(current);
      current = fresh;
      current.tickDue(tickDueNanos);
      tick.renumberTexts();
      waits = false;
    }
    TickImage image = ring.publish(tick);
    if (waits && !areFewEnoughAgain(image.size())) {
      return;
    }
    waits = !current.fits(image);
    if (waits) {
      wishLarger(image.size(), fresh);
      return;
    }
    current.write(image, tick.devices());
    if (tooManyDevices > 0) {
      tooManyDevices = 0;
      notices.info("what is shown goes on: it holds all LUNs again");
    }
  }

  /** Where the largest file was too small, another try is worth while with fewer devices only. */
  private boolean areFewEnoughAgain(int devices) {
    return wantedDevices == 0 && devices < tooManyDevices && devices <= mostDevices;
  }

  /** A file that is fresh and too small is one of long names. */
  private void wishLarger(int devices, @Nullable ImageFile fresh) {
    if (fresh != null && fresh.deviceCapacity() == mostDevices) {
      if (tooManyDevices == 0) {
        notices.warn(
            "what is shown stands still: there are more LUNs or longer names than it holds");
      }
      tooManyDevices = devices;
      return;
    }
    int larger = fresh == null ? 0 : 2 * fresh.deviceCapacity();
    wantedDevices = Math.min(mostDevices, Math.max(roomy(devices, mostDevices), larger));
  }

  private static int roomy(int devices, int mostDevices) {
    return Math.min(mostDevices, Math.max(LEAST_DEVICES, 2 * devices));
  }

  /** Makes a larger file where one is wanted. To be called twice a second, by one thread. */
  public void look() {
    looking.lock();
    try {
      if (made.get() != null) {
        return; // Until it is taken no other is made, so neither place is ever written over.
      }
      closeReplaced();
      boolean removed = isRemoved();
      int devices = removed ? Math.max(devicesInPlace, wantedDevices) : wantedDevices;
      if (devices == 0 || closed) {
        return;
      }
      if (looksToSkip > 0) {
        looksToSkip--;
        return;
      }
      told = !replace(devices, removed);
      looksToSkip = told ? LOOKS_BETWEEN_TRIES : 0;
    } finally {
      looking.unlock();
    }
  }

  /** Unmapping takes a lock of the whole process, so the decision thread leaves it to this one. */
  private void closeReplaced() {
    ImageFile old = replaced.getAndSet(null);
    if (old != null) {
      old.close();
    }
  }

  /** Whether the file at its place is not the one that was put there last. */
  private boolean isRemoved() {
    try {
      return !keyInPlace.equals(ImageFile.key(file));
    } catch (IOException e) {
      return true;
    }
  }

  private boolean replace(int devices, boolean removed) {
    try {
      ImageFile fresh =
          ImageFile.create(file, ImageLayout.forDevices(devices), AgentProcess.current(), version);
      keyInPlace = fresh.key();
      devicesInPlace = devices;
      wantedDevices = 0;
      made.set(fresh);
      if (removed) {
        notices.warn(file + " was removed under the agent; it is made again");
      } else if (told) {
        notices.info(file + " has room for all LUNs again; what is shown goes on");
      }
      return true;
    } catch (IOException e) {
      if (!told) {
        notices.warn(problem(removed) + "; it is tried again: " + FileProblem.text(file, e));
      }
      return false;
    }
  }

  private String problem(boolean removed) {
    return removed
        ? file
            + " was removed under the agent and cannot be made again, so only who has it open sees the ticks"
        : "what is shown stands still, as there is no room for more LUNs";
  }

  /** The agent ends: readers are told so. When the decision thread leaves no more ticks. */
  @Override
  public void close() {
    if (closed) {
      return; // What was given back must not be written.
    }
    closed = true;
    current.end();
    try {
      if (looking.tryLock(END_MILLIS, TimeUnit.MILLISECONDS)) {
        closeReplaced();
        ImageFile unused = made.getAndSet(null);
        if (unused != null) {
          unused.end();
          unused.close();
        }
        current.close();
        looking.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
