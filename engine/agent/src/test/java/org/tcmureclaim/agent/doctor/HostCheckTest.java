package org.tcmureclaim.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.doctor.Finding.Level;

/** On trees that look like a host that is ready, each with one thing missing. */
class HostCheckTest {
  private static final String LIMIT =
      "sys/module/target_core_user/parameters/global_max_data_area_mb";

  @TempDir private Path root;

  @BeforeEach
  void hostThatIsReady() throws IOException {
    write("proc/sys/kernel/osrelease", "6.1.0-30-amd64\n");
    write("proc/pressure/memory", "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
    write("proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n");
    write("proc/self/limits", "Max locked memory         8388608   8388608   bytes\n");
    write(LIMIT, "2048\n");
    write("sys/class/uio/uio0/name", "tcm-user/0/a/file//img\n");
    write("dev/tcmu-reclaim", "");
    Files.createDirectories(root.resolve("configfs/target/core"));
  }

  @Test
  void hostWithEverything_isReady() {
    assertThat(findings())
        .allSatisfy(
            finding -> assertThat(finding.level()).as(finding.subject()).isEqualTo(Level.OK));
  }

  @ParameterizedTest(name = "without {0}")
  @CsvSource({
    "proc/pressure/memory, PSI, FAIL, boot with psi=1",
    "sys/module/target_core_user/parameters/global_max_data_area_mb, global limit, WARN, load",
    "dev/tcmu-reclaim, shim, WARN, single LUNs cannot",
    "sys/class/uio/uio0/name, devices, WARN, nothing to do",
    "configfs/target/core, configfs, OK, ''",
    "proc/self/status, rights, WARN, mount /proc",
  })
  void missingFile_isFoundWithItsFix(String file, String subject, Level level, String fix)
      throws IOException {
    Files.delete(root.resolve(file));
    assertFinding(subject, level, fix);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "proc/sys/kernel/osrelease, 5.10.0, kernel, WARN, all LUNs are truncated at once",
    "proc/pressure/memory, nonsense, PSI, FAIL, report it",
    "proc/self/status, 'Uid: 1000 1000 1000 1000', user, FAIL, the agent reads",
    "proc/self/status, 'Uid: 0 0', PSI windows, WARN, give it CAP_SYS_RESOURCE",
    "proc/self/status, 'Uid: 0 0', memory lock, WARN, give it CAP_IPC_LOCK",
  })
  void otherContent_isFoundWithItsFix(
      String file, String content, String subject, Level level, String fix) throws IOException {
    write(file, content + "\n");
    assertFinding(subject, level, fix);
  }

  private void assertFinding(String subject, Level level, String fix) {
    assertThat(findings())
        .filteredOn(finding -> finding.subject().equals(subject))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(level);
              assertThat(finding.fix()).startsWith(fix);
            });
  }

  private List<Finding> findings() {
    return new HostCheck(
            root.resolve("proc"),
            root.resolve("sys"),
            root.resolve("configfs"),
            root.resolve("dev"))
        .findings();
  }

  private void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
