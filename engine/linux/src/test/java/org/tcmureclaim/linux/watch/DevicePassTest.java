package org.tcmureclaim.linux.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.linux.RecordedNotices;
import org.tcmureclaim.linux.device.DeviceInventory;
import org.tcmureclaim.linux.usage.Handlers;
import org.tcmureclaim.snapshot.DeviceFlag;

final class DevicePassTest {
  private final RecordedNotices notices = new RecordedNotices();
  private final Readings readings = new Readings();
  private final FakeMachine machine;
  private final DevicePass pass;
  private long nowNanos = Long.MAX_VALUE - 10; // wraps around while the test runs

  DevicePassTest(@TempDir Path root) {
    machine = new FakeMachine(root);
    pass =
        new DevicePass(
            new DeviceInventory(machine.configfs(), machine.sys()),
            new MappedUsage(new Handlers(machine.proc(""), notices), notices, this::tick),
            notices,
            this::tick);
    machine.addDevice("a", 0);
    machine.addDevice("b", 1);
    machine.handlerMaps(new long[] {0, 400}, new long[] {1, 800});
  }

  private long tick() {
    return nowNanos++;
  }

  @AfterEach
  void close() {
    pass.close();
  }

  @Test
  void read_knownHandler_followsItsMappings() {
    rescanAndRead();
    assertThat(readings.residentPages(0)).isEqualTo(100);
    assertThat(readings.residentPages(1)).isEqualTo(200);
    machine.handlerMaps(new long[] {0, 4}, new long[] {1, 800});
    assertThat(pass.read(readings)).isFalse();
    assertThat(readings.residentPages(0)).isEqualTo(1);
    assertThat(readings.totalResidentPages()).isEqualTo(201);
    assertThat(readings.isComplete()).isTrue();
  }

  @Test
  void read_ringPages_areNotPartOfTheDataArea() {
    machine.presentPages(0, 0, 30);
    rescanAndRead();
    assertThat(readings.residentPages(0)).isEqualTo(70);
    machine.presentPages(0, 0, 40); // ten more of the ring, nothing more of the data area
    machine.handlerMaps(new long[] {0, 440}, new long[] {1, 800});
    pass.read(readings);
    assertThat(readings.residentPages(0)).isEqualTo(70);
  }

  @Test
  void read_noPagemap_takesTheRingAsResidentAndSaysSo() {
    FakeMachine.delete(machine.proc(FakeMachine.HANDLER_PID + "/pagemap"));
    machine.replaceSmaps(new long[] {0, 400}, new long[] {1, 1028});
    rescanAndRead();
    assertThat(readings.residentPages(0)).isZero();
    assertThat(readings.residentPages(1)).isEqualTo(1);
    assertThat(notices.messages().get(0))
        .startsWith("warn: pagemap of the handler with PID 4321 cannot be read;");
  }

  @Test
  void read_deviceVanishedSince_keepsItsFiguresAndAsksForARescan() {
    machine.traffic("b", 9, 1, 1);
    rescanAndRead();
    machine.removeDevice("b", 1);
    assertThat(pass.read(readings)).isTrue();
    assertThat(readings.size()).isEqualTo(2);
    assertThat(readings.commands(1)).isEqualTo(9);
    rescanAndRead();
    assertThat(readings.size()).isEqualTo(1);
    assertThat(notices.messages()).isEmpty();
  }

  @Test
  void read_handlerEnded_keepsTheUsageAndFlagsTheDevice() {
    rescanAndRead();
    long readAtNanos = readings.usageAtNanos(0);
    machine.handlerExits();
    assertThat(pass.read(readings)).isTrue();
    assertThat(readings.residentPages(0)).isEqualTo(100);
    assertThat(readings.usageAtNanos(0)).isEqualTo(readAtNanos);
    assertThat(readings.flags(0)).isEqualTo(DeviceFlag.HANDLER_ABSENT.bit());
  }

