package org.tcmureclaim.agent.starts;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** The book of starts and what lies beside it, from any bytes: nothing keeps an agent from it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StartBookFuzzTest {
  private static final long NOW_MILLIS = 1_795_392_000_000L;

  private static FuzzTarget file(String target, String name) {
    return FuzzTarget.ofFile(
        target,
        name,
        file -> {
          Path folder = file.resolveSibling(".").normalize();
          StartBook book = StartBook.open(folder, NOW_MILLIS, 7, pid -> false);
          book.endsAsAsked();
          require(book.waitSeconds() >= 0 && book.waitSeconds() <= 60);
          require(book.startsLastHour() >= 1);
          String unused = book.lastEnd() + book.shadowLeftOut();
        });
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("not what a book of starts can say");
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        file("starts", "starts").seeds("1795391999000 7 clean\n1795391999500 8 -\n").words("clean"),
        file("starts-last-end", "last-end").seeds("exited 3\n", "killed KILL\n"),
        file("starts-shadow", "shadow").seeds("lru\n", "lru\nmore than 1 s in a tick\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
