package org.tcmureclaim.agent.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.image.CustomerSum;
import org.tcmureclaim.policy.Verdict;

/**
 * How the host and the agent stand. A display shows the newest and forgets the others.
 *
 * @param atSeconds on the host's clock
 * @param availableBytes {@code MemAvailable}
 * @param tailsBytes what the tails of all data areas would give back; not part of availableBytes
 * @param someStallShare share of the last interval with a stalled task, 0 to 1
 * @param fullStallShare share of the last interval with every task stalled, 0 to 1
 * @param top the devices that hold most, first the largest
 * @param shadow the score of the shadow and of those who act; null where there is none
 * @param customers in the order of names
 */
public record Status(
    double atSeconds,
    long totalBytes,
    long availableBytes,
    long tailsBytes,
    double someStallShare,
    double fullStallShare,
    Urgency urgency,
    int devices,
    long residentPages,
    long tailPages,
    List<Device> top,
    List<CustomerSum> customers,
    Counters counters,
    @Nullable ShadowScore shadow)
    implements Report {

  public Status {
    top = List.copyOf(top);
    customers = List.copyOf(customers);
  }

  /** Without a shadow. */
  public Status(
      double atSeconds,
      long totalBytes,
      long availableBytes,
      long tailsBytes,
      double someStallShare,
      double fullStallShare,
      Urgency urgency,
      int devices,
      long residentPages,
      long tailPages,
      List<Device> top,
      List<CustomerSum> customers,
      Counters counters) {
    this(
        atSeconds,
        totalBytes,
        availableBytes,
        tailsBytes,
        someStallShare,
        fullStallShare,
        urgency,
        devices,
        residentPages,
        tailPages,
        top,
        customers,
        counters,
        null);
  }

  /** One device and the last verdict on it. */
  public record Device(
      String path,
      String customer,
      long residentPages,
      long tailPages,
      double idleSeconds,
      Verdict verdict) {}
}
