package org.tcmureclaim.linux.shim;

import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.shim.Errno;

/** Says what came of a plan as a whole, and what an operator should know of it. */
final class CutProblems {

  private CutProblems() {}

  /** Freed as soon as one cut freed something; otherwise the most hopeful of what happened. */
  static CutResult overall(ShimCuts cuts) {
    CutResult[] order = {
      CutResult.FREED, CutResult.BUSY, CutResult.NOTHING, CutResult.REFUSED, CutResult.GONE
    };
    for (CutResult candidate : order) {
      for (int cut = 0; cut < cuts.size(); cut++) {
        if (cuts.result(cut) == candidate) {
          return candidate;
        }
      }
    }
    return CutResult.NOTHING;
  }

  /** Empty where every device gave what it had, or is gone. */
  static String describe(ShimCuts cuts) {
    int busy = 0;
    String refusal = "";
    for (int cut = 0; cut < cuts.size(); cut++) {
      if (cuts.progress(cut) == ShimCuts.Progress.BUSY) {
        busy++;
      } else if (cuts.result(cut) == CutResult.REFUSED && refusal.isEmpty()) {
        refusal = cuts.key(cut).path() + " was left alone: " + reason(cuts.error(cut));
      }
    }
    if (busy == 0) {
      return refusal;
    }
    String text = busy + " of " + cuts.size() + " devices were busy";
    return refusal.isEmpty() ? text : text + "; " + refusal;
  }

  private static String reason(int errno) {
    return switch (errno) {
      case Errno.ENOTCONN -> "no handler has it open";
      case Errno.EPERM -> "it is blocked (action/block_dev)";
      case Errno.EIO -> "its ring is broken";
      default -> "the shim refused: " + Errno.text(errno);
    };
  }
}
