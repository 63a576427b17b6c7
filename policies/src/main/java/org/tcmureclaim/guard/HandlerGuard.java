package org.tcmureclaim.guard;

import java.util.Arrays;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HandlerEnd;
import org.tcmureclaim.snapshot.HandlerTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What a cut can do to the process that serves a LUN: one that touches a buffer after it has
 * answered gets SIGBUS where an uncut area forgave it, and all of its LUNs are gone with it. So the
 * first LUN of a process is cut alone and watched before any other; and a program that ends badly
 * gets no cuts for a while ({@link HandlerBrake}). A device that has lost its process waits until
 * it is seen which one took over, for as long as the watch lasts.
 *
 * <p>A device whose process was never known is held by none of this. By slot, by number of a
 * process, and by number of a program; allocates only where there are more of these than before.
 */
final class HandlerGuard {
  /** How long the process has to survive the first cut of a LUN. */
  static final long WATCH_NANOS = 60_000_000_000L;

  /** In an emergency a tenth is enough: most faults come at once. */
  private static final int EMERGENCY_DIVISOR = 10;

  private static final int NO_SLOT = -1;

  private final HandlerBrake brake = new HandlerBrake();
  private boolean isCareful;
  private boolean heldBack;
  private long nowNanos;

  // By slot.
  private int[] numbers = new int[0];
  private int[] programs = new int[0];
  private boolean[] cut = new boolean[0];
  private long[] cutAtNanos = new long[0];
  private boolean[] faulted = new boolean[0];
  private long[] faultedAtNanos = new long[0];
  private boolean[] lost = new boolean[0];
  private long[] lostAtNanos = new long[0];

  // By number of a process: whether one of its LUNs was ever cut, which first, and when.
  private boolean[] tried = new boolean[0];
  private int[] firstSlots = new int[0];
  private long[] firstAtNanos = new long[0];
  private int[] plannedSlots = new int[0];

  /**
   * Begins a tick: takes in who ended, and who serves what now.
   *
   * @param careful whether single devices can be cut, so that one can be tried first
   */
  void begin(HostSnapshot snapshot, boolean careful) {
    isCareful = careful;
    heldBack = false;
    nowNanos = snapshot.takenAtNanos();
    HandlerTable handlers = snapshot.handlers();
    fit(snapshot.devices().slotCapacity(), handlers.capacity());
    brake.fit(handlers);
    for (int i = 0; i < handlers.endedCount(); i++) {
      ended(handlers, i);
    }
    follow(snapshot.devices(), handlers);
    Arrays.fill(plannedSlots, NO_SLOT);
  }

  /** Why the device may not be cut; {@link Verdict#CHOSEN} where nothing of this forbids it. */
  Verdict verdict(int slot, Urgency urgency) {
    if (isBraked(slot)) {
      return Verdict.HANDLER_BRAKED;
    }
    return !isCareful || isFree(slot, urgency) ? Verdict.CHOSEN : Verdict.HANDLER_WATCHED;
  }

  private boolean isFree(int slot, Urgency urgency) {
    int number = numbers[slot];
    if (number == HandlerTable.NONE) {
      return lostLeftNanos(slot) <= 0;
    }
    if (tried[number]) {
      return slot == firstSlots[number] || watchLeftNanos(number, urgency) <= 0;
    }
    boolean isFirst = plannedSlots[number] == NO_SLOT || plannedSlots[number] == slot;
    heldBack |= !isFirst;
    return isFirst;
  }

  /** Another process may serve it by now that was not seen yet. */
  private long lostLeftNanos(int slot) {
    return lost[slot] ? WATCH_NANOS - (nowNanos - lostAtNanos[slot]) : 0;
  }

  /**
   * After how long the answer may be another one; {@link Ruling#NEVER} where time does not help.
   */
  long afterNanos(int slot, Urgency urgency) {
    long brakeNanos = brake.leftNanos(programs[slot], nowNanos);
    if (brakeNanos > 0) {
      return brakeNanos;
    }
    int number = numbers[slot];
    if (number == HandlerTable.NONE) {
      return lostLeftNanos(slot);
    }
    return tried[number] ? watchLeftNanos(number, urgency) : Ruling.NEVER;
  }

  /** Whether the program that serves a device is held. */
  boolean isBraked(int slot) {
    return slot < programs.length && brake.leftNanos(programs[slot], nowNanos) > 0;
  }

  /** The device is in the plan. */
  void planned(int slot) {
    plannedSlots[numbers[slot]] = slot;
  }

  /** Whether a device was left out of this tick's plan because another one in it is tried first. */
  boolean heldBack() {
    return heldBack;
  }

