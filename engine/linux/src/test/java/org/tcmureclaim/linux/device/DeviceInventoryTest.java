package org.tcmureclaim.linux.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.snapshot.DeviceKey;

final class DeviceInventoryTest {
  private final FakeMachine machine;
  private final DeviceInventory inventory;

  DeviceInventoryTest(@TempDir Path root) {
    machine = new FakeMachine(root);
    inventory = new DeviceInventory(machine.configfs(), machine.sys());
  }

  @Test
  void scan_devices_areJoinedWithTheirNodesInKeyOrder() throws Exception {
    machine.addDevice("lun10", 3);
    machine.addDevice("lun1", 12);
    FakeMachine.write(
        machine.device("lun10").resolve("wwn/vpd_unit_serial"),
        "T10 VPD Unit Serial Number: 4c3d-77\n");
    FakeMachine.write(machine.configfs().resolve("target/core/user_0/hba_info"), "HBA");
    FakeMachine.write(machine.sys().resolve("class/uio/uio0/name"), "hv_vmbus\n");

    List<TcmuDevice> devices = inventory.scan();

    assertThat(devices)
        .extracting(d -> d.key().path())
        .containsExactly("user_0/lun1", "user_0/lun10");
    assertThat(devices.get(0).uioNumber()).hasValue(12);
    assertThat(devices.get(0).ringBytes()).isEqualTo(1 << 20);
    assertThat(devices.get(0).devConfig()).isEqualTo("file//img");
    assertThat(devices.get(0).unitSerial()).isEmpty();
    assertThat(devices.get(1).unitSerial()).isEqualTo("4c3d-77");
  }

  @Test
  void scan_otherHba_isNotMistaken() throws Exception {
    machine.addDevice("lun", 0);
    FakeMachine.write(machine.configfs().resolve("target/core/user_1/lun/control"), "");
    FakeMachine.write(machine.configfs().resolve("target/core/user_1/lun/enable"), "1\n");
    FakeMachine.write(machine.configfs().resolve("target/core/iblock_0/disk/control"), "");

    assertThat(inventory.scan())
        .extracting(d -> d.key().path(), TcmuDevice::isHalfConfigured)
        .containsExactly(tuple("user_0/lun", false), tuple("user_1/lun", true));
  }

  @Test
  void scan_olderKernelWithoutRingSize_hasTheFixedRing() throws Exception {
    machine.addDevice("lun", 0);
    FakeMachine.delete(machine.device("lun").resolve("attrib"));
    assertThat(inventory.scan().get(0).ringBytes()).isEqualTo(8 << 20);
  }

  @Test
  void scan_malformedRingSize_namesTheFile() {
    machine.addDevice("lun", 0);
    Path file = machine.device("lun").resolve("attrib/cmd_ring_size_mb");
    FakeMachine.write(file, "1x\n");
    assertThatThrownBy(inventory::scan).hasMessage(file + ":1: expected a size in MiB, found '1x'");
  }

  @Test
  void scan_nothingConfigured_isEmpty() throws Exception {
    assertThat(inventory.scan()).isEmpty();
    FakeMachine.delete(machine.configfs().resolve("target/core"));
    assertThat(inventory.scan()).isEmpty();
  }

  @Test
  void generation_sameDevice_staysAcrossRestarts() throws Exception {
    machine.addDevice("lun", 0);
    DeviceKey first = inventory.scan().get(0).key();
    machine.traffic("lun", 5, 5, 5);
    DeviceInventory afterRestart = new DeviceInventory(machine.configfs(), machine.sys());
    assertThat(afterRestart.scan().get(0).key()).isEqualTo(first);
  }

  /** A disk may reuse an inode number at once, which configfs does not: so the old one is kept. */
  @Test
  void generation_createdAgain_differs() throws Exception {
    machine.addDevice("lun", 0);
    DeviceKey first = inventory.scan().get(0).key();
    Files.move(machine.device("lun"), machine.configfs().resolve("removed"));
    machine.addDevice("lun", 0);
    DeviceKey second = inventory.scan().get(0).key();
    assertThat(second.path()).isEqualTo(first.path());
    assertThat(second.generation()).isNotEqualTo(first.generation());
  }

  @Test
  void parse_nodeNames() {
    assertThat(UioNode.parse(1, "tcm-user/0/a/rbd/pool-7/x"))
        .isEqualTo(new UioNode(1, "user_0/a", "rbd/pool-7/x"));
    assertThat(UioNode.parse(1, "tcm-user/12/a")).isEqualTo(new UioNode(1, "user_12/a", ""));
    assertThat(UioNode.parse(1, "tcm-user/12")).isNull();
    assertThat(UioNode.parse(1, "igb_uio")).isNull();
  }
}
