package org.tcmureclaim.command.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.agent.address.SelfSigned;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.HostException;

/** The file of {@code --ca-file}, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TrustFuzzTest {
  private static byte[] certificate() {
    try {
      Path folder = Files.createTempDirectory("tcmu-reclaim-fuzz-");
      SelfSigned.issue(folder, "a", "IP:127.0.0.1");
      byte[] certificate = Files.readAllBytes(folder.resolve("a.crt"));
      Files.delete(folder.resolve("a.crt"));
      Files.delete(folder.resolve("a.key"));
      Files.delete(folder);
      return certificate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("ca-file", "ca.pem", file -> Trust.of(Optional.of(file)))
            .refusing(HostException.class)
            .seed(certificate())
            .seeds("", "# no certificate\n")
            .words("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
