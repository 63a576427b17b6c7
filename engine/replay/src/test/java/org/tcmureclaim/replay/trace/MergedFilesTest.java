package org.tcmureclaim.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.text.TraceException;

/** Several files of one run as one trace. */
final class MergedFilesTest {
  private static final String HEADER = "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n";
  private static final String SYSTOR = "Timestamp,Response,IOType,LUN,Offset,Size\n";

  @TempDir Path directory;
  private final List<String> notices = new ArrayList<>();

  @Test
  void logsOfJobs_areADeviceEach_inTheOrderOfTime() throws IOException {
    String one = file("x_clat.1.log", "1000, 900000, 1, 4096\n3000, 900000, 1, 4096\n");
    String two = file("x_clat.2.log", "2000, 900000, 0, 8192\n2500, 900000, 0, 8192\n");
    assertThat(imported(one, two))
        .isEqualTo(
            HEADER
                + """
                0,x_clat.1,W,,4096,900
                1000000,x_clat.2,W,,8192,900
                1500000,x_clat.2,W,,8192,900
                2000000,x_clat.1,W,,4096,900
                """);
    assertThat(notices).contains(one + ": 2 files, merged by their times");
  }

  @Test
  void filesOfOneName_inSeveralFolders_areSeveralDevices() throws IOException {
    Files.createDirectory(directory.resolve("a"));
    Files.createDirectory(directory.resolve("b"));
    String one = file("a/lat.log", "1000, 900000, 1, 4096\n");
    String two = file("b/lat.log", "2000, 900000, 0, 8192\n");
    assertThat(imported(one, two)).contains("0," + one + ",W,").contains("," + two + ",W,");
  }

  @Test
  void hourlyFiles_inAnyOrder_makeOneTrace_withTheirDevices() throws IOException {
    String second = file("h2.csv", SYSTOR + "1455596400.5,0.001,R,2,0,4096\n");
    String first =
        file("h1.csv", SYSTOR + "1455592800.5,0.001,R,2,0,4096\n1455592801.5,0.001,R,0,0,4096\n");
    assertThat(imported(second, first))
        .isEqualTo(
            HEADER
                + """
                0,2,W,,4096,1000
                1000000,0,W,,4096,1000
                3600000000,2,W,,4096,1000
                """);
  }

  @Test
  void archive_isReadAsItsFiles_packedOrNot_andOtherFilesArePassedOver() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("run/README", bytes("What was recorded.\n"));
    files.put("run/._h1.csv", bytes("left by a file manager"));
    files.put("run/h2.csv.gz", gzip(bytes(SYSTOR + "1455596400.5,0.001,R,2,0,4096\n")));
    files.put("run/h1.csv", bytes(SYSTOR + "1455592800.5,0.001,R,2,0,4096\n"));
    Path tar = Files.write(directory.resolve("run.tar"), Archives.tar(files));
    Path tgz = Files.write(directory.resolve("run.tgz"), gzip(Archives.tar(files)));
    String expected = HEADER + "0,2,W,,4096,1000\n3600000000,2,W,,4096,1000\n";
    assertThat(imported(tar.toString())).isEqualTo(expected);
    assertThat(imported(tgz.toString())).isEqualTo(expected);
    assertThat(notices).contains(tgz + ": passed over: 1 files of other kinds in the archive");
    assertThat(new Traces(options()).read(tar.toString()).get(0).lines()).isEqualTo(2);
  }

  /** Each processor's file is named after the one beside it, and the run after none of them. */
  @Test
  void filesOfBlktrace_areReadTogether_byTheNameOfOneOrOfTheRun() throws IOException {
    byte[] issue = blktraceRecord(1_000, 7 | 1 << 22 | 1 << 17);
    byte[] completion = blktraceRecord(4_000, 8 | 1 << 23 | 1 << 17);
    Files.write(directory.resolve("sdb.blktrace.0"), issue);
    Files.write(directory.resolve("sdb.blktrace.1"), completion);
    Files.write(directory.resolve("sdc.blktrace.0"), completion);
    String expected = HEADER + "0,8:16,W,,4096,3\n";
    for (String name : List.of("sdb.blktrace.0", "sdb.blktrace.1", "sdb")) {
      assertThat(imported(directory.resolve(name).toString())).as(name).isEqualTo(expected);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("run/sdb.blktrace.1", completion);
    files.put("run/sdb.blktrace.0", issue);
    Path tar = Files.write(directory.resolve("run.tar"), Archives.tar(files));
    assertThat(imported(tar.toString())).isEqualTo(expected);
  }

  private static byte[] blktraceRecord(long nanos, int action) {
    ByteBuffer record = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(0x65617407).putInt(1).putLong(nanos).putLong(8).putInt(4096);
    record.putInt(action).putInt(701).putInt(8 << 20 | 16);
    return record.array();
  }

  @Test
  void manyFiles_areNotOpenAllAtOnce() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int hour = 0; hour < 600; hour++) {
      long second = 1_455_592_800L + 3600L * hour;
      files.put("h" + hour + ".csv", bytes(SYSTOR + second + ".5,0.001,R,2,0,4096\n"));
    }
    Path tar = Files.write(directory.resolve("run.tar"), Archives.tar(files));
    assertThat(imported(tar.toString()).lines()).hasSize(601);
    Map<String, byte[]> sameHour = new LinkedHashMap<>();
    byte[] hour = bytes(SYSTOR + "1455592800.5,0.001,R,2,0,4096\n");
    for (int i = 0; i < 300; i++) {
      sameHour.put("l" + i + ".csv", hour);
    }
    Path crowded = Files.write(directory.resolve("crowded.tar"), Archives.tar(sameHour));
    assertThatThrownBy(() -> imported(crowded.toString()))
        .hasMessageContaining("l256.csv: more than 256 files of the same time; import some");
  }

  @Test
  void filesOfTwoClocks_areRefused() throws IOException {
    String calendar = file("h1.csv", SYSTOR + "1455592800.5,0.001,R,2,0,4096\n");
    String relative = file("x_clat.1.log", "1000, 900000, 1, 4096\n");
    assertThatThrownBy(() -> imported(calendar, relative))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("has the times of a calendar, and " + relative);
  }

  @Test
  void badLine_isNamed_withItsFile_andTheOneFileThatIsNone() throws IOException {
    String good = file("h1.csv", SYSTOR + "1455592800.5,0.001,R,2,0,4096\n");
    String bad = file("h2.csv", SYSTOR + "1455592801.5,0.001,R,2,0,4096\nx\n");
    assertThatThrownBy(() -> imported(good, bad)).hasMessageStartingWith(bad + ":3: ");
    String none = file("none", "hello\n");
    assertThatThrownBy(() -> imported(good, none)).hasMessageStartingWith(none + ":1: no known");
  }

  private String imported(String... files) throws IOException {
    Path out = directory.resolve("out.csv");
    var unused = new TraceImport(options()).commands(List.of(files), out);
    return Files.readString(out);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private TraceOptions options() {
    return new TraceOptions(
        "",
        0,
        1_000_000_000L,
        TargetSettings.KERNEL_DEFAULTS,
        List.of("fixed:5ms"),
        notices::add,
        Progress.SILENT);
  }
}
