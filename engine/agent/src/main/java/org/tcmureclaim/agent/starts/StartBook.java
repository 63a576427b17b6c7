package org.tcmureclaim.agent.starts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcmureclaim.host.files.RegularFile;

/**
 * The starts of the last hour, in a small file beside the agent's lock: so that an agent which is
 * started again and again waits longer each time, and an operator sees it. A file that cannot be
 * read or written changes nothing but that.
 *
 * <p>Beside it may lie how systemd saw the last end ({@code last-end}, written by the unit), and
 * which shadow the last agent ran ({@code shadow}, there until it ends as it was asked to).
 */
public final class StartBook {
  private static final Logger LOG = LoggerFactory.getLogger(StartBook.class);
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long QUICK_WITHIN_MILLIS = 600_000;
  private static final int MOST_ENTRIES = 64;
  private static final int MOST_BYTES = 1 << 16;
  private static final int FREE_ENDS = 2;
  private static final long LONGEST_WAIT_SECONDS = 60;
  private static final String OUT_OF_MEMORY = "out of memory";

  private final Path folder;
  private final List<StartEntry> before;
  private final List<String> leftShadow;
  private StartEntry mine;

  private StartBook(
      Path folder, List<StartEntry> before, List<String> leftShadow, StartEntry mine) {
    this.folder = folder;
    this.before = before;
    this.leftShadow = leftShadow;
    this.mine = mine;
  }

  /**
   * Notes that an agent starts.
   *
   * @param folder that outlives the agent, such as {@code /run/tcmu-reclaim}
   * @param runs whether a process of this id runs
   */
  public static StartBook open(Path folder, long epochMillis, long pid, LongPredicate runs) {
    List<StartEntry> before = new ArrayList<>();
    for (String line : lines(folder.resolve("starts"))) {
      StartEntry.parse(line)
          .filter(entry -> entry.pid() == pid || !isRunning(entry, runs))
          .filter(entry -> Math.abs(epochMillis - entry.epochMillis()) < HOUR_MILLIS)
          .ifPresent(before::add);
    }
    if (!before.isEmpty() && before.get(before.size() - 1).end().equals(StartEntry.NONE)) {
      StartEntry last = before.remove(before.size() - 1);
      before.add(last.ended(seenBySystemd(folder)));
    }
    List<String> shadow = lines(folder.resolve("shadow"));
    StartBook book =
        new StartBook(folder, before, shadow, new StartEntry(epochMillis, pid, StartEntry.NONE));
    book.remove("last-end");
    book.remove("shadow");
    book.write();
    return book;
  }

  private static boolean isRunning(StartEntry entry, LongPredicate runs) {
    return entry.end().equals(StartEntry.NONE) && runs.test(entry.pid());
  }

  /** {@code ExecStopPost} writes what systemd hands it: {@code $EXIT_CODE $EXIT_STATUS}. */
  private static String seenBySystemd(Path folder) {
    List<String> lines = lines(folder.resolve("last-end"));
    String seen = lines.isEmpty() ? "" : lines.get(0).strip();
    if (seen.equals("exited 3")) {
      return OUT_OF_MEMORY + " (code 3)";
    }
    return seen.isEmpty() ? "killed, or out of memory" : seen;
  }

  /** Starts in the last hour, this one included. */
  public int startsLastHour() {
    return before.size() + 1;
  }

  /** How the agent before this one ended; empty where none did in the last hour. */
  public String lastEnd() {
    return before.isEmpty() ? "" : before.get(before.size() - 1).end();
  }

  /** How many of those in the last minutes did not end as they were asked to. */
  public int badEnds() {
    long since = mine.epochMillis() - QUICK_WITHIN_MILLIS;
    return (int)
        before.stream().filter(entry -> !entry.isClean() && entry.epochMillis() >= since).count();
  }

  /** How long to wait before the host is opened: 0, after the third bad end 1, then 2, to 60. */
  public long waitSeconds() {
    int counted = badEnds() - FREE_ENDS;
    return counted <= 0 ? 0 : Math.min(LONGEST_WAIT_SECONDS, 1L << Math.min(counted - 1, 10));
  }

  /**
   * The shadow that is to be left out this time, and why; empty where shadows may run. That is so
   * after an agent that ran out of memory, or that could not say how it ended, with a shadow
   * running, and after one whose shadow broke its bounds.
   */
  public Optional<String> shadowLeftOut() {
    if (leftShadow.isEmpty()) {
      return Optional.empty();
    }
    String name = leftShadow.get(0);
    String why = leftShadow.size() > 1 ? leftShadow.get(1) : lastEnd();
    boolean innocent = leftShadow.size() == 1 && why.startsWith("killed ");
    return innocent ? Optional.empty() : Optional.of(name + ": " + why);
  }

  /** A shadow runs from now on. */
  public void shadowRuns(String name) {
    replace("shadow", name + "\n");
  }

  /** The agent ends because of its shadow; the next one leaves it out. */
  public void shadowBroke(String name, String why) {
    replace("shadow", name + "\n" + why.replace('\n', ' ') + "\n");
  }

  /** It ends as it was asked to. */
  public void endsAsAsked() {
    remove("shadow");
    ends(StartEntry.CLEAN);
  }

  /** It ends in another way. */
  public void ends(String how) {
    mine = mine.ended(how);
    write();
  }

  private void write() {
    List<StartEntry> all = new ArrayList<>(before);
    all.add(mine);
    StringBuilder text = new StringBuilder();
    all.stream()
        .skip(Math.max(0, all.size() - MOST_ENTRIES))
        .forEach(entry -> text.append(entry.line()).append('\n'));
    replace("starts", text.toString());
  }

  private void replace(String name, String text) {
    Path part = folder.resolve(name + ".part");
    try {
      Files.deleteIfExists(part);
      Files.writeString(part, text, StandardCharsets.UTF_8);
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.debug("{} is not noted", name, e);
    }
  }

  private void remove(String name) {
    try {
      boolean unused = Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      LOG.debug("{} stays", name, e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      byte[] text = RegularFile.read(file, MOST_BYTES);
      return new String(text, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
