package org.tcmureclaim.replay.format;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A format of block commands.
 *
 * @param label the name for {@code --format}
 * @param fidelity why results from it are not to be trusted far; empty where nothing is known
 * @param matches whether a file that begins so may be one
 * @param namesDevices whether its files name devices; otherwise each file is one
 * @param readers makes a reader for one file, which hands its commands to a sink
 */
public record CommandFormat(
    String label,
    String fidelity,
    Predicate<Head> matches,
    boolean namesDevices,
    Function<CommandSink, CommandReader> readers) {

  /** One whose files name devices. */
  CommandFormat(
      String label,
      String fidelity,
      Predicate<Head> matches,
      Function<CommandSink, CommandReader> readers) {
    this(label, fidelity, matches, true, readers);
  }

  /** A reader for one file. */
  public CommandReader reader(CommandSink sink) {
    return readers.apply(sink);
  }
}
