package org.tcmureclaim.agent.answers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.TickImage;

/** The orders in which devices can be listed; of equals the one with the lower key comes first. */
public enum DeviceOrder {
  DEVICE,
  /** Largest first. */
  RESIDENT,
  /** Largest first. */
  TAIL,
  /** Longest idle first. */
  IDLE;

  /**
   * The order of this name; by device where there is none.
   *
   * @throws UnansweredException where no order has this name
   */
  public static DeviceOrder of(Optional<String> name) {
    if (name.isEmpty()) {
      return DEVICE;
    }
    return Stream.of(values())
        .filter(order -> order.word().equals(name.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new UnansweredException(
                    UnansweredException.Reason.WRONG,
                    "sort must be one of device, resident, tail, idle; not "
                        + name.get()
                        + NearMiss.hint(
                            name.get(), Stream.of(values()).map(DeviceOrder::word).toList())));
  }

  /** The devices that pass the filter, in this order. */
  List<Integer> sorted(TickImage image, DeviceFilter filter) {
    List<Integer> devices = new ArrayList<>();
    IntStream.range(0, image.size())
        .filter(device -> filter.passes(image, device))
        .forEach(devices::add);
    if (this != DEVICE) {
      devices.sort(Comparator.comparingLong(device -> -figure(image, device)));
    }
    return devices;
  }

  private long figure(TickImage image, int device) {
    return switch (this) {
      case DEVICE -> 0;
      case RESIDENT -> image.of(DeviceFigure.RESIDENT_PAGES, device);
      case TAIL -> image.of(DeviceFigure.TAIL_PAGES, device);
      case IDLE -> image.idleNanos(device);
    };
  }

  /** As it is asked for. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
