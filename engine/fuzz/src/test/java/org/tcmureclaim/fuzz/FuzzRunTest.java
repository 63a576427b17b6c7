package org.tcmureclaim.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FuzzRunTest {
  @Test
  void refusal_isAllowed_andAnythingElseIsNot() {
    FuzzTarget target = target(text -> Integer.parseInt(text)).seeds("7");
    assertThatThrownBy(() -> FuzzRun.of(target, 400))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "(?s)input \\d+ from -?\\d+, kept as target.fuzz.test.*not a refusal: .*");
    assertThatCode(() -> FuzzRun.of(target.refusing(NumberFormatException.class), 400))
        .hasMessageContaining("raw control character");
  }

  @Test
  void messageWithAControlCharacter_isNot() {
    FuzzTarget target =
        target(
                text -> {
                  throw new IllegalStateException(text);
                })
            .refusing(IllegalStateException.class);
    assertThatCode(() -> target.feed(new byte[] {'a', '\n', 'b'})).doesNotThrowAnyException();
    assertThatThrownBy(() -> target.feed(new byte[] {'a', 27, '['}))
        .hasMessage("raw control character 1b in: a?[");
  }

  @Test
  void memory_isBounded() {
    List<byte[]> kept = new ArrayList<>();
    FuzzTarget target = target(text -> kept.add(new byte[1 << 20])).allocatingAtMost(1 << 19);
    assertThatThrownBy(() -> target.feed(new byte[3]))
        .hasMessageEndingWith("bytes allocated for an input of 3");
  }

  /** As loading a class does. */
  @Test
  void memoryOfTheFirstTimeOnly_isNotTheInputs() {
    List<byte[]> kept = new ArrayList<>();
    FuzzTarget target =
        target(
                text -> {
                  if (kept.isEmpty()) {
                    kept.add(new byte[1 << 20]);
                  }
                })
            .allocatingAtMost(1 << 19);
    target.feed(new byte[3]);
    assertThat(kept).hasSize(1);
  }

  @Test
  void error_isAFailure() {
    FuzzTarget target =
        target(
                text -> {
                  throw new StackOverflowError();
                })
            .seeds("a");
    assertThatThrownBy(() -> FuzzRun.of(target, 0)).hasMessageStartingWith("seed 0, kept as ");
  }

  @Test
  void mutator_makesTheSameInputsFromTheSameSeed_whichDiffer() {
    List<byte[]> corpus =
        List.of(
            "a=1,b=22\n".getBytes(StandardCharsets.UTF_8),
            "x: [1]\n".getBytes(StandardCharsets.UTF_8));
    Mutator one = new Mutator(7, corpus, List.of("word".getBytes(StandardCharsets.UTF_8)));
    Mutator other = new Mutator(7, corpus, List.of("word".getBytes(StandardCharsets.UTF_8)));
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      byte[] input = one.next();
      assertThat(other.next()).isEqualTo(input);
      inputs.add(new String(input, StandardCharsets.ISO_8859_1));
    }
    assertThat(inputs.stream().distinct().count()).isGreaterThan(800);
    assertThat(inputs).anyMatch(text -> text.contains("word"));
    assertThat(inputs).anyMatch(text -> text.contains("9223372036854775808"));
  }

  private static FuzzTarget target(FuzzTarget.TextBody body) {
    return FuzzTarget.ofText("test", body);
  }
}
