package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.config.AgentConfig;

class ApiSeatTest {
  @TempDir private Path folder;

  /** Who is told to observe, or named a truncator, misses nothing. */
  @ParameterizedTest
  @CsvSource({
    "mode: act, observe, true",
    "mode: act, shim, false",
    "mode: act, stock, false",
    "mode: observe, observe, false",
    "'mode: act\ntruncator: shim', observe, false"
  })
  void shim_isMissing_whereAnAgentThatIsToActOnlyObserves(
      String config, String truncator, boolean missing) throws IOException {
    Path file = Files.writeString(folder.resolve("agent.yaml"), config.replace("\\n", "\n"));
    assertThat(ApiSeat.isShimMissing(AgentConfig.load(file), truncator)).isEqualTo(missing);
  }
}
