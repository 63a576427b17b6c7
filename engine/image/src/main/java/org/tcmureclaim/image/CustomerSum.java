package org.tcmureclaim.image;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What a customer's devices have together. */
public record CustomerSum(String customer, int devices, long residentPages, long tailPages) {

  /** Those of all customers that have devices, in the order of their names. */
  public static Collection<CustomerSum> of(TickImage image) {
    return byName(image).values();
  }

  /** The same, by name. */
  public static Map<String, CustomerSum> byName(TickImage image) {
    Map<String, CustomerSum> sums = new TreeMap<>();
    for (int i = 0; i < image.size(); i++) {
      CustomerSum one =
          new CustomerSum(
              image.customer(i),
              1,
              image.of(DeviceFigure.RESIDENT_PAGES, i),
              image.of(DeviceFigure.TAIL_PAGES, i));
      sums.merge(one.customer, one, CustomerSum::plus);
    }
    return sums;
  }

  /** Both, under the name of this one. */
  public CustomerSum plus(CustomerSum other) {
    return new CustomerSum(
        customer,
        devices + other.devices,
        residentPages + other.residentPages,
        tailPages + other.tailPages);
  }
}
