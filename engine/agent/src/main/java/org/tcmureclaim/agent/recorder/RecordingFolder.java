package org.tcmureclaim.agent.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a flight recorder: a recording for each run of the agent, named after the time of
 * its start. The oldest segments go when all together are too large, or when they are too old.
 */
final class RecordingFolder {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern SEGMENT_FILE =
      Pattern.compile("(?:[a-z]+-(\\d{6,9})\\.csv\\.gz)|(?:segment-(\\d{6,9})\\.json)");

  /** Every segment is at most this part of the whole; see {@code SegmentLimits}. */
  private static final int PARTS = 16;

  private final Path folder;
  private final long maxBytes;
  private final long maxAgeMillis;

  RecordingFolder(Path folder, long maxBytes, long maxAgeMillis) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.maxAgeMillis = maxAgeMillis;
  }

  /** Makes a folder for a run that begins now. */
  Path newRun(long epochMillis) throws IOException {
    Files.createDirectories(folder);
    String name = NAME.format(Instant.ofEpochMilli(epochMillis));
    Path run = folder.resolve(name);
    for (int more = 1; Files.exists(run); more++) {
      run = folder.resolve(name + "-" + more);
    }
    return Files.createDirectory(
        run, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
  }

  /** Drops what is too old or too much; the newest segment stays. */
  void dropOld(Path currentRun, long nowMillis) throws IOException {
    List<OldSegment> segments = segments();
    long totalBytes = 0;
    for (OldSegment segment : segments) {
      totalBytes += segment.bytes();
    }
    for (int i = 0; i < segments.size() - 1; i++) {
      OldSegment segment = segments.get(i);
      boolean old = nowMillis - segment.changedMillis() > maxAgeMillis;
      if (old || totalBytes > maxBytes - maxBytes / PARTS) {
        totalBytes -= segment.bytes();
        segment.delete();
      }
    }
    for (Path run : runs()) {
      if (!run.equals(currentRun) && segmentsOf(run).isEmpty()) {
        delete(run);
      }
    }
  }

  /** A segment of some run, on disk. */
  private record OldSegment(List<Path> files, long bytes, long changedMillis) {

    void delete() throws IOException {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The oldest first. */
  private List<OldSegment> segments() throws IOException {
    List<OldSegment> all = new ArrayList<>();
    for (Path run : runs()) {
      for (List<Path> files : segmentsOf(run).values()) {
        long bytes = 0;
        long changedMillis = 0;
        for (Path file : files) {
          bytes += Files.size(file);
          changedMillis = Math.max(changedMillis, Files.getLastModifiedTime(file).toMillis());
        }
        all.add(new OldSegment(files, bytes, changedMillis));
      }
    }
    return all;
  }

  private List<Path> runs() throws IOException {
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.filter(Files::isDirectory)
          .filter(run -> String.valueOf(run.getFileName()).matches("[0-9T.-]+Z(-[0-9]+)?"))
          .sorted()
          .toList();
    }
  }

  private static Map<Integer, List<Path>> segmentsOf(Path run) throws IOException {
    Map<Integer, List<Path>> segments = new TreeMap<>();
    try (Stream<Path> files = Files.list(run)) {
      files.forEach(
          file ->
              number(file)
                  .ifPresent(
                      n -> segments.computeIfAbsent(n, none -> new ArrayList<>()).add(file)));
    }
    return segments;
  }

  /** The segment that a file belongs to. */
  private static Optional<Integer> number(Path file) {
    Matcher name = SEGMENT_FILE.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Integer.parseInt(Objects.requireNonNullElseGet(name.group(1), () -> name.group(2))));
  }

  private static void delete(Path run) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(run)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
