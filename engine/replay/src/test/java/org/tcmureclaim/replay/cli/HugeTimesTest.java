package org.tcmureclaim.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.manual.ExitCode;

/** A time that cannot be true is a bad line with its place, and costs no memory. */
class HugeTimesTest {
  private static final String HEADER = "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} us, {1} us")
  @CsvSource({
    "5, 2147483648000000, 'takes longer than an hour: 2147483648 s'",
    "5, 3600000001, 'takes longer than an hour: 3600 s'",
    "2000000000000000, 5, 'arrives 2000000000 s after the start'",
  })
  void lineIsNamed(String arrivalMicros, String latencyMicros, String problem) throws IOException {
    Path file = folder.resolve("c.csv");
    String good = "0,a,W,0,4096,5\n";
    String bad = "%s,a,W,0,4096,%s\n".formatted(arrivalMicros, latencyMicros);
    Files.writeString(file, HEADER + good + bad);
    var err = new ByteArrayOutputStream();
    int code =
        Workstation.execute(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            "trace",
            "info",
            file.toString());
    assertThat(code).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("c.csv:3: " + problem);
  }
}
