package org.tcmureclaim.replay.trace;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.replay.command.ServiceTime;
import org.tcmureclaim.replay.command.ServiceTimes;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.format.TableColumns;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTableBuilder;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Packings, archives, mapped columns, histograms and ticks made before, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PackedFuzzTest {
  private static final String COMMANDS =
      "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n0,a,R,0,4096,100\n";
  private static final byte[] TEXT = COMMANDS.getBytes(StandardCharsets.UTF_8);
  private static final byte[] KEY = new byte[TickCacheKey.BYTES];

  /** Packs what is written to it. */
  private interface Packing {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] packed(Packing packing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packing.over(bytes)) {
      out.write(TEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(String... names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(TEXT.length);
        tar.putArchiveEntry(entry);
        tar.write(TEXT);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip() {
    return packed(
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.putNextEntry(new ZipEntry("a.csv"));
          return zip;
        });
  }

  private static byte[] after(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] skippableFrame() {
    return new byte[] {0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4};
  }

  private static void read(Path file, String columns) {
    TraceOptions options =
        new TraceOptions(
            "",
            columns.isEmpty() ? Optional.empty() : Optional.of(new TableColumns(columns, "")),
            3,
            ChosenDevices.ALL,
            3_600_000_000_000L,
            TargetSettings.KERNEL_DEFAULTS,
            ServiceTimes.usual(List.of("fixed:5ms")),
            FuzzTarget::requirePrintable,
            Progress.SILENT,
            true);
    var unused = new Traces(options).read(file.toString());
  }

  private static byte[] ticks() {
    TickTableBuilder builder = new TickTableBuilder(1_000_000_000L);
    builder.add(0, builder.number("a"), 3, 1);
    Trace trace = new Trace("t", "commands", "none", 1, 0, builder.build());
    try {
      Path file = Files.createTempFile("tcmu-reclaim-fuzz-", ".ticks");
      new CachedTicks(List.of(trace), List.of("a notice")).write(file, KEY);
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<FuzzTarget> targets() {
    List<FuzzTarget> targets = new ArrayList<>();
    targets.add(
        FuzzTarget.ofFile("packed", "trace", file -> read(file, ""))
            .refusing(TraceException.class)
            .seed(packed(BZip2CompressorOutputStream::new))
            .seed(packed(FramedLZ4CompressorOutputStream::new))
            .seed(packed(out -> new XZOutputStream(out, new LZMA2Options())))
            .seed(packed(ZstdOutputStream::new))
            .seed(after(skippableFrame(), packed(ZstdOutputStream::new)))
            .seed(tar("a.csv", "README", "b/c.csv"))
            .seed(zip())
            .seed(COMMANDS.getBytes(StandardCharsets.UTF_16))
            .seed(after(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, TEXT)));
    Map<String, String> columns =
        Map.of(
            "columns-commands", "time=1:ms,dev=1+2,op=op,offset=4:sectors,size=5:kib,latency=6:us",
            "columns-complete", "time=1:s,op=3,size=5,complete=6:s",
            "columns-events", "time=1:us,dev=2,action=3,op=3,offset=4:sectors,size=5:sectors");
    columns.forEach(
        (name, map) ->
            targets.add(
                FuzzTarget.ofFile(name, "trace", file -> read(file, map))
                    .refusing(TraceException.class)
                    .seeds(
                        "1,a,op,4,5,6\n1.5,a,R,8,8,200\n2.5,a,W,8,8,3\n",
                        "time;dev;op;offset;size;latency\n1,5;a;Read;8;8;9\n2,5;b;Write;8;8;9\n",
                        "1\ta\tD\t8\t8\t0\n2\ta\tC\t8\t8\t0\n",
                        "\"1\",\"a,b\",\"R\",\"0x8\",\"8\",\"2\"\n")
                    .words("\"", "\"\"", "read", "flush", "0x", "e9", "D", "C", "Q")));
    targets.add(
        FuzzTarget.ofText("trace-columns", text -> new TableColumns(text, "").format())
            .refusing(UsageException.class)
            .seeds(String.join(";", columns.values()), columns.getOrDefault("columns-events", ""))
            .words("time=", "action=", "dev=1+", ":sectors", "99999"));
    targets.add(
        FuzzTarget.ofFile("histogram", "h.csv", file -> ServiceTime.of("histogram:" + file + ",7"))
            .refusing(TraceException.class, UsageException.class)
            .seeds("100,5\n200,10\n", "latency_us,count\n100,5\n", "{\"bins\": {\"100\": 5}}\n"));
    targets.add(
        FuzzTarget.ofFile("tick-cache", "t.ticks", file -> CachedTicks.read(file, KEY, "t"))
            .refusing(IOException.class)
            .seed(ticks()));
    return targets;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
