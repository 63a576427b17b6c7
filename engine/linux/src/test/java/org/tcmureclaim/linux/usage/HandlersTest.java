package org.tcmureclaim.linux.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.linux.RecordedNotices;
import org.tcmureclaim.linux.device.DeviceInventory;
import org.tcmureclaim.linux.usage.NodeVerifier.Verdict;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.FileStatus;
import org.tcmureclaim.shim.KernelPath;

/** Who is taken for a handler. */
final class HandlersTest {
  private static final int OTHER_PID = 77;

  private final RecordedNotices notices = new RecordedNotices();
  private final FakeMachine machine;
  private final Handlers handlers;
  private final Path ordinary;

  HandlersTest(@TempDir Path root) throws Exception {
    machine = new FakeMachine(root);
    handlers = new Handlers(machine.proc(""), notices);
    ordinary = Files.writeString(root.resolve("uio0"), "no node");
  }

  @BeforeEach
  void addDevices() {
    machine.addDevice("a", 0);
    machine.addDevice("b", 1);
  }

  @AfterEach
  void close() {
    handlers.close();
  }

  private void look() throws Exception {
    handlers.watch(new DeviceInventory(machine.configfs(), machine.sys()).scan());
    handlers.sweep();
    handlers.search();
    handlers.sweep();
  }

  @Test
  void serve_processThatMapsTheNode_isItsHandler() throws Exception {
    machine.handlerMaps(new long[] {0, 400});
    look();
    assertThat(handlers.serve(0)).isTrue();
    assertThat(handlers.serve(1)).isFalse();
    assertThat(notices.messages()).isEmpty();
  }

  @Test
  void serve_processThatMapsAFileOfThatName_isNotBelieved() throws Exception {
    machine.processMaps(OTHER_PID, new long[] {0, 400});
    machine.mapFile(OTHER_PID, 0, ordinary);
    look();
    assertThat(handlers.serve(0)).isFalse();
    assertThat(notices.messages())
        .containsExactly(
            "warn: the process with PID 77 maps files that are named like UIO nodes and are none;"
                + " it is not taken for a handler");
  }

  @Test
  void serve_otherCharacterDevice_isNotBelieved() throws Exception {
    machine.processMaps(OTHER_PID, new long[] {0, 400});
    machine.mapFile(OTHER_PID, 0, Path.of("/dev/zero"));
    look();
    assertThat(handlers.serve(0)).isFalse();
  }

  @Test
  void serve_mappingThatIsGone_isNotBelieved() throws Exception {
    machine.processMaps(OTHER_PID, new long[] {0, 400});
    FakeMachine.delete(machine.proc(OTHER_PID + "/map_files"));
    look();
    assertThat(handlers.serve(0)).isFalse();
  }

  @Test
  void serve_numberOfTheNodeUnknown_isNotBelieved() throws Exception {
    FakeMachine.write(machine.sys().resolve("class/uio/uio0/dev"), "?\n");
    machine.handlerMaps(new long[] {0, 400});
    look();
    assertThat(handlers.serve(0)).isFalse();
  }

  @Test
  void serve_numberThatNoDeviceHas_costsNothing() throws Exception {
    machine.processMaps(OTHER_PID, new long[] {999_999, 4});
    look();
    assertThat(handlers.serve(999_999)).isFalse();
    assertThat(notices.messages()).isEmpty();
  }

  @Test
  void serve_impostorBesideTheHandler_countsForNothing() throws Exception {
    machine.processMaps(OTHER_PID, new long[] {0, 8000});
    machine.mapFile(OTHER_PID, 0, ordinary);
    machine.handlerMaps(new long[] {0, 400});
    look();
    int claim = handlers.mappings().firstClaim(0);
    assertThat(handlers.mappings().process(claim).pid()).isEqualTo(FakeMachine.HANDLER_PID);
    assertThat(handlers.mappings().nextClaim(claim)).isEqualTo(UioMappings.NONE);
  }

  /** Where /sys is not the kernel's there are no nodes: files of the agent's own user stand in. */
  @Test
  void serve_madeUpHost_believesTheAgentsOwnUserOnly() throws Exception {
    FakeMachine.delete(machine.sys().resolve("class/uio/uio0/dev"));
    machine.processMaps(OTHER_PID, new long[] {0, 400});
    machine.mapFile(OTHER_PID, 0, ordinary);
    look();
    assertThat(handlers.serve(0)).isTrue();

    machine.processMaps(OTHER_PID + 1, new long[] {0, 400});
    machine.mapFile(OTHER_PID + 1, 0, fileOfAnotherUser());
    look();
    int claim = handlers.mappings().firstClaim(0);
    assertThat(handlers.mappings().process(claim).pid()).isEqualTo(OTHER_PID);
    assertThat(handlers.mappings().nextClaim(claim)).isEqualTo(UioMappings.NONE);
  }

