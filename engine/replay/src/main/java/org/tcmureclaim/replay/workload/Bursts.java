package org.tcmureclaim.replay.workload;

/**
 * Bursts with heavy-tailed gaps between them (Pareto, shape 1.2, 10 s to an hour), of 1 to 20
 * ticks. Half of them reach a size that is usual for the device, the others any up to it.
 */
final class Bursts implements Need {
  private static final int LEAST_GAP_TICKS = 10;
  private static final int MOST_GAP_TICKS = 3600;
  private static final double SHAPE = 1.2;
  private static final int MOST_LENGTH_TICKS = 20;
  private static final int LEAST_PAGES = 16;

  private final Draw draw;
  private final int usualPages;
  private int pages;
  private int startTick;
  private int endTick;

  Bursts(Draw draw, int usualPages) {
    this.draw = draw;
    this.usualPages = usualPages;
    this.startTick = draw.between(0, 600);
    begin();
  }

  @Override
  public int peakPages(int tick) {
    while (tick >= endTick) {
      startTick = endTick + draw.pareto(LEAST_GAP_TICKS, SHAPE, MOST_GAP_TICKS);
      begin();
    }
    return tick < startTick ? 0 : draw.partOf(pages, 0.4);
  }

  private void begin() {
    endTick = startTick + draw.between(1, MOST_LENGTH_TICKS);
    pages = draw.chance(0.5) ? usualPages : draw.logBetween(LEAST_PAGES, usualPages);
  }
}
