package org.tcmureclaim.agent.loop;

import java.util.function.Consumer;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * An operator's order to cut one device.
 *
 * @param keepPages pages to leave, counted from the start of its data area
 * @param dryRun only say what it would free
 * @param keepsPromises whether to leave more, where its customer was promised that
 * @param answer called once, on the decision thread, so it must not block
 */
public record ShrinkOrder(
    Which device,
    long keepPages,
    boolean dryRun,
    boolean keepsPromises,
    Consumer<ShrinkAnswer> answer) {

  /** An order for a device that its sender has seen; it may break promises. */
  public ShrinkOrder(DeviceKey key, long keepPages, boolean dryRun, Consumer<ShrinkAnswer> answer) {
    this(new Exactly(key), keepPages, dryRun, false, answer);
  }

  /** Which device. */
  public sealed interface Which {}

  /** This one and no later one of its name. */
  public record Exactly(DeviceKey key) implements Which {
    /** Its path. */
    @Override
    public String toString() {
      return key.path();
    }
  }

  /**
   * The one of this name.
   *
   * @param name HBA and name, or only its name where no other has the same
   */
  public record Named(String name) implements Which {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The pages of so many bytes, rounded up: what is asked to be kept is kept. */
  public static long pages(long bytes) {
    return bytes / HostSnapshot.PAGE_BYTES + (bytes % HostSnapshot.PAGE_BYTES > 0 ? 1 : 0);
  }
}
