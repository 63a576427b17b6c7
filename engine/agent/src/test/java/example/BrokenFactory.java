package example;

import java.util.concurrent.locks.LockSupport;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Policies that harm the decision loop in a way that is not confined to them. */
public sealed interface BrokenFactory extends PolicyFactory {
  /** What its policy does in its third tick. */
  void harm();

  @Override
  default String summary() {
    return "Harms the loop.";
  }

  @Override
  default ReclaimPolicy create(PolicyParameters parameters) {
    return new Broken(this);
  }

  /** Throws an error of the JVM. */
  record Throws(String name) implements BrokenFactory {
    /** For {@link java.util.ServiceLoader}. */
    public Throws() {
      this("throws-an-error");
    }

    @Override
    public void harm() {
      throw new InternalError("made up");
    }
  }

  /** Never returns. */
  record Hangs(String name) implements BrokenFactory {
    /** For {@link java.util.ServiceLoader}. */
    public Hangs() {
      this("hangs");
    }

    @Override
    public void harm() {
      System.out.println("the loop hangs from here on");
      while (true) {
        LockSupport.park(this);
      }
    }
  }

  /** Their policy. */
  final class Broken implements ReclaimPolicy {
    private final BrokenFactory factory;
    private int ticks;

    Broken(BrokenFactory factory) {
      this.factory = factory;
    }

    @Override
    public void observe(HostSnapshot snapshot) {
      if (++ticks == 3) {
        factory.harm();
      }
    }

    @Override
    public long countPages(HostSnapshot snapshot) {
      return 0;
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {}
  }
}
