package org.tcmureclaim.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.replay.command.CommandCompiler;
import org.tcmureclaim.replay.command.ServiceTime;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.simulation.dataarea.DataArea;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.simulation.dataarea.GlobalPages;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import org.tcmureclaim.simulation.dataarea.TcmuDevice;
import org.tcmureclaim.snapshot.HostSnapshot;

/** {@code data_pages_per_blk} above 1. */
final class BlocksOfSeveralPagesTest {
  private static final int PAGES = 4;
  private static final long BLOCK_BYTES = PAGES * 4096L;
  private static final long TICK = 1_000_000;
  private static final List<String> POLICIES =
      List.of(
          "lru",
          "ladder",
          "stock",
          "largest-tail",
          "predictive",
          "priced",
          "proportional",
          "tinylfu");
  private static final RungBoundaries BOUNDARIES = RungBoundaries.of(4096);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  /** Commands that fill their blocks: then the simulated device has no holes either. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void replay_countsWhatTheSimulatedDeviceCounts(long seed) {
    var random = new SplittableRandom(seed);
    var compiler =
        new CommandCompiler(
            new TargetSettings(1 << 20, 1_000_000, 300, PAGES), ServiceTime.of("fixed:1us"), TICK);
    int number = compiler.device("a");
    var device =
        new TcmuDevice(
            new DataAreaSettings(300 * PAGES, PAGES, 1), new GlobalPages(Long.MAX_VALUE));
    var keeps = new SplittableRandom(seed);
    long now = 0;
    for (int tick = 0; tick < 200; tick++) {
      for (int i = random.nextInt(4); i > 0; i--) {
        now = Math.max(now, tick * TICK) + random.nextLong(TICK / 10);
        complete(device, now);
        long bytes = BLOCK_BYTES * (1 + random.nextInt(10));
        long service = random.nextLong(1, 2 * TICK);
        compiler.submit(number, bytes, now, service);
        device.submit(bytes, service, now);
      }
      endTick(device, (tick + 1) * TICK, keeps);
    }
    for (int tick = 200; device.inFlightCommands() > 0; tick++) {
      endTick(device, (tick + 1) * TICK, keeps);
    }
    TickTable ticks = compiler.finish();
    RunResult run =
        FixedBudgetReplay.of(ticks, new RandomCuts(new SplittableRandom(seed)), 0, BOUNDARIES);
    DataArea area = device.area();
    assertThat(run.reallocatedPages()).as("seed %d", seed).isEqualTo(area.belowHighestPages());
    assertThat(run.reallocatedPages()).isPositive();
    assertThat(run.freedPages()).isEqualTo(area.releasedPages());
    assertThat(run.truncations()).isEqualTo(area.truncations());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void devices_alwaysHoldWholeBlocks_andNobodyBeatsTheOptimum(long seed) {
    TickTable ticks = randomTicks(new SplittableRandom(seed));
    for (String share : new String[] {"11%", "37%", "71%"}) {
      long budget = new Budget(share).pages(ticks);
      long optimum = Clairvoyant.of(new FutureUse(ticks), budget).reallocatedPages();
      for (String policy : POLICIES) {
        RunResult run =
            new PolicyRun(BOUNDARIES)
                .of(
                    ticks,
                    policy,
                    budget,
                    (tick, demand, state) -> {
                      for (int device = 0; device < ticks.devices(); device++) {
                        assertThat(state.residentPages(device) % PAGES).isZero();
                      }
                    });
        assertThat(run.reallocatedPages()).as(policy).isGreaterThanOrEqualTo(optimum);
        assertThat(run.avoidableTicksOverBudget()).as(policy).isZero();
        assertThat(PolicyRun.byClass(BOUNDARIES).of(ticks, policy, budget)).isEqualTo(run);
      }
    }
  }

  private static void endTick(TcmuDevice device, long endNanos, SplittableRandom keeps) {
    complete(device, endNanos - 1);
    if (device.area().residentPages() > 0) {
      long unused = device.area().truncate(keeps.nextInt(30));
    }
  }

  private static void complete(TcmuDevice device, long until) {
    while (device.nextCompletionNanos() <= until) {
      device.completeNext();
    }
  }

  private static TickTable randomTicks(SplittableRandom random) {
    var builder = new TickTableBuilder(1_000_000_000L, PAGES);
    for (int device = 0; device < 6; device++) {
      builder.number("d" + device);
    }
    for (int tick = 0; tick < 80; tick++) {
      for (int device = 0; device < 6; device++) {
        if (random.nextInt(3) == 0) {
          int peak = 1 + random.nextInt(20);
          int floor = random.nextInt(3) == 0 ? random.nextInt(peak + 1) : 0;
          builder.add(tick, device, peak * PAGES, floor * PAGES);
        }
      }
    }
    return builder.build();
  }

  /** Cuts the only device to a random number of pages, whatever is wanted. */
  private record RandomCuts(SplittableRandom keeps) implements ReclaimPolicy {
    @Override
    public void observe(HostSnapshot snapshot) {}

    @Override
    public long countPages(HostSnapshot snapshot) {
      return 0;
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      long unused = offers.offer(0, keeps.nextInt(30));
    }
  }
}
