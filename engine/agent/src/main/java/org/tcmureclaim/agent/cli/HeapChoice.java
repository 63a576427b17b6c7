package org.tcmureclaim.agent.cli;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.agent.config.LoadedConfig;

/**
 * Who has chosen the size of this process's heap. {@code bin/tcmu-reclaim} says it by properties.
 *
 * @param free whether it may be another one: the launcher has guessed, and no operator has said how
 *     much it is to be
 * @param givenMebibytes that an operator has said; 0 for those of this process
 * @param askedMebibytes that this process was started with by the one before it; 0 for none
 */
public record HeapChoice(boolean free, long givenMebibytes, long askedMebibytes) {
  static final String PROPERTY = "tcmureclaim.heap";
  static final String ASKED_PROPERTY = "tcmureclaim.heap.asked";
  private static final String FREE = "free";

  /** What it is stays. */
  public static final HeapChoice FIXED = new HeapChoice(false, 0, 0);

  /** That of this process. */
  public static HeapChoice ofProcess() {
    return of(name -> System.getProperty(name, ""));
  }

  static HeapChoice of(UnaryOperator<String> properties) {
    String asked = properties.apply(ASKED_PROPERTY);
    String given = properties.apply(PROPERTY);
    return new HeapChoice(
        given.equals(FREE),
        mebibytes(given),
        asked.matches("[0-9]{1,9}") ? Long.parseLong(asked) : 0);
  }

  /** The heap that an operator has chosen for agents, in bytes; empty for none. */
  public OptionalLong givenBytes() {
    if (free) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        givenMebibytes == 0
            ? Runtime.getRuntime().maxMemory()
            : HeapNeed.countedMebibytes(givenMebibytes) << 20);
  }

  /**
   * Has a configuration read where there is the heap for it.
   *
   * @throws LargerHeap where that has to be another process
   */
  public void requireToRead(Path file) {
    long heapBytes = Runtime.getRuntime().maxMemory();
    HeapNeed need = HeapNeed.ofReading(LoadedConfig.textBytes(file, heapBytes >> 12));
    if (!need.fits(heapBytes) && allows(need.heapMebibytes())) {
      throw new LargerHeap(need.heapMebibytes(), need.what());
    }
  }

  /** Of a size as the launcher allows it, such as {@code 96m} or {@code 1g}. */
  private static long mebibytes(String size) {
    if (!size.matches("[1-9][0-9]{0,8}[mMgG]")) {
      return 0;
    }
    long number = Long.parseLong(size.substring(0, size.length() - 1));
    return size.matches(".*[gG]") ? number << 10 : number;
  }

  /**
   * Whether a process with that heap is worth a start. Where it was asked for before, something
   * else than the launcher sizes heaps (such as {@code _JAVA_OPTIONS}), and asking again would go
   * on without end.
   */
  public boolean allows(long mebibytes) {
    return free && mebibytes > askedMebibytes;
  }
}
