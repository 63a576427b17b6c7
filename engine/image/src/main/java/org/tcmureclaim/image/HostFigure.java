package org.tcmureclaim.image;

import java.util.function.ToLongFunction;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.snapshot.MemorySample;
import org.tcmureclaim.snapshot.PressureSample;

/**
 * A number of the host in each tick. A new one is a constant here, and a use of it where it is
 * shown: images are laid out by what this enum holds.
 */
public enum HostFigure {
  /** Of the tick, counted from 1. */
  TICK(Tick::number),
  /** When the host was sensed, on its clock. */
  TAKEN_AT_NANOS(tick -> tick.snapshot().takenAtNanos()),
  /** When the first look was taken, on the same clock. */
  STARTED_AT_NANOS(Tick::startedAtNanos),
  /** Local time of day, 0 to 86399. */
  SECOND_OF_DAY(tick -> tick.snapshot().secondOfDay()),
  /** The number of the configuration that counts; 1 is the one that the agent began with. */
  CONFIGURATION(Tick::configuration),
  /** When {@code /proc/meminfo} was read, on the host's clock. */
  MEMORY_SAMPLED_AT_NANOS(memory(MemorySample::sampledAtNanos)),
  /** When the tick began, on the monotonic clock ({@link System#nanoTime}) of all processes. */
  TICK_BEGUN_AT_MONOTONIC_NANOS(Tick::begunAtMonotonicNanos),
  /** How long the loop waits for its next tick at most. */
  LONGEST_WAIT_NANOS(agent(AgentFigures::longestWaitNanos)),
  /** {@code MemTotal} (proc(5)). */
  TOTAL_BYTES(memory(MemorySample::totalBytes)),
  /** {@code MemAvailable}. */
  AVAILABLE_BYTES(memory(MemorySample::availableBytes)),
  /** {@code MemFree}. */
  FREE_BYTES(memory(MemorySample::freeBytes)),
  /** {@code SwapFree}. */
  SWAP_FREE_BYTES(memory(MemorySample::swapFreeBytes)),
  /** When {@code /proc/pressure/memory} was read, on the host's clock. */
  PRESSURE_SAMPLED_AT_NANOS(pressure(PressureSample::sampledAtNanos)),
  /** Time since boot in which some task waited for memory. */
  SOME_TOTAL_MICROS(pressure(PressureSample::someTotalMicros)),
  /** Time since boot in which every task waited for memory. */
  FULL_TOTAL_MICROS(pressure(PressureSample::fullTotalMicros)),
  /** Share of the newest second or two in which some task waited for memory, in millionths. */
  SOME_STALL_PPM(tick -> tick.stalls().somePpm()),
  /** The same of every task. */
  FULL_STALL_PPM(tick -> tick.stalls().fullPpm()),
  /** How often a {@code some} trigger has fired since the agent started. */
  SOME_EVENTS(pressure(PressureSample::someEvents)),
  /** How often a {@code full} trigger has fired since the agent started. */
  FULL_EVENTS(pressure(PressureSample::fullEvents)),
  /** Place of the urgency in its enum. */
  URGENCY(plan(plan -> Ordinals.of(plan.demand().urgency()))),
  /** The newest tick that was at least gentle; 0 where none was. So a reader misses none. */
  LAST_GENTLE_TICK(tick -> tick.lastTickOf(Urgency.GENTLE)),
  /** The newest tick that was at least urgent. */
  LAST_URGENT_TICK(tick -> tick.lastTickOf(Urgency.URGENT)),
  /** The newest tick that was an emergency. */
  LAST_EMERGENCY_TICK(tick -> tick.lastTickOf(Urgency.EMERGENCY)),
  /** Place of what made the demand in its enum. */
  TRIGGER(plan(plan -> Ordinals.of(plan.demand().trigger()))),
  /** Pages that are wanted. */
  DEMAND_PAGES(plan(plan -> plan.demand().pages())),
  /** Pages that this tick's plan is expected to free. */
  PLANNED_PAGES(plan(Plan::plannedPages)),
  /** The number of the plan that was handed to the truncator in this tick; 0 where none was. */
  BEGUN_PLAN(Tick::begunPlan),
  /** The number of the plan that ended last; 0 where none has. */
  ENDED_PLAN(tick -> tick.endedPlan().number()),
  /** Plans that were not empty, since the start. */
  DECISIONS(Tick::decisions),
  /** Cuts that freed pages, since the start. */
  TRUNCATIONS(Tick::truncations),
  /** Pages that they freed. */
  FREED_PAGES(Tick::freedPages),
  /** Pages of these that were allocated again. */
  CAME_BACK_PAGES(Tick::cameBackPages),
  /** How often a program that serves devices was held for ending badly, since the start. */
  HANDLER_BRAKES(Tick::handlerBrakes),
  /** Devices that get no cuts for that now. */
  BRAKED_DEVICES(Tick::brakedDevices),
  /** 1 where a shadow decides too. */
  HAS_SHADOW(tick -> tick.shadow().areKnown() ? 1 : 0),
  /** In the model of usage: pages that were allocated again after a cut of the active policies. */
  ACTIVE_REALLOCATED_PAGES(active(ShadowFigures.Side::reallocatedPages)),
  /** Pages that their cuts freed. */
  ACTIVE_CUT_PAGES(active(ShadowFigures.Side::cutPages)),
  /** Pages held under them, added up over time. */
  ACTIVE_HELD_PAGE_MILLIS(active(ShadowFigures.Side::heldPageMillis)),
  /** The same had the shadow acted. */
  SHADOW_REALLOCATED_PAGES(shadow(ShadowFigures.Side::reallocatedPages)),
  /** Pages that its cuts would have freed. */
  SHADOW_CUT_PAGES(shadow(ShadowFigures.Side::cutPages)),
  /** Pages that would have been held, added up over time. */
  SHADOW_HELD_PAGE_MILLIS(shadow(ShadowFigures.Side::heldPageMillis)),
  /** Decisions that were not written down, since the start. */
  JOURNAL_DROPPED(agent(AgentFigures::journalDropped)),
  /** Ticks that were not recorded. */
  RECORDER_LOST_TICKS(agent(AgentFigures::recorderLostTicks)),
  /** Reports that came too fast for the agent's own output. */
  REPORTS_DROPPED(agent(AgentFigures::reportsDropped)),
  /** What the agent's heap holds, garbage included. */
  HEAP_USED_BYTES(agent(AgentFigures::heapUsedBytes)),
  /** How often a thread of the agent failed and was started again. */
  WORKER_RESTARTS(agent(AgentFigures::workerRestarts));

