package org.tcmureclaim.replay.workload;

/** Small commands now and then. */
final class Background implements Need {
  private final Draw draw;
  private final double busyShare;
  private final int mostPages;

  /**
   * Busy in a share of the ticks.
   *
   * @param mostPages peaks are 1 to this, evenly on a logarithmic scale
   */
  Background(Draw draw, double busyShare, int mostPages) {
    this.draw = draw;
    this.busyShare = busyShare;
    this.mostPages = mostPages;
  }

  @Override
  public int peakPages(int tick) {
    return draw.chance(busyShare) ? draw.logBetween(1, mostPages) : 0;
  }
}
