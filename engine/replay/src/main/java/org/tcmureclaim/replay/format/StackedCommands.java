package org.tcmureclaim.replay.format;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds commands that another device carries, where nothing but times says it: device mapper and md
 * hand a command on to a device below, which begins it later and completes it earlier, with as many
 * bytes. Each command has one such partner at most, and the one of the two that comes second in the
 * source is left out.
 */
final class StackedCommands {
  private static final int RECENT = 256;
  private static final int MOST_NAMED = 5;

  private final Predicate<String> isChosen;
  private final boolean isByName;
  private final Command[] recent = new Command[RECENT];
  private final Map<Pair, Long> leftOut = new LinkedHashMap<>();
  private long taken;
  private long lastUpper = -RECENT;

  /** Two devices, of which the commands of the second count. */
  private record Pair(String device, String lies, String counted) {}

  /** A command that was seen, and whether it is carried by one, or carries one, already. */
  private static final class Command {
    private String device = "";
    private boolean isUpper;
    private Operation operation = Operation.FLUSH;
    private long length;
    private long beginNanos;
    private long endNanos;
    private boolean isCarried;
    private boolean carries;

    private boolean isCarriedBy(Command below, boolean byName) {
      return isUpper
          && (byName || !below.isUpper || below.isCarried)
          && !isCarried
          && !below.carries
          && length == below.length
          && operation == below.operation
          && beginNanos <= below.beginNanos
          && endNanos >= below.endNanos
          && !device.equals(below.device);
    }
  }

  /**
   * For the commands of one source.
   *
   * @param isChosen whether the user named a device: then it is counted whatever lies below it
   * @param isByName whether it is certain which devices may lie on others; otherwise one that may
   *     counts as one that carries only where it is carried itself
   */
  StackedCommands(Predicate<String> isChosen, boolean isByName) {
    this.isChosen = isChosen;
    this.isByName = isByName;
    for (int i = 0; i < RECENT; i++) {
      recent[i] = new Command();
    }
  }

  /** Whether a device of this name lies on others: device mapper or md. */
  static boolean isUpper(String device) {
    return device.matches("(/dev/)?(dm-[0-9]+|md[0-9]+.*|mapper/.+)|9:[0-9]+");
  }

  /**
   * Takes a command; whether it is one that was counted already.
   *
   * @param isUpper whether its device may lie on others
   * @param length in any unit
   */
  boolean isCounted(
      String device,
      boolean isUpper,
      Operation operation,
      long length,
      long beginNanos,
      long endNanos) {
    Command command = recent[(int) (taken % RECENT)];
    command.device = device;
    command.isUpper = isUpper;
    command.operation = operation;
    command.length = length;
    command.beginNanos = beginNanos;
    command.endNanos = endNanos;
    command.isCarried = false;
    command.carries = false;
    lastUpper = isUpper ? taken : lastUpper;
    boolean isCounted = taken - lastUpper < RECENT && !isChosen.test(device) && pair(command);
    taken++;
    return isCounted;
  }

  private boolean pair(Command command) {
    for (long at = taken - 1; at >= 0 && at > taken - RECENT; at--) {
      Command before = recent[(int) (at % RECENT)];
      if (command.isCarriedBy(before, isByName) && !isChosen.test(before.device)) {
        pair(command, before);
        leftOut.merge(new Pair(command.device, "above", before.device), 1L, Long::sum);
        return true;
      }
      if (before.isCarriedBy(command, isByName) && !isChosen.test(before.device)) {
        pair(before, command);
        leftOut.merge(new Pair(command.device, "below", before.device), 1L, Long::sum);
        return true;
      }
    }
    return false;
  }

  private static void pair(Command above, Command below) {
    above.isCarried = true;
    below.carries = true;
  }

  /** Which devices seem to lie on which. */
  void describe(FileContents contents) {
    leftOut.entrySet().stream()
        .limit(MOST_NAMED)
        .forEach(entry -> contents.note(sentence(entry.getKey(), entry.getValue())));
  }

  private static String sentence(Pair pair, long commands) {
    return String.format(
        Locale.ROOT,
        "%s seems to lie %s %s: %,d of its commands are counted there and left out here; --devices"
            + " %s takes them instead",
        pair.device,
        pair.lies,
        pair.counted,
        commands,
        pair.device);
  }
}
