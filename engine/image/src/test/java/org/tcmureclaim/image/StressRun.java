package org.tcmureclaim.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs all of this module's tests of jcstress, which starts a JVM for each, two threads in it. All
 * that it writes goes to one folder.
 *
 * @param exit status of jcstress; 0 where it saw nothing forbidden
 * @param results one of each JVM
 * @param log what jcstress said
 */
record StressRun(int exit, List<TestResult> results, Path log) {
  /** Far longer than it takes. */
  private static final long PATIENCE_SECONDS = 600;

  /** JVMs of each test; twice as many where there is biased locking, which is on in one half. */
  static final int FORKS = 2;

  /** By which optimised code has its instructions in any order that is allowed. */
  private static final String JVM_ARGUMENTS =
      "-XX:+UnlockDiagnosticVMOptions"
          + " -XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN -XX:StressSeed=";

  StressRun {
    results = List.copyOf(results);
  }

  /**
   * Runs them.
   *
   * @param folder for all that is written; what is in it goes
   * @param seed by which the compiler chooses one of the orders that it may
   */
  static StressRun of(Path folder, int seed) throws Exception {
    empty(folder);
    Path log = folder.resolve("log.txt");
    Process jcstress =
        new ProcessBuilder(command(folder, seed))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!jcstress.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("jcstress does not end: " + Files.readString(log));
      }
    } finally {
      jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
      jcstress.destroyForcibly();
    }
    return new StressRun(jcstress.exitValue(), results(folder, log), log);
  }

  private static List<String> command(Path folder, int seed) {
    // Of each test: 2 JVMs, 8 times 500 ms in each, and no more than 16 trials between two looks at
    // the clock, as those of a file take one each.
    String options =
        "-c 2 -af NONE -sc false -f %d -iters 8 -time 500 -strideSize 4 -strideCount 4 -hs 256 -pth false"
            .formatted(FORKS);
    Stream<String> java =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "-v",
            "-jvmArgs",
            JVM_ARGUMENTS + seed);
    return Stream.concat(java, Stream.of(options.split(" "))).toList();
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
    Path unused = Files.createDirectories(folder);
  }

  private static List<TestResult> results(Path folder, Path log) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      Path file =
          files
              .filter(each -> each.toString().endsWith(".bin.gz"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("jcstress did not run; see " + log));
      InProcessCollector results = new InProcessCollector();
      DiskReadCollector reader = new DiskReadCollector(file.toString(), results);
      reader.dump();
      reader.close();
      return List.copyOf(results.getTestResults());
    }
  }

  /** How often there was this outcome in all JVMs of a test. */
  long count(Class<?> test, String outcome) {
    return of(test).mapToLong(result -> result.getCount(outcome)).sum();
  }

  /** How many trials of a test there were in all. */
  long count(Class<?> test) {
    return of(test).mapToLong(TestResult::getTotalCount).sum();
  }

  Stream<TestResult> of(Class<?> test) {
    return results.stream().filter(result -> result.getName().equals(test.getName()));
  }

  /** The outcomes and messages of one JVM, to find the cause of a failure. */
  static String text(TestResult result) {
    return result.getName()
        + " on "
        + result.getConfig().jvmArgs
        + ": "
        + result.status()
        + result.getStateKeys().stream()
            .map(key -> "; " + key + " " + result.getCount(key) + " times")
            .sorted()
            .toList()
        + result.getMessages()
        + result.getVmErr();
  }
}
