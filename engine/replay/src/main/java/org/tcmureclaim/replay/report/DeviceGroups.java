package org.tcmureclaim.replay.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * The devices of a trace in a few groups, for a chart that stacks what they hold:
 *
 * <ol>
 *   <li>customers, where a recording or a configuration names more than one, those with the least
 *       together if there are many;
 *   <li>else the devices themselves, where there are few;
 *   <li>else what names have before their last number, where that makes a few groups;
 *   <li>else eighths of the sum of high-waters, the largest devices first.
 * </ol>
 */
final class DeviceGroups {
  static final int MOST = 8;

  private final List<String> labels = new ArrayList<>();
  private final int[] groupOfDevice;
  private final String kind;

  private DeviceGroups(TickTable ticks, List<String> customers) {
    groupOfDevice = new int[ticks.devices()];
    if (customers.stream().distinct().count() > 1) {
      kind = "customer";
      byCustomer(ticks, customers);
      return;
    }
    Map<String, List<Integer>> stems = new TreeMap<>();
    for (int device = 0; device < ticks.devices(); device++) {
      stems.computeIfAbsent(stem(ticks.name(device)), stem -> new ArrayList<>()).add(device);
    }
    if (ticks.devices() <= MOST) {
      kind = "device";
      for (int device = 0; device < ticks.devices(); device++) {
        add(ticks.name(device), List.of(device));
      }
    } else if (stems.size() > 1 && stems.size() <= MOST) {
      kind = "name";
      stems.forEach((stem, devices) -> add(stem + "… (" + devices.size() + ")", devices));
    } else {
      kind = "size";
      bySize(ticks);
    }
  }

  static DeviceGroups of(TickTable ticks) {
    return of(ticks, List.of());
  }

  /**
   * The same.
   *
   * @param customers by device; empty where nobody knows them
   */
  static DeviceGroups of(TickTable ticks, List<String> customers) {
    return new DeviceGroups(ticks, customers);
  }

  /** What the groups go by: {@code customer}, {@code device}, {@code name} or {@code size}. */
  String kind() {
    return kind;
  }

  List<String> labels() {
    return List.copyOf(labels);
  }

  int count() {
    return labels.size();
  }

  int of(int device) {
    return groupOfDevice[device];
  }

  private static String stem(String name) {
    return name.replaceFirst("[-_.:/]?[0-9]+$", "");
  }

  private void add(String label, List<Integer> devices) {
    devices.forEach(device -> groupOfDevice[device] = labels.size());
    labels.add(label);
  }

  private void byCustomer(TickTable ticks, List<String> customers) {
    Map<String, List<Integer>> devices = new TreeMap<>();
    for (int device = 0; device < ticks.devices(); device++) {
      devices.computeIfAbsent(customers.get(device), name -> new ArrayList<>()).add(device);
    }
    List<String> largestFirst = new ArrayList<>(devices.keySet());
    Comparator<String> bySum = Comparator.comparingLong(name -> -sum(ticks, devices.get(name)));
    largestFirst.sort(bySum.thenComparing(Comparator.naturalOrder()));
    boolean many = largestFirst.size() > MOST;
    List<String> shown = many ? largestFirst.subList(0, MOST - 1) : largestFirst;
    for (String name : shown) {
      List<Integer> its = devices.getOrDefault(name, List.of());
      add((name.isEmpty() ? "unknown" : name) + " (" + its.size() + ")", its);
    }
    if (many) {
      List<String> others = largestFirst.subList(MOST - 1, largestFirst.size());
      List<Integer> theirs =
          others.stream().flatMap(name -> devices.getOrDefault(name, List.of()).stream()).toList();
      add(others.size() + " other customers (" + theirs.size() + ")", theirs);
    }
  }

  private static long sum(TickTable ticks, @Nullable List<Integer> devices) {
    return devices == null ? 0 : devices.stream().mapToLong(ticks::highWaterPages).sum();
  }

  private void bySize(TickTable ticks) {
    Integer[] largestFirst = new Integer[ticks.devices()];
    Arrays.setAll(largestFirst, device -> device);
    Arrays.sort(
        largestFirst, Comparator.comparingInt((Integer device) -> -ticks.highWaterPages(device)));
    long sum = Math.max(1, ticks.sumHighWaterPages());
    List<Integer> group = new ArrayList<>();
    long before = 0;
    for (int device : largestFirst) {
      long after = before + ticks.highWaterPages(device);
      group.add(device);
      if (after * MOST / sum > before * MOST / sum) {
        add(sizes(ticks, group), group);
        group.clear();
      }
      before = after;
    }
    if (!group.isEmpty()) {
      add(sizes(ticks, group), group);
    }
  }

  /** Such as {@code 12 devices, 6.0–8.0 MiB}. */
  private static String sizes(TickTable ticks, List<Integer> group) {
    double mostMib = ticks.highWaterPages(group.get(0)) / 256.0;
    double leastMib = ticks.highWaterPages(group.get(group.size() - 1)) / 256.0;
    String sizes =
        mostMib - leastMib < 0.05
            ? String.format(Locale.ROOT, "%.1f", mostMib)
            : String.format(Locale.ROOT, "%.1f–%.1f", leastMib, mostMib);
    return group.size() + (group.size() == 1 ? " device, " : " devices, ") + sizes + " MiB";
  }
}