  private Path fileOfAnotherUser() throws Exception {
    if (FileStatus.ownUserId() != 0) {
      return Path.of("/etc/passwd");
    }
    Path file = Files.writeString(ordinary.resolveSibling("another"), "");
    return Files.setAttribute(file, "unix:uid", 65534);
  }

  @Test
  void serve_processThatMayNotBeLookedInto_isTold_andSoIsWhatIsMissing() throws Exception {
    FakeMachine.write(machine.proc("2/comm"), "kthreadd\n");
    FakeMachine.write(machine.proc(OTHER_PID + "/comm"), "runner\n");
    // A file that no user may read, root included.
    Path closed = Path.of("/proc/sys/vm/drop_caches");
    Files.createSymbolicLink(machine.proc(OTHER_PID + "/maps"), closed);
    machine.handlerMaps(new long[] {0, 400});
    look();
    handlers.search();
    assertThat(handlers.serve(0)).isTrue();
    assertThat(notices.messages())
        .containsExactly(
            "warn: "
                + machine.proc("")
                + ": 1 process may not be looked into, handlers may be among them; run as root or"
                + " with CAP_SYS_PTRACE");
    assertThat(handlers.whatIsMissing())
        .startsWith("1 process may not be looked into: give it CAP_SYS_PTRACE, and run as root");
  }

  /** Who may not see what a process has mapped may not believe its name either. */
  @Test
  void mapping_thatMayNotBeLookedAt_isNotVerified_andThatIsToldOnce() {
    assertThat(NodeVerifier.verdictOf(Errno.EPERM)).isEqualTo(Verdict.DENIED);
    assertThat(NodeVerifier.verdictOf(Errno.EACCES)).isEqualTo(Verdict.DENIED);
    assertThat(NodeVerifier.verdictOf(Errno.ESRCH)).isEqualTo(Verdict.GONE);
    assertThat(NodeVerifier.verdictOf(Errno.EIO)).isEqualTo(Verdict.OTHER);
    var told = new HandlerNotices(machine.proc(""), notices);
    told.searched(0, OTHER_PID, 0);
    told.searched(0, OTHER_PID, 0);
    assertThat(notices.messages())
        .singleElement()
        .asString()
        .startsWith("warn: " + machine.proc("77/map_files") + ": may not be looked at")
        .endsWith("run as root with CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE");
    FakeMachine.write(machine.proc("2/comm"), "kthreadd\n");
    assertThat(HandlerView.missing(machine.proc(""), 0, true))
        .contains("CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE");
    FakeMachine.write(machine.proc("2/comm"), "nginx\n");
    assertThat(HandlerView.missing(machine.proc(""), 1, true)).contains("hostPID: true in a pod");
  }

  @Test
  void sweep_sameMapping_isVerifiedOnce() throws Exception {
    machine.handlerMaps(new long[] {0, 400});
    look();
    machine.mapFile(FakeMachine.HANDLER_PID, 0, ordinary);
    assertThat(handlers.sweep()).isTrue();
    assertThat(handlers.serve(0)).as("the verdict of before").isTrue();

    String smaps = Files.readString(machine.proc(FakeMachine.HANDLER_PID + "/smaps"));
    machine.replaceSmaps(smaps.replace("00:06 345 ", "00:06 346 "));
    assertThat(handlers.sweep()).as("another file is mapped now").isFalse();
    assertThat(handlers.serve(0)).isFalse();
  }

  @Test
  void sweep_handlerThatCannotBeRead_doesNotHideTheOthers() throws Exception {
    machine.handlerMaps(new long[] {0, 400});
    machine.processMaps(OTHER_PID, new long[] {1, 800});
    look();
    machine.replaceSmaps("7f-zz rw-s 0 00:06 1 /dev/uio0\n");
    assertThat(handlers.sweep()).isTrue();
    assertThat(handlers.sweep()).isTrue();
    assertThat(handlers.isComplete()).isFalse();
    assertThat(handlers.serve(0)).isFalse();
    assertThat(handlers.mappings().residentBytes(handlers.mappings().firstClaim(1)))
        .isEqualTo(800 << 10);
    assertThat(notices.messages())
        .singleElement()
        .asString()
        .startsWith("warn: the handler with PID 4321 cannot be watched");
  }

  @Test
  void mapping_veryManyOfOneFile_areNotAllLookedAt() throws Exception {
    machine.processMaps(OTHER_PID, new long[] {0, 400});
    machine.mapFile(OTHER_PID, 0, ordinary);
    var process = KernelPath.of(machine.proc(OTHER_PID + ""));
    var mappings = new NodeMappings(new NodeVerifier(process), MappedNodes.IGNORED);
    mappings.begin(WatchedNodes.of(new DeviceInventory(machine.configfs(), machine.sys()).scan()));
    long start = FakeMachine.address(0);
    for (int i = 0; i < 20_000; i++) {
      mappings.mapping(0, start, start + 0x100_0000L, 0, 6, 345);
    }
    assertThat(mappings.others()).isEqualTo(72);
    assertThat(mappings.hasNode()).isFalse();
  }
}