  @Test
  void rescan_handlerStartedLater_isFound() {
    machine.handlerExits();
    rescanAndRead();
    assertThat(readings.flags(0))
        .isEqualTo(DeviceFlag.HANDLER_ABSENT.bit() | DeviceFlag.USAGE_UNKNOWN.bit());
    machine.handlerMaps(new long[] {0, 400}, new long[] {1, 800});
    rescanAndRead();
    assertThat(readings.flags(0)).isZero();
    assertThat(readings.residentPages(0)).isEqualTo(100);
  }

  @Test
  void rescan_newDeviceOfAKnownHandler_isServedAtOnce() {
    rescanAndRead();
    machine.addDevice("c", 5);
    machine.handlerMaps(new long[] {0, 400}, new long[] {1, 800}, new long[] {5, 12});
    rescanAndRead();
    assertThat(readings.residentPages(2)).isEqualTo(3);
    assertThat(readings.flags(2)).isZero();
  }

  @Test
  void rescan_halfConfiguredDevice_isLeftOutUntilItIsWhole() {
    machine.addHalfConfigured("c");
    rescanAndRead();
    assertThat(readings.size()).isEqualTo(2);
    assertThat(readings.residentPages(0)).isEqualTo(100);
    machine.addDevice("c", 2);
    machine.handlerMaps(new long[] {0, 400}, new long[] {1, 800}, new long[] {2, 16});
    rescanAndRead();
    assertThat(readings.flags(2)).isZero();
    assertThat(readings.residentPages(2)).isEqualTo(4);
  }

  @Test
  void read_malformedCounter_isToldAndTheRestGoesOn() {
    FakeMachine.write(machine.device("a").resolve("statistics/scsi_lu/num_cmds"), "many\n");
    machine.traffic("b", 3, 0, 0);
    rescanAndRead();
    assertThat(readings.commands(1)).isEqualTo(3);
    assertThat(notices.messages())
        .singleElement()
        .asString()
        .startsWith("warn: I/O of user_0/a cannot be seen: ")
        .endsWith("num_cmds:1: expected a decimal number, found 'many'");
  }

  @Test
  void read_malformedSmaps_isToldAndIncomplete() {
    rescanAndRead();
    machine.replaceSmaps("7f-zz rw-s 0 00:06 1 /dev/uio0\n");
    pass.read(readings);
    assertThat(readings.isComplete()).isFalse();
    assertThat(readings.residentPages(0)).isEqualTo(100);
    assertThat(notices.messages().get(0)).contains("smaps: expected a hexadecimal number");
  }

  @Test
  void rescan_noListAtAll_throwsAndKeepsWhatWasKnown() {
    rescanAndRead();
    FakeMachine.delete(machine.sys().resolve("class/uio"));
    FakeMachine.write(machine.sys().resolve("class/uio"), "");
    assertThatThrownBy(pass::rescan).isInstanceOf(HostException.class);
    pass.read(readings);
    assertThat(readings.size()).isEqualTo(2);
  }

  @Test
  void rescan_deviceWithTrouble_isToldOnceAndTheOthersGoOn() throws Exception {
    machine.addDeviceOfBytes("m\\374ller", 2, "file//srv/m\\374ller.img");
    FakeMachine.shell(
        "for lun in m*; do echo x >\"$lun/enable\"; done",
        machine.configfs().resolve("target/core/user_0"));
    machine.addDevice("z", 3);
    rescanAndRead();
    rescanAndRead();
    assertThat(readings.size()).isEqualTo(4);
    assertThat(readings.key(2).path()).isEqualTo("user_0/m\\xFCller");
    assertThat(notices.messages())
        .singleElement()
        .asString()
        .startsWith("warn: user_0/m\\xFCller: ")
        .endsWith("enable:1: expected 0 or 1, found 'x'");
  }

