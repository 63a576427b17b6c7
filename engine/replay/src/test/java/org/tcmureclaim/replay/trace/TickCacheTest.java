package org.tcmureclaim.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.ticks.TickTable;

final class TickCacheTest {
  private static final String COMMANDS =
      """
      arrival_us,dev,op,offset_bytes,length_bytes,latency_us
      10,é,W,,65536,
      20,b,R,,4096,
      3500000,é,W,,8192,
      """;
  private static final long PLENTY = 1 << 20;

  @TempDir private Path temp = Path.of("");
  private Path source = Path.of("");
  private Path folder = Path.of("");
  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void writeSource() throws IOException {
    source = Files.writeString(temp.resolve("commands.csv"), COMMANDS);
    folder = temp.resolve("cache");
  }

  @Test
  void secondReading_takesTheCachedTicks() throws IOException {
    List<Trace> first = read(options("fixed:5ms"));
    Path file = files().get(0);
    plant(file, "fixed:20ms");
    assertSame(read(options("fixed:5ms")), uncached(options("fixed:20ms")), "planted");
    Files.delete(file);
    assertSame(read(options("fixed:5ms")), first, "deleted");
  }

  @Test
  void fileCutAnywhere_isMadeAgain() throws IOException {
    List<Trace> right = read(options("fixed:5ms"));
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    plant(file, "fixed:20ms");
    byte[] other = Files.readAllBytes(file);
    for (int length = 0; length < other.length; length++) {
      Files.write(file, Arrays.copyOf(other, length));
      assertSame(read(options("fixed:5ms")), right, "cut to " + length);
      assertThat(Files.readAllBytes(file)).as("after a cut to %d", length).isEqualTo(whole);
    }
  }

  @Test
  void fileWithAnyOtherBit_isMadeAgain() throws IOException {
    List<Trace> right = read(options("fixed:5ms"));
    Path file = files().get(0);
    plant(file, "fixed:20ms");
    byte[] other = Files.readAllBytes(file);
    for (int at = 0; at < other.length; at++) {
      byte[] flipped = other.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Files.write(file, flipped);
      assertSame(read(options("fixed:5ms")), right, "byte " + at);
    }
  }

  @Test
  void otherSourceOrOptions_areAnotherFile() throws IOException {
    var unused = read(options("fixed:5ms"));
    assertSame(read(options("fixed:20ms")), uncached(options("fixed:20ms")), "service time");
    TraceOptions deep = options("fixed:5ms");
    TraceOptions shallow =
        new TraceOptions(
            "",
            0,
            deep.tickNanos(),
            new TargetSettings(4096, 1, 64),
            deep.serviceTimes().models(),
            deep.notices(),
            Progress.SILENT);
    assertSame(read(shallow), uncached(shallow), "target");
    Files.writeString(source, COMMANDS.replace("65536", "32768"));
    assertSame(read(deep), uncached(deep), "source");
    assertThat(files()).hasSize(4);
  }

  @Test
  void fileOfAnotherKey_isNotTrusted() throws IOException {
    var unused = read(options("fixed:5ms"));
    Path five = files().get(0);
    var unused2 = read(options("fixed:20ms"));
    Path twenty = files().stream().filter(file -> !file.equals(five)).findFirst().orElseThrow();
    Files.write(five, Files.readAllBytes(twenty));
    assertSame(read(options("fixed:5ms")), uncached(options("fixed:5ms")), "another's");
  }

