package org.tcmureclaim.replay.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.replay.text.BadLines;

/** blktrace's binary records, as blkparse 1.2.0 reads the same bytes. */
final class BlktraceTest {
  private static final int SDB = 8 << 20 | 16;
  private static final int DM = 253 << 20 | 2;
  private static final int QUEUE = 1 | 1 << 20;
  private static final int ISSUE = 7 | 1 << 22;
  private static final int COMPLETE = 8 | 1 << 23;
  private static final int REMAP = 15;
  private static final int WRITE = 1 << 17;
  private static final int PASSTHROUGH = 1 << 25;
  private static final int NOTIFY_TIME = 1 | 1 << 26;
  private static final int DISCARD = 1 << 29;
  private static final int CGROUP = 1 << 8;

  private final ListedCommands sink = new ListedCommands();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filesOfCpus_areMerged_inEitherByteOrder(boolean little) throws IOException {
    Records first = new Records(little);
    first.record(5_000_000_000L, QUEUE | WRITE, DM, 2048, 65536);
    first.remap(5_000_000_500L, DM, SDB);
    first.record(5_000_002_000L, ISSUE | WRITE | CGROUP, SDB, 4096, 65536);
    first.record(5_500_000_000L, ISSUE | PASSTHROUGH, SDB, 0, 512);
    first.record(5_600_000_000L, ISSUE, SDB, 0, 0);
    first.record(6_000_000_000L, ISSUE | DISCARD | WRITE, SDB, 512, 1 << 20);
    Records second = new Records(little);
    second.record(5_004_002_000L, COMPLETE | WRITE, SDB, 4096, 65536);
    second.record(5_004_003_000L, COMPLETE | WRITE, DM, 2048, 65536);
    second.record(6_001_000_000L, COMPLETE | DISCARD | WRITE, SDB, 512, 1 << 20);
    FileContents contents = read(new BlktraceStream(List.of(first.stream(), second.stream())), 0);
    assertThat(sink.commands())
        .containsExactly("8:16 W 65536 @0 +4000000", "8:16 D 1048576 @999998000 +1000000");
    assertThat(contents.sentences())
        .contains("events: 1 Q, 1 A, 4 D, 3 C")
        .anyMatch(text -> text.startsWith("253:2 lies above 8:16: its 1 commands"));
    assertThat(label(first.bytes())).isEqualTo("blktrace");
  }

  @Test
  void timeOfDay_isTheOrigin() throws IOException {
    Records records = new Records(true);
    records.timeOfDay(1_000_000_000L, 1_700_000_000, 500);
    records.record(1_000_000_100L, ISSUE | WRITE, SDB, 0, 4096);
    records.record(1_000_000_200L, COMPLETE | WRITE, SDB, 0, 4096);
    long[] origin = new long[1];
    CommandSink noting =
        new CommandSink() {
          @Override
          public void startsAt(long originNanos) {
            origin[0] = originNanos;
          }

          @Override
          public int device(String name) {
            return 0;
          }

          @Override
          public void command(int device, Operation what, long bytes, long nanos, long latency) {}
        };
    CommandFormats.named("blktrace").reader(noting).read(records.stream(), BadLines.none("t"));
    assertThat(origin[0]).isEqualTo(1_700_000_000_000_000_600L);

    // The notification may be in the file of a processor that had nothing to do until then.
    Records first = new Records(true);
    first.record(1_000_000_100L, ISSUE | WRITE, SDB, 0, 4096);
    first.record(1_000_000_200L, COMPLETE | WRITE, SDB, 0, 4096);
    Records second = new Records(true);
    second.timeOfDay(1_000_000_500L, 1_700_000_000, 500);
    CommandFormats.named("blktrace")
        .reader(noting)
        .read(new BlktraceStream(List.of(first.stream(), second.stream())), BadLines.none("t"));
    assertThat(origin[0]).isEqualTo(1_700_000_000_000_000_100L);
  }

  @Test
  void cutOrDamagedFile_isBad_andWhatWasBeforeCounts() throws IOException {
    Records records = new Records(true);
    records.record(1000, ISSUE | WRITE, SDB, 0, 4096);
    records.record(2000, COMPLETE | WRITE, SDB, 0, 4096);
    records.timeOfDay(3000, 1_700_000_000, 500);
    byte[] whole = records.bytes();
    for (int length = 97; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(new ByteArrayInputStream(cut), 0))
          .hasMessageStartingWith("t:3: the last record is cut off");
      sink.commands().clear();
      read(new ByteArrayInputStream(cut), 1);
      assertThat(sink.commands()).hasSize(1);
    }
    whole[96] ^= 0x10;
    assertThat(whole[99]).isEqualTo((byte) 0x65);
    assertThatThrownBy(() -> read(new ByteArrayInputStream(whole), 0))
        .hasMessageStartingWith("t:3: a record of version 23; only 7 is known");
    whole[99] = 0;
    assertThatThrownBy(() -> read(new ByteArrayInputStream(whole), 0))
        .hasMessageStartingWith("t:3: no record of blktrace begins here");
  }

  private FileContents read(InputStream in, long mostBad) throws IOException {
    return CommandFormats.named("blktrace")
        .reader(sink)
        .read(in, new BadLines("t", mostBad, unused -> {}));
  }

  private static String label(byte[] bytes) throws IOException {
    Head head = Head.of(new BufferedInputStream(new ByteArrayInputStream(bytes)));
    return CommandFormats.of("t", head, true).label();
  }

  /** Makes records. */
  private static final class Records {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    private Records(boolean little) {
      order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private void record(long nanos, int action, int device, long sector, int bytes) {
      write(nanos, action, device, sector, bytes, new byte[0]);
    }

    private void remap(long nanos, int from, int to) {
      byte[] extra = ByteBuffer.allocate(16).putInt(from).putInt(to).putLong(0).array();
      write(nanos, REMAP, to, 0, 65536, extra);
    }

    private void timeOfDay(long nanos, int seconds, int rest) {
      byte[] extra = ByteBuffer.allocate(8).order(order).putInt(seconds).putInt(rest).array();
      write(nanos, NOTIFY_TIME, 0, 0, 0, extra);
    }

    private void write(long nanos, int action, int device, long sector, int bytes, byte[] extra) {
      ByteBuffer record = ByteBuffer.allocate(48 + extra.length).order(order);
      record.putInt(0x65617407).putInt(1).putLong(nanos).putLong(sector).putInt(bytes);
      record.putInt(action).putInt(701).putInt(device).putInt(0).putShort((short) 0);
      record.putShort((short) extra.length).put(extra);
      out.writeBytes(record.array());
    }

    private byte[] bytes() {
      return out.toByteArray();
    }

    private InputStream stream() {
      return new ByteArrayInputStream(bytes());
    }
  }
}
