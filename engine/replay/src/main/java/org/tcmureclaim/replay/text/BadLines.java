package org.tcmureclaim.replay.text;

import java.util.function.Consumer;
import org.tcmureclaim.host.text.PrintableText;

/**
 * Counts the lines of one file that could not be used, shows the first ones, and gives up when
 * there are too many.
 */
public final class BadLines {
  private static final int MOST_SHOWN = 10;

  private final String file;
  private final long most;
  private final Consumer<String> notices;
  private final boolean isAdvised;
  private long count;

  /**
   * Allows {@code most} bad lines in {@code file}.
   *
   * @param notices where messages of the form {@code file:line: problem} go
   */
  public BadLines(String file, long most, Consumer<String> notices) {
    this(file, most, notices, true);
  }

  private BadLines(String file, long most, Consumer<String> notices, boolean isAdvised) {
    this.file = file;
    this.most = most;
    this.notices = notices;
    this.isAdvised = isAdvised;
  }

  /** The same, for commands that have no {@code --max-errors} to advise. */
  public static BadLines unadvised(String file, long most, Consumer<String> notices) {
    return new BadLines(file, most, notices, false);
  }

  /** Allows none, and says nothing. */
  public static BadLines none(String file) {
    return new BadLines(file, 0, unused -> {}, false);
  }

  /** The number of lines left out. */
  public long count() {
    return count;
  }

  /**
   * Leaves a line out.
   *
   * @throws TraceException if that is one too many
   */
  public void leaveOut(long line, String problem) {
    count++;
    String message = PrintableText.of(file + ":" + line + ": " + problem);
    if (count > most) {
      String hint =
          most == 0
              ? isAdvised ? "; --max-errors N leaves up to N such lines out" : ""
              : "; that is more than the " + most + " bad lines that --max-errors allows";
      throw new TraceException(message + hint);
    }
    if (count <= MOST_SHOWN) {
      notices.accept(message + " (left out)");
    }
  }

  /** Says in one line how many were left out, where that was not shown line by line. */
  public void close() {
    if (count > MOST_SHOWN) {
      notices.accept(file + ": " + count + " bad lines left out in all");
    }
  }
}
