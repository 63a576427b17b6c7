package org.tcmureclaim.replay.format;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Block devices by their major and minor numbers. Looking up one that is known allocates nothing.
 */
final class BlockDevices {
  private final Function<String, BlockDevice> made;

  // An open hash table, at most half full.
  private @Nullable BlockDevice[] devices = new BlockDevice[256];
  private long[] numbers = new long[devices.length];
  private int size;

  /**
   * None so far.
   *
   * @param made a device that is named {@code MAJOR:MINOR} for the first time
   */
  BlockDevices(Function<String, BlockDevice> made) {
    this.made = made;
  }

  /** Both numbers in one. */
  static long number(long major, long minor) {
    return major << 32 | minor;
  }

  /** The device of this {@link #number}. */
  BlockDevice of(long number) {
    int at = place(number);
    BlockDevice device = devices[at];
    return device == null ? add(number, at) : device;
  }

  private BlockDevice add(long number, int at) {
    BlockDevice device = made.apply((number >>> 32) + ":" + (number & 0xffff_ffffL));
    devices[at] = device;
    numbers[at] = number;
    if (++size * 2 > devices.length) {
      grow();
    }
    return device;
  }

  /** Where it is, or would be. */
  private int place(long number) {
    int mask = devices.length - 1;
    int at = Long.hashCode(number * 0x9e3779b97f4a7c15L) >>> 7 & mask;
    while (devices[at] != null && numbers[at] != number) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    @Nullable BlockDevice[] oldDevices = devices;
    long[] oldNumbers = numbers;
    devices = new BlockDevice[2 * oldDevices.length];
    numbers = new long[devices.length];
    for (int i = 0; i < oldDevices.length; i++) {
      if (oldDevices[i] != null) {
        int at = place(oldNumbers[i]);
        devices[at] = oldDevices[i];
        numbers[at] = oldNumbers[i];
      }
    }
  }
}
