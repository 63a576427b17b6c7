package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.shim.HeaderProbe.Place;

/** The Java side of the ABI against the header, as the C compiler understands it. */
final class ReclaimAbiTest {
  private static @Nullable HeaderProbe probe;

  @BeforeAll
  static void compileTheHeader(@TempDir Path directory) throws Exception {
    probe = new HeaderProbe(directory);
  }

  @Test
  void constantsAndLayouts_asInTheHeader_andNoneIsMissingOnEitherSide() throws Exception {
    Map<String, Long> expected = new TreeMap<>(header().constants());
    header().fields().forEach((name, place) -> expected.put(upperField(name), place.offset()));
    assertThat(inJava()).isEqualTo(expected);
    assertThat(expected).hasSizeGreaterThan(70);
  }

  private static String upperField(String name) {
    int dot = name.indexOf('.');
    return name.substring(0, dot) + name.substring(dot).toUpperCase(Locale.ROOT);
  }

  private static Map<String, Long> inJava() throws IllegalAccessException {
    Map<String, Long> found = new TreeMap<>();
    collect(ReclaimAbi.class, "", found);
    for (Class<?> struct : ReclaimAbi.class.getDeclaredClasses()) {
      collect(struct, struct.getSimpleName() + ".", found);
    }
    return found;
  }

  private static void collect(Class<?> holder, String prefix, Map<String, Long> into)
      throws IllegalAccessException {
    for (Field field : holder.getDeclaredFields()) {
      if (!field.isSynthetic()) {
        into.put(prefix + field.getName(), (long) field.getInt(null));
      }
    }
  }

  @Test
  void counts_everyFieldOfADevice_isReadWhereItIsAndAsWideAsItIs() throws Exception {
    ReclaimCounts counts = new ReclaimCounts(true);
    counts.argument().putInt(ReclaimAbi.Count.RETURNED, 2);
    fill(counts.devices());
    long base = header().structBytes("Device");
    for (String field : fieldsOf("Device")) {
      assertThat(read(counts, camelCase(field), 1))
          .as(field)
          .isEqualTo(expected(counts.devices(), base, "Device." + field));
    }
  }

  @Test
  void counts_everyFieldOfARung_isReadWhereItIsAndAsWideAsItIs() throws Exception {
    ReclaimCounts counts = new ReclaimCounts(true);
    counts.argument().putInt(ReclaimAbi.Count.RETURNED, 2);
    fill(counts.ladders());
    long base = header().structBytes("Ladder") + 3 * header().structBytes("Rung");
    for (String field : fieldsOf("Rung")) {
      String accessor = field.equals("pages") ? "rungPages" : camelCase(field);
      assertThat(read(counts, accessor, 1, 3))
          .as(field)
          .isEqualTo(expected(counts.ladders(), base, "Rung." + field));
    }
  }

  @Test
  void info_everyFieldThatTheModuleFills_isAComponent() throws Exception {
    NativeBuffer argument = ReclaimInfo.argument();
    assertThat(expected(argument, 0, "Info.size")).isEqualTo(header().structBytes("Info"));
    fill(argument);
    ReclaimInfo info = ReclaimInfo.read(argument);
    Set<String> fields = new TreeSet<>(fieldsOf("Info"));
    fields.removeAll(Set.of("size", "flags"));
    assertThat(Arrays.stream(ReclaimInfo.class.getRecordComponents()).map(RecordComponent::getName))
        .containsExactlyInAnyOrderElementsOf(
            fields.stream().map(ReclaimAbiTest::camelCase).toList());
    for (String field : fields) {
      assertThat(read(info, camelCase(field)))
          .as(field)
          .isEqualTo(expected(argument, 0, "Info." + field));
    }
  }

  @Test
  void scan_everyField_isWrittenAndReadWhereItIs() {
    ReclaimScan scan = new ReclaimScan(2);
    scan.add(1, 1, 1, 1, false);
    fill(scan.requests());
    scan.add(0x1122334455667788L, 0x31, 0x41424344, 0x5152535455565758L, true);
    long base = header().structBytes("Request");
    NativeBuffer requests = scan.requests();
    assertThat(expected(requests, base, "Request.generation")).isEqualTo(0x1122334455667788L);
    assertThat(expected(requests, base, "Request.minor")).isEqualTo(0x31);
    assertThat(expected(requests, base, "Request.flags")).isZero();
    assertThat(expected(requests, base, "Request.keep_blocks")).isEqualTo(0x41424344);
    assertThat(expected(requests, base, "Request.budget_pages")).isEqualTo(0x5152535455565758L);
    assertThat(expected(requests, base, "Request.wait_micros")).isZero();
    assertThat(scan.error(0)).isEqualTo((int) expected(requests, 0, "Request.error"));
    assertThat(scan.freedPages(0)).isEqualTo(expected(requests, 0, "Request.freed_pages"));
    assertThat(scan.highWaterBlocks(0))
        .isEqualTo(expected(requests, 0, "Request.high_water_blocks"));
    assertThat(expected(scan.argument(), 0, "Scan.count")).isEqualTo(2);
    assertThat(expected(scan.argument(), 0, "Scan.request_bytes")).isEqualTo(base);
    assertThat(expected(scan.argument(), 0, "Scan.requests")).isEqualTo(requests.address());
  }

  @Test
  void boundWaits_onlyTheRequestsThatMayWait_sayForHowLong() {
    ReclaimScan scan = new ReclaimScan(2);
    scan.add(1, 1, 1, 1, true);
    scan.add(2, 2, 1, 1, false);
    scan.boundWaits();
    long base = header().structBytes("Request");
    assertThat(expected(scan.requests(), 0, "Request.wait_micros")).isEqualTo(250_000);
    assertThat(expected(scan.requests(), base, "Request.wait_micros")).isZero();
    scan.clear();
    scan.add(3, 3, 1, 1, true);
    assertThat(expected(scan.requests(), 0, "Request.wait_micros")).isZero();
  }

  private static void fill(NativeBuffer buffer) {
    for (int at = 0; at + 4 <= buffer.sizeBytes(); at += 4) {
      buffer.putInt(at, 0x9e3779b9 * (at + 1));
    }
  }

  /** What C reads there. */
  private static long expected(NativeBuffer buffer, long base, String field) {
    Place place = Objects.requireNonNull(header().fields().get(field), field);
    int at = (int) (base + place.offset());
    return place.bytes() == 8 ? buffer.longAt(at) : buffer.unsignedIntAt(at);
  }

  private static Set<String> fieldsOf(String struct) {
    return header().fields().keySet().stream()
        .filter(name -> name.startsWith(struct + "."))
        .map(name -> name.substring(struct.length() + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long read(Object from, String accessor, Integer... places)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    Class<?>[] types = new Class<?>[places.length];
    Arrays.fill(types, int.class);
    Method method = from.getClass().getDeclaredMethod(accessor, types);
    Object value = method.invoke(from, (Object[]) places);
    return value instanceof Integer i ? Integer.toUnsignedLong(i) : (Long) value;
  }

  private static String camelCase(String field) {
    return Pattern.compile("_(\\w)")
        .matcher(field)
        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  private static HeaderProbe header() {
    return Objects.requireNonNull(probe);
  }
}
