package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcmureclaim.replay.format.BlktraceStream;
import org.tcmureclaim.replay.packing.SourceFile;

/**
 * blktrace writes a file for each CPU, {@code sda.blktrace.0} and so on, which mean something only
 * together: one of them stands for all that lie beside it, and so does {@code sda}.
 */
final class BlktraceFiles {
  private static final Pattern NAME = Pattern.compile("(?<run>.*\\.blktrace)\\.\\d+(\\.\\w+)?");
  private static final int MOST_CPUS = 4096;

  private BlktraceFiles() {}

  /** What files of one name belong to: their run, or the name itself. */
  static String run(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? matcher.group("run") : name;
  }

  /** The files that a name stands for: itself, or those of all CPUs. */
  static List<String> named(String name) throws IOException {
    if (Files.notExists(Path.of(name)) && Files.exists(Path.of(name + ".blktrace.0"))) {
      return besides(name + ".blktrace.0");
    }
    return NAME.matcher(name).matches() && Files.isRegularFile(Path.of(name))
        ? besides(name)
        : List.of(name);
  }

  private static List<String> besides(String name) throws IOException {
    String run = run(name);
    Path folder = Path.of(name).toAbsolutePath().getParent();
    String given = name.substring(0, name.lastIndexOf('/') + 1);
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String beside = given + file.getFileName();
        if (NAME.matcher(beside).matches() && run(beside).equals(run)) {
          files.add(beside);
        }
      }
    }
    files.sort(null);
    return files.size() > MOST_CPUS ? List.of(name) : files;
  }

  /** The sources, with those of CPUs merged into one. */
  static List<SourceFile> merged(List<SourceFile> sources) {
    List<SourceFile> cpus =
        sources.stream().filter(source -> NAME.matcher(source.name()).matches()).toList();
    if (cpus.size() < 2) {
      return sources;
    }
    List<SourceFile> merged = new ArrayList<>(sources);
    merged.removeAll(cpus);
    merged.add(
        new SourceFile(
            run(cpus.get(0).name()) + ".*",
            cpus.get(0).isMember(),
            metered -> {
              List<InputStream> streams = new ArrayList<>();
              for (SourceFile cpu : cpus) {
                streams.add(cpu.open(metered));
              }
              return new BlktraceStream(streams);
            }));
    return merged;
  }
}
