package org.tcmureclaim.agent.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tcmureclaim.host.files.RegularFile;

/** Looks decisions up in a journal, also while an agent writes it. */
public final class JournalReader {
  private final Path folder;

  public JournalReader(Path folder) {
    this.folder = folder;
  }

  /** The newest decision of which this is true. Lines that are damaged are passed over. */
  public Optional<DecisionEntry> newest(Predicate<DecisionEntry> wanted) throws IOException {
    List<Path> files = new ArrayList<>(JournalFiles.oldestFirst(folder));
    Collections.reverse(files);
    for (Path file : files) {
      Optional<DecisionEntry> found = newestIn(file, wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** All orders, the oldest first. */
  public List<OrderEntry> orders() throws IOException {
    List<OrderEntry> orders = new ArrayList<>();
    for (Path file : JournalFiles.oldestFirst(folder)) {
      lines(file, line -> JournalLine.parseOrder(line).ifPresent(orders::add));
    }
    return orders;
  }

  /** Whether there is any journal at all. */
  public boolean isEmpty() throws IOException {
    return JournalFiles.oldestFirst(folder).isEmpty();
  }

  private static Optional<DecisionEntry> newestIn(Path file, Predicate<DecisionEntry> wanted)
      throws IOException {
    AtomicReference<Optional<DecisionEntry>> newest = new AtomicReference<>(Optional.empty());
    lines(
        file,
        line -> {
          Optional<DecisionEntry> entry = JournalLine.parse(line).filter(wanted);
          if (entry.isPresent()) {
            newest.set(entry);
          }
        });
    return Objects.requireNonNull(newest.get());
  }

  private static void lines(Path file, Consumer<String> each) throws IOException {
    try (var lines =
        new BufferedReader(
            // Unlike Files.newBufferedReader, it lives with half a character in a damaged line.
            new InputStreamReader(RegularFile.open(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        each.accept(line);
      }
    } catch (NoSuchFileException e) {
      // The agent dropped it meanwhile for its age or size.
    }
  }
}
