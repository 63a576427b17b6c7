package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibraryTest {

  @Test
  void problem_here_isNone() {
    assertThat(NativeLibrary.problem()).isNull();
  }

  /** Where JNA may not unpack its library and finds none; a noexec folder is such a place. */
  @Test
  void problem_libraryCannotBeLoaded_isOneSentence(@TempDir Path empty) throws Exception {
    assertThat(inAProcess(empty))
        .startsWith("the native library of JNA cannot be loaded (")
        .endsWith("TCMU_RECLAIM_JVM_OPTIONS=-Djna.tmpdir=DIR")
        .doesNotContain("\n");
  }

  /** As the launcher has it: no unpacking, the library beside the jars. */
  @Test
  void problem_libraryUnpackedBefore_isNone(@TempDir Path folder) throws Exception {
    String machine = System.getProperty("os.arch").equals("amd64") ? "x86-64" : "aarch64";
    try (var library =
        Native.class.getResourceAsStream("/com/sun/jna/linux-" + machine + "/libjnidispatch.so")) {
      Files.copy(library, folder.resolve("libjnidispatch.so"));
    }
    assertThat(inAProcess(folder)).isEqualTo("null");
  }

  private static String inAProcess(Path libraries) throws Exception {
    String classPath =
        Stream.of(NativeLibraryTest.class, NativeLibrary.class, Native.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .distinct()
            .collect(Collectors.joining(":"));
    Process java =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Djna.nounpack=true",
                    "-Djna.nosys=true",
                    "-Djna.boot.library.path=" + libraries,
                    "-cp",
                    classPath,
                    Told.class.getName()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** A program of its own: a class is loaded once in a process. */
  static final class Told {
    private Told() {}

    public static void main(String[] arguments) {
      System.out.println(NativeLibrary.problem());
    }
  }
}
