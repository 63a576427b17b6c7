package org.tcmureclaim.agent.assembly;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.host.Notices;

/** Warns of what a configuration says without effect. {@code check} refuses the same. */
final class EffectNotices {
  private static final int MOST_TOLD = 20;

  private EffectNotices() {}

  /**
   * A warning for each.
   *
   * @param memoryBytes of the host
   */
  static void tell(LoadedConfig loaded, long memoryBytes, Notices notices) {
    List<String> all = new ArrayList<>(loaded.withoutEffect());
    all.addAll(loaded.withoutEffectOn(memoryBytes));
    tell("without effect: ", all, notices);
  }

  /**
   * A warning for each pattern that meant another text in earlier versions, or probably means one.
   */
  static void tellNotes(LoadedConfig loaded, Notices notices) {
    tell("", loaded.readings().notes(), notices);
  }

  private static void tell(String prefix, List<String> all, Notices notices) {
    all.stream().limit(MOST_TOLD).forEach(what -> notices.warn(prefix + what));
    if (all.size() > MOST_TOLD) {
      notices.warn((all.size() - MOST_TOLD) + " more of the kind; tcmu-reclaim check names all");
    }
  }
}
