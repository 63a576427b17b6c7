package example;

import java.util.List;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.merge.CandidateQueue;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Half of every tail before all of any: devices give in the order of their idle time, half of what they have, then half of
 * the rest, and so on until the demand is met.
 */
public final class HalvesPolicy implements ReclaimPolicy {
  private final long idleNanos;
  private final CandidateQueue longestIdleFirst = new CandidateQueue();

  HalvesPolicy(long idleNanos) {
    this.idleNanos = idleNanos;
  }

  /** Nothing to remember: the snapshot says how long a device has been idle. */
  @Override
  public void observe(HostSnapshot snapshot) {}

  @Override
  public long countPages(HostSnapshot snapshot) {
    return snapshot.devices().totalTailPages();
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    DeviceTable devices = snapshot.devices();
    long accepted = 0;
    boolean more = demand.pages() > 0;
    for (int halvings = 1; more && accepted < demand.pages(); halvings++) {
      more = false;
      order(snapshot, offers);
      for (; !longestIdleFirst.isEmpty(); longestIdleFirst.removeFirst()) {
        int slot = devices.slotAt(longestIdleFirst.firstPosition());
        if (accepted >= demand.pages()) {
          if (halvings == 1) {
            offers.pass(slot, Verdict.DEMAND_MET);
          }
          continue;
        }
        long tailPages = devices.tailPages(slot);
        long leftPages = tailPages >> halvings;
        accepted += offers.offer(slot, devices.residentPages(slot) - tailPages + leftPages);
        more |= leftPages > 0;
      }
    }
  }

  /** Queues those that may give, and says of the others why not. */
  private void order(HostSnapshot snapshot, CutOffers offers) {
    DeviceTable devices = snapshot.devices();
    longestIdleFirst.clear();
    for (int position = 0; position < devices.size(); position++) {
      int slot = devices.slotAt(position);
      long idle = snapshot.takenAtNanos() - devices.lastActiveNanos(slot);
      if (devices.tailPages(slot) == 0) {
        offers.pass(slot, Verdict.NOTHING_TO_GIVE);
      } else if (idle < idleNanos) {
        offers.pass(slot, Verdict.TOO_WARM, idleNanos, CutOffers.NEVER);
      } else {
        longestIdleFirst.add(-idle, position);
      }
    }
  }

  /** Registered as {@code halves}, in META-INF/services. */
  public static final class Factory implements PolicyFactory {
    @Override
    public String name() {
      return "halves";
    }

    @Override
    public String summary() {
      return "half of every tail before all of any; the longest idle first";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of(
          new ParameterDescription(
              "idle",
              ParameterDescription.Kind.DURATION,
              "1s",
              "0s or more",
              "only devices that served nothing for so long give"));
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      return new HalvesPolicy(parameters.nanos("idle", 1_000_000_000L));
    }
  }
}
