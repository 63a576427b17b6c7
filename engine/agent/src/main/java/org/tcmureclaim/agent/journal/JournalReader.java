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
import java.util.Optional;
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

  /** Whether there is any journal at all. */
  public boolean isEmpty() throws IOException {
    return JournalFiles.oldestFirst(folder).isEmpty();
  }

  private static Optional<DecisionEntry> newestIn(Path file, Predicate<DecisionEntry> wanted)
      throws IOException {
    Optional<DecisionEntry> newest = Optional.empty();
    try (var lines =
        new BufferedReader(
            // Unlike Files.newBufferedReader, it lives with half a character in a damaged line.
            new InputStreamReader(RegularFile.open(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<DecisionEntry> entry = JournalLine.parse(line).filter(wanted);
        newest = entry.isPresent() ? entry : newest;
      }
    } catch (NoSuchFileException e) {
      // The agent dropped it meanwhile for its age or size.
    }
    return newest;
  }
}
