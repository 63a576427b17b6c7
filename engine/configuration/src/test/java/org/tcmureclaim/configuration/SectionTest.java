package org.tcmureclaim.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionTest {
  private enum Mode {
    OBSERVE,
    ACT_ON_IT
  }

  private static Section section(String text) {
    return Section.of("host.yaml", text);
  }

  private static void refused(String text, Consumer<Section> reading, String message) {
    assertThatThrownBy(() -> reading.accept(section(text)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @ParameterizedTest(name = "{0} is {1} bytes")
  @CsvSource({
    "0B, 0",
    "1B, 1",
    "4KiB, 4096",
    "16MiB, 16777216",
    "1GiB, 1073741824",
    "2TiB, 2199023255552",
    "8388607TiB, 9223370937343148032"
  })
  void size_withUnit_isBytes(String text, long bytes) {
    assertThat(section("a: " + text).sizeBytes("a", 0, Long.MAX_VALUE)).isEqualTo(bytes);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"16Mb", "16", "16MiBs", "-1MiB", "1.25MiB", "MiB", "16 MiB", "0x10MiB", "16mib"})
  void size_otherForm_isRefused(String text) {
    refused(
        "b: 1\na: " + text,
        s -> s.sizeBytes("a", 0, Long.MAX_VALUE),
        "host.yaml:2: a: expected a size such as 16MiB, got '"
            + text
            + "'; units are B, KiB, MiB, GiB, TiB");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"8388608TiB", "99999999999999999999B"})
  void size_beyondLong_isRefused(String text) {
    refused(
        "a: " + text,
        s -> s.sizeBytes("a", 0, Long.MAX_VALUE),
        "host.yaml:1: a: '" + text + "' is too large; the most is 8388607TiB");
  }

  private static long oneMibToOneGib(Section section) {
    return section.sizeBytes("a", 1 << 20, 1 << 30);
  }

  @Test
  void size_outsideItsRange_isRefused() {
    assertThat(oneMibToOneGib(section("a: 1MiB"))).isEqualTo(1 << 20);
    assertThat(oneMibToOneGib(section("a: 1GiB"))).isEqualTo(1 << 30);
    refused(
        "a: 1023KiB",
        SectionTest::oneMibToOneGib,
        "host.yaml:1: a: must be from 1MiB to 1GiB, got '1023KiB'");
    refused(
        "a: 1025MiB",
        SectionTest::oneMibToOneGib,
        "host.yaml:1: a: must be from 1MiB to 1GiB, got '1025MiB'");
    refused(
        "a: 1B",
        s -> s.sizeBytes("a", 4096, Long.MAX_VALUE),
        "host.yaml:1: a: must be at least 4KiB, got '1B'");
  }

  @ParameterizedTest(name = "{0} is {1} pages")
  @CsvSource({"0B, 0", "1B, 1", "4096B, 1", "4097B, 2", "16MiB, 4096"})
  void pages_ofASize_areRoundedUp(String text, long pages) {
    assertThat(section("a: " + text).pages("a", 7)).isEqualTo(pages);
    assertThat(section("b: 1").pages("a", 7)).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0} is {1} ns")
  @CsvSource({
    "7us, 7000",
    "100ms, 100000000",
    "5s, 5000000000",
    "2m, 120000000000",
    "1h, 3600000000000"
  })
  void duration_withUnit_isNanos(String text, long nanos) {
    assertThat(section("a: " + text).durationNanos("a", 0, Long.MAX_VALUE)).isEqualTo(nanos);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"5", "5sec", "-5s", "1.5s", "5S", "s"})
  void duration_otherForm_isRefused(String text) {
    refused(
        "a: " + text,
        s -> s.durationNanos("a", 0, Long.MAX_VALUE),
        "host.yaml:1: a: expected a duration such as 5s, got '"
            + text
            + "'; units are us, ms, s, m, h");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"0%, 0", "35%, 0.35", "0.5%, 0.005", "100%, 1"})
  void share_percentage_isFraction(String text, double share) {
    assertThat(section("a: " + text).share("a", 9)).isEqualTo(share);
  }

  @Test
  void share_otherForm_isRefused() {
    refused("a: 0.35", s -> s.share("a", 0), expectedShare("0.35"));
    refused("a: -1%", s -> s.share("a", 0), expectedShare("-1%"));
    refused("a: 5%%", s -> s.share("a", 0), expectedShare("5%%"));
    refused(
        "a: 100.1%", s -> s.share("a", 0), "host.yaml:1: a: must be at most 100%, got '100.1%'");
  }

  private static String expectedShare(String got) {
    return "host.yaml:1: a: expected a share such as 35%, got '" + got + "'";
  }

  @Test
  void amount_isSizeOrShare() {
    Amount fallback = new Amount.Size(1);
    assertThat(section("a: 512MiB").amount("a", fallback)).isEqualTo(new Amount.Size(512L << 20));
    assertThat(section("a: 2%").amount("a", fallback)).isEqualTo(new Amount.Share(0.02));
    assertThat(section("b: 2%").amount("a", fallback)).isEqualTo(fallback);
    assertThat(new Amount.Share(0.02).bytesOf(1000)).isEqualTo(20);
    refused(
        "a: lots",
        s -> s.amount("a", fallback),
        "host.yaml:1: a: expected a size such as 16MiB, got 'lots';"
            + " units are B, KiB, MiB, GiB, TiB");
  }

  @Test
  void wholeNumber_atAndBeyondItsBounds() {
    assertThat(section("a: 1").wholeNumber("a", 1, 3)).isEqualTo(1);
    assertThat(section("a: 3").wholeNumber("a", 1, 3)).isEqualTo(3);
    assertThat(section("b: 3").wholeNumber("a", 1, 3, 2)).isEqualTo(2);
    for (String text : new String[] {"0", "4", "-1", "99999999999999999999"}) {
      refused(
          "a: " + text,
          s -> s.wholeNumber("a", 1, 3),
          "host.yaml:1: a: must be from 1 to 3, got '" + text + "'");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"1.25", "12abc", "0x10", "1_000", "1e3", "one"})
  void wholeNumber_otherForm_isRefused(String text) {
    refused(
        "a: " + text,
        s -> s.wholeNumber("a", 0, 9999),
        "host.yaml:1: a: expected a whole number, got '" + text + "'");
  }

  @Test
  void number_atAndBeyondItsBounds() {
    assertThat(section("a: 0.5").number("a", 0, 1, 9)).isEqualTo(0.5);
    assertThat(section("a: 1").number("a", 0, 1, 9)).isEqualTo(1);
    refused(
        "a: 1.01",
        s -> s.number("a", 0, 1, 9),
        "host.yaml:1: a: must be from 0.0 to 1.0, got '1.01'");
    refused(
        "a: 1e-3",
        s -> s.number("a", 0, 1, 9),
        "host.yaml:1: a: expected a number such as 0.5, got '1e-3'");
    refused(
        "a: .nan",
        s -> s.number("a", 0, 1, 9),
        "host.yaml:1: a: expected a number such as 0.5, got '.nan'");
  }

  @Test
  void flag_isTrueOrFalseOnly() {
    assertThat(section("a: true").flag("a", false)).isTrue();
    assertThat(section("a: false").flag("a", true)).isFalse();
    assertThat(section("b: 1").flag("a", true)).isTrue();
    refused("a: yes", s -> s.flag("a", true), "host.yaml:1: a: expected true or false, got 'yes'");
  }

  @Test
  void someOf_isATextWithCommasOrAList() {
    for (String text : List.of("a: observe, act-on-it", "a: [act-on-it, observe]")) {
      assertThat(section(text).someOf("a", Mode.class, "none", Set.of()))
          .containsExactlyInAnyOrder(Mode.OBSERVE, Mode.ACT_ON_IT);
    }
    assertThat(section("a: none").someOf("a", Mode.class, "none", Set.of(Mode.OBSERVE))).isEmpty();
    assertThat(section("a: []").someOf("a", Mode.class, "none", Set.of(Mode.OBSERVE))).isEmpty();
    assertThat(section("b: 1").someOf("a", Mode.class, "none", Set.of(Mode.OBSERVE)))
        .containsExactly(Mode.OBSERVE);
    refused(
        "a: [observe, actonit]",
        s -> s.someOf("a", Mode.class, "none", Set.of()),
        "host.yaml:1: a: expected some of observe, act-on-it, or none alone; got 'actonit'; did you mean"
            + " 'act-on-it'?");
  }

  @Test
  void oneOf_unknown_listsTheKnown() {
    assertThat(section("a: act-on-it").oneOf("a", Mode.class)).isEqualTo(Mode.ACT_ON_IT);
    assertThat(section("b: 1").oneOf("a", Mode.class, Mode.OBSERVE)).isEqualTo(Mode.OBSERVE);
    refused(
        "a: Act",
        s -> s.oneOf("a", Mode.class),
        "host.yaml:1: a: expected one of observe, act-on-it; got 'Act'");
  }

  @Test
  void text_missingOrEmpty_isRefused() {
    refused("b: 1", s -> s.text("a"), "host.yaml:1: a: is missing");
    refused("b: 1\na:", s -> s.text("a"), "host.yaml:2: a: has no value");
    refused("a: ''", s -> s.text("a", "x"), "host.yaml:1: a: has no value");
    refused("a: [1]", s -> s.text("a"), "host.yaml:1: a: expected a single value, got a list");
    refused(
        "a: {b: 1}",
        s -> s.text("a"),
        "host.yaml:1: a: expected a single value, got 'key: value' lines");
    assertThat(section("b: 1").text("a", "x")).isEqualTo("x");
  }

  @Test
  void path_mustBeAbsolute() {
    Path fallback = Path.of("/run/x");
    assertThat(section("a: /run/y").path("a", fallback)).isEqualTo(Path.of("/run/y"));
    assertThat(section("b: 1").path("a", fallback)).isEqualTo(fallback);
    refused(
        "a: run/y",
        s -> s.path("a", fallback),
        "host.yaml:1: a: expected an absolute path, got 'run/y'");
    refused(
        "a: \"/run\\0y\"",
        s -> s.path("a", fallback),
        "host.yaml:1: a: expected an absolute path, got '/run?y'");
  }

  @Test
  void section_ofAnotherShape_isRefused() {
    refused("a: 5", s -> s.section("a"), "host.yaml:1: a: expected 'key: value' lines, got '5'");
    refused("a:", s -> s.section("a"), "host.yaml:1: a: expected 'key: value' lines, got nothing");
    refused(
        "a: {b: 1}",
        s -> s.sections("a"),
        "host.yaml:1: a: expected a list ('- …' lines), got 'key: value' lines");
    refused(
        "a:\n  - {b: 1}\n  - 5",
        s -> s.sections("a"),
        "host.yaml:3: a[2]: expected 'key: value' lines, got '5'");
  }

  @Test
  void nestedKeys_areNamedByPathAndLine() {
    String text = "top:\n  list:\n    - {b: 1}\n    - b: 2\n      c: x\n";
    refused(
        text,
        s -> s.section("top").sections("list").get(1).wholeNumber("c", 0, 9),
        "host.yaml:5: top.list[2].c: expected a whole number, got 'x'");
    refused(
        text,
        s -> s.section("top").sections("list").get(0).text("d"),
        "host.yaml:3: top.list[1].d: is missing");
    refused(text, s -> s.section("none").text("d"), "host.yaml:1: none.d: is missing");
  }

  @Test
  void unreadKey_isRefusedWithTheKnownOnes() {
    refused(
        "low: 1B\ntikc: 1s",
        s -> {
          s.text("low");
          s.text("tick", "");
          s.rejectUnread();
        },
        "host.yaml:2: tikc: unknown key; known here: low, tick; did you mean 'tick'?");
    refused(
        "a: {}\nb: 1",
        s -> {
          s.section("a");
          s.rejectUnread();
        },
        "host.yaml:2: b: unknown key; known here: a");
    refused(
        "a:\n  zzz: 1",
        s -> {
          s.section("a");
          s.rejectUnread();
        },
        "host.yaml:2: a.zzz: unknown key; known here: none");
  }

  @Test
  void rejectUnread_everythingRead_isSilent() {
    Section s = section("a: {b: 1}\nc: [{d: 2}]");
    s.section("a").text("b");
    s.sections("c").get(0).text("d");
    s.rejectUnread();
  }

  @Test
  void parameters_ofAPolicy_areReadFromTheSection() {
    Section s = section("idle: 30s\nlimit: 16MiB\nshare: 35%\n");
    var parameters = new SectionParameters(s);
    assertThat(parameters.nanos("idle", 1)).isEqualTo(30_000_000_000L);
    assertThat(parameters.pages("limit", 1)).isEqualTo(4096);
    assertThat(parameters.share("share", 1)).isEqualTo(0.35);
    assertThat(parameters.nanos("other", 1)).isEqualTo(1);
    assertThat(parameters.reject("limit", "must be below high"))
        .hasMessage("host.yaml:2: limit: must be below high");
    s.rejectUnread();
  }
}
