package org.tcmureclaim.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.server.page.RunningAgent;

/** The Grafana board and the alert rules against what a running agent says. */
class MonitoringFilesTest {
  private static final Path FILES = Path.of("../../configs/monitoring");
  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern NAME = Pattern.compile("tcmu_reclaim_[a-z_]+");

  /** What the agent exposes only where it is configured to. */
  private static final Set<String> BY_CHOICE =
      Set.of("tcmu_reclaim_device_resident_bytes", "tcmu_reclaim_device_tail_bytes");

  @TempDir private Path folder = Path.of("");
  private RunningAgent agent;

  @BeforeEach
  void start() throws IOException {
    agent = RunningAgent.start(folder, 0, "luns: 16, memory: 8GiB");
  }

  @AfterEach
  void end() {
    agent.close();
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      names.add(name.group());
    }
    return names;
  }

  private Set<String> exposed() throws IOException {
    try (var in = agent.metrics().openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Set<String> names =
          text.lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.replaceAll("[{ ].*", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      names.addAll(BY_CHOICE);
      return names;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yml", "alerts-test.yml", "grafana.json"})
  void everyMetric_isOneThatTheAgentExposes(String file) throws IOException {
    Set<String> used = names(Files.readString(FILES.resolve(file)));
    assertThat(used).hasSizeGreaterThan(5);
    assertThat(exposed()).containsAll(used);
  }

  @Test
  void everyMetricOfTheAgent_isDescribedInTheDocs() throws IOException {
    String docs = Files.readString(DOCS.resolve("api.md"));
    for (String name : exposed()) {
      String plain =
          name.replace("tcmu_reclaim_", "")
              .replaceAll("_seconds_(bucket|count|sum|max)$", "_seconds");
      assertThat(docs).contains("`" + plain + "`");
    }
  }

  @Test
  void everyRunbook_isAHeadingOfTheDocs() throws IOException {
    Set<String> headings =
        Files.readAllLines(DOCS.resolve("operating.md")).stream()
            .filter(line -> line.startsWith("#"))
            .map(
                line ->
                    line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
            .collect(Collectors.toSet());
    Matcher runbook =
        Pattern.compile("runbook_url: docs/operating.md#(\\S+)")
            .matcher(Files.readString(FILES.resolve("alerts.yml")));
    Set<String> linked = new TreeSet<>();
    while (runbook.find()) {
      linked.add(runbook.group(1));
    }
    assertThat(linked).isNotEmpty();
    assertThat(headings).containsAll(linked);
  }

  @Test
  void board_hasNoTwoPanelsInOnePlace() throws IOException {
    JsonObject board = new JsonObject(Files.readString(FILES.resolve("grafana.json")));
    Set<String> places = new TreeSet<>();
    for (Object panel : board.getJsonArray("panels")) {
      JsonObject place = ((JsonObject) panel).getJsonObject("gridPos");
      assertThat(places.add(place.getInteger("x") + "," + place.getInteger("y"))).isTrue();
      assertThat(place.getInteger("x") + place.getInteger("w")).isLessThanOrEqualTo(24);
    }
    assertThat(places).hasSizeGreaterThan(10);
  }
}
