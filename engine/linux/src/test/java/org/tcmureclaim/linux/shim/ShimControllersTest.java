package org.tcmureclaim.linux.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.linux.shim.ShimControllers.Holder;

/** {@code /dev/null} stands in for the shim's node. */
final class ShimControllersTest {
  private static final Path NULL = Path.of("/dev/null");
  private static final String LOCAL = "25 1 0:5 / /dev rw,nosuid shared:2 - devtmpfs udev rw\n";

  private final Path proc;

  ShimControllersTest(@TempDir Path root) {
    proc = root.resolve("proc");
  }

  @BeforeEach
  void processes() throws IOException {
    process(7, "fuse-thing", "0100002", NULL);
    process(8, "looks-only", "0100000", NULL);
    process(9, "another-device", "0100002", Path.of("/dev/zero"));
  }

  private void process(int pid, String name, String flags, Path file) throws IOException {
    FakeMachine.write(proc.resolve(pid + "/comm"), name + "\n");
    FakeMachine.write(proc.resolve(pid + "/mountinfo"), LOCAL);
    FakeMachine.write(
        proc.resolve(pid + "/fdinfo/5"), "pos:\t0\nflags:\t" + flags + "\nmnt_id:\t25\nino:\t4\n");
    Path open = Files.createDirectories(proc.resolve(pid + "/fd"));
    Files.createSymbolicLink(open.resolve("5"), file);
  }

  private List<Holder> found() {
    return new ShimControllers(proc, NULL).find();
  }

  @Test
  void processThatHasTheNodeOpenForWriting_isFound_byItsDeviceNumber() {
    assertThat(found()).containsExactly(new Holder(7, "fuse-thing"));
    assertThat(ShimControllers.inWords(found())).isEqualTo("PID 7 (fuse-thing)");
  }

  @Test
  void fileOnAServer_isNotLookedAt() {
    FakeMachine.write(proc.resolve("7/mountinfo"), LOCAL.replace("devtmpfs", "nfs4"));
    assertThat(found()).isEmpty();
  }

  @Test
  void processesThatVanishOrMakeNoSense_hideNoOther() throws IOException {
    FakeMachine.write(proc.resolve("3/fdinfo/1"), "flags:\t02\nmnt_id:\t25\n");
    Files.createDirectories(proc.resolve("4"));
    FakeMachine.write(proc.resolve("5/fdinfo/1"), "flags:\t99\nmnt_id:\tx\n");
    FakeMachine.write(proc.resolve("6/fdinfo"), "no folder");
    assertThat(found()).containsExactly(new Holder(7, "fuse-thing"));
  }

  @Test
  void manyHolders_areCountedBehindTheFirstFour() throws IOException {
    for (int pid = 20; pid < 26; pid++) {
      process(pid, "p", "02", NULL);
    }
    assertThat(ShimControllers.inWords(found()))
        .isEqualTo("PID 7 (fuse-thing), PID 20 (p), PID 21 (p), PID 22 (p) and 3 more");
  }

  @Test
  void thisProcess_onTheKernelsOwnProc_isFound() throws IOException {
    int self = (int) ProcessHandle.current().pid();
    try (RandomAccessFile open = new RandomAccessFile(NULL.toFile(), "rw")) {
      assertThat(open.getFD().valid()).isTrue();
      assertThat(new ShimControllers(Path.of("/proc"), NULL).find())
          .extracting(Holder::pid)
          .contains(self);
    }
  }

  @Test
  void nodeThatIsNotThere_hasNoHolder() {
    assertThat(new ShimControllers(proc, proc.resolve("none")).find()).isEmpty();
    assertThat(new ShimControllers(proc, proc.resolve("7/comm")).find()).isEmpty();
  }
}