  /** Takes in what became of a cut. */
  void settle(int slot, CutResult result, long startedAtNanos, long endedAtNanos) {
    if (slot >= numbers.length || (result != CutResult.FREED && result != CutResult.OBSERVED)) {
      return;
    }
    int number = numbers[slot];
    if (number != HandlerTable.NONE && !tried[number]) {
      tried[number] = true;
      firstSlots[number] = slot;
      firstAtNanos[number] = endedAtNanos;
    }
    if (result != CutResult.FREED) {
      return;
    }
    cut[slot] = true;
    cutAtNanos[slot] = endedAtNanos;
    // Its handler may have ended before the other cuts of the plan had.
    if (faulted[slot] && faultedAtNanos[slot] - startedAtNanos >= 0) {
      faulted[slot] = false;
      hold(programs[slot], faultedAtNanos[slot]);
    }
  }

  /** The device has gone. */
  void forget(int slot) {
    if (slot < numbers.length) {
      numbers[slot] = HandlerTable.NONE;
      programs[slot] = HandlerTable.NONE;
      cut[slot] = false;
      faulted[slot] = false;
      lost[slot] = false;
      for (int number = 0; number < firstSlots.length; number++) {
        firstSlots[number] = firstSlots[number] == slot ? NO_SLOT : firstSlots[number];
      }
    }
  }

  HandlerBrake brake() {
    return brake;
  }

  private void ended(HandlerTable handlers, int i) {
    int number = handlers.endedNumber(i);
    long atNanos = handlers.endedAtNanos(i);
    boolean soonAfterCut = false;
    for (int slot = 0; slot < numbers.length; slot++) {
      if (numbers[slot] == number && number != HandlerTable.NONE) {
        soonAfterCut |= cut[slot] && isSoonAfter(cutAtNanos[slot], atNanos);
        faulted[slot] = handlers.end(i) == HandlerEnd.FAULT;
        faultedAtNanos[slot] = atNanos;
        numbers[slot] = HandlerTable.NONE;
        lose(slot, atNanos);
      }
    }
    if (number < tried.length) {
      tried[number] = false;
    }
    if (brake.ended(handlers.endedProgram(i), handlers.end(i), soonAfterCut, atNanos)) {
      tryAgain(handlers.endedProgram(i));
    }
  }

  private void hold(int program, long atNanos) {
    if (program != HandlerTable.NONE
        && brake.leftNanos(program, atNanos) < HandlerBrake.HELD_NANOS) {
      brake.hold(program, true, atNanos);
      tryAgain(program);
    }
  }

  /** After the hour, the processes that run the program begin with one LUN again. */
  private void tryAgain(int program) {
    for (int slot = 0; slot < numbers.length; slot++) {
      if (programs[slot] == program) {
        tried[numbers[slot]] = false;
      }
    }
  }

  private void follow(DeviceTable devices, HandlerTable handlers) {
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      int number = devices.handler(slot);
      if (number != HandlerTable.NONE) {
        programs[slot] = handlers.program(number);
        lost[slot] = false;
      } else if (numbers[slot] != HandlerTable.NONE) {
        lose(slot, nowNanos);
      }
      numbers[slot] = number;
    }
  }

  private void lose(int slot, long atNanos) {
    lost[slot] = true;
    lostAtNanos[slot] = atNanos;
  }

  private long watchLeftNanos(int number, Urgency urgency) {
    long neededNanos = urgency == Urgency.EMERGENCY ? WATCH_NANOS / EMERGENCY_DIVISOR : WATCH_NANOS;
    return neededNanos - (nowNanos - firstAtNanos[number]);
  }

  private static boolean isSoonAfter(long cutAtNanos, long atNanos) {
    long sinceNanos = atNanos - cutAtNanos;
    return sinceNanos >= 0 && sinceNanos <= HandlerBrake.AFTER_CUT_NANOS;
  }

  private void fit(int slots, int processes) {
    if (numbers.length < slots) {
      numbers = Arrays.copyOf(numbers, slots);
      programs = Arrays.copyOf(programs, slots);
      cut = Arrays.copyOf(cut, slots);
      cutAtNanos = Arrays.copyOf(cutAtNanos, slots);
      faulted = Arrays.copyOf(faulted, slots);
      faultedAtNanos = Arrays.copyOf(faultedAtNanos, slots);
      lost = Arrays.copyOf(lost, slots);
      lostAtNanos = Arrays.copyOf(lostAtNanos, slots);
    }
    if (tried.length < processes) {
      tried = Arrays.copyOf(tried, processes);
      firstSlots = Arrays.copyOf(firstSlots, processes);
      firstAtNanos = Arrays.copyOf(firstAtNanos, processes);
      plannedSlots = new int[processes];
    }
  }
}
