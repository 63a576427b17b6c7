package org.tcmureclaim.replay.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.replay.text.BadLines;

final class VscsiRecordsTest {
  private static final int READ_10 = 0x28;
  private static final int UNMAP = 0x42;

  private final List<String> notices = new ArrayList<>();

  @Test
  void version1_hasArrivals() throws IOException {
    byte[] bytes = new byte[64];
    ByteBuffer file = over(bytes);
    version1(file, 0x100, READ_10, 65536, 5_000);
    version1(file, 0x104, UNMAP, 24, 4_000);
    assertThat(label(bytes)).isEqualTo("vscsi-1");
    assertThat(read("vscsi-1", bytes, 0)).containsExactly("0 D 24 @0 -", "0 W 65536 @1000000 -");
  }

  @Test
  void version2_hasResponsesToo() throws IOException {
    byte[] bytes = new byte[80];
    ByteBuffer file = over(bytes);
    version2(file, READ_10, 4096, 5_000, 250);
    version2(file, READ_10, 8192, 6_000, 90);
    assertThat(label(bytes)).isEqualTo("vscsi-2");
    assertThat(read("vscsi-2", bytes, 0))
        .containsExactly("0 W 4096 @0 +250000", "0 W 8192 @1000000 +90000");
  }

  @Test
  void strangeRecord_andACutOne_areBad_withTheirNumbers() throws IOException {
    byte[] bytes = new byte[96];
    ByteBuffer file = over(bytes);
    version1(file, 0x100, READ_10, 4096, 1);
    version1(file, 0x700, READ_10, 4096, 2);
    version1(file, 0x100, READ_10, 4096, 3);
    byte[] cut = Arrays.copyOf(bytes, 90);
    assertThat(read("vscsi-1", cut, 2)).containsExactly("0 W 4096 @0 -");
    assertThat(notices)
        .containsExactly(
            "v:2: not a record of version 1 (left out)",
            "v:3: the last record is cut off (left out)");
    assertThatThrownBy(() -> read("vscsi-1", cut, 1)).hasMessageContaining("v:3: the last record");
  }

  private List<String> read(String format, byte[] bytes, long mostBad) throws IOException {
    ListedCommands sink = new ListedCommands();
    CommandFormats.named(format)
        .reader(sink)
        .read(new ByteArrayInputStream(bytes), new BadLines("v", mostBad, notices::add));
    return sink.commands();
  }

  private static String label(byte[] bytes) throws IOException {
    var in = new BufferedInputStream(new ByteArrayInputStream(bytes));
    return CommandFormats.of("v", Head.of(in), true).label();
  }

  private static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void version1(ByteBuffer to, int version, int command, int bytes, long micros) {
    to.putInt(1).putInt(bytes).putInt(1).putShort((short) command).putShort((short) version);
    to.putLong(77).putLong(micros);
  }

  private static void version2(ByteBuffer to, int command, int bytes, long micros, long response) {
    to.putShort((short) command).putShort((short) 0x200).putInt(1).putInt(bytes).putInt(1);
    to.putLong(77).putLong(micros).putLong(response);
  }
}
