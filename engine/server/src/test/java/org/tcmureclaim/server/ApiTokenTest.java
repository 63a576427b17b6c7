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
  private final List<String> infos = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Notices notices =
      new Notices() {
        @Override
        public void info(String message) {
          infos.add(message);
        }

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

  private ApiToken token() {
    return new ApiToken(Optional.of(file), false, notices);
  }

  private Optional<String> read() {
    ApiToken token = token();
    token.look();
    return token.secret();
  }

  @Test
  void file_isReadWithoutItsLineEnd_andNeverShown() {
    assertThat(read()).contains("0123456789abcdef");
    ApiToken token = token();
    token.look();
    assertThat(token.fragment()).isEmpty();
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
  void renewedFile_isTheTokenFromTheNextLookOn() throws IOException {
    ApiToken token = token();
    token.look();
    Files.writeString(file, "fedcba9876543210\n");
    assertThat(token.secret()).contains("0123456789abcdef");
    token.look();
    token.look();
    assertThat(token.secret()).contains("fedcba9876543210");
    assertThat(infos)
        .containsExactly("the token of " + file + " was renewed; clients need the new one");
    assertThat(warnings).isEmpty();
  }

  /** Never open, and never closed to who has the secret: what is wrong is said once. */
  @Test
  void fileThatCannotBeUsedAnyMore_leavesTheTokenBefore() throws IOException {
    ApiToken token = token();
    token.look();
    Files.writeString(file, "fedcba9876543210\n");
    mode("rw-r--r--");
    token.look();
    token.look();
    assertThat(warnings)
        .containsExactly(
            "the token cannot be renewed, the one before goes on: "
                + file
                + ": others can read this token; chmod 600 it");
    Files.writeString(file, "");
    mode("rw-------");
    token.look();
    Files.delete(file);
    token.look();
    Files.createDirectory(file);
    mode("rwx------");
    token.look();
    assertThat(warnings).hasSize(4);
    assertThat(warnings.get(1)).contains("16 characters or more");
    assertThat(warnings.get(2)).contains("is not there");
    assertThat(token.secret()).contains("0123456789abcdef");
    Files.delete(file);
    file();
    token.look();
    assertThat(token.secret()).contains("0123456789abcdef");
    assertThat(infos).as("it is the one before").isEmpty();
    Files.delete(file);
    token.look();
    assertThat(warnings).as("it was well between").hasSize(5);
  }

  @Test
  void tokenThatComesLater_isTaken() throws IOException {
    Files.delete(file);
    ApiToken token = token();
    token.look();
    assertThat(token.secret()).isEmpty();
    file();
    token.look();
    assertThat(token.secret()).contains("0123456789abcdef");
    assertThat(infos).hasSize(1);
  }

  @Test
  void simulatedHost_makesOneUp_keepsIt_andShowsIt() {
    ApiToken token = new ApiToken(Optional.empty(), true, notices);
    token.look();
    String secret = token.secret().orElseThrow();
    assertThat(secret).hasSize(32);
    assertThat(token.fragment()).isEqualTo("#token=" + secret);
    token.look();
    assertThat(token.secret()).contains(secret);
    ApiToken other = new ApiToken(Optional.empty(), true, notices);
    other.look();
    assertThat(other.secret().orElseThrow()).isNotEqualTo(secret);
  }
}
