package org.tcmureclaim.fuzz;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Jazzer's driver calls: feeds one target with what coverage leads to. Its arguments are the
 * test class whose {@code targets()} has the target, and the target's name; with {@code --seeds
 * FOLDER} as a third and fourth, {@link #main} writes seeds and found inputs there instead.
 */
public final class GuidedRun {
  /** How many inputs run between two collections of the heap. */
  private static final int COLLECT_EVERY = 1000;

  private static int inputs;
  private static FuzzTarget target = FuzzTarget.ofBytes("none", input -> {});

  private GuidedRun() {}

  /** Called by the driver once. */
  public static void fuzzerInitialize(String[] arguments) {
    target = target(arguments[0], arguments[1]);
    target.warmUp();
  }

  /** Called by the driver with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    target.feed(input);
    if (++inputs % COLLECT_EVERY == 0) {
      // Memory outside the heap goes with the objects that hold it, which fill no heap by far.
      System.gc();
    }
  }

  /** Lists the targets of a class, or writes the inputs that one begins with. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 4) {
      targets(arguments[0]).forEach(listed -> System.out.println(listed.name()));
    } else {
      writeSeeds(target(arguments[0], arguments[1]), Path.of(arguments[3]));
    }
    System.exit(0); // A target may have threads that would go on.
  }

  private static void writeSeeds(FuzzTarget wanted, Path into) throws IOException {
    Path folder = Files.createDirectories(into);
    int number = 0;
    for (byte[] seed : wanted.seeds()) {
      Files.write(folder.resolve("seed-" + number++), seed);
    }
    for (byte[] found : FuzzRun.found(wanted.name())) {
      Files.write(folder.resolve("found-" + number++), found);
    }
  }

  private static FuzzTarget target(String className, String name) {
    return targets(className).stream()
        .filter(listed -> listed.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(className + " has no target " + name));
  }

  private static List<FuzzTarget> targets(String className) {
    try {
      Method method = Class.forName(className).getDeclaredMethod("targets");
      method.setAccessible(true);
      return ((List<?>) method.invoke(null)).stream().map(FuzzTarget.class::cast).toList();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(className + " has no targets: " + e, e);
    }
  }
}
