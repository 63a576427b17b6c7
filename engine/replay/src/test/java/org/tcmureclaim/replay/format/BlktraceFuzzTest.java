package org.tcmureclaim.replay.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

/** blktrace's binary records, merged and of single CPUs, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BlktraceFuzzTest {
  private static final int MAGIC = 0x65617407;
  private static final int WRITE = 1 << 17;
  private static final int NOTIFY_TIME = 1 | 1 << 26;
  private static final int HEADER_BYTES = 48;

  private static void merged(byte[] input) throws IOException {
    read(new ByteArrayInputStream(input));
  }

  /** The input is cut in two, as if a CPU had written each half. */
  private static void cpus(byte[] input) throws IOException {
    int half = input.length / 2 / HEADER_BYTES * HEADER_BYTES;
    InputStream first = new ByteArrayInputStream(input, 0, half);
    InputStream second = new ByteArrayInputStream(input, half, input.length - half);
    read(new BlktraceStream(List.of(first, second)));
  }

  private static void read(InputStream in) throws IOException {
    BadLines bad = new BadLines("t", 3, FuzzTarget::requirePrintable);
    FileContents contents =
        CommandFormats.named("blktrace").reader(new CheckedCommands()).read(in, bad);
    contents.sentences().forEach(FuzzTarget::requirePrintable);
  }

  /** Holds commands to what every reader promises. */
  private static final class CheckedCommands implements CommandSink {
    private final List<String> names = new ArrayList<>();
    private long last;

    @Override
    public int device(String name) {
      FuzzTarget.requirePrintable(name);
      names.add(name);
      return names.size() - 1;
    }

    @Override
    public void command(int device, Operation what, long bytes, long nanos, long latency) {
      boolean sound = device >= 0 && device < names.size() && bytes >= 0 && nanos >= last;
      if (!sound || (latency < 0 && latency != NO_LATENCY)) {
        throw new AssertionError(
            "command of " + device + ": " + bytes + " bytes @" + nanos + " +" + latency);
      }
      last = nanos;
    }
  }

  private static byte[] records(ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(1024).order(order);
    record(out, 1_000, NOTIFY_TIME, 0, 0, 8);
    out.putInt(1_700_000_000).putInt(500);
    record(out, 2_000, 1 | WRITE, 2048, 65536, 0); // Q
    record(out, 2_500, 15, 2048, 65536, 16); // A
    out.put(new byte[16]);
    record(out, 3_000, 7 | WRITE, 4096, 65536, 0); // D
    record(out, 9_000, 8 | WRITE, 4096, 65536, 0); // C
    record(out, 9_500, 4 | WRITE, 0, 0, 0);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void record(
      ByteBuffer out, long nanos, int action, long sector, int bytes, int extra) {
    out.putInt(MAGIC).putInt(1).putLong(nanos).putLong(sector).putInt(bytes).putInt(action);
    out.putInt(77).putInt(8 << 20 | 16).putInt(0).putShort((short) 0).putShort((short) extra);
  }

  static List<FuzzTarget> targets() {
    return List.of(
        target("blktrace-merged", BlktraceFuzzTest::merged),
        target("blktrace-cpus", BlktraceFuzzTest::cpus));
  }

  private static FuzzTarget target(String name, FuzzTarget.Body body) {
    return FuzzTarget.ofBytes(name, body)
        .refusing(TraceException.class, IOException.class)
        .seed(records(ByteOrder.LITTLE_ENDIAN))
        .seed(records(ByteOrder.BIG_ENDIAN))
        .words("\u0007tae", "eat\u0007");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
