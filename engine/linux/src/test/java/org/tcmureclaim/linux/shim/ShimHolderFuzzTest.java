package org.tcmureclaim.linux.shim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Who has the shim's node open, from any bytes in place of the kernel's. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ShimHolderFuzzTest {
  private static final Path NODE = Path.of("/dev/null"); // Stands in for the shim's.
  private static final String INFO = "pos:\t0\nflags:\t0100002\nmnt_id:\t30\n";
  private static final String MOUNTS = "30 1 0:5 / /dev rw - devtmpfs devtmpfs rw\n";

  private static FuzzTarget target(String name, String seed) {
    return FuzzTarget.ofFile(
            "shim-holder-" + name.substring(name.indexOf('/') + 1).replace("/3", ""),
            name,
            file ->
                look(file.resolveSibling(name.contains("/3") ? "../.." : "..").normalize(), file))
        .seeds(seed)
        .words("flags:\t", "mnt_id:\t", " - ", "devtmpfs", "0100002", "37777777777");
  }

  /** One process, of which one file is the input. */
  private static void look(Path proc, Path input) throws IOException {
    Path process = proc.resolve("7");
    Path info = Files.createDirectories(process.resolve("fdinfo")).resolve("3");
    Path open = Files.createDirectories(process.resolve("fd")).resolve("3");
    if (!Files.exists(open)) {
      Files.createSymbolicLink(open, NODE);
    }
    write(info, INFO, input);
    write(process.resolve("mountinfo"), MOUNTS, input);
    write(process.resolve("comm"), "controller\n", input);
    FuzzTarget.requirePrintable(ShimControllers.inWords(new ShimControllers(proc, NODE).find()));
  }

  private static void write(Path file, String text, Path input) throws IOException {
    if (!file.equals(input)) {
      Files.writeString(file, text);
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        target("7/fdinfo/3", INFO), target("7/mountinfo", MOUNTS), target("7/comm", "handler\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
