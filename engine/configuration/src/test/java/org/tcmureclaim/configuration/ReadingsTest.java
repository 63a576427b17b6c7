package org.tcmureclaim.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.configuration.FormDescription.Kind;
import org.tcmureclaim.configuration.Readings.Shape;

class ReadingsTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  private Section patient(String name, String text, Readings readings) throws IOException {
    return Section.load(Files.writeString(folder.resolve(name), text), readings);
  }

  @Test
  void reading_hasValueFallbackFormAndOrigin() {
    Section root = Section.of("a.yaml", "x: 1\nidle: 90s\n");
    assertThat(root.durationNanos("idle", 0, 3600 * SECOND, 5 * SECOND)).isEqualTo(90 * SECOND);
    assertThat(root.share("part", 0.005)).isEqualTo(0.005);
    assertThat(root.readings().inOrder())
        .extracting(Reading::path, Reading::fallback, Reading::value, Reading::origin)
        .containsExactly(
            tuple("idle", "5s", "90s", "a.yaml:2"), tuple("part", "0.5%", "0.5%", "default"));
    assertThat(root.readings().inOrder().get(0).form())
        .isEqualTo(FormDescription.of(Kind.DURATION, "0us", "1h"));
  }

  @Test
  void patientReadings_goOnWithTheFallback_andThrowAllAtTheEnd() throws IOException {
    Readings readings = Readings.patient();
    Section root = patient("a.yaml", "a: 5\nb: {c: 7}\nd: 1\n", readings);
    assertThat(root.durationNanos("a", 0, SECOND, 3)).isEqualTo(3);
    String bound = root.bound("b", b -> b.text("c") + b.text("missing"));
    assertThat(bound).isEqualTo("7text");
    root.rejectUnread();
    String file = folder + "/a.yaml";
    assertThatThrownBy(readings::throwProblems)
        .hasMessage(
            file
                + ":1: a: expected a duration such as 5s, got '5'; units are us, ms, s, m, h\n"
                + (file + ":2: b.missing: is missing\n")
                + (file + ":3: d: unknown key; known here: a, b"));
  }

  /** A contradiction after a bad value may only follow from the fallback in its place. */
  @Test
  void sectionThatIsRefusedAfterABadValue_isNotedOnce() throws IOException {
    Readings readings = Readings.patient();
    Section root = patient("a.yaml", "b: {low: 9, high: 2}\n", readings);
    long unused =
        root.bound(
            "b",
            b -> {
              if (b.has("low") && b.wholeNumber("low", 0, 5, 3) > b.wholeNumber("high", 0, 5, 4)) {
                throw b.reject("high", "must not be below low");
              }
              return 0L;
            });
    assertThatThrownBy(readings::throwProblems)
        .hasMessage(folder + "/a.yaml:1: b.low: must be from 0 to 5, got '9'");
  }

  /**
   * What a reader that gave up did not come to is not unknown; what it read is judged all the same.
   */
  @Test
  void readerThatGivesUp_leavesNoUnknownKeys_alsoInSectionsBelow() throws IOException {
    Readings readings = Readings.patient();
    Section root =
        patient("a.yaml", "b:\n  read: {k: 1, kk: 2}\n  left: {z: 1}\n  x: 3\n", readings);
    long unused =
        root.bound(
            "b",
            b -> {
              if (b.has("x")) {
                String read = b.section("read").text("k");
                Section left = b.section("left");
                throw left.has("y")
                    ? left.reject("y", read)
                    : new ConfigurationException("given up");
              }
              return 0L;
            });
    root.rejectUnread();
    assertThatThrownBy(readings::throwProblems).hasMessage("given up");
  }

  @Test
  void overlay_takesEachKeyFromTheLastThatHasIt_withItsOrigin() {
    Section first = Section.of("1.yaml", "a: 1\nb: 1\n");
    Section later = Section.of("2.yaml", "\nb: 2\nc: x\n");
    Section both = first.overlaidBy(Optional.of(later), "both.");
    assertThat(both.text("a") + both.text("b")).isEqualTo("12");
    assertThatThrownBy(() -> both.wholeNumber("c", 0, 1))
        .hasMessage("2.yaml:3: both.c: expected a whole number, got 'x'");
  }

  @Test
  void fingerprint_isOfTheMeaning() {
    String one = Section.of("a", "a: 1\nb: {c: [1, 2]}\n").fingerprint();
    assertThat(Section.of("b", "b:\n  c:\n    - 1\n    - 2\na: 1\n").fingerprint()).isEqualTo(one);
    assertThat(Section.of("b", "b: {c: [2, 1]}\na: 1\n").fingerprint()).isNotEqualTo(one);
  }

  @Test
  void blueprint_hasEveryKey_andOneItemInEveryList() {
    Readings readings = Readings.patient();
    Section blueprint = Section.blueprint(readings);
    assertThat(blueprint.sizeBytes("size", 4096, 1 << 20)).isEqualTo(4096);
    List<String> names = blueprint.sections("items").stream().map(i -> i.text("name")).toList();
    assertThat(names).hasSize(1);
    blueprint.rejectUnread();
    assertThat(readings.hasProblems()).isFalse();
    assertThat(readings.inOrder())
        .extracting(Reading::path, Reading::fallback)
        .containsExactly(tuple("size", null), tuple("items[].name", null));
    assertThat(readings.shapes()).containsEntry("items", Shape.LIST);
  }
}
