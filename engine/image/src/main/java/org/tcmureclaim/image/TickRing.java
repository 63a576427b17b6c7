package org.tcmureclaim.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest ticks, between the decision thread and those that need every one. Neither waits for
 * the other: the thread fills the image that is the oldest, and a reader that is too slow loses
 * ticks, which are counted.
 *
 * <p>The protocol is that of the mapped file (see {@link ImageLayout}): an image gets the number of
 * its tick before anything of it is written, and {@code newest} becomes that number when all of it
 * is. So a copy that was begun when {@code newest} was n or more, and after which the image still
 * has number n, is the whole of tick n.
 *
 * <p>The images are made with the first tick. Later ones allocate only where there are more devices
 * than ever before; then there are fewer images, so that what they take together stays bounded.
 */
public final class TickRing {
  static final int MOST_IMAGES = 32;
  static final int LEAST_IMAGES = 8;

  /** Of all images together, unless {@link #LEAST_IMAGES} take more. */
  static final long MOST_BYTES = 6L << 20;

  private static final VarHandle TICK;

  static {
    try {
      TICK = MethodHandles.lookup().findVarHandle(Place.class, "tick", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final boolean ladders;
  private final AtomicReferenceArray<@Nullable Place> places;
  private final List<TickReader> readers = new CopyOnWriteArrayList<>();
  private volatile long newest;
  private volatile long oldest = 1;

  // Of the decision thread.
  private final ArrayDeque<Place> unused = new ArrayDeque<>(MOST_IMAGES);
  private long mostBytesOfOne;

  /** An image and the number of its tick, or of the one that is being written to it. */
  private static final class Place {
    final TickImage image = new TickImage();

    @SuppressWarnings("unused") // By its handle.
    private long tick;
  }

  /**
   * A ring without ticks.
   *
   * @param ladders whether its images have the heat ladders, which take more than all else
   */
  public TickRing(boolean ladders) {
    this(ladders, MOST_IMAGES);
  }

  /** The same with fewer images. */
  TickRing(boolean ladders, int mostImages) {
    this.ladders = ladders;
    this.places = new AtomicReferenceArray<>(mostImages);
  }

  /** What is taken of the heap on a host with so many devices and rungs of ladders. */
  public static long bytes(long devices, long rungs) {
    long one = TickImage.bytes(devices, rungs);
    return imagesOf(one) * one;
  }

  /**
   * One that is handed every tick from the next one on, at its own pace.
   *
   * @param withLadders whether it is handed heat ladders too, where there are any
   */
  public TickReader reader(boolean withLadders) {
    TickReader reader = new TickReader(this, withLadders, newest + 1);
    readers.add(reader);
    return reader;
  }

  /**
   * Takes a tick, whose number must follow that of the tick before. On the decision thread.
   *
   * @return its image, to be read by this thread until the next tick
   */
  public TickImage publish(Tick tick) {
    long number = tick.number();
    Place place = place(tick);
    TICK.setOpaque(place, number);
    VarHandle.storeStoreFence(); // A reader that sees a figure of this tick sees its number.
    place.image.fill(tick, ladders);
    places.setRelease(index(number), place);
    newest = number; // After all of it.
    for (int i = 0; i < readers.size(); i++) { // An iterator would be an allocation.
      readers.get(i).wake();
    }
    return place.image;
  }

  /** The image of the oldest tick, or one that is not in use yet. */
  private Place place(Tick tick) {
    long number = tick.number();
    long one = TickImage.bytes(tick.devices().size(), ladders ? tick.rungs() : 0);
    mostBytesOfOne = Math.max(mostBytesOfOne, one);
    long images = Math.min(imagesOf(mostBytesOfOne), places.length());
    Place place = null;
    while (number - oldest >= images) {
      long gone = oldest;
      oldest = gone + 1;
      place = places.getAndSet(index(gone), null);
    }
    if (place != null) {
      return place;
    }
    if (newest == 0) {
      oldest = number;
      for (int i = 0; i < images; i++) {
        Place spare = new Place();
        spare.image.fill(tick, ladders);
        unused.add(spare);
      }
    }
    Place spare = unused.poll();
    return spare == null ? new Place() : spare;
  }

  private static long imagesOf(long bytesOfOne) {
    long images = MOST_BYTES / Math.max(1, bytesOfOne);
    return Math.max(LEAST_IMAGES, Math.min(MOST_IMAGES, images));
  }

  /** The number of the newest tick; 0 before the first. */
  long newest() {
    return newest;
  }

  /** The number of the oldest tick that is kept. */
  long oldest() {
    return oldest;
  }

  /** Copies a tick that has been published. Returns false where it was written over. */
  boolean copy(long tick, TickImage into, boolean withLadders) {
    Place place = places.getAcquire(index(tick));
    if (place == null || !into.copyFrom(place.image, withLadders)) {
      return false;
    }
    VarHandle.acquireFence(); // What was copied is read before the number.
    return (long) TICK.getOpaque(place) == tick;
  }

  private int index(long tick) {
    return (int) Math.floorMod(tick, (long) places.length());
  }
}
