package org.tcmureclaim.linux.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.linux.RecordedNotices;

final class LeaseKeeperTest {
  private final RecordedNotices notices = new RecordedNotices();
  private final FakeMachine machine;
  private final Path leaseFile;

  LeaseKeeperTest(@TempDir Path root) {
    machine = new FakeMachine(root);
    leaseFile = root.resolve("run/stock.lease");
  }

  @Test
  void recover_leftLowered_restoresAndSaysWho() throws Exception {
    left(FakeMachine.BOOT_ID);
    FakeMachine.write(machine.parameter(), "1\n");
    recover();
    assertLimit("2048");
    assertThat(leaseFile).doesNotExist();
    assertThat(notices.messages())
        .containsExactly(
            "info: restored global_max_data_area_mb to 2048 (left at 1 by agent 1234, which was"
                + " killed)");
  }

  @Test
  void recover_diedBeforeLowering_isSilent() throws Exception {
    left(FakeMachine.BOOT_ID);
    recover();
    assertLimit("2048");
    assertThat(leaseFile).doesNotExist();
    assertThat(notices.messages()).isEmpty();
  }

  @Test
  void recover_changedBySomebodyElse_leavesTheirs() throws Exception {
    left(FakeMachine.BOOT_ID);
    FakeMachine.write(machine.parameter(), "512\n");
    recover();
    assertLimit("512");
    assertThat(leaseFile).doesNotExist();
    assertThat(notices.messages())
        .containsExactly(
            "warn: global_max_data_area_mb is 512, which agent 1234 did not write before it was"
                + " killed; left alone (it was 2048 before)");
  }

  @Test
  void recover_anotherBoot_discards() throws Exception {
    left("another-boot");
    FakeMachine.write(machine.parameter(), "1\n");
    recover();
    assertLimit("1");
    assertThat(leaseFile).doesNotExist();
    assertThat(notices.messages())
        .containsExactly(
            "info: discarded the lease " + leaseFile + ": the machine was booted since");
  }

  @Test
  void recover_moduleUnloaded_discards() throws Exception {
    left(FakeMachine.BOOT_ID);
    FakeMachine.delete(machine.parameter());
    recover();
    assertThat(leaseFile).doesNotExist();
    assertThat(machine.parameter()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rubbish",
        "parameter=/x\nold_mb=2048\nlowered_mb=1\npid=1\n",
        "parameter=/x\nold_mb=20x8\nlowered_mb=1\npid=1\nboot_id=" + FakeMachine.BOOT_ID,
        "parameter=/x\nold_mb=2048\nlowered_mb=1\npid=1\nboot_id=" + FakeMachine.BOOT_ID
      })
  void recover_malformed_isKeptAsideAndTold(String text) throws Exception {
    FakeMachine.write(leaseFile, text);
    FakeMachine.write(machine.parameter(), "1\n");
    recover();
    assertLimit("1");
    assertThat(leaseFile).doesNotExist();
    assertThat(leaseFile.resolveSibling("stock.lease.malformed")).hasContent(text);
    assertThat(notices.messages())
        .singleElement()
        .asString()
        .startsWith("warn: " + leaseFile + ": not a lease: ")
        .endsWith("check that " + machine.parameter() + " is what it should be");
  }

  /** The agent starts all the same: what it lowers then, it does not until the lease is settled. */
  @Test
  void recover_limitUnreadable_saysSoAndKeepsTheLease() throws Exception {
    left(FakeMachine.BOOT_ID);
    FakeMachine.write(machine.parameter(), "lots\n");
    recover();
    assertThat(notices.messages())
        .singleElement()
        .asString()
        .startsWith("warn: the lease " + leaseFile + " cannot be settled")
        .endsWith(machine.parameter() + ":1: expected a size in MiB, found 'lots'");
    assertThat(leaseFile).exists();
    FakeMachine.write(machine.parameter(), "4096\n");
    var limit =
        new GlobalLimit(
            LimitParameter.of(machine.sys()),
            new LeaseFile(leaseFile),
            FakeMachine.BOOT_ID,
            1,
            notices);
    assertThatThrownBy(limit::lower)
        .hasMessageContaining(leaseFile + " is of an agent before and is not settled");
    assertLimit("4096");
  }

  @Test
  void write_lease_roundTripsInADirectoryThatTheGroupMayRead() throws Exception {
    Lease lease = new Lease(Path.of("/p"), 2048, 1, 77, "boot");
    new LeaseFile(leaseFile).write(lease);
    assertThat(Lease.parse(Files.readString(leaseFile), Path.of("/p"))).isEqualTo(lease);
    Path directory = leaseFile.resolveSibling(".").normalize();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwxr-x---");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(leaseFile);
    }
  }

  @Test
  void leaseElsewhere_isFoundByTheNextAgent_whateverItsConfiguration() throws Exception {
    Path lockFile = leaseFile.resolveSibling("agent.lock");
    LeasePath path = new LeasePath(lockFile, notices);
    assertThat(path.earlier()).isEmpty();
    Path elsewhere = leaseFile.resolveSibling("x/my.lease");
    path.keep(elsewhere);
    assertThat(path.earlier()).contains(elsewhere);
    assertThat(leaseFile.resolveSibling("lease-path")).hasContent(elsewhere.toString());
    path.keep(leaseFile);
    assertThat(path.earlier()).isEmpty();
    assertThat(leaseFile.resolveSibling("lease-path")).doesNotExist();
    assertThat(notices.messages()).isEmpty();
  }

  private void left(String bootId) throws Exception {
    new LeaseFile(leaseFile).write(new Lease(machine.parameter(), 2048, 1, 1234, bootId));
  }

  private void recover() {
    new LeaseKeeper(leaseFile, machine.proc(""), machine.sys(), notices).recover();
  }

  private void assertLimit(String expected) throws Exception {
    assertThat(Files.readString(machine.parameter()).strip()).isEqualTo(expected);
  }
}
