package org.tcmureclaim.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.manual.ExitCode;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class TestCommandTest {
  private static final String EXAMPLE = "../../configs/tests/promises.yaml";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void example_holds() {
    assertThat(run("test", EXAMPLE)).as(printed(out)).isZero();
    assertThat(printed(out)).endsWith("9 assertions, 0 failed\n");
  }

  @Test
  void assertionThatDoesNotHold_isNamed_andInTheXml() throws Exception {
    String file = test("policy: lru", "{truncations_at_most: 0}, {ticks_over_budget_at_most: 0}");
    Path junit = folder.resolve("out.xml");
    assertThat(run("test", file, "--junit", junit.toString()))
        .isEqualTo(ExitCode.NOT_AS_EXPECTED.code());
    assertThat(printed(out))
        .contains("FAIL  a <\"b\"> & c at 8KiB: truncations at most 0 (2)\n      " + file + ":")
        .contains("pass  a <\"b\"> & c at 8KiB: ticks over budget at most 0")
        .endsWith("2 assertions, 1 failed\n");
    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(junit.toFile());
    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element failed = (Element) xml.getElementsByTagName("testcase").item(0);
    assertThat(failed.getAttribute("classname")).isEqualTo("a <\"b\"> & c");
    assertThat(failed.getElementsByTagName("failure").getLength()).isEqualTo(1);
    Element passed = (Element) xml.getElementsByTagName("testcase").item(1);
    assertThat(passed.getElementsByTagName("failure").getLength()).isZero();
  }

  @Test
  void freeMemory_isAssertedInAClosedLoop_andCanFail() throws IOException {
    String host = "t_s,mem_total_kb,mem_available_kb,psi_some_total_us\n";
    Files.writeString(
        folder.resolve("host.csv"), host + "0,4000,60,0\n1,4000,60,300000\n4,4000,60,300000\n");
    String closed = "policy: lru\n    pressure: host.csv";
    String file = test(closed, "{free: 64KiB, within: 0s, of_psi_some: 20%}", "trace");
    assertThat(run("test", file)).as(printed(err)).isZero();
    assertThat(printed(out))
        .contains("at trace: 64KiB free within 0s of PSI some 20% (1 times, the longest after 0.0");
    String greedy = test(closed, "{free: 80KiB, within: 1s, of_psi_some: 20%}", "trace");
    assertThat(run("test", greedy)).isEqualTo(ExitCode.NOT_AS_EXPECTED.code());
    assertThat(printed(out)).contains("(1 times, never from tick 0, 0 too late)");
    String calm = test(closed, "{free: 64KiB, within: 0s, of_psi_some: 40%}", "trace");
    assertThat(run("test", calm)).isEqualTo(ExitCode.NOT_AS_EXPECTED.code());
    assertThat(printed(out)).contains("the host never stalled so much");
    String open = test("policy: lru", "{free: 64KiB, within: 0s, of_psi_some: 40%}");
    assertThat(run("test", open)).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(printed(err)).contains("free: needs budget: trace");
    assertThat(run("test", test("policy: lru", "{truncations_at_most: 9}", "trace")))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(printed(err)).contains("does not say what its host went through");
  }

  @Test
  void badTest_badTrace_andUnwritableXml_haveExitCodesOfTheirOwn() throws IOException {
    assertThat(run("test", test("policy: lro", "{truncations_at_most: 0}")))
        .isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(printed(err)).contains("t.yaml:4: tests[1].policy: no policy 'lro'");
    assertThat(run("test", folder.resolve("none.yaml").toString()))
        .isEqualTo(ExitCode.CONFIGURATION.code());
    String file = test("policy: lru", "{truncations_at_most: 9}");
    assertThat(run("test", file, "--junit", folder.resolve("no/out.xml").toString()))
        .isEqualTo(ExitCode.CANNOT_WRITE.code());
    assertThat(run("test")).isEqualTo(ExitCode.USAGE.code());
    Files.delete(folder.resolve("t.csv"));
    assertThat(run("test", file)).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(printed(err)).contains("t.csv: no such file");
  }

  @Test
  void help_teaches() {
    assertThat(run("test", "--help")).isZero();
    assertThat(printed(out))
        .contains("never_cut_below: 64MiB}", "regret_at_most: 5%}", "budget: 35%,50%");
  }

  private String test(String policy, String assertions) throws IOException {
    return test(policy, assertions, "8KiB");
  }

  private String test(String policy, String assertions, String budget) throws IOException {
    Files.writeString(
        folder.resolve("t.csv"),
        "tick_s,dev,peak_blocks,floor_blocks\n0,a,2,0\n1,b,2,0\n2,a,2,0\n");
    Path file = folder.resolve("t.yaml");
    Files.writeString(
        file,
        """
        tests:
          - name: 'a <"b"> & c'
            trace: t.csv
            %s
            budget: %s
            assert: [%s]
        """
            .formatted(policy, budget, assertions));
    return file.toString();
  }

  private int run(String... args) {
    return Workstation.execute(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private static String printed(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
