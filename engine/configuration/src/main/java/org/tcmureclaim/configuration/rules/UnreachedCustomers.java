package org.tcmureclaim.configuration.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tcmureclaim.configuration.glob.DevicePattern;
import org.tcmureclaim.configuration.glob.DevicePatterns;
import org.tcmureclaim.configuration.rules.CustomerMatch.Rule;

/** Rules that match no device there could be, and customers that get none. */
public final class UnreachedCustomers {
  private final DevicePatterns patterns = new DevicePatterns();

  private UnreachedCustomers() {}

  /**
   * A sentence for each of them, with file, line and key. A customer is named only where it is
   * certain that it gets no device on any host.
   */
  public static List<String> in(Customers customers) {
    List<String> found = new ArrayList<>();
    UnreachedCustomers search = new UnreachedCustomers();
    for (int place = 0; place < customers.inOrder().size(); place++) {
      search.look(customers, place, found);
    }
    return List.copyOf(found);
  }

  /** A sentence for each rule that matches no device there could be. */
  public static List<String> impossibleRulesOf(Customers customers) {
    List<String> found = new ArrayList<>();
    UnreachedCustomers search = new UnreachedCustomers();
    customers.inOrder().forEach(customer -> search.possibleRules(customer, found));
    return List.copyOf(found);
  }

  private void look(Customers customers, int place, List<String> found) {
    CustomerConfig customer = customers.inOrder().get(place);
    List<Rule> possible = possibleRules(customer, found);
    if (customer.match().rules().isEmpty()) {
      found.add(customer.origin() + ": customer " + customer.name() + " has no rule, so no device");
    } else if (!possible.isEmpty()) {
      lookForCover(customer, possible, customers.near(possible, place), found);
    }
  }

  private List<Rule> possibleRules(CustomerConfig customer, List<String> found) {
    List<Rule> possible = new ArrayList<>();
    for (Rule rule : customer.match().rules()) {
      if (patterns.surelyNoPath(rule.pattern())) {
        found.add(
            rule.where()
                + ": can never match; the path of a device is user_N/NAME, such as user_0/gold-01");
      } else if (patterns.surelyNoText(rule.pattern())) {
        found.add(rule.where() + ": can never match, whatever the text is");
      } else {
        possible.add(rule);
      }
    }
    return possible;
  }

  private void lookForCover(
      CustomerConfig customer,
      List<Rule> possible,
      List<CustomerConfig> earlier,
      List<String> found) {
    List<CustomerConfig> near = earlier.stream().filter(e -> mayMeet(e, possible)).toList();
    List<DevicePattern> cover =
        near.stream().flatMap(e -> e.match().rules().stream()).map(Rule::pattern).toList();
    if (!cover.isEmpty()
        && possible.stream().allMatch(rule -> patterns.surelyCovered(rule.pattern(), cover))) {
      found.add(
          "%s: customer %s gets no device: all that it matches goes to %s before"
              .formatted(
                  customer.origin(),
                  customer.name(),
                  near.stream()
                      .map(e -> e.name() + " (" + e.origin() + ")")
                      .collect(Collectors.joining(" and "))));
    }
  }

  private boolean mayMeet(CustomerConfig earlier, List<Rule> possible) {
    return earlier.match().rules().stream()
        .anyMatch(
            e ->
                possible.stream()
                    .anyMatch(rule -> patterns.surelyMeet(rule.pattern(), e.pattern())));
  }
}
