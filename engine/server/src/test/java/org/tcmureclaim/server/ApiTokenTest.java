package org.tcmureclaim.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.Notices;

class ApiTokenTest {
  @TempDir private Path folder;
  private Path file;
  private final List<String> warnings = new ArrayList<>();
  private final Notices notices =
      new Notices() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
          warnings.add(message);
        }
      };

  @BeforeEach
  void file() throws IOException {
    file = folder.resolve("token");
    Files.writeString(file, "0123456789abcdef\n");
    mode("rw-------");
  }

  private void mode(String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Optional<String> read() {
    return new ApiToken(Optional.of(file), false).read(notices);
  }

  @Test
  void file_isReadWithoutItsLineEnd_andNeverShown() {
    assertThat(read()).contains("0123456789abcdef");
    assertThat(new ApiToken(Optional.of(file), false).fragment(read())).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void file_thatOthersCanRead_isNoSecret() throws IOException {
    mode("rw-r-----");
    assertThat(read()).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "without a token there are no actions over TCP: "
                + file
                + ": others can read this token; chmod 600 it");
  }

  @Test
  void token_thatIsShortOrMissing_isSaidAsSuch() throws IOException {
    Files.writeString(file, "short");
    assertThat(read()).isEmpty();
    Files.delete(file);
    assertThat(read()).isEmpty();
    assertThat(warnings)
        .satisfiesExactly(
            one -> assertThat(one).contains("16 characters or more"),
            two -> assertThat(two).contains("is not there"));
  }

  /** A header would carry it as another text, or as two headers. */
  @Test
  void token_thatNoHeaderCanCarry_isSaidAsSuch() throws IOException {
    for (String token :
        List.of("0123456789abcdéf", "01234567\u001689abcdef", "01234567 89abcdef")) {
      Files.writeString(file, token);
      assertThat(read()).as(token).isEmpty();
    }
    assertThat(warnings)
        .hasSize(3)
        .allSatisfy(one -> assertThat(one).endsWith("of printable ASCII, and no blanks"));
  }

  @Test
  void simulatedHost_makesOneUpAndShowsIt() {
    ApiToken token = new ApiToken(Optional.empty(), true);
    Optional<String> secret = token.read(notices);
    assertThat(secret.orElseThrow()).hasSize(32).isNotEqualTo(token.read(notices).orElseThrow());
    assertThat(token.fragment(secret)).isEqualTo("#token=" + secret.orElseThrow());
  }
}
