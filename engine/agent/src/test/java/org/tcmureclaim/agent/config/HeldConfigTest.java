package org.tcmureclaim.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.policy.PolicyFactory;

/** What becomes of a configuration that takes promises away, or that is still being written. */
class HeldConfigTest {
  private static final Map<String, PolicyFactory> POLICIES =
      Map.of("lru", new IdlePolicyFactory("lru"));
  private static final String WHOLE =
      """
      guard: {keep: 4KiB}
      customers:
        - {name: acme, match: "user_0/acme-*", min: 256MiB, low: 1GiB, keep: 8KiB, preference: avoid}
        - {name: free, match: "user_0/free-*", max: 1GiB}
        - {name: other, preference: never}
      """;

  @TempDir private Path folder;

  private LoadedConfig load(String text) throws IOException {
    return LoadedConfig.load(Files.writeString(folder.resolve("agent.yaml"), text), POLICIES);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "min: 256MiB | min: 255MiB | customers.acme.min 256MiB -> 255MiB",
        "low: 1GiB | low: 512MiB | customers.acme.low 1GiB -> 512MiB",
        "keep: 8KiB | keep: 0B | customers.acme.keep 8KiB -> 0B",
        "preference: avoid | preference: neutral | customers.acme.preference avoid -> neutral",
        "preference: never | preference: avoid | customers.other.preference never -> avoid",
        "keep: 4KiB | keep: 0B | guard.keep 4KiB -> 0B",
        "name: acme | name: axme | customers.acme is gone, with min 256MiB, low 1GiB, keep 8KiB,"
            + " preference avoid",
        "user_0/acme-* | user_0/acme-?* | customers.acme.match no longer has all that it had, of"
            + " min 256MiB, low 1GiB, keep 8KiB, preference avoid",
      })
  void promiseThatIsGone_isNamed(String was, String is, String lost) throws IOException {
    LoadedConfig before = load(WHOLE);
    assertThat(Promises.lost(before.config(), load(WHOLE.replace(was, is)).config()))
        .containsExactly(lost);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "min: 256MiB | min: 512MiB",
        "preference: avoid | preference: never",
        "max: 1GiB | max: 2GiB",
        "name: free | name: fred",
        "user_0/acme-* | {path: user_?/acme*}",
        "user_0/acme-* | [{path: user_0/acme-a*}, {path: 'user_0/acme-[!a]*'}, {name: acme-}]",
      })
  void whatTakesNoPromiseAway_isNot(String was, String is) throws IOException {
    LoadedConfig before = load(WHOLE);
    String after = WHOLE.replace('"' + was + '"', is).replace(was, is);
    assertThat(Promises.lost(before.config(), load(after).config())).isEmpty();
  }

  @Test
  void heldOne_isDueAfterAMinute_whichBeginsAgainWithAnotherContent() throws IOException {
    HeldConfig held = new HeldConfig();
    assertThat(held.due(Long.MAX_VALUE)).isEmpty();
    LoadedConfig first = load("mode: act\n");
    held.hold(first, -5);
    assertThat(held.secondsLeft(-5)).isEqualTo(60);
    held.hold(load("mode: act\n"), 30_000_000_000L);
    assertThat(held.due(HeldConfig.HELD_NANOS - 6)).isEmpty();
    assertThat(held.due(HeldConfig.HELD_NANOS - 5)).isPresent();
    held.hold(load("mode: observe\n"), HeldConfig.HELD_NANOS);
    assertThat(held.due(HeldConfig.HELD_NANOS)).isEmpty();
    assertThat(held.secondsLeft(HeldConfig.HELD_NANOS + 500_000_000)).isEqualTo(60);
    held.release();
    assertThat(held.due(10 * HeldConfig.HELD_NANOS)).isEmpty();
  }

  @Test
  void fileThatIsBeingWritten_isReadOnceItStandsStill() throws IOException {
    LoadedConfig before = load(WHOLE);
    List<String> states = new ArrayList<>(List.of("tick: 2s\ngua", "tick: 2s\nguard: {}\n"));
    load("tick: 2s\n");
    SettledFiles files =
        new SettledFiles(
            millis -> {
              if (!states.isEmpty()) {
                write(states.remove(0));
              }
            });
    LoadedConfig next = files.again(before);
    assertThat(next.texts().get("agent.yaml")).isEqualTo("tick: 2s\nguard: {}\n");
    assertThat(states).isEmpty();
  }

  @Test
  void dropInOfAnotherFolder_isWaitedForToo() throws IOException {
    LoadedConfig before = load("tick: 1s\n");
    Path dropIn = Files.createDirectory(folder.resolve("new.d")).resolve("1.yaml");
    Files.writeString(dropIn, "customers: []\n");
    write("customers_dir: new.d\n");
    int[] waits = {0};
    LoadedConfig next =
        new SettledFiles(
                millis -> {
                  if (waits[0]++ == 0) {
                    write(dropIn, "customers: [{name: a, match: \"user_0/a\"}]\n");
                  }
                })
            .again(before);
    assertThat(next.config().customers().inOrder()).hasSize(1);
  }

  @Test
  void fileThatNeverStandsStill_isRefused_afterABoundedTime() throws IOException {
    LoadedConfig before = load(WHOLE);
    long[] waitedMillis = {0};
    SettledFiles files =
        new SettledFiles(
            millis -> {
              waitedMillis[0] += millis;
              write("tick: " + waitedMillis[0] + "ms\n");
            });
    assertThatThrownBy(() -> files.again(before))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("has changed again and again for 10 s and was not read");
    assertThat(waitedMillis[0]).isEqualTo(10_000);
  }

  @Test
  void acceptedOne_isKeptWithItsDropIns_untilAnother() throws IOException {
    AcceptedConfig accepted = new AcceptedConfig(folder.resolve("state/accepted"));
    assertThat(accepted.kept()).isEmpty();
    Path dropIns = Files.createDirectory(folder.resolve("own.d"));
    write(dropIns.resolve("1.yml"), "customers: [{name: a, match: \"user_0/a\", min: 4KiB}]\n");
    LoadedConfig config = load("customers_dir: own.d\n" + WHOLE);
    accepted.keep(config);
    LoadedConfig kept = accepted.kept().orElseThrow();
    assertThat(kept.config().customers().all()).hasSize(4);
    assertThat(Promises.lost(kept.config(), config.config())).isEmpty();
    Files.delete(dropIns.resolve("1.yml"));
    assertThat(Promises.lost(kept.config(), load("customers_dir: own.d\n" + WHOLE).config()))
        .containsExactly("customers.a is gone, with min 4KiB, low 4KiB");
    accepted.keep(load("mode: act\n"));
    assertThat(accepted.kept().orElseThrow().config().mode()).isEqualTo(Mode.ACT);
    try (var copies = Files.list(folder.resolve("state/accepted"))) {
      assertThat(copies).hasSize(2);
    }
    write(folder.resolve("state/accepted/current"), "../..");
    assertThat(accepted.kept()).isEmpty();
  }

  /** A swap of links keeps size and time; only the content tells. */
  @Test
  void changeOfTheSameSizeAndTime_isSeen() throws IOException {
    LoadedConfig before = load("tick: 2s\n");
    Path file = folder.resolve("agent.yaml");
    var time = Files.getLastModifiedTime(file);
    String stamp = before.stamp();
    assertThat(stamp).isEqualTo(before.stampAsRead());
    write("tick: 3s\n");
    Files.setLastModifiedTime(file, time);
    assertThat(before.stamp()).isNotEqualTo(stamp);
  }

  private void write(String text) {
    write(folder.resolve("agent.yaml"), text);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
