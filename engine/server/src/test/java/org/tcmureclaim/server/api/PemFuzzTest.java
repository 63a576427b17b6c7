package org.tcmureclaim.server.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.agent.address.SelfSigned;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.Notices;

/** The API's certificate and its key, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PemFuzzTest {
  private static final Notices NOTICES =
      new Notices() {
        @Override
        public void info(String message) {
          FuzzTarget.requirePrintable(message);
        }

        @Override
        public void warn(String message) {
          FuzzTarget.requirePrintable(message);
        }
      };

  private static final byte[] CERTIFICATE;
  private static final byte[] KEY;

  static {
    try {
      Path folder = Files.createTempDirectory("tcmu-reclaim-fuzz-");
      SelfSigned.issue(folder, "a", "IP:127.0.0.1");
      CERTIFICATE = Files.readAllBytes(folder.resolve("a.crt"));
      KEY = Files.readAllBytes(folder.resolve("a.key"));
      Files.delete(folder.resolve("a.crt"));
      Files.delete(folder.resolve("a.key"));
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void certificate(Path file) throws IOException {
    read(file, Files.write(file.resolveSibling("key"), KEY));
  }

  private static void key(Path file) throws IOException {
    read(Files.write(file.resolveSibling("certificate"), CERTIFICATE), file);
  }

  private static void read(Path certificate, Path key) throws IOException {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    TlsCertificate pair = new TlsCertificate(certificate, key, NOTICES);
    var unused = pair.read();
    if (pair.readIfChanged().isPresent()) {
      throw new AssertionError("the same files count as changed");
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("tls-certificate", "certificate", PemFuzzTest::certificate)
            .refusing(IOException.class)
            .seed(CERTIFICATE)
            .seed(KEY)
            .words("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "ENCRYPTED"),
        FuzzTarget.ofFile("tls-key", "key", PemFuzzTest::key)
            .refusing(IOException.class)
            .seed(KEY)
            .seed(CERTIFICATE)
            .words("-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "EC "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
