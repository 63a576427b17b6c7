package org.tcmureclaim.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.replay.ticks.RandomTicks;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

final class ConfiguredReplayTest {
  private static final RungBoundaries FOUR_RUNGS = RungBoundaries.of(64);

  /** Takes the guard's own limits away, so that only the policy decides. */
  private static final String NO_GUARD =
      "guard: {cooldown: 0s, smallest_release: 0B, most_of_customer: 100%, regret_patience: 0,"
          + " regret_limit: 100%}\n";

  @TempDir Path folder;

  @Test
  void withoutGuardAndCustomers_thePolicyDecidesAsItDoesAlone() throws IOException {
    for (long seed = 1; seed <= 20; seed++) {
      TickTable ticks = RandomTicks.of(new SplittableRandom(seed), 6, 200, 40, true);
      PolicyRun run = new PolicyRun(FOUR_RUNGS);
      RunResult alone = run.of(ticks, "ladder", 60);
      RunResult configured = run.of(ticks, config(NO_GUARD + "policy: {name: ladder}\n"), 60);
      assertThat(configured.reallocatedPages())
          .as("seed %d", seed)
          .isEqualTo(alone.reallocatedPages());
      assertThat(configured.meanResidentPages()).isEqualTo(alone.meanResidentPages());
    }
  }

  @Test
  void customersPromise_isKept_andItsPolicyIsItsOwn() throws IOException {
    var builder = new TickTableBuilder(1_000_000_000L);
    int gold = builder.number("gold-1");
    int iron = builder.number("iron-1");
    builder.add(0, gold, 40, 0);
    builder.add(1, iron, 40, 0);
    builder.add(20, iron, 1, 0);
    TickTable ticks = builder.build();
    PolicyRun run = new PolicyRun(FOUR_RUNGS);
    String gold32 =
        "customers:\n  - {name: gold, match: \"user_0/gold-*\", min: 128KiB, policy: {name: stock}}\n";
    Floors promised = new Floors();
    run.of(ticks, config(NO_GUARD + gold32), 8, promised);
    assertThat(promised.keptPages(gold)).isEqualTo(32);
    assertThat(promised.keptPages(iron)).isZero();
    Floors unpromised = new Floors();
    run.of(ticks, config(NO_GUARD), 8, unpromised);
    assertThat(unpromised.keptPages(gold)).isZero();
  }

  @Test
  void guard_counts() throws IOException {
    TickTable ticks = RandomTicks.of(new SplittableRandom(4), 6, 200, 40, true);
    PolicyRun run = new PolicyRun(FOUR_RUNGS);
    assertThat(run.of(ticks, config("guard: {smallest_release: 1GiB}\n"), 60).truncations())
        .isZero();
  }

  @Test
  void badConfiguration_isRefused_withFileAndLine() {
    PolicyRun run = new PolicyRun(FOUR_RUNGS);
    assertThatThrownBy(() -> run.check(config("\npolicy: {name: lro}\n")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("agent.yaml:2: policy.name: no policy 'lro'")
        .hasMessageContaining("did you mean 'lru'?");
  }

  private String config(String text) throws IOException {
    Path file = folder.resolve("agent.yaml");
    Files.writeString(file, text);
    return PolicyRun.CONFIGURATION + file;
  }

  /** The least that each of two devices was cut to. */
  private static final class Floors implements RunWatch {
    private final int[] kept = {Integer.MAX_VALUE, Integer.MAX_VALUE};

    int keptPages(int device) {
      return kept[device];
    }

    @Override
    public void allocated(int tick, int device, int firstPages, int againPages) {}

    @Override
    public void cut(int tick, int device, int freedPages, int keptPages) {
      kept[device] = Math.min(kept[device], keptPages);
    }
  }
}
