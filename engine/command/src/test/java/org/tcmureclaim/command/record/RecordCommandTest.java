package org.tcmureclaim.command.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.assembly.ReclaimAgent;
import org.tcmureclaim.agent.cli.CommandOutput;
import org.tcmureclaim.command.AllCommands;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.recording.table.HostColumn;

/** Records the simulated host by the command, and copies from it by the command. */
class RecordCommandTest {
  @TempDir private Path folder;
  private final CommandOutput output = new CommandOutput();

  @BeforeEach
  void configure() throws IOException {
    Path unused =
        Files.writeString(
            folder.resolve("agent.yaml"),
            "mode: act\nsimulated: {luns: 8, memory: 1GiB, speed: 20}\nrecording: {directory: "
                + folder
                + "/own}\n");
  }

  private int record(String... options) {
    output.clear();
    List<String> args = new ArrayList<>(List.of("record", "--host", "simulated"));
    args.addAll(List.of(options));
    Optional<Path> demo = Optional.of(folder.resolve("agent.yaml"));
    return AllCommands.of(new ReclaimAgent(), output.around(demo))
        .execute(args.toArray(String[]::new));
  }

  private String told() {
    return output.complaint();
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void ownRecording_isMadeWithoutPermissionToAct_andIsCopied() {
    assertThat(record("--own", "--for", "20s", "--out", out("own"))).as(told()).isZero();
    try (BundleReader reader = BundleReader.open(folder.resolve("own"))) {
      assertThat(reader.manifest().mode()).isEqualTo("observe");
      assertThat(reader.manifest().truncator()).isEqualTo("observe");
      while (reader.next()) {
        assertThat(reader.tick().host(HostColumn.TCMU_GLOBAL_PAGES)).isPositive();
      }
      assertThat(reader.tick().number()).isGreaterThanOrEqualTo(20);
    }
    assertThat(record("--out", out("copy"), "--last", "1h")).as(told()).isZero();
    assertThat(told())
        .containsPattern("the recording begins at .*; the 0 h \\d\\d min before that");
    assertThat(Recordings.in(folder.resolve("copy"))).hasSize(1);
    assertThat(record("--out", out("past"), "--to", "2001-01-01T00:00"))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(told()).contains("nothing was recorded in that time");
    assertThat(record("--out", out("copy"), "--last", "1h"))
        .isEqualTo(ExitCode.CANNOT_WRITE.code());
    assertThat(told()).contains("is not empty");
  }

  @Test
  void commandLineThatCannotBeUsed_isExplained() {
    assertThat(record("--out", out("x"))).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(told()).contains("no recording in " + folder.resolve("own"));
    assertThat(record()).isEqualTo(ExitCode.USAGE.code());
    assertThat(record("--out", out("x"), "--own", "--last", "1m")).isEqualTo(ExitCode.USAGE.code());
    assertThat(record("--out", out("x"), "--for", "1m")).isEqualTo(ExitCode.USAGE.code());
    assertThat(record("--out", out("x"), "--from", "03:20", "--last", "1m"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(record("--out", out("x"), "--from", "noon")).isEqualTo(ExitCode.USAGE.code());
    assertThat(told()).contains("--from: expected 03:12");
  }
}
