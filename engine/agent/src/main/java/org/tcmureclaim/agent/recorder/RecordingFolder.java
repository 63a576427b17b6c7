package org.tcmureclaim.agent.recorder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
import org.tcmureclaim.host.files.KnownAges;
import org.tcmureclaim.host.files.StateFolder;

/**
 * The folder of a flight recorder: a recording for each run of the agent, numbered, with the time
 * of its start. The oldest segments go when all together are too large, or when they are too old.
 * Their order is that of the numbers, whatever the clock was set to meanwhile.
 */
final class RecordingFolder {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern SEGMENT_FILE =
      Pattern.compile("(?:[a-z]+-(\\d{6,9})\\.csv\\.gz)|(?:segment-(\\d{6,9})\\.json)");

  /** Every segment is at most this part of the whole; see {@code SegmentLimits}. */
  private static final int PARTS = 16;

  /** Runs that older agents recorded have only the time; they come before all others. */
  private static final Pattern RUN =
      Pattern.compile("(?:run-(?<number>\\d{10})-)?[0-9T.-]+Z(?:-[0-9]+)?");

  /** All that a recording may have; what else lies in its folder is not the agent's to delete. */
  private static final Pattern FILE =
      Pattern.compile(
          "(?:manifest\\.json(?:\\.new)?|[a-z]+-\\d{6,9}\\.(?:json|csv\\.gz)|\\..+\\.part)");

  private static final Pattern COPIES = Pattern.compile("configuration-\\d+");

  private final KnownAges ages = new KnownAges();
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
    StateFolder.create(folder);
    long number = 0;
    for (Path run : runs()) {
      Matcher name = RUN.matcher(String.valueOf(run.getFileName()));
      if (name.matches() && name.group("number") != null) {
        number = Math.max(number, Long.parseLong(name.group("number")));
      }
    }
    while (true) {
      number++;
      String name =
          String.format(
              Locale.ROOT, "run-%010d-%s", number, NAME.format(Instant.ofEpochMilli(epochMillis)));
      try {
        return StateFolder.createNew(folder.resolve(name));
      } catch (FileAlreadyExistsException e) {
        // Something else has this name; the next one may be free.
      }
    }
  }

  /**
   * Drops what is too old or too much; the newest segment stays.
   *
   * @param nowNanos the monotonic clock of the run
   */
  void dropOld(Path currentRun, long nowMillis, long nowNanos) throws IOException {
    try {
      List<OldSegment> segments = segments();
      ages.note(segments.stream().map(OldSegment::seen).toList(), nowNanos);
      long totalBytes = segments.stream().mapToLong(OldSegment::bytes).sum();
      for (int i = 0; i < segments.size() - 1; i++) {
        OldSegment segment = segments.get(i);
        boolean old = ages.isOlder(segment.seen(), maxAgeMillis, nowMillis, nowNanos);
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
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A segment of some run, on disk. */
  private record OldSegment(List<Path> files, long bytes, KnownAges.Seen seen) {

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
      for (Map.Entry<Integer, List<Path>> segment : segmentsOf(run).entrySet()) {
        all.add(segment(run.resolve(segment.getKey().toString()), segment.getValue()));
      }
    }
    return all;
  }

  private static OldSegment segment(Path name, List<Path> files) throws IOException {
    long bytes = 0;
    long changedMillis = 0;
    for (Path file : files) {
      try {
        bytes += Files.size(file);
        changedMillis = Math.max(changedMillis, Files.getLastModifiedTime(file).toMillis());
      } catch (NoSuchFileException e) {
        // Removed meanwhile.
      }
    }
    return new OldSegment(files, bytes, new KnownAges.Seen(name, changedMillis));
  }

  /** In their order; a link is none. */
  private List<Path> runs() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.filter(run -> Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS))
          .filter(run -> RUN.matcher(String.valueOf(run.getFileName())).matches())
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

  /** Deletes a recording, and its folder where nothing else is in it. No link is followed. */
  private static void delete(Path run) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(run)) {
      deepestFirst =
          files
              .filter(file -> isOfRecording(run.relativize(file)))
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    try {
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(run);
    } catch (DirectoryNotEmptyException e) {
      // It holds a file that is not ours.
    }
  }

  private static boolean isOfRecording(Path inRun) {
    String top = inRun.getName(0).toString();
    return COPIES.matcher(top).matches()
        || (inRun.getNameCount() == 1 && FILE.matcher(top).matches());
  }
}
