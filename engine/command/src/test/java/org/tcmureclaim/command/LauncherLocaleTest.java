package org.tcmureclaim.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.agent.cli.ClassPathJar;

/** The launcher is given the same files, arguments and names in every locale. */
class LauncherLocaleTest {
  private static final String CONFIGURATION =
      """
      customers:
        - name: Größe & Söhne
          match: [{path: user_0/größe-*}]
          min: 64MiB
      """;

  @TempDir private Path home;
  private Path file = Path.of("");

  @BeforeEach
  void install() throws IOException {
    ClassPathJar.writeWithLauncher(home);
    file = Files.writeString(home.resolve("größe.yaml"), CONFIGURATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8", "xx_YY.ISO-8859-1", ""})
  void check_namesBeyondAscii_areTheSameInEveryLocale(String locale) throws Exception {
    ProcessBuilder launcher =
        new ProcessBuilder(
                "bash",
                home.resolve("bin/tcmu-reclaim").toString(),
                "check",
                file.toString(),
                "--device",
                "user_0/größe-1")
            .redirectErrorStream(true);
    List.of("LANG", "LC_ALL", "LC_CTYPE").forEach(launcher.environment()::remove);
    if (!locale.isEmpty()) {
      launcher.environment().put("LC_ALL", locale);
    }
    Process process = launcher.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    assertThat(told).contains(file + ": good").contains("user_0/größe-1 is customer Größe & Söhne");
  }
}
