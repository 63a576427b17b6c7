package org.tcmureclaim.configuration.glob;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.glob.Comparison.Answer;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** What comparing patterns says, held against what they match. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ComparisonFuzzTest {
  private static final long MOST_MOVES = 1_000_000;
  private static final int MOST_PATTERNS = 3;

  /**
   * Lines with {@code <} are patterns that all hold, those with {@code >} patterns of which one may
   * hold, all others texts. A text must not contradict what is said of the patterns.
   */
  private static void compare(String input) throws GlobException {
    List<Glob> inner = new ArrayList<>();
    List<Glob> outer = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (String line : input.lines().toList()) {
      if (line.startsWith("<") && inner.size() < MOST_PATTERNS) {
        inner.add(Glob.of(line.substring(1)));
      } else if (line.startsWith(">") && outer.size() < MOST_PATTERNS) {
        outer.add(Glob.prefixOrPattern(line.substring(1)));
      } else {
        texts.add(line);
      }
    }
    if (inner.isEmpty()) {
      return;
    }
    Answer meet = new Comparison(MOST_MOVES).meet(automata(inner));
    Answer within = new Comparison(MOST_MOVES).isWithin(automata(inner), automata(outer));
    for (String text : texts) {
      if (inner.stream().allMatch(glob -> glob.matches(text))) {
        require(meet != Answer.NO, text);
        require(within != Answer.YES || outer.stream().anyMatch(glob -> glob.matches(text)), text);
      }
    }
  }

  private static List<Automaton> automata(List<Glob> globs) {
    return globs.stream().map(Glob::automaton).toList();
  }

  private static void require(boolean holds, String text) {
    if (!holds) {
      throw new AssertionError("a text contradicts what is said of the patterns: " + text);
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText("comparison", ComparisonFuzzTest::compare)
            .refusing(GlobException.class)
            .seeds(
                "<user_*/gold-*\n<*-1?\n>user_0/*\n>user_1/*\nuser_0/gold-17\nuser_2/gold-18\n",
                "<{a,b}[0-9]\n>[!c]?\na7\nc7\n",
                "<*a*b*c\n>*c\n>*b\nabc\nxaxbxc\n",
                "<\\xff*\n<*é\n>?*\n\\xffé\n\\xff\\xc3\n",
                "<a\n>file//srv\na\nfile//srv/x\n")
            .words("<", ">", "*", "?", "[!a]", "{a,b}", "{,x}", "\\x5C", "\\xff", "[a-\\xff]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
