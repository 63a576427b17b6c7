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
  STALE("its figures are too old", "stale data"),
  /** Guard: pages were freed from it moments ago. */
  COOLING_DOWN("cut moments ago", "cool-down"),
  /** Guard: its last cuts freed nothing, so it is left alone for a while. */
  BACKING_OFF("its last cut freed nothing", "back-off"),
  /** Guard: commands wait for space, it is blocked, or nobody serves it. */
  VETOED("waiting for space, blocked or unattended", "veto"),
  /** Guard: a cut would reach below the pages that are protected. */
  PROTECTED("protected", "keep"),
  /** Guard: the whole plan would free too little to be worth a truncation. */
  TOO_LITTLE("too little to be worth a truncation", "smallest release"),
  /** Guard: without pressure, a host that can only truncate everything is left alone. */
  NOT_WORTH_ALL("not worth cutting every device", "granularity"),
  /** Guard: a host that can only truncate everything would reach somebody's protected pages. */
  REACHES_PROTECTED("cutting every device would reach a protected customer", "granularity"),
  /** Guard: its customer is never cut. */
  NEVER_CUT("its customer is never cut", "preference"),
  /** Guard: it is its customer's quiet time. */
  QUIET_TIME("its customer's quiet time", "quiet time"),
  /** Guard: its customer holds no more than it was promised. */
  CUSTOMER_FLOOR("its customer holds no more than it was promised", "min and low"),
  /** Guard: its customer's quota for this second is used up. */
  QUOTA_SPENT("its customer's quota for this second is used up", "quota"),
  /** Guard: this plan takes enough devices, or enough of this customer. */
  BLAST_RADIUS("this plan takes enough of this customer", "blast radius"),
  /** Guard: this plan took as much as it may before it was this device's turn. */
  NOT_REACHED("not reached: the plan was full", "full plan"),
  /** Guard: truncations are slow, so that there are fewer in a plan. */
  TOO_MANY_CUTS("truncations are slow; no more of them in this plan", "concurrency"),
  /** Guard: most of what was cut from it came back soon. */
  REGRETTED("what was cut from it came back soon", "regret"),
  /** Guard: its handler ended by a fault soon after a cut, or unexpectedly twice in a day. */
  HANDLER_BRAKED("held back: its handler ended after a cut, or twice in a day", "handler brake"),
  /** Guard: the first cut of a LUN of its handler is still being watched. */
  HANDLER_WATCHED("held back: another LUN of its handler is cut first and watched", "careful mode"),
  /** An operator asked for this cut; neither a policy nor the guard was asked. */
  ORDERED("an operator asked for it", "operator");

  private final String meaning;
  private final String guardRule;

  /** A policy's verdict. */
  Verdict(String meaning) {
    this(meaning, "");
  }

  Verdict(String meaning, String guardRule) {
    this.meaning = meaning;
    this.guardRule = guardRule;
  }

  /** The verdict in words for an operator. */
  public String meaning() {
    return meaning;
  }

  /** The rule of the guard that spoke; empty where a policy did. */
  public String guardRule() {
    return guardRule;
  }
}
