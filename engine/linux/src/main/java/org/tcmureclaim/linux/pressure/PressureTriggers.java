package org.tcmureclaim.linux.pressure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.shim.PsiTrigger;
import org.tcmureclaim.shim.SystemCallException;

/** Sets up the kernel's PSI triggers, as fine as it lets us. */
public final class PressureTriggers {

  /** Asks the kernel for one trigger. */
  @FunctionalInterface
  interface Kernel {
    PsiTrigger open(TriggerSettings settings) throws SystemCallException;
  }

  private PressureTriggers() {}

  /**
   * Opens what is asked for. A window that the kernel refuses is widened; where that is refused as
   * well, the trigger is left out. Either is told to the operator.
   */
  public static List<PsiTrigger> open(
      Path procRoot, List<TriggerSettings> wanted, Notices notices) {
    Path file = PressureSensor.file(procRoot);
    return open(
        wanted,
        notices,
        s -> PsiTrigger.open(file, s.kind(), s.thresholdMicros(), s.windowMicros()));
  }

  static List<PsiTrigger> open(List<TriggerSettings> wanted, Notices notices, Kernel kernel) {
    List<PsiTrigger> opened = new ArrayList<>();
    List<String> widened = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (TriggerSettings settings : wanted) {
      try {
        opened.add(kernel.open(settings));
      } catch (SystemCallException refused) {
        openCoarse(settings, kernel, opened, widened, leftOut);
      }
    }
    tell(widened, leftOut, notices);
    return opened;
  }

  private static void openCoarse(
      TriggerSettings settings,
      Kernel kernel,
      List<PsiTrigger> opened,
      List<String> widened,
      List<String> leftOut) {
    TriggerSettings coarse = settings.coarse();
    try {
      opened.add(kernel.open(coarse));
      widened.add(settings + " became " + coarse);
    } catch (SystemCallException refused) {
      leftOut.add(settings + " (" + refused.getMessage() + ")");
    }
  }

  private static void tell(List<String> widened, List<String> leftOut, Notices notices) {
    if (!widened.isEmpty()) {
      notices.warn(
          "without CAP_SYS_RESOURCE the kernel takes only pressure windows that are multiples of"
              + " 2 s, so the agent hears of pressure later: "
              + String.join("; ", widened));
    }
    if (!leftOut.isEmpty()) {
      notices.warn(
          "the kernel refused these pressure triggers; the agent goes on with the stall counters"
              + " alone and looks at them once per tick: "
              + String.join("; ", leftOut));
    }
  }
}
