package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.table.Table;

/**
 * Reads a recording tick by tick. One that was cut off, wherever that was, is read up to the last
 * complete block of each segment, and {@link #problems} says what is missing.
 */
public final class BundleReader implements AutoCloseable {

  /** More digits than six where segments are so small that there are a million. */
  private static final Pattern SEGMENT_FILE =
      Pattern.compile(
          Stream.of(Table.values()).map(Table::label).collect(Collectors.joining("|", "(", ")"))
              + "-([0-9]{6,9})\\.csv"
              + PackedTable.SUFFIXES);

  private final Path folder;
  private final Manifest manifest;
  private final List<Integer> segments;
  private final List<String> problems = new ArrayList<>();
  private final RecordedTick tick = new RecordedTick();
  private @Nullable SegmentReader reader;
  private int nextSegment;

  private BundleReader(Path folder) throws IOException {
    this.folder = folder;
    this.segments = segments(folder);
    this.manifest = readManifest();
  }

  /**
   * Opens a recording.
   *
   * @throws RecordingException where there is none in this folder
   */
  public static BundleReader open(Path folder) {
    try {
      if (!isBundle(folder)) {
        throw new RecordingException(
            folder
                + ": no recording; expected "
                + Manifest.FILE
                + " and tables such as "
                + Table.HOST.fileName(1));
      }
      return new BundleReader(folder);
    } catch (IOException e) {
      throw new RecordingException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether this folder is a recording. */
  public static boolean isBundle(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && (Files.exists(folder.resolve(Manifest.FILE)) || !segments(folder).isEmpty());
  }

  public Manifest manifest() {
    return manifest;
  }

  /** The numbers of its segments, in their order. */
  List<Integer> segments() {
    return segments;
  }

  public Path folder() {
    return folder;
  }

  /** Goes on to the next tick; false where there is none. */
  public boolean next() {
    try {
      while (reader == null || !reader.next(tick)) {
        if (!openNext()) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new RecordingException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The tick that {@link #next} went to. */
  public RecordedTick tick() {
    return tick;
  }

  /** What is missing, in words; complete once {@link #next} said no. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (IOException e) {
      throw new RecordingException(folder + ": cannot be closed: " + e.getMessage(), e);
    }
  }

  private boolean openNext() throws IOException {
    if (reader != null) {
      if (reader.isCut()) {
        problems.add(cutOff(segments.get(nextSegment - 1)));
      }
      reader.close();
      reader = null;
    }
    if (nextSegment == segments.size()) {
      return false;
    }
    reader = new SegmentReader(folder, segments.get(nextSegment++), manifest.monotonicNanos());
    return true;
  }

  static String cutOff(int segment) {
    return "segment " + segment + " is cut off; read to its last whole block";
  }

  private Manifest readManifest() {
    try {
      return ManifestFile.read(folder);
    } catch (RecordingException e) {
      if (segments.isEmpty()) {
        throw e;
      }
      problems.add(e.getMessage() + "; times are relative");
      return Manifest.LOST;
    }
  }

  private static List<Integer> segments(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> numberOf(String.valueOf(file.getFileName())))
          .flatMap(Optional::stream)
          .distinct()
          .sorted()
          .toList();
    }
  }

  private static Optional<Integer> numberOf(String name) {
    Matcher file = SEGMENT_FILE.matcher(name);
    return file.matches() ? Optional.of(Integer.parseInt(file.group(2))) : Optional.empty();
  }
}
