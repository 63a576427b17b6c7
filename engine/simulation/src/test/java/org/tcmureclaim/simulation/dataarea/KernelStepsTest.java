package org.tcmureclaim.simulation.dataarea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps by hand; those of a live kernel come from {@code make vm-model}. */
class KernelStepsTest {
  /** One page had been there; three, a command of one that ends, a cut, and one again. */
  private static final List<String> STEPS =
      List.of(
          "area 2048 1 7 1 0",
          "1 submit 24 3 3 3 3 4 1 1",
          "2 submit 1 4 4 4 4 5 1 1",
          "3 complete 0 1 4 4 4 5 1 1",
          "4 truncate 0 1 4 4 4 5 1 1",
          "5 complete 0 0 0 4 4 5 1 1",
          "6 truncate 1 0 0 1 1 5 4 1",
          "7 submit 16 2 2 2 2 6 4 2");

  @TempDir Path folder;

  @Test
  void steps_sameInKernelAndModel_areCounted() throws IOException {
    assertThat(KernelSteps.compare(file(STEPS)))
        .isEqualTo("steps.txt: 7 steps, model and kernel the same after each");
  }

  /** The first steps of one run of {@code make vm-model}, on Linux 6.1.192. */
  @ParameterizedTest
  @ValueSource(strings = {"steps-1.txt", "steps-4.txt"})
  void steps_recordedFromAKernel_areThoseOfTheModel(String name) throws Exception {
    URL recorded = KernelStepsTest.class.getResource(name);

    assertThat(KernelSteps.compare(Path.of(recorded.toURI()))).startsWith(name + ": 400 steps");
  }

  @Test
  void figures_thatDiffer_areNamedWithLineAndBothSides() throws IOException {
    Path file = file(with(6, "6 truncate 1 0 0 1 1 5 3 1"));

    assertThatThrownBy(() -> KernelSteps.compare(file))
        .hasMessageContaining("steps.txt:7: 6 truncate 1")
        .hasMessageContaining("the model has AreaFigures[usedBlocks=0")
        .hasMessageContaining("releasedPages=4")
        .hasMessageContaining("releasedPages=3");
  }

  @Test
  void lines_ofAnotherKind_areRefused() throws IOException {
    Path cutOff = file(with(2, "2 submit 1 4"));
    assertThatThrownBy(() -> KernelSteps.compare(cutOff)).hasMessageContaining("4 fields");

    Path unknown = file(with(2, "2 grow 1 4 4 4 4 5 1 1"));
    assertThatThrownBy(() -> KernelSteps.compare(unknown)).hasMessageContaining("step: grow");

    Path noCommand = file(with(3, "3 complete 2 1 4 4 4 5 1 1"));
    assertThatThrownBy(() -> KernelSteps.compare(noCommand)).hasMessageContaining("command 2 of 2");
  }

  @Test
  void files_withoutSteps_areRefused() throws IOException {
    Path empty = file(List.of());
    assertThatThrownBy(() -> KernelSteps.compare(empty)).hasMessageContaining("steps.txt:1");

    Path headOnly = file(STEPS.subList(0, 1));
    assertThatThrownBy(() -> KernelSteps.compare(headOnly)).hasMessageContaining("no steps");
  }

  private static List<String> with(int index, String line) {
    List<String> lines = new ArrayList<>(STEPS);
    lines.set(index, line);
    return lines;
  }

  private Path file(List<String> lines) throws IOException {
    return Files.write(folder.resolve("steps.txt"), lines);
  }
}
