package org.tcmureclaim.replay.trace;

import static java.util.Map.entry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.replay.command.ServiceTime;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.format.CommandFormats;
import org.tcmureclaim.replay.text.TraceException;

/** Traces of devices in all formats, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TraceFuzzTest {
  private static final Map<String, String> SEEDS =
      Map.ofEntries(
          entry(
              "commands",
              "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n0,a,R,0,4096,100\n1000,b,W,4096,8192,\n"),
          entry(
              "blkparse",
              "  8,0    1        1     0.000000000   123  Q   R 2048 + 8 [fio]\n  8,0    1        2     0.000001000   123  D   R 2048 + 8 [fio]\n  8,0    1        3     0.000100000     0  C   R 2048 + 8 [0]\nCPU1 (8,0):\n Reads Queued:           1,        4KiB\n"),
          entry(
              "fio-iolog-2",
              "fio version 2 iolog\n/dev/a add\n/dev/a open\n/dev/a read 0 4096\n/dev/a wait 1000 0\n/dev/a write 4096 4096\n/dev/a close\n"),
          entry(
              "fio-iolog-3",
              "fio version 3 iolog\n0 /dev/a add\n1 /dev/a open\n100 /dev/a read 0 4096\n200 /dev/a close\n"),
          entry("fio-latency", "1, 100000, 0, 4096, 0, 0\n2, 200000, 1, 4096, 4096, 0\n"),
          entry("alibaba", "419,W,8192,4096,1577808144360767\n420,R,0,512,1577808144360800\n"),
          entry("tencent", "1538323200,12910952,128,0,1063\n1538323201,12910952,8,1,1064\n"),
          entry(
              "msr",
              "128166372003061629,src2,0,Read,383496192,32768,413\n128166372003061729,src2,0,Write,4096,512,10\n"),
          entry(
              "systor17",
              "Timestamp,Response,IOType,LUN,Offset,Size\n1455592000.1,0.0001,W,4,4096,512\n1455592000.2,,R,4,4096,512\n"),
          entry(
              "fiu",
              "89966000000000 4892 kjournald 904265560 8 W 6 0 531e779cce3cf7b34ac6d57e4f10cd2d\n89966000100000 4892 two words 904265568 8 R 6 0\n"),
          entry("disksim", "0.0 0 100 8 0\n1.5 1 200 16 1\n"),
          entry("mqsim", "1000 0 100 8 1\n2000 1 200 16 0\n"),
          entry("pages", "1\n2\n1\n3\n"));

  static List<FuzzTarget> targets() {
    List<FuzzTarget> targets = new ArrayList<>();
    FuzzTarget any =
        FuzzTarget.ofFile("trace", "trace", file -> read(file, "")).refusing(TraceException.class);
    SEEDS.values().forEach(any::seeds);
    any.seeds("tick_s,dev,peak_blocks,floor_blocks\n0,a,1,1\n");
    any.seed(gzip(SEEDS.getOrDefault("commands", "")));
    targets.add(any);
    for (String format : CommandFormats.labels()) {
      targets.add(
          FuzzTarget.ofFile("trace-" + format, "trace", file -> read(file, format))
              .refusing(TraceException.class)
              .seeds(SEEDS.getOrDefault(format, "1 2 3 4 5\n"))
              .seed(new byte[96])
              .words(
                  "RA", "WS", "FWS", "D", "C", " + ", "[0]", "wait", "trim", "datasync", "Read"));
    }
    targets.add(
        FuzzTarget.ofFile("trace-pages", "trace", file -> read(file, "pages"))
            .refusing(TraceException.class)
            .seeds(SEEDS.getOrDefault("pages", "")));
    targets.add(
        FuzzTarget.ofText("service-time", ServiceTime::of)
            .refusing(ConfigurationException.class, TraceException.class)
            .seeds("fixed:5ms", "per-size:200us+10ms/MiB", "lognormal:5ms,1.0,7", "histogram:x,7"));
    return targets;
  }

  private static void read(Path file, String format) {
    var unused = new Traces(options(format)).read(file.toString());
  }

  private static TraceOptions options(String format) {
    return new TraceOptions(
        format,
        3,
        3_600_000_000_000L, // memory grows with ticks, of which four years of seconds are allowed
        TargetSettings.KERNEL_DEFAULTS,
        List.of("fixed:5ms"),
        FuzzTarget::requirePrintable,
        Progress.SILENT);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
