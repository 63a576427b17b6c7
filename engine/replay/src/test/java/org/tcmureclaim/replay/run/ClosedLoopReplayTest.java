package org.tcmureclaim.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.pressure.HostTicks;
import org.tcmureclaim.replay.pressure.HostTicksBuilder;
import org.tcmureclaim.replay.pressure.StallModel;
import org.tcmureclaim.replay.ticks.RandomTicks;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.replay.watch.HostState;
import org.tcmureclaim.replay.watch.ReplayState;
import org.tcmureclaim.replay.watch.TickWatcher;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import org.tcmureclaim.simulation.memory.PsiTriggerSettings;
import org.tcmureclaim.simulation.memory.StallKind;
import org.tcmureclaim.snapshot.HostSnapshot;

final class ClosedLoopReplayTest {
  private static final long PAGE = HostSnapshot.PAGE_BYTES;
  private static final long SECOND = 1_000_000_000L;

  /** In pages: min 10, low 20, high 30 of 1,000; plenty at 500. */
  private static final DemandSettings WATERMARKS =
      new DemandSettings(
          10 * PAGE, 20 * PAGE, 30 * PAGE, 500 * PAGE, 0.005, 0.5, 0.1, 0.25, 5 * SECOND);

  private static final List<PsiTriggerSettings> TRIGGERS =
      List.of(new PsiTriggerSettings(StallKind.SOME, 50_000, 1_000_000));

  @TempDir Path folder;

  /** Sees what is available at the end of every tick, and what was wanted in it. */
  private static final class Course implements TickWatcher {
    private final List<Long> availablePages = new ArrayList<>();
    private final List<Long> demandPages = new ArrayList<>();
    private final List<Long> someMicros = new ArrayList<>();

    @Override
    public void tick(int tick, long wantedPages, ReplayState state) {
      HostState host = (HostState) state;
      availablePages.add(host.availableBytes() / PAGE);
      demandPages.add(wantedPages);
      someMicros.add(host.someMicros());
    }
  }

  @Test
  void whatAPolicyGaveBack_isAvailable_andNotAskedForAgain() {
    // Others take 880 of 1,000 pages, the device 110 and then nothing: 10 are left, 30 are wanted.
    TickTable ticks = burst(110, 4);
    Course course = new Course();
    RunResult result = run(ticks, "lru", loop(host(ticks, 880, 0), StallModel.RELIEVED), course);
    assertThat(course.demandPages).containsExactly(20L, 0L, 0L, 0L);
    assertThat(course.availablePages).containsExactly(120L, 120L, 120L, 120L);
    assertThat(result.truncations()).isEqualTo(1);
    PressureFigures pressure = pressure(result);
    assertThat(pressure.episodes()).isEqualTo(1);
    assertThat(pressure.reactionMostSeconds()).isZero();
    assertThat(pressure.demandPageSeconds()).isEqualTo(20);
    assertThat(pressure.unmetPageSeconds()).isZero();
  }

  @Test
  void whatNobodyCanGiveBack_isAskedForAgain_andCountedAsNotMet() {
    var builder = new TickTableBuilder(SECOND);
    int busy = builder.number("busy");
    for (int tick = 0; tick < 4; tick++) {
      builder.add(tick, busy, 110, 110);
    }
    TickTable ticks = builder.build();
    RunResult result =
        run(ticks, "lru", loop(host(ticks, 885, 0), StallModel.RELIEVED), new Course());
    PressureFigures pressure = pressure(result);
    assertThat(pressure.secondsBelowMin()).isEqualTo(4);
    assertThat(pressure.secondsBelowLow()).isEqualTo(4);
    assertThat(pressure.leastAvailableBytes()).isEqualTo(5 * PAGE);
    assertThat(pressure.demandPageSeconds()).isEqualTo(4 * 25);
    assertThat(pressure.unmetPageSeconds()).isEqualTo(4 * 25);
    assertThat(pressure.episodesUnanswered()).isEqualTo(1);
    assertThat(result.ticksOverBudget()).isEqualTo(4);
    assertThat(result.avoidableTicksOverBudget()).isZero();
  }

  @Test
  void hostWhoseDevicesHeldAsMuch_isAsItWasRecorded() {
    TickTable ticks = RandomTicks.of(new SplittableRandom(3), 5, 100, 20, true);
    var builder = new HostTicksBuilder();
    var random = new SplittableRandom(4);
    long[] available = new long[100];
    int[] ever = new int[5];
    for (int tick = 0; tick < 100; tick++) {
      for (int row = ticks.firstRow(tick); row < ticks.firstRow(tick + 1); row++) {
        ever[ticks.device(row)] = Math.max(ever[ticks.device(row)], ticks.peakPages(row));
      }
      available[tick] = 600L + random.nextInt(100);
      builder.sample(
          tick, 1000 * PAGE, available[tick] * PAGE, IntStream.of(ever).asLongStream().sum());
    }
    Course course = new Course();
    RunResult result =
        run(ticks, "lru", loop(builder.build("made", 100), StallModel.RELIEVED), course);
    assertThat(result.truncations()).isZero();
    assertThat(course.availablePages)
        .containsExactlyElementsOf(LongStream.of(available).boxed().toList());
  }

