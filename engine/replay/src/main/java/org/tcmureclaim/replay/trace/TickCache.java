package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Ticks that were made of files before, by the SHA-256 of file and options. A file of the cache is
 * used only if it is whole and for that very key; otherwise the source is read again. Files appear
 * under their name when they are whole; the ones that were not used for longest leave when all take
 * more than the limit. Whatever goes wrong with the cache costs time and nothing else.
 */
public final class TickCache {
  private static final String SUFFIX = ".ticks";
  private static final long MOST_BYTES = 2L << 30;

  /** Stands for the name of the source in what was said: the next one may have another. */
  private static final String NAME = "\0";

  private final Path folder;
  private final long mostBytes;

  TickCache(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /**
   * The user's: {@code tcmu-reclaim/ticks} in {@code XDG_CACHE_HOME} or {@code ~/.cache}, up to 2
   * GiB. Empty where there is no place for it.
   */
  public static Optional<TickCache> ofUser(Function<String, Optional<String>> environment) {
    return environment
        .apply("XDG_CACHE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .or(() -> environment.apply("HOME").map(home -> Path.of(home, ".cache")))
        .map(home -> new TickCache(home.resolve("tcmu-reclaim").resolve("ticks"), MOST_BYTES));
  }

  /**
   * The traces of a file: from the cache, or as {@code reader} reads it with the options that it is
   * given. What had bad lines is not kept, as each of them is to be shown whenever it is read.
   */
  List<Trace> read(Path source, TraceOptions options, Function<TraceOptions, List<Trace>> reader) {
    if (!canKeep(source, options)) {
      return reader.apply(options);
    }
    byte[] key;
    try {
      key = TickCacheKey.of(source, options);
    } catch (IOException e) {
      return reader.apply(options);
    }
    Path file = folder.resolve(HexFormat.of().formatHex(key) + SUFFIX);
    Optional<CachedTicks> cached = cached(file, key, source.toString());
    if (cached.isPresent()) {
      cached.get().notices().stream()
          .map(notice -> notice.replace(NAME, source.toString()))
          .forEach(options.notices());
      return cached.get().traces();
    }
    List<String> notices = new ArrayList<>();
    List<Trace> traces = reader.apply(options.with(both(options.notices(), notices::add)));
    if (traces.stream().allMatch(trace -> trace.badLines() == 0)) {
      notices.replaceAll(notice -> notice.replace(source.toString(), NAME));
      keep(file, key, new CachedTicks(traces, notices));
    }
    return traces;
  }

  /** What is no regular file can be read once only; a histogram is a file of its own. */
  private static boolean canKeep(Path source, TraceOptions options) {
    return Files.isRegularFile(source)
        && options.serviceTimes().models().stream()
            .noneMatch(model -> model.startsWith("histogram:"));
  }

  private static Consumer<String> both(Consumer<String> one, Consumer<String> other) {
    return one.andThen(other);
  }

  private static Optional<CachedTicks> cached(Path file, byte[] key, String name) {
    try {
      Optional<CachedTicks> cached = CachedTicks.read(file, key, name);
      if (cached.isPresent()) {
        Files.setLastModifiedTime(file, CacheClock.now());
      }
      return cached;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void keep(Path file, byte[] key, CachedTicks ticks) {
    if (ticks.bytes() > Math.min(mostBytes, CachedTicks.MOST_BYTES)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "new", ".part");
      try {
        ticks.write(part, key);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      dropOldest();
    } catch (IOException e) {
      // A full or read-only disk: the next replay reads the source again.
      return;
    }
  }

  private void dropOldest() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = new ArrayList<>(all.filter(file -> file.toString().endsWith(SUFFIX)).toList());
    }
    files.sort(Comparator.comparing(TickCache::lastUsed));
    long total = 0;
    for (Path file : files) {
      total += Files.size(file);
    }
    for (Path file : files) {
      if (total <= mostBytes) {
        return;
      }
      total -= Files.size(file);
      Files.deleteIfExists(file);
    }
  }

  private static FileTime lastUsed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
