package org.tcmureclaim.replay.recorded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.RecordedTick;
import org.tcmureclaim.recording.settings.SettingsFile;
import org.tcmureclaim.recording.settings.SettingsReader;
import org.tcmureclaim.recording.table.DecisionRow;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.ReasonRow;
import org.tcmureclaim.replay.text.TraceException;

/**
 * Hands a decider what the agent's was handed, in the same order: devices that came and went, the
 * snapshot, what became of the plan before, new settings. Then both plans are compared.
 */
public final class RecordedRun {
  private static final int MOST_TOLD = 5;
  private static final String BY_AN_OPERATOR = Trigger.OPERATOR.name().toLowerCase(Locale.ROOT);

  private final Path folder;
  private final SettingsReader settingsReader;
  private final SnapshotOfTick host;
  private final OutcomesOfTick outcomes = new OutcomesOfTick();
  private final Map<String, Integer> customers = new HashMap<>();
  private final List<String> told = new ArrayList<>();
  private @Nullable Decider decider;
  private long configuration;
  private long lastTick;
  private boolean complete = true;
  private long ticks;
  private long knownTicks;
  private long decisions;
  private long cuts;
  private long configurations;
  private long differences;
  private long laterDifferences;

  private RecordedRun(Path folder, Map<String, PolicyFactory> policies, long pagesPerBlock) {
    this.folder = folder;
    this.settingsReader = new SettingsReader(policies);
    this.host = new SnapshotOfTick(pagesPerBlock);
  }

  /** Replays a recording with the settings that it holds. */
  public static Agreement of(Path folder, Map<String, PolicyFactory> policies) {
    try (BundleReader reader = BundleReader.open(folder)) {
      RecordedRun run = new RecordedRun(folder, policies, reader.manifest().pagesPerBlock());
      while (reader.next()) {
        run.tick(reader.tick());
      }
      return new Agreement(
          run.ticks,
          run.knownTicks,
          run.decisions,
          run.cuts,
          run.configurations,
          run.differences,
          run.laterDifferences,
          run.told,
          reader.problems());
    }
  }

  private void tick(RecordedTick tick) {
    noteGaps(tick);
    for (EventRow event : tick.events()) {
      boolean counts = event.kind() == EventKind.CONFIGURED || event.kind() == EventKind.IN_FORCE;
      if (counts && decider == null) {
        decider = new Decider(settings(event.blocks()));
      }
    }
    Decider brain = decider;
    if (brain == null) {
      throw new TraceException(
          folder + ": tick " + tick.number() + " has no configuration; it was left out of a copy");
    }
    comeAndGo(brain, tick);
    host.update(tick);
    if (outcomes.take(tick)) {
      brain.settle(host.snapshot(), outcomes.outcomes());
    }
    adopt(brain, tick);
    Plan plan = brain.decide(host.snapshot());
    Plan ordered = ordered(brain, tick);
    compare(tick, ordered == null ? plan : ordered);
    lastTick = tick.number();
  }

  /**
   * An operator's cut went in place of what was decided, as the loop of the agent has it. What it
   * was to leave is taken from the recording; what it frees is worked out.
   */
  private @Nullable Plan ordered(Decider brain, RecordedTick tick) {
    DecisionRow decision = tick.decision();
    if (decision == null || !decision.trigger().equals(BY_AN_OPERATOR)) {
      return null;
    }
    for (ReasonRow reason : tick.reasons()) {
      int slot = reason.isCut() ? host.slotOf(reason.dev()) : -1;
      if (slot >= 0) {
        return brain.order(host.snapshot(), slot, reason.keepBlocks());
      }
    }
    return null;
  }

  private void noteGaps(RecordedTick tick) {
    boolean begins = tick.events().stream().anyMatch(event -> event.kind() == EventKind.START);
    complete &= lastTick == 0 ? begins : tick.number() == lastTick + 1;
  }

  private void comeAndGo(Decider brain, RecordedTick tick) {
    host.begin();
    for (EventRow event : tick.events()) {
      host.comeAndGo(event, tick.atNanos(), (key, slot) -> brain.forget(slot, key));
      if (event.kind() == EventKind.ATTACH || event.kind() == EventKind.PRESENT) {
        assign(brain, event);
      }
    }
  }

  private void adopt(Decider brain, RecordedTick tick) {
    for (EventRow event : tick.events()) {
      if (event.kind() == EventKind.CONFIGURED && event.blocks() != configuration) {
        brain.adopt(settings(event.blocks()));
      } else if (event.kind() == EventKind.CUSTOMER) {
        assign(brain, event);
      }
    }
  }

  private void assign(Decider brain, EventRow event) {
    Integer customer = customers.get(event.note());
    int slot = host.slotOf(event.dev());
    if (customer != null && slot >= 0) {
      brain.assign(slot, customer);
    }
  }

  private DecisionSettings settings(long number) {
    DecisionSettings settings = settingsReader.read(folder.resolve(SettingsFile.name(number)));
    configuration = number;
    configurations++;
    customers.clear();
    for (int i = 0; i < settings.customers().size(); i++) {
      customers.put(settings.customers().get(i).settings().name(), i);
    }
    return settings;
  }

  private void compare(RecordedTick tick, Plan plan) {
    ticks++;
    knownTicks += complete ? 1 : 0;
    decisions += tick.decision() == null ? 0 : 1;
    cuts += plan.size();
    String recorded = PlanText.recorded(tick);
    String decided = PlanText.decided(plan);
    if (!recorded.equals(decided)) {
      noteDifference(tick.number(), recorded, decided);
    }
  }

  private void noteDifference(long tick, String recorded, String decided) {
    differences += complete ? 1 : 0;
    laterDifferences += complete ? 0 : 1;
    if (told.size() < MOST_TOLD) {
      String where = complete ? "" : ", behind a gap";
      told.add("tick %d%s: recorded %s; now %s".formatted(tick, where, recorded, decided));
    }
  }
}
