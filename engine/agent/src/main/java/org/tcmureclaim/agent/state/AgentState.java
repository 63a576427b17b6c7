package org.tcmureclaim.agent.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.agent.report.AgentStarted;

/**
 * What another process may know of an agent beside its ticks. Nothing here changes with each tick:
 * such numbers are figures of the image.
 *
 * <p>Moments on the monotonic clock are those of {@link System#nanoTime}, which all processes of a
 * host share; there 0 stands for none.
 *
 * @param version of the agent
 * @param pid of its process
 * @param startedEpochMillis when it started, by the wall clock; tells one run from the next
 * @param startedAtNanos the same on the host's clock
 * @param shimMissing whether it only observes because the shim that was used here cannot be
 * @param journal the folder of its journal; empty where it keeps none
 * @param orders the socket where it takes orders; empty where it takes none
 * @param recording the folder of its recording; empty where it records nothing
 * @param paused whether plans of all customers are kept back
 * @param pauseEndsAtNanos when that ends by itself, on the monotonic clock
 * @param pausedCustomers those that are paused by themselves, in the order of names; one that the
 *     configuration no longer has may be among them
 * @param customers of the configuration that runs, the one for all others last
 * @param policyJars the jars that policies are from: file and version of each
 * @param startsLastHour starts of agents on this host in the last hour, this one included
 * @param lastEnd how the agent before ended, in words; empty where there was none in that hour
 * @param workers its threads
 * @param notices the newest, first the oldest of them
 */
public record AgentState(
    String version,
    long pid,
    long startedEpochMillis,
    long startedAtNanos,
    AgentStarted started,
    boolean shimMissing,
    Optional<Path> journal,
    Optional<Path> orders,
    Optional<Path> recording,
    boolean paused,
    long pauseEndsAtNanos,
    List<PausedCustomer> pausedCustomers,
    List<CustomerState> customers,
    List<String> policyJars,
    int startsLastHour,
    String lastEnd,
    List<WorkerStanding> workers,
    List<Notice> notices) {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public AgentState {
    pausedCustomers = List.copyOf(pausedCustomers);
    customers = List.copyOf(customers);
    policyJars = List.copyOf(policyJars);
    workers = List.copyOf(workers);
    notices = List.copyOf(notices);
  }

  /** The pause of one customer by itself, where there is one. */
  public Optional<PausedCustomer> pauseOf(String customer) {
    return pausedCustomers.stream().filter(one -> one.name().equals(customer)).findFirst();
  }

  /**
   * In how many seconds a moment comes, rounded up; at least 1 where it is over, and 0 for none.
   *
   * @param nowNanos on the monotonic clock
   */
  static long secondsUntil(long atNanos, long nowNanos) {
    if (atNanos == 0) {
      return 0;
    }
    long left = atNanos - nowNanos;
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(left + NANOS_PER_SECOND - 1));
  }

  /** In how many seconds the pause of all ends by itself; 0 where it does not. */
  public long pauseEndsInSeconds(long nowNanos) {
    return secondsUntil(pauseEndsAtNanos, nowNanos);
  }
}
