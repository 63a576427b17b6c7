package org.tcmureclaim.agent.assembly;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * A policy whose faults are its own. One that throws, or offers what is not there, is not asked any
 * more: from the next tick on another one takes its place, until the configuration changes. What it
 * had offered by then was judged by the guard like any other offer.
 *
 * <p>An error of the JVM, such as no memory, is not caught: it is not known to be the policy's.
 */
final class ConfinedPolicy implements ReclaimPolicy {
  private final Supplier<ReclaimPolicy> substitute;
  private final Consumer<Throwable> ended;
  private final CheckedOffers checked = new CheckedOffers();
  private ReclaimPolicy policy;
  private boolean failed;

  /**
   * A policy that has not failed.
   *
   * @param substitute makes the one that takes its place
   * @param ended told once, on the decision thread, so it must not block
   */
  ConfinedPolicy(
      ReclaimPolicy policy, Supplier<ReclaimPolicy> substitute, Consumer<Throwable> ended) {
    this.policy = policy;
    this.substitute = substitute;
    this.ended = ended;
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    try {
      policy.observe(snapshot);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      end(e);
      policy.observe(snapshot);
    }
  }

  @Override
  public long countPages(HostSnapshot snapshot) {
    try {
      return Math.max(0, policy.countPages(snapshot));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      end(e);
      policy.observe(snapshot);
      return policy.countPages(snapshot);
    }
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    checked.begin(snapshot.devices(), offers);
    try {
      policy.scan(snapshot, demand, checked);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      end(e);
      policy.observe(snapshot);
      policy.scan(snapshot, demand, checked);
    }
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    try {
      policy.forget(slot, key);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      end(e); // The substitute has seen nothing yet, so it has nothing to forget.
    }
  }

  /** A substitute that fails too is a defect of the agent, which ends. */
  private void end(Throwable failure) {
    if (failed) {
      throw new IllegalStateException("the policy that took another's place failed", failure);
    }
    failed = true;
    policy = substitute.get();
    ended.accept(failure);
  }

  /** Lets offers through that are of this policy's devices, and of pages that there can be. */
  private static final class CheckedOffers implements CutOffers {
    private @Nullable DeviceTable devices;
    private @Nullable CutOffers offers;

    void begin(DeviceTable newDevices, CutOffers newOffers) {
      devices = newDevices;
      offers = newOffers;
    }

    @Override
    public long offer(int slot, long keepPages) {
      require(slot);
      if (keepPages < 0) {
        throw new IllegalArgumentException(
            "it wants to keep " + keepPages + " pages of " + devices().key(slot).path());
      }
      return offers().offer(slot, keepPages);
    }

    @Override
    public boolean isOpen(int slot) {
      require(slot);
      return offers().isOpen(slot);
    }

    @Override
    public boolean isFull() {
      return offers().isFull();
    }

    @Override
    public void pass(int slot, Verdict verdict) {
      require(slot);
      offers().pass(slot, verdict);
    }

    @Override
    public void pass(int slot, Verdict verdict, long atIdleNanos, long atDemandPages) {
      require(slot);
      offers().pass(slot, verdict, atIdleNanos, atDemandPages);
    }

    private DeviceTable devices() {
      return Objects.requireNonNull(devices, "no scan yet");
    }

    private CutOffers offers() {
      return Objects.requireNonNull(offers, "no scan yet");
    }

    private void require(int slot) {
      if (slot < 0 || slot >= devices().slotCapacity()) {
        throw new IllegalArgumentException("it names slot " + slot + ", where no device is");
      }
      DeviceKey unused = devices().key(slot);
    }
  }
}
