package org.tcmureclaim.replay.workload;

import java.util.List;
import org.tcmureclaim.simulation.workload.Streams;

/**
 * The built-in workloads, each of 256 devices in ticks of one second. Device sizes (what their
 * bursts and jobs reach) are 64 to 2048 pages, 8 MiB being what the kernel's default queue depth
 * and transfer limit allow, evenly on a logarithmic scale.
 */
public enum Workload {
  /** Busy in 80 % of the ticks with up to 64 pages, and a burst now and then. */
  STEADY(7200, "busy nearly all the time, with a burst now and then") {
    @Override
    Need need(Draw draw, int device) {
      return Need.most(List.of(new Background(draw, 0.8, 64), new Bursts(draw, size(draw) / 2)));
    }
  },
  /** Nearly idle (5 % of the ticks, up to 8 pages), with bursts of heavy-tailed gaps. */
  BURSTY(7200, "nearly idle, with bursts after heavy-tailed gaps") {
    @Override
    Need need(Draw draw, int device) {
      return Need.most(List.of(new Background(draw, 0.05, 8), new Bursts(draw, size(draw))));
    }
  },
  /**
   * A job every 10, 15, 30 or 60 minutes at a phase of its own, 10 to 120 s long, up to 10 s early
   * or late; two in five devices have a second, shorter one of half its size every 5 minutes.
   */
  RECURRING(14_400, "jobs every 5 to 60 minutes, each at its own phase") {
    @Override
    Need need(Draw draw, int device) {
      int period = PERIODS_TICKS[draw.between(0, PERIODS_TICKS.length - 1)];
      int pages = size(draw);
      int length = draw.between(10, 120);
      Need job = new RecurringJob(draw, period, draw.between(10, period), length, 10, pages);
      Need quick = new RecurringJob(draw, 300, draw.between(10, 300), 5, 3, pages / 2);
      Need second = draw.chance(0.4) ? quick : tick -> 0;
      return Need.most(List.of(new Background(draw, 0.03, 8), job, second));
    }
  },
  /**
   * A day lasts four hours. All devices have a job of 5 to 15 minutes in the same hour of each of
   * three days, one after the other in the same order; by day, bursts of an eighth of its size.
   */
  NIGHTLY(43_200, "a long job at the same time of each day, nearly idle between") {
    @Override
    Need need(Draw draw, int device) {
      int pages = size(draw);
      int start = 10_800 + device * 3000 / DEVICES;
      Need job = new RecurringJob(draw, 14_400, start, draw.between(300, 900), 60, pages);
      Need day = new Bursts(draw, Math.max(16, pages / 8));
      return Need.most(List.of(new Background(draw, 0.02, 8), job, day));
    }
  },
  /**
   * Busy with bursts for a while, then hardly used again: half of the devices stop at some moment
   * of the first half, a quarter only start in the second half, and a quarter never stop.
   */
  GONE_QUIET(10_800, "tenants that are busy for a while and then gone for good") {
    @Override
    Need need(Draw draw, int device) {
      Need busy = Need.most(List.of(new Background(draw, 0.3, 32), new Bursts(draw, size(draw))));
      int fate = draw.between(0, 3);
      int first = fate == 2 ? draw.between(5400, 9000) : 0;
      int end = fate < 2 ? draw.between(600, 5400) : Integer.MAX_VALUE;
      return Need.most(List.of(new Background(draw, 0.005, 2), Need.between(first, end, busy)));
    }
  },
  /** Customers of all these kinds on one host: 2 in 5 steady, and 1 in 5 of each of the others. */
  MIXED(14_400, "customers of all kinds on one host") {
    @Override
    Need need(Draw draw, int device) {
      return switch (device % 5) {
        case 0 -> BURSTY.need(draw, device);
        case 1 -> RECURRING.need(draw, device);
        case 2 -> GONE_QUIET.need(draw, device);
        default -> STEADY.need(draw, device);
      };
    }
  };

  static final int DEVICES = 256;
  private static final int[] PERIODS_TICKS = {600, 900, 1800, 3600};

  private final int ticks;
  private final String summary;

  Workload(int ticks, String summary) {
    this.ticks = ticks;
    this.summary = summary;
  }

  abstract Need need(Draw draw, int device);

  /** What it lasts, in seconds. */
  public int ticks() {
    return ticks;
  }

  /** One sentence for {@code --help}. */
  public String summary() {
    return summary;
  }

  /** Its name on the command line, such as {@code gone-quiet}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  Draw draws(long seed, int device) {
    return new Draw(Streams.of(seed, label(), device, 0));
  }

  private static int size(Draw draw) {
    return draw.logBetween(64, 2048);
  }
}
