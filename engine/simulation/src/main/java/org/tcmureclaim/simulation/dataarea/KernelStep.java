package org.tcmureclaim.simulation.dataarea;

/**
 * One line of what {@code kernel-shim/module/test/tcmu-reclaim-steps.c} prints: what was done to a
 * device of a live kernel, and what the shim counted then.
 *
 * @param number of the step, from 1
 * @param argument sectors of 512 bytes, the number of a command in flight (0 is the oldest), or
 *     blocks to keep
 * @param kernel after the step
 */
record KernelStep(int number, Action action, int argument, AreaFigures kernel) {
  private static final int FIELDS = 10;

  enum Action {
    SUBMIT,
    COMPLETE,
    TRUNCATE
  }

  /**
   * @throws IllegalArgumentException where the line is not one that the program prints
   */
  static KernelStep parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(fields.length + " fields in place of " + FIELDS);
    }
    return new KernelStep(
        Integer.parseInt(fields[0]),
        action(fields[1]),
        Integer.parseInt(fields[2]),
        new AreaFigures(
            Long.parseLong(fields[3]),
            Long.parseLong(fields[4]),
            Long.parseLong(fields[5]),
            Long.parseLong(fields[6]),
            Long.parseLong(fields[7]),
            Long.parseLong(fields[8]),
            Long.parseLong(fields[9])));
  }

  private static Action action(String name) {
    return switch (name) {
      case "submit" -> Action.SUBMIT;
      case "complete" -> Action.COMPLETE;
      case "truncate" -> Action.TRUNCATE;
      default -> throw new IllegalArgumentException("no such step: " + name);
    };
  }
}
