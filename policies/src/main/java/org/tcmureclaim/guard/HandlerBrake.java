package org.tcmureclaim.guard;

import java.util.Arrays;
import org.tcmureclaim.snapshot.HandlerEnd;
import org.tcmureclaim.snapshot.HandlerTable;

/**
 * Which programs get no cuts for a while. A program is held, and not one process of it: what runs
 * after a restart is the same code. It is held after a process of it ended by SIGBUS or SIGSEGV
 * within a minute of a cut, or when it has ended unexpectedly twice within a day.
 */
final class HandlerBrake {
  static final long HELD_NANOS = 3_600_000_000_000L;
  static final long AFTER_CUT_NANOS = 60_000_000_000L;
  static final long DAY_NANOS = 86_400_000_000_000L;

  private static final int MOST_FRESH = 16;

  private long[] heldUntilNanos = new long[0];
  private boolean[] held = new boolean[0];
  private long[] unexpectedAtNanos = new long[0];
  private boolean[] unexpected = new boolean[0];
  private long brakes;

  // Those that nobody was told of yet.
  private final int[] fresh = new int[MOST_FRESH];
  private final boolean[] freshByFault = new boolean[MOST_FRESH];
  private int freshCount;

  /** Makes room for the programs there are. */
  void fit(HandlerTable handlers) {
    int programs = handlers.programs();
    if (held.length < programs) {
      heldUntilNanos = Arrays.copyOf(heldUntilNanos, programs);
      held = Arrays.copyOf(held, programs);
      unexpectedAtNanos = Arrays.copyOf(unexpectedAtNanos, programs);
      unexpected = Arrays.copyOf(unexpected, programs);
    }
  }

  /** For how long a program is still held; 0 or less where it is not. */
  long leftNanos(int program, long nowNanos) {
    return held[program] ? heldUntilNanos[program] - nowNanos : 0;
  }

  /**
   * A process of a program has ended.
   *
   * @param soonAfterCut whether a LUN of it was cut less than {@link #AFTER_CUT_NANOS} before
   * @return whether the program is held from now on
   */
  boolean ended(int program, HandlerEnd end, boolean soonAfterCut, long atNanos) {
    if (end == HandlerEnd.ORDERLY || program == HandlerTable.NONE) {
      return false;
    }
    boolean byFault = end == HandlerEnd.FAULT && soonAfterCut;
    boolean again = unexpected[program] && atNanos - unexpectedAtNanos[program] <= DAY_NANOS;
    unexpected[program] = true;
    unexpectedAtNanos[program] = atNanos;
    if (byFault || again) {
      hold(program, byFault, atNanos);
      return true;
    }
    return false;
  }

  /** Holds a program from a moment on; one that is held already for longer, which is no news. */
  void hold(int program, boolean byFault, long atNanos) {
    boolean wasHeld = leftNanos(program, atNanos) > 0;
    held[program] = true;
    heldUntilNanos[program] = atNanos + HELD_NANOS;
    if (wasHeld) {
      return;
    }
    brakes++;
    if (freshCount < MOST_FRESH) {
      fresh[freshCount] = program;
      freshByFault[freshCount] = byFault;
      freshCount++;
    }
  }

  /** How often a program was held, since the start. */
  long brakes() {
    return brakes;
  }

  /** Tells of those that were held since the last call. Allocates nothing by itself. */
  void tell(HandlerNews news, HandlerTable handlers) {
    for (int i = 0; i < freshCount; i++) {
      news.held(handlers.programName(fresh[i]), freshByFault[i]);
    }
    freshCount = 0;
  }
}
