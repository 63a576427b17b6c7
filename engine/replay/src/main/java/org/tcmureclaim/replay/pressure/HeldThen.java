package org.tcmureclaim.replay.pressure;

/** What data areas held when a host was recorded that did not say so. */
public enum HeldThen {
  /** As much as each had ever used: nobody truncated, as on a stock kernel below its limit. */
  HIGH_WATER,
  /** Nothing: the host was another one, and the devices come on top of what it did. */
  NOTHING
}