  static final int COUNT = values().length;

  @SuppressWarnings("ImmutableEnumChecker") // A lambda without state.
  private final ToLongFunction<Tick> figure;

  HostFigure(ToLongFunction<Tick> figure) {
    this.figure = figure;
  }

  long of(Tick tick) {
    return figure.applyAsLong(tick);
  }

  /** Its place in an image, which is its place here. */
  int column() {
    return Ordinals.of(this);
  }

  private static ToLongFunction<Tick> memory(ToLongFunction<MemorySample> figure) {
    return tick -> figure.applyAsLong(tick.snapshot().memory());
  }

  private static ToLongFunction<Tick> pressure(ToLongFunction<PressureSample> figure) {
    return tick -> figure.applyAsLong(tick.snapshot().pressure());
  }

  private static ToLongFunction<Tick> active(ToLongFunction<ShadowFigures.Side> figure) {
    return tick -> figure.applyAsLong(tick.shadow().active());
  }

  private static ToLongFunction<Tick> shadow(ToLongFunction<ShadowFigures.Side> figure) {
    return tick -> figure.applyAsLong(tick.shadow().shadow());
  }

  private static ToLongFunction<Tick> agent(ToLongFunction<AgentFigures> figure) {
    return tick -> figure.applyAsLong(tick.agent());
  }

  private static ToLongFunction<Tick> plan(ToLongFunction<Plan> figure) {
    return tick -> figure.applyAsLong(tick.plan());
  }
}
