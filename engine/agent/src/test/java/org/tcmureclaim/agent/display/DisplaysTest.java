package org.tcmureclaim.agent.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.ShadowReport;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.json.JsonObject;

class DisplaysTest {
  private static final String ESCAPES = "\033\\[[?0-9;]*[a-zA-Z]";

  @Test
  void pipe_wholeRun() throws IOException {
    Golden.assertSame("pipe.txt", Reports.shown(new PipeDisplay(), Reports.run()));
  }

  @Test
  void pipe_summaryWithoutComparison() throws IOException {
    Golden.assertSame(
        "pipe-summary.txt", Reports.shown(new PipeDisplay(), List.of(Reports.summary(false))));
  }

  @Test
  void json_wholeRun() throws IOException {
    Golden.assertSame("run.json", Reports.shown(new JsonDisplay(), Reports.run()));
  }

  @Test
  void json_everyLine_isAnObjectOfAKnownType() {
    Reports.shown(new JsonDisplay(), Reports.run())
        .lines()
        .forEach(
            line ->
                assertThat(new JsonObject(line).getString("type"))
                    .isIn("agent", "device", "decision", "notice", "summary"));
  }

  @Test
  void json_numberThatIsNotFinite_isNull() {
    Report odd = new Summary(Double.NaN, new Counters(0, 0, 0, 0), 1 / 0.0, 0, null);
    assertThat(Reports.shown(new JsonDisplay(), List.of(odd)))
        .isEqualTo(
            "{\"type\":\"summary\",\"duration_seconds\":null,\"decisions\":0,\"truncations\":0,"
                + "\"freed_pages\":0,\"came_back_pages\":0,\"pressure_seconds\":null,"
                + "\"peak_pages\":0}\n");
  }

  @Test
  void summary_withAShadow_showsBothScores() {
    Report summary = new Summary(1, new Counters(0, 0, 0, 0), 0, 0, null, Reports.SCORE);
    assertThat(Reports.shown(new PipeDisplay(), List.of(summary)))
        .endsWith(
            """
                                           active  shadow
              modelled: needed again      4.0 MiB  2.0 MiB
              modelled: cut               400 MiB  200 MiB
              modelled: held           2.00 GiB h  1.50 GiB h
            """);
    assertThat(Reports.shown(new JsonDisplay(), List.of(summary)))
        .endsWith(
            ",\"shadow_score\":{\"active\":{\"reallocated_pages\":1024,\"cut_pages\":102400,"
                + "\"held_page_millis\":1887436800000},\"shadow\":{\"reallocated_pages\":512,"
                + "\"cut_pages\":51200,\"held_page_millis\":1415577600000}}}\n");
  }

  @Test
  void json_shadow_isALineOfItsOwn() {
    String line = Reports.shown(new JsonDisplay(), List.of(new ShadowReport(7, Reports.SCORE)));
    JsonObject json = new JsonObject(line);
    assertThat(json.getString("type")).isEqualTo("shadow");
    assertThat(json.getLong("number")).isEqualTo(7);
    assertThat(json.getJsonObject("shadow").getLong("reallocated_pages")).isEqualTo(512);
    assertThat(json.getJsonObject("active").getLong("cut_pages")).isEqualTo(102_400);
  }

  @Test
  void terminal_withAShadow_showsItsScore_andFitsTheScreen() {
    TerminalDisplay display = new TerminalDisplay(Screen.USUAL, false);
    StringBuilder out = new StringBuilder();
    display.show(Reports.STARTED, out);
    display.show(Reports.shadowed(Reports.status(100, 9)), out);
    out.setLength(0);
    display.refresh(out);
    List<String> lines = out.toString().replaceAll(ESCAPES, "").lines().toList();
    assertThat(lines).hasSizeLessThan(Screen.USUAL.rows());
    assertThat(lines.get(lines.size() - 2))
        .startsWith("shadow would have needed 2.0 MiB again (active 4.0 MiB) of 200 MiB cut (");
  }

  @Test
  void terminal_80x24_plain() throws IOException {
    Golden.assertSame(
        "terminal-plain.txt",
        visible(Reports.shown(new TerminalDisplay(Screen.USUAL, false), Reports.run())));
  }

  @Test
  void terminal_80x24_coloured() throws IOException {
    Golden.assertSame(
        "terminal-coloured.txt",
        visible(Reports.shown(new TerminalDisplay(Screen.USUAL, true), Reports.run())));
  }

  @Test
  void terminal_beforeAnythingHappened() throws IOException {
    Golden.assertSame(
        "terminal-empty.txt",
        visible(
            Reports.shown(
                new TerminalDisplay(Screen.USUAL, false),
                List.of(Reports.STARTED, Reports.status(0, 0)))));
  }

  /** A file with real escapes would clear the terminal of whoever looks at it. */
  private static String visible(String text) {
    return text.replace("\033", "<ESC>");
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"80, 24", "60, 12", "200, 60", "10, 5"})
  void terminal_frame_fitsTheScreen(int columns, int rows) {
    Screen screen = new Screen(columns, rows);
    TerminalDisplay display = new TerminalDisplay(screen, true);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      Reports.run().subList(0, 9).forEach(report -> display.show(report, out));
    }
    display.show(new NoticeReport(NoticeReport.Level.WARN, "long ".repeat(60)), out);
    display.show(Reports.status(100, 9), out);
    out.setLength(0);
    display.refresh(out);
    List<String> lines = out.toString().replaceAll(ESCAPES, "").lines().toList();
    assertThat(lines).hasSizeLessThan(screen.rows());
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(screen.columns()));
    assertThat(lines).last().asString().startsWith("4 decisions, 310 truncations");
  }

  @Test
  void terminal_nothingNew_writesNothing() {
    TerminalDisplay display = new TerminalDisplay(Screen.USUAL, false);
    StringBuilder out = new StringBuilder();
    Reports.run().subList(0, 10).forEach(report -> display.show(report, out));
    display.refresh(out);
    out.setLength(0);
    display.refresh(out);
    assertThat(out).isEmpty();
  }

  @Test
  void terminal_end_showsTheCursorAgainOnlyIfItWasHidden() {
    StringBuilder out = new StringBuilder();
    new TerminalDisplay(Screen.USUAL, false).end(out);
    assertThat(out).isEmpty();
  }
}
