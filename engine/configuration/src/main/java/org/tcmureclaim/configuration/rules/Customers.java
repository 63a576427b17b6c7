package org.tcmureclaim.configuration.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.glob.PatternIndex;
import org.tcmureclaim.configuration.rules.CustomerMatch.Rule;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.policy.PolicyFactory;

/** Which customer a device belongs to: the first that it matches. */
public final class Customers {
  /** The customer of a device that matches no other. */
  public static final String OTHER = "other";

  private static final String KEY = "customers";

  private final List<CustomerConfig> inOrder;
  private final CustomerConfig other;

  /** The rules of each customer, under its place in {@link #inOrder}. */
  private final PatternIndex index = new PatternIndex();

  private Customers(List<CustomerConfig> inOrder, CustomerConfig other) {
    this.inOrder = List.copyOf(inOrder);
    this.other = other;
    for (int i = 0; i < inOrder.size(); i++) {
      for (Rule rule : inOrder.get(i).match().rules()) {
        index.add(rule.pattern(), i);
      }
    }
  }

  /**
   * Binds the customers of several files. Of a customer that is in more than one, each key counts
   * as the last file that gives it says; its place is that of the first.
   *
   * @param files the top sections, in their order
   */
  public static Customers bind(
      List<Section> files, Map<String, PolicyFactory> policies, PolicyConfig hostPolicy) {
    return bind(files, policies, hostPolicy, true);
  }

  /** Binds those of one file that may say of a customer what others leave out. */
  public static Customers bindAlone(
      Section file, Map<String, PolicyFactory> policies, PolicyConfig hostPolicy) {
    return bind(List.of(file), policies, hostPolicy, false);
  }

  private static Customers bind(
      List<Section> files,
      Map<String, PolicyFactory> policies,
      PolicyConfig hostPolicy,
      boolean whole) {
    List<CustomerConfig> customers = new ArrayList<>();
    var nobodyElse =
        new CustomerConfig(
            CustomerSettings.unlimited(OTHER),
            CustomerMatch.NOTHING,
            hostPolicy,
            false,
            Optional.empty(),
            "default");
    CustomerConfig[] other = {nobodyElse};
    List<Section> nameless = new ArrayList<>();
    byName(files, nameless)
        .forEach(
            (name, section) ->
                one(section, name, policies, hostPolicy, whole)
                    .ifPresent(
                        customer -> {
                          if (name.equals(OTHER)) {
                            other[0] = customer;
                          } else {
                            customers.add(customer);
                          }
                        }));
    for (Section section : nameless) {
      // Refused already; this says what else is wrong with it.
      Optional<CustomerConfig> unused = one(section, "", policies, hostPolicy, whole);
    }
    return new Customers(customers, other[0]);
  }

  private static Optional<CustomerConfig> one(
      Section section,
      String name,
      Map<String, PolicyFactory> policies,
      PolicyConfig hostPolicy,
      boolean whole) {
    return section.attempt(
        () -> Optional.of(bind(section, name, policies, hostPolicy, whole)),
        Optional::<CustomerConfig>empty);
  }

  private static CustomerConfig bind(
      Section section,
      String name,
      Map<String, PolicyFactory> policies,
      PolicyConfig hostPolicy,
      boolean whole) {
    String unused = section.text("name");
    if (name.equals(OTHER) && section.has("match")) {
      section.refuse("match", "'" + OTHER + "' has what nobody else matches");
    }
    CustomerMatch match =
        name.equals(OTHER) ? CustomerMatch.NOTHING : CustomerMatch.bind(section, whole);
    return CustomerConfig.bind(section, name, match, policies, hostPolicy);
  }

  /**
   * The customers of all files by name.
   *
   * @param nameless takes those that have no name of their own
   */
  private static Map<String, Section> byName(List<Section> files, List<Section> nameless) {
    Map<String, Section> merged = new LinkedHashMap<>();
    for (Section file : files) {
      Map<String, Section> here = new LinkedHashMap<>();
      for (Section section : file.sections(KEY)) {
        String name = section.text("name");
        Section before = section.usable("name") ? here.putIfAbsent(name, section) : null;
        if (before != null) {
          section.refuse("name", "'" + name + "' is given twice; first in " + before.origin());
        }
        if (!section.usable("name")) {
          nameless.add(section);
        }
      }
      here.forEach(
          (name, section) ->
              merged.merge(
                  name, section, (first, later) -> first.overlaidBy(Optional.of(later), "")));
    }
    merged.replaceAll((name, s) -> s.overlaidBy(Optional.empty(), path(name, s)));
    return merged;
  }

  private static String path(String name, Section section) {
    return section.isBlueprint() ? KEY + "[]." : KEY + "." + name + ".";
  }

  /** As they first appear in the files. */
  public List<CustomerConfig> inOrder() {
    return inOrder;
  }

  /** The one that has what nobody else has. */
  public CustomerConfig other() {
    return other;
  }

  /** All of them; the last is {@link #other}. */
  public List<CustomerConfig> all() {
    List<CustomerConfig> all = new ArrayList<>(inOrder);
    all.add(other);
    return List.copyOf(all);
  }

  /** The index in {@link #all} of the customer that has this device. */
  public int indexOf(DeviceIdentity device) {
    for (int i : index.near(device)) {
      if (inOrder.get(i).match().matches(device)) {
        return i;
      }
    }
    return inOrder.size();
  }

  /** The customer that has this device. */
  public CustomerConfig of(DeviceIdentity device) {
    int place = indexOf(device);
    return place < inOrder.size() ? inOrder.get(place) : other;
  }

  /**
   * The customers before a place in {@link #inOrder}, in order, but for those that surely share no
   * device with these rules.
   */
  public List<CustomerConfig> near(List<Rule> rules, int before) {
    return rules.stream()
        .flatMapToInt(rule -> Arrays.stream(index.near(rule.pattern())))
        .filter(place -> place < before)
        .sorted()
        .distinct()
        .mapToObj(inOrder::get)
        .toList();
  }
}
