package org.tcmureclaim.server.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Files of headers, from any bytes: what is read can be sent as a header. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OtlpHeadersFuzzTest {
  private static void read(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    new OtlpHeaders(Optional.of(file))
        .read()
        .forEach((name, value) -> FuzzTarget.requirePrintable(name + value));
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("otlp-headers", "headers", OtlpHeadersFuzzTest::read)
            .refusing(IOException.class, ConfigurationException.class)
            .seeds("# comment\nAuthorization: Bearer abc\nX-Scope-OrgID:\tten ant\n")
            .words(": ", "Host", "Content-Length", "\r"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
