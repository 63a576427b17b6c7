package org.tcmureclaim.replay.workload;

/** A job that comes back at a fixed period, a little early or late each time. */
final class RecurringJob implements Need {
  private final Draw draw;
  private final int periodTicks;
  private final int lengthTicks;
  private final int jitterTicks;
  private final int pages;
  private int dueTick;
  private int startTick;

  /**
   * The first one is due at {@code phaseTicks}.
   *
   * @param jitterTicks how much earlier or later than due a job may start
   * @param pages what it reaches; in each tick it needs 60 % of it or more
   */
  RecurringJob(
      Draw draw, int periodTicks, int phaseTicks, int lengthTicks, int jitterTicks, int pages) {
    this.draw = draw;
    this.periodTicks = periodTicks;
    this.lengthTicks = lengthTicks;
    this.jitterTicks = jitterTicks;
    this.pages = pages;
    this.dueTick = phaseTicks;
    this.startTick = phaseTicks;
  }

  @Override
  public int peakPages(int tick) {
    while (tick >= startTick + lengthTicks) {
      dueTick += periodTicks;
      startTick = dueTick + draw.between(-jitterTicks, jitterTicks);
    }
    return tick < startTick ? 0 : draw.partOf(pages, 0.6);
  }
}
