package org.tcmureclaim.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.command.doctor.Finding.Level;

class ModuleSignaturesTest {
  private static final String ENFORCE = "sys/module/module/parameters/sig_enforce";
  private static final String LOCKDOWN = "sys/kernel/security/lockdown";
  private static final String SECURE_BOOT =
      "sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";
  private static final String UNCHECKED =
      "sys/firmware/efi/efivars/MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23";
  private static final String PATCHED =
      "modules/6.1.0-57-amd64/updates/dkms/target_core_user.ko.xz";

  @TempDir private Path root;

  @BeforeEach
  void hostThatEnforcesNothing() throws IOException {
    write("proc/sys/kernel/osrelease", "6.1.0-57-amd64\n");
    write(ENFORCE, "N\n");
    write(LOCKDOWN, "[none] integrity confidentiality\n");
    write(SECURE_BOOT, "\6\0\0\0\0");
  }

  @Test
  void hostThatEnforcesNothing_takesAnyModule() {
    assertFound(Level.OK, "takes unsigned modules too");
  }

  @Test
  void hostWithoutAnyOfTheFiles_takesAnyModule() throws IOException {
    Files.delete(root.resolve(ENFORCE));
    Files.delete(root.resolve(LOCKDOWN));
    Files.delete(root.resolve(SECURE_BOOT));
    assertFound(Level.OK, "takes unsigned modules too");
  }

  @Test
  void eachWayOfEnforcing_isNamed() throws IOException {
    write(SECURE_BOOT, "\6\0\0\0\1");
    assertFound(Level.WARN, "Secure Boot is on");
    write(LOCKDOWN, "none [integrity] confidentiality\n");
    assertFound(Level.WARN, "it is locked down");
    write(ENFORCE, "Y\n");
    assertFound(Level.WARN, "module.sig_enforce is set");
  }

  @Test
  void secureBootThatChecksNothing_takesAnyModule() throws IOException {
    write(SECURE_BOOT, "\6\0\0\0\1");
    write(UNCHECKED, "\6\0\0\0\1");
    assertFound(Level.OK, "takes unsigned modules too");
  }

  @Test
  void shimThatIsLoaded_wasTaken() throws IOException {
    write(ENFORCE, "Y\n");
    write("dev/tcmu-reclaim", "");
    assertFound(Level.OK, "it has taken the shim");
  }

  /** The next boot would load no driver at all. */
  @Test
  void patchedDriverThatIsRefused_isAFailure() throws IOException {
    write(ENFORCE, "Y\n");
    write(PATCHED, "");
    assertFound(Level.FAIL, "leaves this host without LUNs at its next boot");
  }

  @Test
  void patchedDriverThatIsRefused_withARuleForTheStockOne_isAWarning() throws IOException {
    write(ENFORCE, "Y\n");
    write(PATCHED, "");
    write("modprobe.d/tcmu-reclaim.conf", "install target_core_user …\n");
    assertFound(Level.WARN, "the stock one serves");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modules/6.1.0-56-amd64/updates/dkms/target_core_user.ko",
        "modules/6.1.0-57-amd64/kernel/drivers/target/target_core_user.ko"
      })
  void otherDriver_isNotThePatchedOne(String file) throws IOException {
    write(ENFORCE, "Y\n");
    write(file, "");
    assertFound(Level.WARN, "it would refuse a shim that is not");
  }

  private void assertFound(Level level, String found) {
    Finding finding =
        new ModuleSignatures(
                root.resolve("proc"),
                root.resolve("sys"),
                root.resolve("dev"),
                root.resolve("modules"),
                root.resolve("modprobe.d/tcmu-reclaim.conf"))
            .finding();
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.found()).contains(found);
  }

  private void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
