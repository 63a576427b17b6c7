package org.tcmureclaim.policy;

/** What was decided about one device, and by which rule. */
public enum Verdict {
  /** Nothing was wanted, so the device was not looked at. */
  NOT_CONSIDERED("nothing is wanted"),
  /** The policy chose it and no guard objected. */
  CHOSEN("chosen by the policy"),
  /** Not chosen, but cut with the others: this host can only truncate every device at once. */
  COLLATERAL("this kernel can only truncate all devices at once"),
  /** Colder devices gave all that was wanted. */
  DEMAND_MET("colder devices give enough"),
  /** It was used too recently for this policy. */
  TOO_WARM("used too recently"),
  /** It holds less than the policy's limit. */
  BELOW_LIMIT("below its limit"),
  /** It has no tail to give. */
  NOTHING_TO_GIVE("nothing above its highest block in use"),
  /** Guard: its figures are too old to act upon. */
  STALE("its figures are too old"),
  /** Guard: pages were freed from it moments ago. */
  COOLING_DOWN("cut moments ago"),
  /** Guard: its last cuts freed nothing, so it is left alone for a while. */
  BACKING_OFF("its last cut freed nothing"),
  /** Guard: commands wait for space, it is blocked, or nobody serves it. */
  VETOED("waiting for space, blocked or unattended"),
  /** Guard: a cut would reach below the pages that are protected. */
  PROTECTED("protected"),
  /** Guard: the whole plan would free too little to be worth a truncation. */
  TOO_LITTLE("too little to be worth a truncation"),
  /** Guard: without pressure, a host that can only truncate everything is left alone. */
  NOT_WORTH_ALL("not worth cutting every device");

  private final String meaning;

  Verdict(String meaning) {
    this.meaning = meaning;
  }

  /** The verdict in words for an operator. */
  public String meaning() {
    return meaning;
  }
}
