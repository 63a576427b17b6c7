package org.tcmureclaim.replay.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.replay.result.PolicyFigures;

/**
 * All policies on one trace at one budget. Ratios are of pages re-allocated; with nothing to
 * compare with they are infinite, unless both are nothing, which is 1.
 *
 * @param workload the title of the trace, without its seed
 * @param runs one for each policy that kept the budget
 */
public record QualityCell(String workload, List<PolicyFigures> runs) {
  private static final String BASELINE = "stock";

  public QualityCell {
    runs = List.copyOf(runs);
  }

  /** Such as {@code builtin:mixed:11 at 35%}. */
  String title() {
    PolicyFigures any = runs.get(0);
    String name = any.trace().name();
    String file = name.substring(name.lastIndexOf('/') + 1);
    boolean hasModel = workload.contains(", ");
    return file
        + (hasModel ? workload.substring(workload.indexOf(", ")) : "")
        + " at "
        + any.budget();
  }

  boolean has(String policy) {
    return runs.stream().anyMatch(run -> run.policy().equals(policy));
  }

  long pages(String policy) {
    return runs.stream()
        .filter(run -> run.policy().equals(policy))
        .mapToLong(run -> run.result().reallocatedPages())
        .findFirst()
        .orElseThrow();
  }

  long optimumPages() {
    return runs.get(0).optimum().reallocatedPages();
  }

  /** The best of the other policies; none where there are no others. */
  Optional<PolicyFigures> bestOther(String policy) {
    return runs.stream()
        .filter(run -> !run.policy().equals(policy))
        .min(Comparator.comparingLong(run -> run.result().reallocatedPages()));
  }

  double toOptimum(String policy) {
    return ratio(pages(policy), optimumPages());
  }

  /** 0 where the baseline did not run. */
  double toStock(String policy) {
    return has(BASELINE) ? ratio(pages(policy), pages(BASELINE)) : 0;
  }

  /** What the clairvoyant needs of the baseline's: no policy comes lower. */
  double optimumToStock() {
    return has(BASELINE) ? ratio(optimumPages(), pages(BASELINE)) : 0;
  }

  /** 0 where there are no others. */
  double toBestOther(String policy) {
    return bestOther(policy)
        .map(best -> ratio(pages(policy), best.result().reallocatedPages()))
        .orElse(0.0);
  }

  private static double ratio(long pages, long ofPages) {
    if (ofPages == 0) {
      return pages == 0 ? 1 : Double.POSITIVE_INFINITY;
    }
    return (double) pages / ofPages;
  }
}
