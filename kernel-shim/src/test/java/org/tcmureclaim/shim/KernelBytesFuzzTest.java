package org.tcmureclaim.shim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Bytes of the kernel: events, mappings and names, whatever they are. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KernelBytesFuzzTest {
  private static final int ROWS = 8;
  private static final int MOST_TOTAL = 128;

  /** Other bytes give another text. */
  private static void textOfBytes(byte[] input) {
    String text = LosslessText.of(input);
    byte[] other = input.clone();
    for (int i = 0; i < Math.min(other.length, 20); i++) {
      other[i] ^= (byte) 0x80;
      if (LosslessText.of(other).equals(text)) {
        throw new AssertionError("two names are one text: " + text);
      }
      other[i] ^= (byte) 0x80;
    }
  }

  /** What a module says of itself: it is suitable or refused. */
  private static void info(byte[] input) throws ReclaimUnavailableException {
    NativeBuffer argument = ReclaimInfo.argument();
    argument.copyFrom(input, Math.min(input.length, argument.sizeBytes()));
    ReclaimUnavailableException.requireSuitable(Path.of("/dev/x"), ReclaimInfo.read(argument));
  }

  /** What a module counts: its argument, then rows of devices, then their ladders. */
  private static void counts(byte[] input) throws SystemCallException {
    ReclaimCounts counts = new ReclaimCounts(true);
    do {
      int argument = place(input, 0, counts.argument(), ReclaimAbi.Count.RETURNED, 24);
      boundTotal(counts.argument());
      int devices = place(input, argument, counts.devices(), 0, ROWS * ReclaimAbi.Device.BYTES);
      place(input, argument + devices, counts.ladders(), 0, ROWS * ReclaimAbi.Ladder.BYTES);
    } while (counts.fit());
    counts.requireSound("/dev/x");
    for (int row = 0; row < counts.size(); row++) {
      if (counts.isPossible(row)) {
        long bytes = counts.maxBlocks(row) * counts.pagesPerBlock(row) * 4096;
        require(bytes >= 0 && counts.pages(row) * 4096 >= 0 && counts.tailPages(row) >= 0);
      }
      for (int rung = 0; rung < ReclaimCounts.RUNGS; rung++) {
        require(counts.firstBlock(row, rung) >= 0 && counts.rungPages(row, rung) >= 0);
      }
    }
  }

  /** Room for 65,536 devices in each of many inputs, until a collection, would be gigabytes. */
  private static void boundTotal(NativeBuffer argument) {
    int total = argument.intAt(ReclaimAbi.Count.TOTAL);
    if (total > MOST_TOTAL && total <= ReclaimCounts.MOST_DEVICES) {
      argument.putInt(ReclaimAbi.Count.TOTAL, total % MOST_TOTAL);
    }
  }

  /** What became of requests. */
  private static void scan(byte[] input) {
    ReclaimScan scan = new ReclaimScan(ROWS);
    while (!scan.isFull()) {
      scan.add(70, 3, 16, 1024, false);
    }
    place(input, 0, scan.requests(), 0, ROWS * ReclaimAbi.Request.BYTES);
    for (int request = 0; request < scan.size(); request++) {
      String unused = scan.result(request) + Errno.text(scan.error(request));
      require(scan.highWaterBlocks(request) >= 0);
    }
  }

  /** Puts so many bytes of an input, or as many as it has, into a buffer; returns how many. */
  private static int place(byte[] input, int from, NativeBuffer into, int at, int most) {
    int count = Math.max(0, Math.min(most, input.length - from));
    for (int i = 0; i < count; i++) {
      into.putByte(at + i, input[from + i]);
    }
    return count;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("a number that no kernel has");
    }
  }

  private static byte[] results() {
    ByteBuffer bytes =
        ByteBuffer.allocate(ROWS * ReclaimAbi.Request.BYTES).order(ByteOrder.nativeOrder());
    for (int request = 0; request < ROWS; request++) {
      int at = request * ReclaimAbi.Request.BYTES;
      bytes.putInt(at + ReclaimAbi.Request.RESULT, 1 + request % 5);
      bytes.putInt(at + ReclaimAbi.Request.ERROR, Errno.EAGAIN);
      bytes.putLong(at + ReclaimAbi.Request.FREED_PAGES, 512);
    }
    return bytes.array();
  }

  /** Two devices, with all that is told of them. */
  private static byte[] twoDevices() {
    ByteBuffer bytes =
        ByteBuffer.allocate(24 + ROWS * (ReclaimAbi.Device.BYTES + ReclaimAbi.Ladder.BYTES))
            .order(ByteOrder.nativeOrder());
    bytes.putInt(0, 2).putInt(4, 2).putLong(8, 1).putLong(16, 700);
    for (int row = 0; row < 2; row++) {
      int at = 24 + row * ReclaimAbi.Device.BYTES;
      bytes.putLong(at + ReclaimAbi.Device.GENERATION, 70 + row);
      bytes.putInt(at + ReclaimAbi.Device.MINOR, row);
      bytes.putInt(at + ReclaimAbi.Device.PAGES_PER_BLOCK, 1);
      bytes.putInt(at + ReclaimAbi.Device.MAX_BLOCKS, 262_144);
      bytes.putLong(at + ReclaimAbi.Device.PAGES, 350);
    }
    return bytes.array();
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofBytes("uevent", input -> Uevent.isAboutUio(input, input.length))
            .seeds("add@/devices/virtual/uio/uio0\0ACTION=add\0SUBSYSTEM=uio\0")
            .words("SUBSYSTEM=uio\0", "SUBSYSTEM=uio"),
        FuzzTarget.ofText("file-mappings", FileMapping::parse)
            .seeds(
                "55d0c0a00000-55d0c0a01000 r-xp 00000000 fe:00 123                        /usr/bin/java\n")
            .words("r-xp", "/usr", "ffffffffffffffff"),
        FuzzTarget.ofBytes("reclaim-info", KernelBytesFuzzTest::info)
            .refusing(ReclaimUnavailableException.class)
            .seed(new byte[ReclaimAbi.Info.BYTES]),
        FuzzTarget.ofBytes("reclaim-counts", KernelBytesFuzzTest::counts)
            .refusing(SystemCallException.class)
            .seed(twoDevices())
            .seed(new byte[24 + ReclaimAbi.Device.BYTES]),
        FuzzTarget.ofBytes("reclaim-scan", KernelBytesFuzzTest::scan)
            .refusing(IllegalStateException.class) // a result that the ABI does not have
            .seed(results())
            .seed(new byte[ReclaimAbi.Request.BYTES]),
        FuzzTarget.ofBytes("lossless-text", KernelBytesFuzzTest::textOfBytes)
            .seeds("müller-1", "\\xNN \\x5C \\\\", "a\\xff")
            .seed(new byte[] {(byte) 0xff, 'a', (byte) 0xc3, '(', 0}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
