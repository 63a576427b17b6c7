package org.tcmureclaim.configuration.jars;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Jars of policies, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PolicyJarFuzzTest {
  private static final Map<String, String> CONTENT =
      Map.of(
          "META-INF/MANIFEST.MF",
          "Manifest-Version: 1.0\r\nImplementation-Title: mine\r\nImplementation-Version: 2\r\n\r\n",
          PolicyJarBuilder.SERVICES,
          "# comment\nexample.Mine\n",
          "example/Mine.class",
          "\u0000\u0001no class");

  private static byte[] jar(Map<String, String> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> entry : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void open(Path file) {
    var unused = PolicyJar.open(file, List.of()).toString();
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("policy-jar", "mine.jar", PolicyJarFuzzTest::open)
            .refusing(ConfigurationException.class)
            .seed(jar(CONTENT))
            .seed(jar(Map.of()))
            .words("PK\u0003\u0004", "PK\u0005\u0006", "META-INF/", "Manifest-Version: "),
        FuzzTarget.ofFile(
                "policy-jar-services",
                "mine.jar",
                file -> {
                  String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                  Files.write(file, jar(Map.of(PolicyJarBuilder.SERVICES, text)));
                  open(file);
                })
            .refusing(ConfigurationException.class)
            .seeds("# comment\nexample.Mine\n", "java.lang.String\n", "example/Mine", "[I")
            .words("java.lang.", "$", ".", "/", "\n", "#"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
