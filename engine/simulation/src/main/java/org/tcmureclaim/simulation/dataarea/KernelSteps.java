package org.tcmureclaim.simulation.dataarea;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the model of a data area with a live kernel: files of {@code tcmu-reclaim-steps} on the
 * command line ({@code make vm-model}). Any difference is a bug in the model.
 *
 * <p>The first line is {@code area BLOCKS PAGES_PER_BLOCK SEED ALLOCATED REALLOCATED}, each other
 * one a {@link KernelStep}.
 */
public final class KernelSteps {
  private static final Pattern AREA =
      Pattern.compile("area (\\d{1,7}) (\\d{1,4}) (\\d+) (\\d{1,9}) (\\d{1,9})");

  private KernelSteps() {}

  public static void main(String[] files) throws IOException {
    if (files.length == 0) {
      System.err.println("usage: KernelSteps FILE...");
      System.exit(2);
    }
    for (String file : files) {
      System.out.println(compare(Path.of(file)));
    }
  }

  /**
   * @return one line for people
   * @throws IllegalStateException where model and kernel differ, or the file is none of those
   */
  static String compare(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      Matcher area = AREA.matcher(String.valueOf(lines.readLine()));
      if (!area.matches()) {
        throw new IllegalStateException(file + ":1: not steps of a data area");
      }
      KernelStepsModel model =
          new KernelStepsModel(
              Integer.parseInt(area.group(1)),
              Integer.parseInt(area.group(2)),
              Long.parseLong(area.group(4)),
              Long.parseLong(area.group(5)));
      int steps = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        steps++;
        compare(file + ":" + (steps + 1), model, line);
      }
      if (steps == 0) {
        throw new IllegalStateException(file + ": no steps");
      }
      return file.getFileName() + ": " + steps + " steps, model and kernel the same after each";
    }
  }

  private static void compare(String where, KernelStepsModel model, String line) {
    try {
      KernelStep step = KernelStep.parse(line);
      AreaFigures ours = model.take(step);
      if (!ours.equals(step.kernel())) {
        throw new IllegalStateException(
            where + ": " + line + ": the model has " + ours + ", the kernel " + step.kernel());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(where + ": " + line + ": " + e.getMessage(), e);
    }
  }
}
