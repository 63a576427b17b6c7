package org.tcmureclaim.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.configuration.Section;

/** Which customer a device belongs to: the first whose glob matches its path. */
public record Customers(List<Customer> inOrder) {
  /** The customer of a device that no glob matches. */
  public static final String OTHER = "other";

  /** A set of devices under one name. Several entries may share a name. */
  public record Customer(String name, PathGlob match) {}

  static Customers bind(List<Section> sections) {
    List<Customer> customers = new ArrayList<>();
    for (Section section : sections) {
      String name = section.text("name");
      if (name.equals(OTHER)) {
        throw section.reject("name", "'" + OTHER + "' is what the unmatched are called");
      }
      customers.add(new Customer(name, new PathGlob(section.text("match"))));
    }
    return new Customers(List.copyOf(customers));
  }

  /** The customer of the device with this path, such as {@code user_0/gold-01}. */
  public String of(String devicePath) {
    for (Customer customer : inOrder) {
      if (customer.match().matches(devicePath)) {
        return customer.name();
      }
    }
    return OTHER;
  }
}
