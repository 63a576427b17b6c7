package org.tcmureclaim.linux.usage;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.tcmureclaim.linux.device.TcmuDevice;

/** The UIO nodes of the devices there are. What is named like any other node is not looked at. */
final class WatchedNodes {
  static final WatchedNodes NONE = of(List.of());

  private final int[] numbers;
  private final long[] deviceNumbers;

  private WatchedNodes(int[] numbers, long[] deviceNumbers) {
    this.numbers = numbers;
    this.deviceNumbers = deviceNumbers;
  }

  /**
   * The nodes of devices.
   *
   * @param devices none of them half-configured
   */
  static WatchedNodes of(List<TcmuDevice> devices) {
    List<TcmuDevice> sorted =
        devices.stream().sorted(Comparator.comparingInt(WatchedNodes::number)).toList();
    return new WatchedNodes(
        sorted.stream().mapToInt(WatchedNodes::number).toArray(),
        sorted.stream().mapToLong(TcmuDevice::deviceNumber).toArray());
  }

  private static int number(TcmuDevice device) {
    return device.uioNumber().orElseThrow();
  }

  int size() {
    return numbers.length;
  }

  /** The row of {@code uioN}, or a negative number where no device has it. */
  int rowOf(int uioNumber) {
    return Arrays.binarySearch(numbers, uioNumber);
  }

  long deviceNumber(int row) {
    return deviceNumbers[row];
  }

  boolean isSameAs(WatchedNodes other) {
    return Arrays.equals(numbers, other.numbers)
        && Arrays.equals(deviceNumbers, other.deviceNumbers);
  }
}
