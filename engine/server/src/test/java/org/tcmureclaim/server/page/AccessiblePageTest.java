package org.tcmureclaim.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.json.JsonObject;

/** Contrast (WCAG 2.2, 1.4.3), motion and keyboard, in a real browser. */
class AccessiblePageTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir private Path folder = Path.of("");
  private RunningAgent agent;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    agent = RunningAgent.start(folder, 0, "luns: 64, memory: 8GiB");
    browser = Browser.start(Files.createDirectory(folder.resolve("profile")), 1280, 1600);
  }

  @AfterEach
  void end() {
    browser.close();
    agent.close();
  }

  private void open() {
    browser.open(agent.url());
    browser.await("document.querySelectorAll('#devices tbody tr').length === 50");
    browser.await("document.querySelectorAll('.uplot').length === 3");
    browser.await("document.querySelectorAll('#customers tbody tr').length === 4");
  }

  private static String script(String name) throws IOException {
    try (var in =
        Objects.requireNonNull(AccessiblePageTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private JsonObject contrast() throws IOException {
    return new JsonObject(String.valueOf(browser.evaluate(script("contrast.js"))));
  }

  private void decide() {
    JsonObject answer =
        new AgentClient(new ApiAddress.Tcp("127.0.0.1", agent.port()), Optional.of(agent.token()))
            .post("/devices/user_0/corvid-003/shrink", new JsonObject().put("keep_bytes", 0))
            .json();
    assertThat(answer.getString("result")).isEqualTo("freed");
    browser.await("document.querySelector('#decisions summary')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everyText_hasTheContrastOfLevelAa_alsoWhenPaused(String scheme) throws IOException {
    browser.prefer("prefers-color-scheme", scheme);
    open();
    decide();
    browser.evaluate("document.querySelector('#decisions details').open = true");
    browser.await("document.querySelector('#decisions .cuts a')");
    browser.click("pause");
    browser.await("document.getElementById('pause').textContent === 'Resume'");
    browser.screenshot(SCREENSHOTS.resolve(scheme + "-paused.png"));
    JsonObject found = contrast();
    System.out.println(
        scheme + ": " + found.getInteger("texts") + " texts, lowest " + found.getDouble("lowest"));
    assertThat(found.getInteger("texts")).isGreaterThan(300);
    assertThat(found.getJsonArray("tooLow").encode()).isEqualTo("[]");

    browser.evaluate("location.hash = '#/device/user_0/corvid-003'");
    browser.await("document.querySelector('#detail .ladder')");
    browser.screenshot(SCREENSHOTS.resolve(scheme + "-device.png"));
    assertThat(contrast().getJsonArray("tooLow").encode()).isEqualTo("[]");
  }

  @Test
  void contrast_thatIsTooLow_isFound() throws IOException {
    open();
    browser.evaluate("document.getElementById('range').style.color = '#999'");
    assertThat(contrast().getJsonArray("tooLow").encode()).contains("1 to 50 of 64");
  }

  @Test
  void newDecision_flashes_unlessMotionIsUnwelcome() {
    open();
    decide();
    assertThat(animation()).isEqualTo("flash");
    browser.prefer("prefers-reduced-motion", "reduce");
    assertThat(animation()).isEqualTo("none");
  }

  private @Nullable Object animation() {
    return browser.evaluate(
        "getComputedStyle(document.querySelector('#decisions li.new')).animationName");
  }

  @Test
  void tabKey_reachesEverything_andEnterSorts() {
    open();
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 40 && !reached.contains("idle"); i++) {
      browser.press("Tab");
      reached.add(
          String.valueOf(
              browser.evaluate(
                  "(() => { const e = document.activeElement;"
                      + " return e.id || e.dataset.sort || e.textContent; })()")));
    }
    assertThat(reached)
        .containsSubsequence(
            "Skip to the content",
            "tcmu-reclaim",
            "pause",
            "heat",
            "acme",
            "filter-name",
            "later",
            "device",
            "resident",
            "tail",
            "idle");
    assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
        .isEqualTo("solid");
    browser.press("Enter");
    browser.await(
        "document.querySelector('[data-sort=idle]').closest('th').ariaSort === 'descending'");
    // The table was made anew; the focus is where it was.
    browser.await("document.activeElement.dataset.sort === 'idle'");
  }
}
