package org.tcmureclaim.canary;

import org.tcmureclaim.outcome.RegretTally;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * The trial of a candidate policy on a share of one customer's devices. What fails stays failed
 * until an operator starts another trial: a candidate that gets its devices back by itself would
 * fail again and again.
 */
public final class Canary {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int SHARE_STEPS = 10_000;

  private final CanarySettings settings;
  private CanaryState state = CanaryState.TRYING;

  public Canary(CanarySettings settings) {
    this.settings = settings;
  }

  public CanarySettings settings() {
    return settings;
  }

  public CanaryState state() {
    return state;
  }

  /**
   * Whether the candidate has this device now. The same devices on every host and after every
   * restart, as it follows from the path alone; and a larger share has those of a smaller one.
   */
  public boolean takes(DeviceKey device) {
    return state == CanaryState.TRYING
        && step(device.path()) < settings.deviceShare() * SHARE_STEPS;
  }

  /**
   * Takes in how long one of its cuts took.
   *
   * @return whether the candidate has lost its devices by this
   */
  public boolean cutTook(long nanos) {
    return nanos > settings.mostCutNanos() && end(CanaryState.TOO_SLOW);
  }

  /**
   * Looks at what it has cut so far.
   *
   * @return whether the candidate has lost its devices by this
   */
  public boolean judge(RegretTally regret) {
    return regret.cutPages() >= settings.leastCutPages()
        && regret.share() > settings.mostRegretShare()
        && end(CanaryState.TOO_MUCH_CAME_BACK);
  }

  private boolean end(CanaryState reason) {
    if (state != CanaryState.TRYING) {
      return false;
    }
    state = reason;
    return true;
  }

  /**
   * FNV-1a, then murmur3's finalizer, as names that differ in their last digit only differ in few
   * bits.
   */
  private static long step(String path) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return Long.remainderUnsigned(hash ^ (hash >>> 33), SHARE_STEPS);
  }
}
