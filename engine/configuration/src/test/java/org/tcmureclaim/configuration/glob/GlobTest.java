package org.tcmureclaim.configuration.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "user_0/gold-* | user_0/gold-01 | true",
        "user_0/gold-* | user_0/gold- | true",
        "user_0/gold-* | user_0/gold | false",
        "user_0/gold-? | user_0/gold-1 | true",
        "user_0/gold-? | user_0/gold-12 | false",
        "user_0/gold-? | user_0/gold- | false",
        "user_0/gold-? | user_0/gold-💾 | true",
        "* | user_0/gold-01 | true",
        "**gold** | user_0/gold-01 | true",
        "*-0*1 | user_0/gold-0011 | true",
        "*-0*1 | user_0/gold-0012 | false",
        "a.c | abc | false",
        "user_0/gold | user_0/gold-01 | false",
        "db-[0-9]* | db-7x | true",
        "db-[0-9]* | db-x | false",
        "[!a] | b | true",
        "[!a] | a | false",
        "[^a-c] | b | false",
        "[]a] | ] | true",
        "[!]a] | ] | false",
        "[a-] | - | true",
        "[[] | [ | true",
        "[a-cx-z] | y | true",
        "[ä-ü] | ö | true",
        "{web,app}-* | app-1 | true",
        "{web,app}-* | db-1 | false",
        "a{,b{c,[0-9]}}d | ad | true",
        "a{,b{c,[0-9]}}d | ab7d | true",
        "a{,b{c,[0-9]}}d | abd | false",
        "[{] | { | true",
        "a,b} | a,b} | true",
        "m\\xFCller | m\\xFCller | true",
        "m\\xfcller | m\\xFCller | true",
        "m\\xFCller | müller | false",
        "m\\xC3\\xBCller | müller | true",
        "m\\xC3\\xBC\\xFCller | mü\\xFCller | true",
        "m?ller | m\\xFCller | true",
        "m?ller | müller | true",
        "[\\x80-\\xFF]* | \\xFFx | true",
        "[\\x80-\\xFF]* | äx | false",
        "a\\x5Cb | a\\b | true",
        "a\\x5CxFF | a\\x5CxFF | true",
        "a\\x5CxFF | a\\xFF | false",
        "\\x2A | * | true",
        "\\x2A | x | false",
      })
  void glob_matchesTheWholeText(String pattern, String text, boolean expected)
      throws GlobException {
    assertThat(Glob.of(pattern).matches(text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a\\d | a backslash only begins a byte such as \\xFC; write \\x5C for a backslash",
        "a\\x5 | a backslash only begins a byte such as \\xFC; write \\x5C for a backslash",
        "a\\ | a backslash only begins a byte such as \\xFC; write \\x5C for a backslash",
        "db-[0-9 | the '[' at character 4 begins no class such as [0-9]; write [[] for the character",
        "[] | the '[' at character 1 begins no class such as [0-9]; write [[] for the character",
        "a{b,c | the '{' at character 2 begins no choice such as {a,b}; write [{] for the character",
        "a{b} | the '{' at character 2 begins no choice such as {a,b}; write [{] for the character",
        "[z-a] | a class has a range that ends before it begins",
        "[a-\\xFF] | a class has a range that ends before it begins",
      })
  void textThatIsNoGlob_isRefused(String pattern, String problem) {
    assertThatThrownBy(() -> Glob.of(pattern))
        .isInstanceOf(GlobException.class)
        .hasMessage(problem);
  }

  @Test
  void depthAndLength_areBounded() throws GlobException {
    assertThatThrownBy(() -> Glob.of("{a,".repeat(17))).hasMessageContaining("deeper than 16");
    assertThat(Glob.of("a".repeat(1024)).matches("a".repeat(1024))).isTrue();
    assertThatThrownBy(() -> Glob.of("a".repeat(1025)))
        .hasMessage("is longer than 1024 characters");
    assertThatThrownBy(() -> Glob.prefixOrPattern("a".repeat(4097)))
        .hasMessage("is longer than 4096 characters");
  }

  @Test
  void devConfig_withoutWildcard_isAPrefix_withOneItIsOfTheWholeText() throws GlobException {
    assertThat(Glob.prefixOrPattern("rbd/a").matches("rbd/a-1")).isTrue();
    assertThat(Glob.prefixOrPattern("rbd/\\xFC").matches("rbd/\\xFCx")).isTrue();
    assertThat(Glob.prefixOrPattern("rbd/a*1").matches("rbd/a-1")).isTrue();
    assertThat(Glob.prefixOrPattern("rbd/a*1").matches("rbd/a-12")).isFalse();
    assertThat(Glob.prefixOrPattern("rbd/[ab]").matches("rbd/ax")).isFalse();
    assertThat(Glob.prefixOrPattern("rbd/[[]").matches("rbd/[")).isTrue();
    assertThatThrownBy(() -> Glob.prefixOrPattern("c:\\img")).hasMessageContaining("backslash");
  }

  @Test
  void manyStars_areNoTrap() throws GlobException {
    assertThat(Glob.of("*a".repeat(30) + "b").matches("a".repeat(2000))).isFalse();
    assertThat(Glob.of("*a".repeat(512)).matches("a".repeat(4000))).isTrue();
  }
}
