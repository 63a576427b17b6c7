package org.tcmureclaim.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Feeds a target with its seeds, with what was found before (files in {@code fuzz/NAME} of the test
 * resources) and with a fixed number of inputs that are made of these from a fixed seed: {@code
 * -Dtcmureclaim.fuzz.runs=N} and {@code -Dtcmureclaim.fuzz.seed=N} say others.
 */
public final class FuzzRun {
  private static final int RUNS = Integer.getInteger("tcmureclaim.fuzz.runs", 400);
  private static final long SEED = Long.getLong("tcmureclaim.fuzz.seed", 20_261_129L);

  private FuzzRun() {}

  /**
   * Feeds a target.
   *
   * @throws AssertionError if it does what it must not; the input is in {@code target/fuzz} then
   */
  public static void of(FuzzTarget target) {
    of(target, RUNS);
  }

  static void of(FuzzTarget target, int runs) {
    List<byte[]> corpus = new ArrayList<>(target.seeds());
    corpus.addAll(found(target.name()));
    for (int i = 0; i < corpus.size(); i++) {
      feed(target, corpus.get(i), "seed " + i);
    }
    long seed = SEED + target.name().hashCode();
    Mutator mutator = new Mutator(seed, corpus, target.words());
    for (int i = 0; i < runs; i++) {
      feed(target, mutator.next(), "input " + i + " from " + seed);
    }
  }

  private static void feed(FuzzTarget target, byte[] input, String which) {
    try {
      target.feed(input);
    } catch (Throwable e) {
      throw new AssertionError(which + ", kept as " + kept(target, input) + ": " + e, e);
    }
  }

  private static Path kept(FuzzTarget target, byte[] input) {
    Path file =
        Path.of(
            "target", "fuzz", target.name(), Integer.toHexString(java.util.Arrays.hashCode(input)));
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, input);
    } catch (IOException e) {
      return Path.of("nothing (" + e.getMessage() + ")");
    }
  }

  /** What was found before, by its file name. */
  static List<byte[]> found(String name) {
    URL folder = Thread.currentThread().getContextClassLoader().getResource("fuzz/" + name);
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      List<byte[]> inputs = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
      return inputs;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }
}
