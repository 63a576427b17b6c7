package org.tcmureclaim.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every relative link of the documentation leads to a file, and to a heading of it. */
class LinksTest {
  /** Tests run in the folder of their module. */
  private static final Path TOP = Path.of("../..").toAbsolutePath().normalize();

  @TempDir private Path directory = Path.of("");

  @TestFactory
  Stream<DynamicTest> links_leadSomewhere() throws IOException {
    List<Path> pages = MarkdownPage.below(TOP);
    assertThat(pages).contains(TOP.resolve("README.md"), TOP.resolve("docs/operating.md"));
    return pages.stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    TOP.relativize(page).toString(),
                    () -> assertThat(MarkdownPage.read(page).deadLinks()).isEmpty()));
  }

  @Test
  void documentation_isListedInItsIndex() throws IOException {
    String index = Files.readString(TOP.resolve("docs/README.md"));
    try (Stream<Path> files = Files.list(TOP.resolve("docs"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".md") && !name.equals("README.md"))
          .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
    }
  }

  @Test
  void alerts_leadToTheirPages() throws IOException {
    List<String> links =
        Files.readAllLines(TOP.resolve("configs/monitoring/alerts.yml")).stream()
            .filter(line -> line.contains("runbook_url:"))
            .map(line -> "[page](" + TOP.resolve(line.replaceFirst(".*: *", "")) + ")")
            .toList();
    assertThat(links).isNotEmpty();
    Path page = Files.write(directory.resolve("alerts.md"), links);
    assertThat(MarkdownPage.read(page).deadLinks()).isEmpty();
  }

  @Test
  void deadLinks_areFound() throws IOException {
    Files.writeString(directory.resolve("b.md"), "# A `b` & c\n\n## Twice\n\n## Twice\n");
    Path page = directory.resolve("a.md");
    Files.writeString(
        page,
        """
        # One, two
        [good](b.md) [good](b.md#a-b--c) [good](b.md#twice-1) [good](#one-two) [other](https://x.y/z)
        ```
        [in code](nowhere.md)
        ```
        `[in code](nowhere.md)` ![picture](no.png) [dead](c.md)
        [no heading](b.md#twice-2) [no heading](#three)
        """);
    assertThat(MarkdownPage.read(page).deadLinks())
        .containsExactly(
            "line 6: no.png: no such file",
            "line 6: c.md: no such file",
            "line 7: b.md#twice-2: no such heading",
            "line 7: #three: no such heading");
  }
}
