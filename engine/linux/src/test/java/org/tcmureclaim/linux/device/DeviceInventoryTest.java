package org.tcmureclaim.linux.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.shim.FileStatus;
import org.tcmureclaim.shim.KernelPath;
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
  void scan_lockedNode_isWhatItWasBefore_andItsNameIsNotRead() throws Exception {
    machine.addDevice("lun", 3);
    machine.addDevice("other", 4);
    List<TcmuDevice> before = inventory.scan(number -> number == 9);
    FakeMachine.write(machine.sys().resolve("class/uio/uio3/name"), "tcm-user/0/changed\n");

    assertThat(inventory.scan(number -> number == 3)).isEqualTo(before);
    assertThat(new DeviceInventory(machine.configfs(), machine.sys()).scan(number -> number == 3))
        .as("of a node that was never seen unlocked nothing is known")
        .extracting(device -> device.key().path(), TcmuDevice::isHalfConfigured)
        .containsExactly(tuple("user_0/lun", true), tuple("user_0/other", false));
    assertThat(inventory.scan())
        .as("its name is read again when it is free")
        .extracting(TcmuDevice::isHalfConfigured)
        .containsExactly(true, false);
    assertThat(inventory.problems()).isEmpty();
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

  @ParameterizedTest
  @ValueSource(strings = {"1x\n", "0\n", "4096\n", "99999999999999999999\n", "", "-1\n"})
  void scan_malformedRingSize_isThatDevicesTrouble(String text) throws Exception {
    machine.addDevice("good", 0);
    machine.addDevice("lun", 1);
    Path file = machine.device("lun").resolve("attrib/cmd_ring_size_mb");
    FakeMachine.write(file, text);
    assertThat(inventory.scan())
        .extracting(d -> d.key().path(), TcmuDevice::ringBytes)
        .containsExactly(tuple("user_0/good", 1L << 20), tuple("user_0/lun", 8L << 20));
    assertThat(inventory.problems())
        .containsExactly(
            "user_0/lun: "
                + file
                + ":1: expected a size in MiB, found '"
                + text.strip()
                + "'; taken to be 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"enable", "wwn/vpd_unit_serial", "attrib/cmd_ring_size_mb"})
  void scan_folderOrHugeFileInPlaceOfAnAttribute_isThatDevicesTrouble(String attribute)
      throws Exception {
    machine.addDevice("folder", 0);
    machine.addDevice("good", 1);
    machine.addDevice("huge", 2);
    Files.deleteIfExists(machine.device("folder").resolve(attribute));
    Files.createDirectories(machine.device("folder").resolve(attribute));
    FakeMachine.write(machine.device("huge").resolve(attribute), "1".repeat(1 << 20));
    assertThat(inventory.scan())
        .extracting(d -> d.key().path(), d -> d.uioNumber().orElse(-1))
        .containsExactly(
            tuple("user_0/folder", 0), tuple("user_0/good", 1), tuple("user_0/huge", 2));
    assertThat(inventory.problems())
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("user_0/folder: read ").endsWith(": is a folder"),
            p -> assertThat(p).startsWith("user_0/huge: read ").contains("longer than"));
  }

  @Test
  void scan_pipeInPlaceOfAnAttribute_isNotWaitedFor() throws Exception {
    machine.addDevice("lun", 0);
    FakeMachine.shell("rm enable; mkfifo enable", machine.device("lun"));
    assertThat(inventory.scan()).extracting(d -> d.key().path()).containsExactly("user_0/lun");
    assertThat(inventory.problems().get(0)).startsWith("user_0/lun: ").contains("expected 0 or 1");
  }

  @Test
  void scan_nodeThatCannotBeRead_isNamed() throws Exception {
    machine.addDevice("good", 0);
    Files.createDirectories(machine.sys().resolve("class/uio/uio9/name"));
    FakeMachine.write(machine.sys().resolve("class/uio/uio99999999/name"), "tcm-user/0/good/x\n");
    assertThat(inventory.scan()).extracting(d -> d.uioNumber().orElse(-1)).containsExactly(0);
    assertThat(inventory.problems().get(0)).startsWith("the LUN of uio9 cannot be told: read ");
  }

  @Test
  void scan_lunOrHbaThatCannotBeLookedAt_isNamed_andTheOthersGoOn() throws Exception {
    machine.addDevice("good", 0);
    machine.addDevice("loop", 1);
    FakeMachine.shell("rm control; ln -s control control", machine.device("loop"));
    FakeMachine.shell("ln -s user_9 user_9", machine.configfs().resolve("target/core"));
    assertThat(inventory.scan()).extracting(d -> d.key().path()).containsExactly("user_0/good");
    assertThat(inventory.problems())
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("user_0/loop: left out: "),
            p -> assertThat(p).startsWith("user_9: its LUNs cannot be listed: "));
  }

  @Test
  void scanAgain_readsOfAnEnabledDevice_onlyWhatCanChange() throws Exception {
    machine.addDevice("lun", 3);
    List<TcmuDevice> first = inventory.scan();
    Path device = machine.device("lun");
    Path node = machine.sys().resolve("class/uio/uio3");
    FakeMachine.write(device.resolve("enable"), "what a kernel never says\n");
    FakeMachine.write(device.resolve("attrib/cmd_ring_size_mb"), "7\n");
    FakeMachine.write(node.resolve("dev"), "240:4\n");
    assertThat(inventory.scan()).isEqualTo(first);
    assertThat(inventory.problems()).isEmpty();

    FakeMachine.write(device.resolve("enable"), "1\n");
    FakeMachine.write(device.resolve("wwn/vpd_unit_serial"), "T10 VPD Unit Serial Number: 4c\n");
    assertThat(inventory.scan()).extracting(TcmuDevice::unitSerial).containsExactly("4c");
    FakeMachine.write(node.resolve("name"), "tcm-user/0/lun/file//other\n");
    assertThat(inventory.scan()).extracting(TcmuDevice::devConfig).containsExactly("file//other");
  }

  @Test
  void scanAgain_lunMadeAgainUnderItsName_isReadAnew() throws Exception {
    machine.addDevice("lun", 3);
    TcmuDevice first = inventory.scan().get(0);
    FakeMachine.shell(
        "mv lun ../removed; cp -r ../removed lun",
        machine.configfs().resolve("target/core/user_0"));
    FakeMachine.write(machine.device("lun").resolve("attrib/cmd_ring_size_mb"), "7\n");
    TcmuDevice again = inventory.scan().get(0);
    assertThat(again.key().generation()).isNotEqualTo(first.key().generation());
    assertThat(again.ringBytes()).isEqualTo(7 << 20);
  }

  @Test
  void scanAgain_nodeMadeAgainUnderItsName_isReadAnew() throws Exception {
    machine.addDevice("lun", 3);
    TcmuDevice first = inventory.scan().get(0);
    FakeMachine.shell(
        "mv uio3 ../removed; cp -r ../removed uio3; echo 240:4 >uio3/dev",
        machine.sys().resolve("class/uio"));
    FakeMachine.write(machine.device("lun").resolve("attrib/cmd_ring_size_mb"), "7\n");
    TcmuDevice again = inventory.scan().get(0);
    assertThat(again.deviceNumber())
        .isEqualTo(FileStatus.deviceNumber(240, 4))
        .isNotEqualTo(first.deviceNumber());
    assertThat(again.ringBytes()).as("the LUN is looked at as well").isEqualTo(7 << 20);
  }

  @Test
  void scanAgain_deviceThatGaveTrouble_isReadAnew() throws Exception {
    machine.addDevice("lun", 3);
    Path ring = machine.device("lun").resolve("attrib/cmd_ring_size_mb");
    FakeMachine.write(ring, "none\n");
    inventory.scan();
    FakeMachine.write(ring, "7\n");
    assertThat(inventory.scan()).extracting(TcmuDevice::ringBytes).containsExactly(7L << 20);
    assertThat(inventory.problems()).isEmpty();
  }

  /** The kernel's own /sys shows the number of every node, so that one without it is none. */
  @Test
  void number_missingInTheKernelsOwnSysfs_isUnknown() throws Exception {
    List<String> problems = new ArrayList<>();
    long number = NodeNumber.read(KernelPath.of(Path.of("/sys/kernel")), problems);
    assertThat(number).isEqualTo(NodeNumber.UNKNOWN);
  }

  @Test
  void scan_bytesThatAreNotUtf8_areKept() throws Exception {
    machine.addDeviceOfBytes("m\\374ller", 1, "file//srv/m\\374ller.img");
    machine.addDeviceOfBytes("m\\344ller", 2, "file//srv/m\\344ller.img");
    machine.addDeviceOfBytes("m\\303\\274ller ", 3, "file//srv/ü ");
    machine.addDeviceOfBytes("m\\\\xFCller", 4, "");
    FakeMachine.shell(
        "for lun in m*; do mkdir \"$lun/wwn\";"
            + " printf 'T10 VPD Unit Serial Number: \\377\\376\\n' >\"$lun/wwn/vpd_unit_serial\"; done",
        machine.configfs().resolve("target/core/user_0"));
    assertThat(inventory.scan())
        .filteredOn(d -> !d.isHalfConfigured())
        .extracting(d -> d.key().path(), d -> d.uioNumber().orElse(-1), TcmuDevice::devConfig)
        .containsExactlyInAnyOrder(
            tuple("user_0/m\\x5CxFCller", 4, ""),
            tuple("user_0/m\\xE4ller", 2, "file//srv/m\\xE4ller.img"),
            tuple("user_0/m\\xFCller", 1, "file//srv/m\\xFCller.img"),
            tuple("user_0/müller ", 3, "file//srv/ü "));
    assertThat(inventory.scan())
        .allSatisfy(d -> assertThat(d.unitSerial()).isEqualTo("\\xFF\\xFE"));
    assertThat(inventory.problems()).isEmpty();
  }

  /** What a JVM makes of names depends on the locale in which it was started. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8", ""})
  void scan_anyLocale_findsTheSame(String locale) throws Exception {
    machine.addDeviceOfBytes("m\\374ller", 1, "file//srv/m\\374ller.img");
    machine.addDeviceOfBytes("m\\303\\274ller", 2, "file//srv/m\\303\\274ller.img");
    FakeMachine.shell(
        "for lun in m*; do echo 5 >\"$lun/statistics/scsi_lu/num_cmds\"; done",
        machine.configfs().resolve("target/core/user_0"));
    ProcessBuilder java =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            ListedDevices.class.getName(),
            machine.configfs().toString(),
            machine.sys().toString());
    java.environment().remove("LANG");
    java.environment().remove("LC_ALL");
    java.environment().remove("LC_CTYPE");
    if (!locale.isEmpty()) {
      java.environment().put("LC_ALL", locale);
    }
    Process listing = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(printed)
        .isEqualTo(
            """
            user_0/m\\xFCller 1 file//srv/m\\xFCller.img 5
            user_0/müller 2 file//srv/müller.img 5
            """);
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
    assertThat(UioNode.parse(1, "tcm-user/0/a/rbd/pool-7/x", 9))
        .isEqualTo(new UioNode(1, "user_0/a", "rbd/pool-7/x", 9));
    assertThat(UioNode.parse(1, "tcm-user/12/a", 9)).isEqualTo(new UioNode(1, "user_12/a", "", 9));
    assertThat(UioNode.parse(1, "tcm-user/12", 9)).isNull();
    assertThat(UioNode.parse(1, "igb_uio", 9)).isNull();
  }

  @Test
  void scan_deviceNumbers_areThoseOfTheNodes() throws Exception {
    machine.addDevice("a", 0);
    machine.addDevice("b", 1);
    machine.addDevice("c", 2);
    FakeMachine.write(machine.sys().resolve("class/uio/uio0/dev"), "244:1048575\n");
    FakeMachine.write(machine.sys().resolve("class/uio/uio1/dev"), "244:\n");
    FakeMachine.delete(machine.sys().resolve("class/uio/uio2/dev"));
    assertThat(inventory.scan())
        .extracting(TcmuDevice::deviceNumber)
        .containsExactly(
            FileStatus.deviceNumber(244, 1048575), NodeNumber.UNKNOWN, NodeNumber.MADE_UP);
    assertThat(inventory.problems())
        .singleElement()
        .asString()
        .startsWith("uio1: who its handler is cannot be verified: ")
        .endsWith("dev:1: expected MAJOR:MINOR, found '244:'");
  }

  private static String classPath() {
    return Stream.of(
            ListedDevices.class,
            DeviceInventory.class,
            KernelPath.class,
            DeviceKey.class,
            HostException.class,
            Native.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .distinct()
        .collect(Collectors.joining(":"));
  }
}