  @Test
  void nobodyBeatsTheOptimum_ofTheBudgetThatTheHostLeaves() {
    for (long seed = 1; seed <= 40; seed++) {
      var random = new SplittableRandom(seed);
      TickTable ticks = RandomTicks.of(random, 6, 200, 40, seed % 2 == 0);
      var builder = new HostTicksBuilder();
      for (int tick = 0; tick < 200; tick++) {
        builder.sample(tick, 1000 * PAGE, (1000 - 780 - random.nextInt(160)) * PAGE, 0);
        builder.stalled(tick, random.nextInt(4) == 0 ? random.nextInt(400_000) : 0, 0);
      }
      ClosedLoop loop = loop(builder.build("made", 200), StallModel.RELIEVED);
      long least =
          Clairvoyant.of(new FutureUse(ticks), loop::pagesAtLow, TickWatcher.NONE)
              .reallocatedPages();
      for (String policy : List.of("lru", "ladder", "predictive", "stock", "largest-tail")) {
        RunResult result = run(ticks, policy, loop, new Course());
        assertThat(result.truncations()).isPositive();
        if (result.avoidableTicksOverBudget() == 0) {
          assertThat(result.reallocatedPages())
              .as("seed %d, %s", seed, policy)
              .isGreaterThanOrEqualTo(least);
        }
        assertThat(run(ticks, policy, loop, new Course())).isEqualTo(result);
      }
    }
  }

  @Test
  void stalls_fireTriggers_asTheModelLeavesThem() {
    // 100 pages are available where 5 were as it was recorded: the model takes all stalls away.
    TickTable ticks = burst(10, 4);
    HostTicks relieved = stalling(ticks, 890, 95);
    Course course = new Course();
    assertThat(pressure(run(ticks, "lru", loop(relieved, StallModel.RELIEVED), course)).psiEvents())
        .isZero();
    assertThat(course.someMicros).containsExactly(0L, 0L, 0L, 0L);
    Course recorded = new Course();
    RunResult result = run(ticks, "lru", loop(relieved, StallModel.RECORDED), recorded);
    assertThat(pressure(result).psiEvents()).isEqualTo(4);
    assertThat(recorded.someMicros).containsExactly(300_000L, 300_000L, 300_000L, 300_000L);
    assertThat(result.truncations()).isPositive();
    assertThat(pressure(result).recordedStalledSeconds()).isEqualTo(1.2);
  }

  @Test
  void hostOfWhichNothingIsKnown_wantsNothing() {
    TickTable ticks = burst(110, 20);
    var builder = new HostTicksBuilder();
    builder.sample(0, 1000 * PAGE, 120 * PAGE, 0);
    Course course = new Course();
    PressureFigures pressure =
        pressure(run(ticks, "stock", loop(builder.build("made", 20), StallModel.RELIEVED), course));
    assertThat(pressure.ticksUnknown()).isEqualTo(19);
    assertThat(course.demandPages.subList(6, 20)).containsOnly(0L);
  }

  @Test
  void deviceThatGoes_takesItsPagesAlong() {
    TickTable ticks = burst(110, 4);
    var builder = new HostTicksBuilder();
    for (int tick = 0; tick < 4; tick++) {
      builder.sample(tick, 1000 * PAGE, 400 * PAGE, 0);
    }
    builder.gone(2, 0);
    Course course = new Course();
    RunResult result =
        run(ticks, "lru", loop(builder.build("made", 4), StallModel.RELIEVED), course);
    assertThat(course.availablePages).containsExactly(290L, 290L, 400L, 400L);
    assertThat(result.truncations()).isZero();
  }

  @Test
  void configuration_goesByItsOwnWatermarks_andItsGuard() throws IOException {
    TickTable ticks = burst(110, 4);
    ClosedLoop loop = loop(host(ticks, 880, 0), StallModel.RELIEVED);
    String text =
        """
        memory: {min: 4KiB, low: LOW, high: 120KiB}
        guard: {cooldown: 0s, smallest_release: 0B, most_of_customer: 100%}
        """;
    PolicyRun run = new PolicyRun(RungBoundaries.of(64));
    RunResult wants = run.of(ticks, config(text, "80KiB"), loop, new Course(), RunWatch.NONE);
    assertThat(wants.truncations()).isEqualTo(1);
    RunResult wantsNot = run.of(ticks, config(text, "8KiB"), loop, new Course(), RunWatch.NONE);
    assertThat(wantsNot.truncations()).isZero();
    assertThat(wantsNot.avoidableTicksOverBudget()).isEqualTo(4);
  }

  private String config(String text, String low) throws IOException {
    Path file = folder.resolve(low + ".yaml");
    return "config:" + Files.writeString(file, text.replace("LOW", low));
  }

  private static PressureFigures pressure(RunResult result) {
    PressureFigures pressure = result.pressure();
    if (pressure == null) {
      throw new AssertionError("no closed loop");
    }
    return pressure;
  }

  private static RunResult run(TickTable ticks, String policy, ClosedLoop loop, Course course) {
    return new PolicyRun(RungBoundaries.of(64)).of(ticks, policy, loop, course, RunWatch.NONE);
  }

  private static ClosedLoop loop(HostTicks host, StallModel stalls) {
    return new ClosedLoop(host, WATERMARKS, TRIGGERS, stalls);
  }

  /** One device that uses so many pages at once, and then none. */
  private static TickTable burst(int pages, int ticks) {
    var builder = new TickTableBuilder(SECOND);
    builder.add(0, builder.number("d"), pages, 0);
    builder.lasts(ticks);
    return builder.build();
  }

  /** A host of 1,000 pages, of which others use so many, while data areas held so many. */
  private static HostTicks host(TickTable ticks, int otherPages, int heldPages) {
    var builder = new HostTicksBuilder();
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      builder.sample(tick, 1000 * PAGE, (1000 - otherPages - heldPages) * PAGE, heldPages);
    }
    return builder.build("made", ticks.ticks());
  }

  private static HostTicks stalling(TickTable ticks, int otherPages, int heldPages) {
    var builder = new HostTicksBuilder();
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      builder.sample(tick, 1000 * PAGE, (1000 - otherPages - heldPages) * PAGE, heldPages);
      builder.stalled(tick, 300_000, 0);
    }
    return builder.build("made", ticks.ticks());
  }
}
