package org.tcmureclaim.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.command.doctor.Finding.Level;
import org.tcmureclaim.linux.LinuxSettings;
import org.tcmureclaim.linux.TruncatorWish;
import org.tcmureclaim.linux.stock.StockSettings;

/** On trees that look like a host that is ready, each with one thing missing. */
class HostCheckTest {
  private static final String LIMIT =
      "sys/module/target_core_user/parameters/global_max_data_area_mb";

  @TempDir private Path root;
  private TruncatorWish wish = TruncatorWish.AUTO;

  @BeforeEach
  void hostThatIsReady() throws IOException {
    write("proc/sys/kernel/osrelease", "6.1.0-30-amd64\n");
    write("proc/sys/kernel/random/boot_id", "46687f5a-ae3b-4536-8fdc-b3b6e9554b1a\n");
    write(
        "proc/meminfo",
        "MemTotal: 8000000 kB\nMemFree: 1 kB\nMemAvailable: 4000000 kB\nSwapFree: 0 kB\n");
    write("proc/pressure/memory", "some avg10=0.00 total=0\nfull avg10=0.00 total=0\n");
    write("proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n");
    write("proc/self/limits", "Max locked memory         8388608   8388608   bytes\n");
    write(LIMIT, "2048\n");
    write("sys/class/uio/uio0/name", "tcm-user/0/a/file//img\n");
    write("sys/class/uio/uio0/dev", "1:3\n");
    write("configfs/target/core/user_0/a/control", "");
    write("configfs/target/core/user_0/a/enable", "1\n");
    String mapping = "10000000-11000000 rw-s 00000000 00:06 345      /dev/uio0\n";
    write("proc/4321/maps", mapping);
    write("proc/4321/smaps", mapping + "Rss:    400 kB\n");
    Path mapped = Files.createDirectories(root.resolve("proc/4321/map_files"));
    Files.createSymbolicLink(mapped.resolve("10000000-11000000"), Path.of("/dev/null"));
  }

  @Test
  void hostWithoutAShim_isReady() {
    assertThat(findings())
        .filteredOn(finding -> finding.level() != Level.OK)
        .extracting(Finding::subject)
        .isSubsetOf("shim", "uevents", "locale");
    assertFound("native", Level.OK, "the kernel can be called");
    assertFound("PSI triggers", Level.OK, "0 of 0 that are configured");
    assertFound("devices", Level.OK, "1 tcmu devices");
    assertFound("handlers", Level.OK, "of 1 of 1 LUNs in sight");
    assertFound("means", Level.OK, "stock: the kernel shim is not loaded; every release truncates");
  }

  @ParameterizedTest(name = "without {0}")
  @CsvSource({
    "proc/pressure/memory, PSI, FAIL, 'this kernel does not account for it'",
    "proc/meminfo, memory, FAIL, 'the host\u2019s memory cannot be seen'",
    "proc/sys/kernel/random/boot_id, lease, FAIL, 'cannot be read'",
    "sys/module/target_core_user/parameters/global_max_data_area_mb, means, FAIL, cannot be written",
    "sys/class/uio/uio0/name, devices, OK, '0 tcmu devices, and 1 that have no UIO node'",
    "proc/4321/maps, handlers, WARN, 'hostPID: true'",
    "proc/self/status, rights, WARN, cannot be read",
  })
  void missingFile_isWhatTheAgentWouldSay(String file, String subject, Level level, String found)
      throws IOException {
    Files.delete(root.resolve(file));
    assertFound(subject, level, found.replace('\u2019', '\''));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "proc/sys/kernel/osrelease, 5.10.0, kernel, WARN, no patch for this series",
    "proc/pressure/memory, nonsense, PSI, FAIL, no line begins with 'some '",
    "proc/meminfo, nonsense, memory, FAIL, no line begins with",
    "sys/class/uio/uio0/dev, nonsense, devices, WARN, 'expected MAJOR:MINOR'",
    "configfs/target/core/user_0/a/enable, nonsense, devices, WARN, 'user_0/a: '",
    "proc/self/status, 'Uid: 1000 1000 1000 1000', user, FAIL, not root",
    "proc/self/status, 'Uid: 0 0', PSI windows, WARN, multiples of 2 s only",
    "proc/self/status, 'Uid: 0 0', memory lock, WARN, at most",
  })
  void otherContent_isWhatTheAgentWouldSay(
      String file, String content, String subject, Level level, String found) throws IOException {
    write(file, content + "\n");
    assertFound(subject, level, found);
  }

  @Test
  void moduleNotLoaded_isRefusedAsTheAgentDoes() throws IOException {
    Files.move(root.resolve("sys/module"), root.resolve("sys/moved"));
    assertFound("LIO/TCMU", Level.FAIL, "run: modprobe target_core_user");
  }

  @Test
  void shimDemandedAndAbsent_isRefusedAsTheAgentDoes() {
    wish = TruncatorWish.SHIM;
    assertFound("means", Level.FAIL, "truncator: shim was asked for, but");
  }

  @Test
  void lockThatCannotBeWritten_isRefused() throws IOException {
    Files.createDirectories(root.resolve("run/agent.lock"));
    assertFound("agent lock", Level.FAIL, "agent.lock: cannot be written");
  }

  @Test
  void agentThatRuns_isNamedAndNotDisturbed() throws IOException {
    write("run/agent.lock", ProcessHandle.current().pid() + "\n");
    assertFound("agent lock", Level.OK, "held by the agent with PID");
  }

  /** What it looks at stays as it is, a shim marker and a lease too. */
  @Test
  void findings_changeNothing() throws IOException {
    write("run/stock.lease", "nonsense\n");
    write("state/shim-used", "");
    List<String> before = files();
    assertFound("means", Level.WARN, "the kernel shim was used on this host and cannot be now");
    assertFound("lease", Level.OK, "stock.lease is there");
    assertThat(files()).isEqualTo(before);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("pressure/memory"))
          .map(HostCheckTest::content)
          .sorted()
          .toList();
    }
  }

  private static String content(Path file) {
    try {
      return file + ": " + Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertFound(String subject, Level level, String found) {
    assertThat(findings())
        .filteredOn(finding -> finding.subject().equals(subject))
        .anySatisfy(
            finding -> {
              assertThat(finding.level()).isEqualTo(level);
              assertThat(finding.found()).contains(found);
            });
  }

  private List<Finding> findings() {
    var roots =
        new LinuxSettings.Roots(
            root.resolve("proc"),
            root.resolve("sys"),
            root.resolve("configfs"),
            root.resolve("dev"));
    LinuxSettings usual = LinuxSettings.defaults();
    var settings =
        new LinuxSettings(
            roots,
            List.of(),
            usual.watch(),
            new StockSettings(root.resolve("run/stock.lease"), 1, 1),
            root.resolve("run/agent.lock"),
            root.resolve("state/shim-used"));
    return new HostCheck(
            settings, wish, root.resolve("modules"), root.resolve("modprobe.d/tcmu-reclaim.conf"))
        .findings();
  }

  private void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
