package org.tcmureclaim.agent.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The decisions that one run of an agent writes down: the newest, and from then on each that
 * follows. Reads what it needs from the end of the journal, however long that is. Damaged lines are
 * passed over. Not safe for use by several threads.
 */
public final class JournalTail {
  private final Path folder;
  private final long startedEpochMillis;
  private @Nullable Path file;
  private long offset;

  /**
   * Of a run.
   *
   * @param startedEpochMillis names the run; the journal has those of others too
   */
  public JournalTail(Path folder, long startedEpochMillis) {
    this.folder = folder;
    this.startedEpochMillis = startedEpochMillis;
  }

  /**
   * Hands over the newest decision, the one before, and so on.
   *
   * @param each whether it wants one more
   * @throws IOException where the journal cannot be read
   */
  public void newestFirst(Predicate<DecisionEntry> each) throws IOException {
    List<Path> files = JournalFiles.oldestFirst(folder);
    file = null;
    offset = 0;
    for (int i = files.size() - 1; i >= 0; i--) {
      Optional<Long> start = start(files.get(i));
      boolean more = start.isEmpty() || start.get() == startedEpochMillis;
      if (start.isPresent() && more) {
        more = isMoreWanted(files.get(i), each);
      }
      if (!more) {
        return; // Those of earlier runs are all older.
      }
    }
  }

  private boolean isMoreWanted(Path one, Predicate<DecisionEntry> each) throws IOException {
    try (LinesFromEnd lines = LinesFromEnd.open(one)) {
      if (file == null) {
        file = one;
        offset = lines.wholeBytes();
      }
      for (String line = lines.previous(); line != null; line = lines.previous()) {
        Optional<DecisionEntry> entry = JournalLine.parse(line);
        if (entry.isPresent() && !each.test(entry.get())) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException | EOFException e) {
      return true; // The agent dropped it meanwhile for its age or size, or cut half a line off.
    }
  }

  /**
   * Hands over what was written since the last call, oldest first; at the first, what was written
   * since {@link #newestFirst}.
   *
   * @throws IOException where the journal cannot be read
   */
  public void follow(Consumer<DecisionEntry> each) throws IOException {
    for (Path one : notRead(JournalFiles.oldestFirst(folder))) {
      if (!one.equals(file) && start(one).filter(is -> is == startedEpochMillis).isEmpty()) {
        continue;
      }
      try (LinesFromEnd lines = LinesFromEnd.open(one)) {
        String text = lines.from(one.equals(file) ? offset : 0);
        file = one;
        offset = lines.wholeBytes();
        text.lines().forEach(line -> JournalLine.parse(line).ifPresent(each));
      } catch (NoSuchFileException | EOFException e) {
        // As above.
      }
    }
  }

  /** The file that was read last, and those after it. */
  private List<Path> notRead(List<Path> oldestFirst) {
    Path last = file;
    return last == null
        ? oldestFirst
        : oldestFirst.stream().filter(one -> JournalFiles.compare(one, last) >= 0).toList();
  }

  /** When the agent started that wrote a file; empty where an older version did. */
  private static Optional<Long> start(Path one) throws IOException {
    try (LinesFromEnd lines = LinesFromEnd.open(one)) {
      return JournalLine.parseRun(lines.first());
    } catch (NoSuchFileException | EOFException e) {
      return Optional.empty();
    }
  }
}
