package org.tcmureclaim.agent.journal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Lines of the journal of decisions, with and without a sum that is right. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JournalFuzzTest {
  private static final String LINE =
      "{\"epoch_millis\":1,\"at_seconds\":1.5,\"number\":7,\"urgency\":\"urgent\",\"trigger\":\"memory_low\",\"demand_pages\":5,\"planned_pages\":5,\"available_bytes\":9,\"result\":\"freed\",\"freed_pages\":5,\"duration_millis\":0.5,\"problem\":\"\",\"dropped_before\":0,\"devices\":[{\"device\":\"user_0/a\",\"generation\":1,\"customer\":\"gold\",\"verdict\":\"chosen\",\"rule\":\"lru\",\"resident_pages\":5,\"tail_pages\":4,\"idle_nanos\":7,\"keep_pages\":1,\"expected_pages\":4,\"freed_pages\":4,\"result\":\"freed\"}]}";

  private static String summed(String json) {
    CRC32 crc = new CRC32();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x %s", crc.getValue(), json);
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText("journal-line", JournalLine::parse).seeds(summed(LINE), LINE),
        FuzzTarget.ofText("journal-line-summed", text -> JournalLine.parse(summed(text)))
            .seeds(LINE)
            .words(
                "\"devices\":",
                "\"urgency\":",
                "null",
                "[]",
                "{}",
                "\"number\":",
                "\"shadow_score\":{}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
