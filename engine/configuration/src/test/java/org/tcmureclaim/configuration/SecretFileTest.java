package org.tcmureclaim.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.configuration.SecretFile.Owner;

class SecretFileTest {
  private static final int GROUP = 998;

  @TempDir private Path folder;

  /** The server is user 990 of group 998; other files are of user 1000, or of group 100. */
  @ParameterizedTest(name = "user {0}, group {1}, mode {2}, read by user {3}")
  @CsvSource({
    "0, 0, 600, 0, ''",
    "0, 0, 400, 0, ''",
    "0, 998, 640, 990, ''",
    "0, 998, 440, 990, ''",
    "990, 998, 600, 990, ''",
    "0, 998, 660, 990, others can change this key; chgrp tcmu-reclaim it and chmod 640 it",
    "0, 998, 644, 990, others can read this key; chgrp tcmu-reclaim it and chmod 640 it",
    "0, 998, 642, 990, others can change this key; chgrp tcmu-reclaim it and chmod 640 it",
    "0, 100, 640, 990, others can read this key; chgrp tcmu-reclaim it and chmod 640 it",
    "0, 998, 640, 0, others can read this key; chmod 600 it",
    "990, 998, 640, 990, others can read this key; chmod 600 it",
    "1000, 998, 640, 990, 'belongs to user 1000, who could change this key; chown it to root'",
    "1000, 998, 600, 0, 'belongs to user 1000, who could change this key; chown it to root'",
  })
  void secret_isReadByItsOwner_orByTheGroupOfTheServer(
      int user, int group, String mode, int reader, String problem) {
    Owner process = new Owner(reader, GROUP);
    assertThat(
            SecretFile.problem(
                    "this key",
                    new Owner(user, group),
                    Integer.parseInt(mode, 8),
                    process,
                    "tcmu-reclaim")
                .orElse(""))
        .isEqualTo(problem);
  }

  @Test
  void file_isReadOnlyWhereNoOtherMayReadIt() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "0123456789abcdef");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(SecretFile.read(file, "this key", 16)).hasSize(16);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> SecretFile.read(file, "this key", 16))
        .hasMessage(file + ": others can read this key; chmod 600 it");
  }

  @Test
  void missingFile_isNamed() {
    Path file = folder.resolve("none");
    assertThatThrownBy(() -> SecretFile.read(file, "this key", 16))
        .hasMessage(file + ": is not there");
  }
}