  @Test
  void rescan_manyDevicesWithTrouble_areAFewNoticesAndANumber() {
    for (int i = 0; i < 300; i++) {
      machine.addDevice("bad" + i, 10 + i);
      FakeMachine.write(machine.device("bad" + i).resolve("enable"), "x\n");
      FakeMachine.write(machine.device("bad" + i).resolve("statistics/scsi_lu/num_cmds"), "1\n");
    }
    rescanAndRead();
    rescanAndRead();
    assertThat(notices.messages()).hasSize(17);
    assertThat(notices.messages().get(16)).isEqualTo("warn: 284 more problems like the one before");
  }

  @Test
  void read_twoProcessesMapOneLun_takesTheMostOfEitherAndSaysSo() {
    machine.processMaps(99, new long[] {0, 4096}, new long[] {1, 4});
    FakeMachine.shell("cp pagemap ../99/", machine.proc(FakeMachine.HANDLER_PID + ""));
    rescanAndRead();
    assertThat(notices.messages()).as("it may be a fork").isEmpty();
    pass.read(readings);
    pass.read(readings);
    assertThat(readings.residentPages(0)).as("of PID 99").isEqualTo(1024);
    assertThat(readings.residentPages(1)).as("of PID 4321").isEqualTo(200);
    assertThat(notices.messages())
        .containsExactly(
            "warn: 2 processes map user_0/a (PIDs 99, 4321): it counts as holding the most that"
                + " one of them has; only one of them may be its handler",
            "warn: 2 processes map user_0/b (PIDs 99, 4321): it counts as holding the most that"
                + " one of them has; only one of them may be its handler");
  }

  @Test
  void read_secondProcessEnds_leavesTheFirst() {
    machine.processMaps(99, new long[] {0, 4096}, new long[] {1, 4});
    rescanAndRead();
    FakeMachine.write(machine.proc("99/smaps"), "");
    FakeMachine.delete(machine.proc("99"));
    pass.read(readings);
    assertThat(readings.residentPages(0)).isEqualTo(100);
    assertThat(readings.flags(0)).isZero();
  }

  /** Nothing tells that a second process maps a LUN whose handler is known. */
  @Test
  void rescan_secondProcessLater_isFoundWithinAMinute() {
    rescanAndRead();
    machine.processMaps(99, new long[] {0, 4096});
    rescanAndRead();
    assertThat(readings.residentPages(0)).isEqualTo(100);
    nowNanos += 60_000_000_000L;
    rescanAndRead();
    assertThat(readings.residentPages(0)).isEqualTo(1024 - 256); // No pagemap: a ring of 1 MiB.
  }

  @Test
  void read_commandsAndNoHandlerInSight_saysWhatIsMissing() {
    machine.handlerExits();
    machine.traffic("a", 9, 1, 1);
    rescanAndRead();
    pass.read(readings);
    nowNanos += 1_500_000_000L;
    pass.read(readings);
    pass.read(readings);
    assertThat(notices.messages())
        .containsExactly(
            "warn: user_0/a: there were commands, and no process that maps the node can be seen,"
                + " so what is held is not known and counts as 0 B; "
                + machine.proc("")
                + " shows the processes of a container only: give it the host's (hostPID: true in"
                + " a pod, --pid=host of docker and podman) and CAP_SYS_PTRACE; see"
                + " docs/containers.md");
  }

  @Test
  void read_handlerInSightAgain_isToldTheNextTime() {
    FakeMachine.write(machine.proc("2/comm"), "kthreadd\n");
    machine.traffic("a", 9, 1, 1);
    for (int round = 0; round < 2; round++) {
      machine.handlerMaps(new long[] {0, 400}, new long[] {1, 800});
      rescanAndRead();
      machine.handlerExits();
      pass.read(readings);
      nowNanos += 1_500_000_000L;
      pass.read(readings);
    }
    assertThat(notices.messages())
        .hasSize(2)
        .allSatisfy(
            m ->
                assertThat(m)
                    .endsWith(
                        "; start the handler, or remove the LUN; in a container"
                            + " the agent needs hostPID: true and CAP_SYS_PTRACE (docs/containers.md)"));
  }

  private void rescanAndRead() {
    pass.rescan();
    pass.read(readings);
  }
}
