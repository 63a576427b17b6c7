package org.tcmureclaim.replay.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.DecimalText;

/**
 * What a reader allocates does not depend on the length of its input: the same again, ten times as
 * long, costs not a tenth more. As much as is allocated is the most that can be held.
 */
final class ConstantMemoryTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
  private static final int SHORT_LINES = 30_000;
  private static final int LONG_LINES = 300_000;

  /** Takes commands and keeps none. */
  private static final class Counted implements CommandSink {
    private int devices;
    private long commands;

    @Override
    public int device(String name) {
      return devices++;
    }

    @Override
    public void command(int device, Operation operation, long bytes, long nanos, long latency) {
      commands++;
    }
  }

  /**
   * So many lines of one format, made as they are read and in reused memory: 100 a second on each
   * of ten devices.
   */
  private static final class MadeLines extends InputStream {
    private static final byte[] ALIBABA = ",W,0,4096,".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TENCENT = ",0,8,1,".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MSR_HOST = ",h,".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MSR = ",Read,0,4096,70".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DISKSIM = " 0 8 1".getBytes(StandardCharsets.US_ASCII);

    private final String format;
    private final int count;
    private final DecimalText line = new DecimalText(200);
    private final Reused out = new Reused();
    private int at;
    private int made;

    /** Lets its bytes be read without a copy. */
    private static final class Reused extends ByteArrayOutputStream {
      private int copy(int from, byte[] into, int offset, int length) {
        int copied = Math.min(length, count - from);
        System.arraycopy(buf, from, into, offset, copied);
        return copied;
      }
    }

    private MadeLines(String format, int count) {
      this.format = format;
      this.count = count;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (at == out.size()) {
        if (made == count) {
          return -1;
        }
        out.reset();
        make(made++);
        line.add((byte) '\n').drainTo(out);
        at = 0;
      }
      int copied = out.copy(at, into, offset, length);
      at += copied;
      return copied;
    }

    private void make(long millis) {
      long device = millis % 10;
      switch (format) {
        case "alibaba" ->
            line.whole(device).add(ALIBABA).whole(1_600_000_000_000_000L + millis * 1000);
        case "tencent" -> line.whole(1_538_323_200L + millis / 1000).add(TENCENT).whole(device);
        case "msr" ->
            line.whole(128_166_372_000_000_000L + millis * 10_000)
                .add(MSR_HOST)
                .whole(device)
                .add(MSR);
        default -> line.thousandths(1000 * millis + 250).add((byte) ' ').whole(device).add(DISKSIM);
      }
    }
  }

  @Test
  void longerInput_allocatesNoMore() throws IOException {
    for (String format : List.of("alibaba", "tencent", "msr", "disksim")) {
      allocatedBytes(format, SHORT_LINES);
      long brief = allocatedBytes(format, SHORT_LINES);
      long tenTimes = allocatedBytes(format, LONG_LINES);
      assertThat(tenTimes).as(format).isLessThan(brief + brief / 10);
    }
  }

  private static long allocatedBytes(String format, int lines) throws IOException {
    Counted sink = new Counted();
    MadeLines made = new MadeLines(format, lines);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    CommandFormats.named(format).reader(sink).read(made, new BadLines(format, 0, unused -> {}));
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(sink.commands).isEqualTo(lines);
    return allocated;
  }
}
