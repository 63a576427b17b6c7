package org.tcmureclaim.simulation;

import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.simulation.dataarea.GlobalPages;

/**
 * Lowers {@code global_max_data_area_mb} to 1 for a moment, so that the kernel truncates every
 * device, and puts the limit back.
 *
 * <p>The limit is raised first: while the kernel's work waits for its next turn, because the limit
 * was exceeded already, a lower limit starts nothing, but a higher one cancels the waiting.
 */
final class StockCutting implements CutMethod {
  private static final long LOWERED_LIMIT_PAGES = 256;
  private static final long LOWERED_FOR_NANOS = 20_000_000;

  private final Luns luns;
  private final GlobalPages global;
  private final long configuredLimitPages;
  private final long[] freedBefore;
  private final long[] generationBefore;

  StockCutting(Simulation simulation) {
    this.luns = simulation.luns();
    this.global = simulation.global();
    this.configuredLimitPages = global.limitPages();
    this.freedBefore = new long[luns.places()];
    this.generationBefore = new long[luns.places()];
  }

  @Override
  public String name() {
    return "stock";
  }

  @Override
  public String reason() {
    return "the simulated kernel is unpatched: only its global limit can be lowered";
  }

  @Override
  public Granularity granularity() {
    return Granularity.HOST;
  }

  @Override
  public long begin(PlanCopy plan) {
    for (int place = 0; place < luns.places(); place++) {
      Lun lun = luns.at(place);
      generationBefore[place] = lun == null ? 0 : lun.key().generation();
      freedBefore[place] = lun == null ? 0 : lun.device().area().releasedPages();
    }
    global.writeLimit(Long.MAX_VALUE);
    global.writeLimit(LOWERED_LIMIT_PAGES);
    return LOWERED_FOR_NANOS;
  }

  @Override
  public CutResult end(PlanCopy plan, Outcomes into) {
    restore();
    for (int cut = 0; cut < plan.size(); cut++) {
      Lun lun = luns.find(plan.key(cut));
      if (lun == null) {
        into.add(plan.key(cut), CutResult.GONE, 0);
      } else {
        addFreed(lun, into);
      }
    }
    for (int place = 0; place < luns.places(); place++) {
      Lun lun = luns.at(place);
      if (lun != null && freedPages(lun) > 0) {
        addFreed(lun, into);
      }
    }
    return OverallResult.of(into);
  }

  /** Puts the limit back. */
  void restore() {
    global.writeLimit(configuredLimitPages);
  }

  /** Adds a device once: what it freed counts as reported from then on. */
  private void addFreed(Lun lun, Outcomes into) {
    long freed = freedPages(lun);
    into.add(lun.key(), freed > 0 ? CutResult.FREED : CutResult.NOTHING, freed);
    freedBefore[lun.place()] += freed;
  }

  private long freedPages(Lun lun) {
    boolean sameLife = generationBefore[lun.place()] == lun.key().generation();
    return lun.device().area().releasedPages() - (sameLife ? freedBefore[lun.place()] : 0);
  }
}
