package org.tcmureclaim.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.replay.cli.Workstation;

/**
 * The report of a replay in a real browser: 256 devices of three customers in an open and in a
 * closed loop. It is here and not with the replayer because the browser is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayReportPageTest {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String HOST = "../../configs/tests/memory-hog.csv";
  private static final Pattern COLOUR = Pattern.compile("rgb\\((\\d+), (\\d+), (\\d+)\\)");
  private static final int OPEN = 0;
  private static final int CLOSED = 1;

  private static final String CUSTOMERS =
      """
      customers:
        - {name: acme, match: "user_0/mixed-0*"}
        - {name: birch, match: "user_0/mixed-1*"}
      """;

  /** For scripts that look whether an element takes up any room. */
  private static final String SHOWN = "const shown = e => e.getClientRects().length > 0; ";

  /** Text of charts that sticks out of its chart. */
  private static final String OUTSIDE =
      """
      [...document.querySelectorAll('.chart svg')].flatMap(svg => {
        const box = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].filter(t => {
          const b = t.getBoundingClientRect();
          return b.left < box.left - 1 || b.right > box.right + 1 || b.bottom > box.bottom + 1;
        }).map(t => t.textContent);
      }).join('; ')
      """;

  private Browser browser;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Path config = Files.writeString(folder.resolve("agent.yaml"), CUSTOMERS);
    var said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code =
        Workstation.execute(
            out,
            out,
            "replay",
            "builtin:mixed:7",
            "--policy=lru,ladder,stock",
            "--budget=35%,50%,trace",
            "--pressure=" + HOST,
            "--config=" + config,
            "--report=" + folder);
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
    browser = Browser.start(Files.createDirectory(folder.resolve("profile")), 1280, 1600);
    browser.open(folder.resolve("report.html").toUri().toString());
    browser.await("document.querySelector('#time svg')");
  }

  @AfterAll
  void end() {
    browser.close();
  }

  @Test
  void page_loadsNothing_andComplainsOfNothing() {
    look(OPEN, 1280);
    assertThat(text("document.getElementById('chips').innerText")).contains("open loop");
    look(CLOSED, 1280);
    assertThat(text("document.getElementById('chips').innerText")).contains("closed loop");
    assertThat(number("performance.getEntriesByType('resource').length")).isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void openLoop_isDrawn() throws IOException {
    assertDrawn(OPEN, 1280, "replay-report-open.png");
    assertThat(number("document.querySelectorAll('#curve polyline').length")).isEqualTo(5);
  }

  @Test
  void closedLoop_isDrawn_withTheHost() throws IOException {
    assertDrawn(CLOSED, 1280, "replay-report-closed.png");
    assertThat(text("document.getElementById('time').textContent"))
        .contains("available at least", "PSI some", "demand");
    assertThat(number("document.querySelectorAll('#memory tbody tr').length")).isEqualTo(4);
  }

  @Test
  void narrowWindow_isDrawnAsWell() throws IOException {
    assertDrawn(OPEN, 800, "replay-report-open-800.png");
    assertDrawn(CLOSED, 800, "replay-report-closed-800.png");
  }

  @Test
  void darkColours_areDrawnAsWell() throws IOException {
    browser.prefer("prefers-color-scheme", "dark");
    assertDrawn(CLOSED, 1280, "replay-report-dark.png");
    browser.prefer("prefers-color-scheme", "light");
  }

  @Test
  void keyboard_zooms() {
    look(CLOSED, 1280);
    long all = number("timeline.to - timeline.from");
    browser.evaluate("document.getElementById('time').focus()");
    browser.type('+');
    assertThat(number("timeline.to - timeline.from")).isEqualTo(all / 2);
    String half = text("document.getElementById('time').innerHTML");
    browser.press("ArrowRight");
    assertThat(text("document.getElementById('readout').textContent")).contains("available");
    browser.type('+');
    assertThat(text("document.getElementById('time').innerHTML")).isNotEqualTo(half);
    browser.type('0');
    assertThat(number("timeline.to - timeline.from")).isEqualTo(all);
  }

  @Test
  void paper_hasTheFigures_andNoControls() throws IOException {
    look(CLOSED, 1280);
    browser.medium("print");
    assertThat(number("[...document.querySelectorAll('.controls')].filter(shown).length", SHOWN))
        .isZero();
    assertThat(
            number("[...document.querySelectorAll('#memory, #time')].filter(shown).length", SHOWN))
        .isEqualTo(2);
    assertThat(text("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    browser.medium("");
    byte[] pdf = browser.print();
    Files.createDirectories(PICTURES);
    Path unused = Files.write(PICTURES.resolve("replay-report.pdf"), pdf);
    String raw = new String(pdf, StandardCharsets.ISO_8859_1);
    assertThat(raw).startsWith("%PDF");
    assertThat(Pattern.compile("/Type\\s*/Page\\b").matcher(raw).results().count())
        .isBetween(1L, 3L);
  }

  /** Chooses a trace of the report, in a window of this width. */
  private void look(int trace, int width) {
    browser.widen(width, 1600);
    browser.await("innerWidth === " + width);
    browser.evaluate(
        "document.activeElement.blur(); scrollTo(0, 0); timeline.point(null);"
            + "choose({trace: "
            + trace
            + "}); timeline.resized(); 0");
  }

  /** The colours of all customers are there to see, and nothing lies outside. */
  private void assertDrawn(int trace, int width, String picture) throws IOException {
    look(trace, width);
    assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    assertThat(text(OUTSIDE)).isEmpty();
    assertThat(text("document.getElementById('legend').innerText"))
        .contains("customers:", "acme (100)", "birch (100)", "other (56)");
    byte[] png = browser.wholePage();
    Files.createDirectories(PICTURES);
    Path unused = Files.write(PICTURES.resolve(picture), png);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    // The window's scroll bar is not in it.
    assertThat(image.getWidth()).isBetween(width - 20, width);
    String colours =
        text(
            "[...document.querySelectorAll('#time path[clip-path]')].slice(0, 3)"
                + ".map(p => getComputedStyle(p).fill).join(' ')");
    List<Integer> wanted =
        COLOUR.matcher(colours).results().map(ReplayReportPageTest::rgb).toList();
    assertThat(wanted).hasSize(3).doesNotHaveDuplicates();
    for (int colour : wanted) {
      assertThat(pixels(image, colour)).as(picture + " " + colour).isGreaterThan(2000);
    }
  }

  private static int rgb(MatchResult colour) {
    return Integer.parseInt(colour.group(1)) << 16
        | Integer.parseInt(colour.group(2)) << 8
        | Integer.parseInt(colour.group(3));
  }

  private static long pixels(BufferedImage image, int rgb) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xffffff) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  private String text(String script) {
    return String.valueOf(browser.evaluate(script));
  }

  private long number(String script) {
    return ((Number) Objects.requireNonNull(browser.evaluate(script))).longValue();
  }

  private long number(String script, String before) {
    return number("(() => { " + before + "return " + script + "; })()");
  }
}
