package org.tcmureclaim.linux.watch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tcmureclaim.host.Notices;

/**
 * Tells each problem once while it lasts, and again where it comes back. Many new ones at a time
 * are told as a few and a number.
 */
final class StandingProblems {
  private static final int MOST_AT_A_TIME = 16;

  private final Notices notices;
  private Set<String> standing = Set.of();

  StandingProblems(Notices notices) {
    this.notices = notices;
  }

  /** Compares with what there was before, and tells what is new. */
  void seen(List<String> problems) {
    if (problems.isEmpty() && standing.isEmpty()) {
      return;
    }
    Set<String> now = new HashSet<>(problems);
    List<String> news = problems.stream().distinct().filter(p -> !standing.contains(p)).toList();
    standing = now;
    news.stream().limit(MOST_AT_A_TIME).forEach(notices::warn);
    if (news.size() > MOST_AT_A_TIME) {
      notices.warn((news.size() - MOST_AT_A_TIME) + " more problems like the one before");
    }
  }
}
