package org.tcmureclaim.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.Notices;

/** The token's file, from any bytes: what is read can be compared with a header. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ApiTokenFuzzTest {
  private static void read(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    List<String> told = new ArrayList<>();
    ApiToken read = new ApiToken(Optional.of(file), false, notices(told));
    read.look();
    Optional<String> token = read.secret();
    told.forEach(FuzzTarget::requirePrintable);
    token.ifPresent(FuzzTarget::requirePrintable);
    if (token.isEmpty() == told.isEmpty()) {
      throw new AssertionError("neither a token nor a word why there is none, or both");
    }
  }

  private static Notices notices(List<String> told) {
    return new Notices() {
      @Override
      public void info(String message) {
        told.add(message);
      }

      @Override
      public void warn(String message) {
        told.add(message);
      }
    };
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("api-token", "token", ApiTokenFuzzTest::read)
            .seeds("0123456789abcdef\n", "short", "", "two words in one token\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