  @Test
  void badLines_areShownEachTime() throws IOException {
    Files.writeString(source, COMMANDS + "what\n");
    TraceOptions lenient =
        new TraceOptions(
            "",
            9,
            1_000_000_000L,
            TargetSettings.KERNEL_DEFAULTS,
            List.of("fixed:5ms"),
            notices::add,
            Progress.SILENT);
    var unused = read(lenient);
    List<String> first = List.copyOf(notices);
    assertThat(first).isNotEmpty();
    notices.clear();
    var unused2 = read(lenient);
    assertThat(notices).isEqualTo(first);
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsSaidOfTheFormat_isSaidAgain_ofTheNameThatItHasThen() throws IOException {
    Files.writeString(source, "0,8,8,0,1283\n1,8,8,1,1283\n2,16,8,0,1283\n");
    TraceOptions tencent =
        new TraceOptions(
            "tencent",
            0,
            1_000_000_000L,
            TargetSettings.KERNEL_DEFAULTS,
            List.of("fixed:5ms"),
            notices::add,
            Progress.SILENT);
    var unused = read(tencent);
    List<String> first = List.copyOf(notices);
    assertThat(first).isNotEmpty().allMatch(notice -> notice.startsWith(source + ": "));
    notices.clear();
    source = Files.move(source, temp.resolve("renamed.csv"));
    var unused2 = read(tencent);
    assertThat(files()).hasSize(1);
    assertThat(notices).hasSameSizeAs(first).allMatch(notice -> notice.startsWith(source + ": "));
  }

  @Test
  void cache_keepsWithinItsLimit_theLongestUnusedLeaveFirst() throws IOException {
    var unused = read(options("fixed:1ms"));
    Path first = files().get(0);
    long bytes = Files.size(first);
    Files.setLastModifiedTime(first, FileTime.fromMillis(1000));
    for (int ms = 2; ms < 9; ms++) {
      var unused2 = read(options("fixed:" + ms + "ms"), 3 * bytes + 10);
      assertThat(files()).hasSize(Math.min(ms, 3));
      assertThat(files().contains(first)).as("the first, after %d", ms).isEqualTo(ms < 4);
    }
    var unused3 = read(options("fixed:20ms"), bytes - 1);
    assertThat(files()).as("one that is too large is not kept").hasSize(3);
  }

  @Test
  void placeThatCannotBeWritten_costsNothingButTime() throws IOException {
    Files.writeString(folder, "a file in the way");
    assertSame(read(options("fixed:5ms")), uncached(options("fixed:5ms")), "no folder");
  }

  @Test
  void home_isTheOneOfTheDesktopsStandard() {
    assertThat(TickCache.ofUser(name -> Optional.empty())).isEmpty();
    assertThat(TickCache.ofUser(name -> Optional.of("/x"))).isPresent();
  }

  private void plant(Path file, String serviceTime) throws IOException {
    byte[] key = TickCacheKey.of(source, options("fixed:5ms"));
    new CachedTicks(uncached(options(serviceTime)), List.of()).write(file, key);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private List<Trace> read(TraceOptions options) {
    return read(options, PLENTY);
  }

  private List<Trace> read(TraceOptions options, long mostBytes) {
    return new Traces(options, Optional.of(new TickCache(folder, mostBytes)))
        .read(source.toString());
  }

  private List<Trace> uncached(TraceOptions options) {
    return new Traces(options).read(source.toString());
  }

  private TraceOptions options(String serviceTime) {
    return new TraceOptions(
        "",
        0,
        1_000_000_000L,
        TargetSettings.KERNEL_DEFAULTS,
        List.of(serviceTime),
        notices::add,
        Progress.SILENT);
  }

  private static void assertSame(List<Trace> read, List<Trace> expected, String what) {
    assertThat(read.stream().map(TickCacheTest::text))
        .as(what)
        .isEqualTo(expected.stream().map(TickCacheTest::text).toList());
  }

  private static String text(Trace trace) {
    TickTable ticks = trace.ticks();
    StringBuilder text = new StringBuilder();
    text.append(trace.name()).append(trace.format()).append(trace.serviceTime());
    text.append(trace.lines()).append(' ').append(trace.badLines()).append(' ');
    text.append(ticks.ticks()).append(' ').append(ticks.tickNanos());
    for (int tick = 0; tick < ticks.ticks(); tick++) {
      for (int row = ticks.firstRow(tick); row < ticks.firstRow(tick + 1); row++) {
        text.append('\n').append(tick).append(' ').append(ticks.name(ticks.device(row)));
        text.append(' ').append(ticks.peakPages(row)).append(' ').append(ticks.floorPages(row));
      }
    }
    return text.toString();
  }
}
