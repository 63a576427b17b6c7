package org.tcmureclaim.policy.builtin;

import java.util.List;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What the stock kernel does (find_free_blocks() in drivers/target/target_core_user.c): when
 * anything is wanted, every device is cut down to its highest block in use. A baseline for replays;
 * on a host it gives away what is needed a moment later.
 */
public final class StockPolicy implements ReclaimPolicy {
  private final WholeTails tails = new WholeTails();

  @Override
  public void observe(HostSnapshot snapshot) {}

  @Override
  public long countPages(HostSnapshot snapshot) {
    return snapshot.devices().totalTailPages();
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    if (demand.pages() <= 0) {
      return;
    }
    DeviceTable devices = snapshot.devices();
    tails.begin(Long.MAX_VALUE);
    for (int i = 0; i < devices.size(); i++) {
      tails.next(devices, devices.slotAt(i), offers);
    }
  }

  /** Registered as {@code stock}. */
  public static final class Factory implements PolicyFactory {
    @Override
    public String name() {
      return "stock";
    }

    @Override
    public String summary() {
      return "every device whenever anything is wanted, as the stock kernel does; for comparison";
    }

    @Override
    public String withoutHeat() {
      return "as ever: it cuts every device";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of();
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      return new StockPolicy();
    }
  }
}
