package org.tcmureclaim.agent.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** A whole file of a journal, from any bytes: lines that are damaged hide no others. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JournalFolderFuzzTest {
  private static void read(Path file) throws IOException {
    Path folder = file.resolveSibling(".").normalize();
    JournalReader reader = new JournalReader(folder);
    var unused = reader.newest(entry -> entry.toString().isEmpty());
    if (reader.isEmpty()) {
      throw new AssertionError("a file of the journal is not seen");
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("journal-file", "decisions-s0000000001.log", JournalFolderFuzzTest::read)
            .seeds("00000000 {}\n", "\n\n", "00000000 {\"number\":1}\n00000000 x\n")
            .words("\n", "\r", "00000000 "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
