package org.tcmureclaim.agent.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/**
 * The state folder's last accepted configuration, from any bytes: it is used, or counts as none.
 * Nothing in it keeps an agent from starting, nor the next configuration from being kept.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AcceptedConfigFuzzTest {
  private static final String NAME = "0123456789abcdef".repeat(4);
  private static final String CONFIG =
      "mode: observe\ncustomers:\n  gold:\n    match: user_*/gold-*\n    min: 64MiB\n";
  private static final String DROP_IN =
      "customers:\n  silver:\n    match: user_*/silver-*\n    low: 5%\n";

  private static void current(Path file) throws IOException {
    look(file.resolveSibling(".").normalize());
  }

  private static void copy(Path file) throws IOException {
    Path folder = file.resolveSibling("..").normalize();
    Files.writeString(folder.resolve("current"), NAME);
    look(folder);
  }

  private static void dropIn(Path file) throws IOException {
    Path copy = file.resolveSibling("..").normalize();
    Files.writeString(copy.resolve("agent.yaml"), CONFIG);
    Files.writeString(copy.resolveSibling("current"), NAME);
    look(copy.resolveSibling(".").normalize());
  }

  private static void look(Path folder) throws IOException {
    AcceptedConfig accepted = new AcceptedConfig(folder);
    accepted.kept().ifPresent(kept -> kept.withoutEffect().forEach(FuzzTarget::requirePrintable));
    Path file = Files.createDirectories(folder.resolve("etc")).resolve("agent.yaml");
    Files.writeString(file, "mode: observe\n");
    LoadedConfig next = LoadedConfig.load(file);
    accepted.keep(next);
    String kept =
        new String(Files.readAllBytes(folder.resolve("current")), StandardCharsets.ISO_8859_1);
    if (!kept.equals(next.stampAsRead())
        || !accepted.kept().map(LoadedConfig::texts).equals(Optional.of(next.texts()))) {
      throw new AssertionError("the next configuration is not kept");
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("accepted-current", "current", AcceptedConfigFuzzTest::current)
            .seeds(NAME, NAME + "\n", "../etc", ".", "", "x".repeat(300)),
        FuzzTarget.ofFile(
                "accepted-configuration", NAME + "/agent.yaml", AcceptedConfigFuzzTest::copy)
            .seeds(CONFIG, "customers_dir: ../../x\n", "policy: {name: mine}\n", "[")
            .words("customers:", "customers_dir: ", "policy:", "name: ", "min: ", "match: "),
        FuzzTarget.ofFile(
                "accepted-drop-in", NAME + "/customers.d/10.yaml", AcceptedConfigFuzzTest::dropIn)
            .seeds(DROP_IN, "", "mode: act\n")
            .words("customers:", "min: ", "match: "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
