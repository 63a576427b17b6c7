package org.tcmureclaim.demand;

/** How much is wanted back in one tick. Reused from tick to tick. */
public final class Demand {
  private Urgency urgency = Urgency.NONE;
  private Trigger trigger = Trigger.NONE;
  private long pages;

  public Urgency urgency() {
    return urgency;
  }

  public Trigger trigger() {
    return trigger;
  }

  /** Pages wanted back; 0 if and only if the urgency is {@link Urgency#NONE}. */
  public long pages() {
    return pages;
  }

  public void none() {
    urgency = Urgency.NONE;
    trigger = Trigger.NONE;
    pages = 0;
  }

  /** Adds another demand: the more urgent of both names the trigger, the larger one the pages. */
  public void raise(Urgency urgency, Trigger trigger, long pages) {
    if (pages == 0) {
      return;
    }
    long most = Math.max(this.pages, pages);
    if (urgency.compareTo(this.urgency) >= 0) {
      want(urgency, trigger, most);
    } else {
      want(this.urgency, this.trigger, most);
    }
  }

  public void want(Urgency urgency, Trigger trigger, long pages) {
    this.urgency = urgency;
    this.trigger = trigger;
    this.pages = pages;
  }
}
