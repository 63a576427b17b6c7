package org.tcmureclaim.agent.orders;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What became of an order. Lists that do not fit into a frame end early, and say so. */
public sealed interface OrderAnswer {

  /**
   * Who is paused now.
   *
   * @param all whether plans of all are kept back
   * @param customers those that are paused by themselves
   * @param moreCustomers how many are not listed
   * @param endsInSeconds when the pause that was asked for ends by itself; 0 where it does not
   */
  record Paused(boolean all, List<String> customers, long moreCustomers, long endsInSeconds)
      implements OrderAnswer {
    public Paused {
      customers = List.copyOf(customers);
    }
  }

  /**
   * What a cut would free, or has freed.
   *
   * @param device HBA and name
   * @param keepPages what was to be left; more than was asked for where promises want it
   * @param dryRun whether nothing was tried
   * @param decision its number; 0 where nothing was tried, or nothing was to be cut
   * @param result in a word; empty for a dry run
   * @param problem what went wrong, in words; empty where nothing did
   */
  record Shrunk(
      String device,
      long residentPages,
      long tailPages,
      long keepPages,
      long expectedPages,
      boolean dryRun,
      long decision,
      String result,
      long freedPages,
      String problem)
      implements OrderAnswer {}

  /**
   * The configuration was read.
   *
   * @param atOnce what counts from the next tick on
   * @param afterRestart what counts after the next start
   * @param lostPromises for which it is held back; empty where it runs
   * @param moreChanges how many of these three are not listed
   * @param heldSeconds for how long it is held back
   */
  record Reloaded(
      List<String> atOnce,
      List<String> afterRestart,
      List<String> lostPromises,
      long moreChanges,
      long heldSeconds)
      implements OrderAnswer {
    public Reloaded {
      atOnce = List.copyOf(atOnce);
      afterRestart = List.copyOf(afterRestart);
      lostPromises = List.copyOf(lostPromises);
    }
  }

  /**
   * It was not done.
   *
   * @param sentence why, and what to do
   */
  record Refused(Reason reason, String sentence) implements OrderAnswer {}

  /** Why an order is not done, for a program that has to go on somehow. */
  enum Reason {
    /** Its bytes are no order of this version, or did not come in time. */
    NOT_UNDERSTOOD(1),
    /** Who gave it may not give such orders. */
    NOT_ALLOWED(2),
    /** There is no device or customer of this name, or several. */
    NO_SUCH(3),
    /** It cannot be done as things are: the configuration is wrong, a device is unfit. */
    CANNOT(4),
    /** The agent is busy with orders before it; the same order may be taken later. */
    BUSY(5),
    /** Its sender has given too many, or has too many open; it has to wait. */
    TOO_MANY(6);

    /** The number in a frame. */
    final int code;

    Reason(int code) {
      this.code = code;
    }

    /** The reason of this number; empty where there is none. */
    static Optional<Reason> of(long code) {
      return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
    }
  }

  /**
   * It was taken, and goes on after this answer.
   *
   * @param sentence what goes on, and how to see what becomes of it
   */
  record UnderWay(String sentence) implements OrderAnswer {}
}
