package org.tcmureclaim.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The programs that serve devices, and which of their processes ended since the snapshot before. A
 * process has a number, which a later one may get once its end was told; {@link
 * DeviceTable#handler} tells whom a device has. A program has a number for good, by its name: after
 * a restart another process runs the same program.
 *
 * <p>Allocates only when a process or a program is new. Not thread-safe.
 */
public final class HandlerTable {
  /** The number of no process, and of no program. */
  public static final int NONE = 0;

  private final List<String> programs = new ArrayList<>(List.of(""));
  private int[] programOf = new int[4];
  private int[] endedNumbers = new int[4];
  private int[] endedPrograms = new int[4];
  private HandlerEnd[] ends = new HandlerEnd[4];
  private long[] endedAtNanos = new long[4];
  private int ended;

  /** Begins a snapshot: ends are told once. */
  public void begin() {
    ended = 0;
  }

  /** A process has begun to serve devices. */
  public void serves(int number, String program) {
    if (number >= programOf.length) {
      programOf = Arrays.copyOf(programOf, 2 * number);
    }
    programOf[number] = programNumber(program);
  }

  /** A process has ended; its number may be another's from now on. */
  public void ended(int number, String program, HandlerEnd end, long atNanos) {
    if (ended == ends.length) {
      endedNumbers = Arrays.copyOf(endedNumbers, 2 * ended);
      endedPrograms = Arrays.copyOf(endedPrograms, 2 * ended);
      ends = Arrays.copyOf(ends, 2 * ended);
      endedAtNanos = Arrays.copyOf(endedAtNanos, 2 * ended);
    }
    endedNumbers[ended] = number;
    endedPrograms[ended] = programNumber(program);
    ends[ended] = end;
    endedAtNanos[ended] = atNanos;
    ended++;
  }

  /** The program of a process; {@link #NONE} where there is no such process. */
  public int program(int number) {
    return number < programOf.length ? programOf[number] : NONE;
  }

  /** A program's name, such as {@code /usr/bin/tcmu-runner}. */
  public String programName(int program) {
    return programs.get(program);
  }

  /** One more than the highest number of a program. */
  public int programs() {
    return programs.size();
  }

  /** One more than the highest number that a process can have. */
  public int capacity() {
    return programOf.length;
  }

  /** How many processes ended since the snapshot before. */
  public int endedCount() {
    return ended;
  }

  /** The number of the {@code i}-th of them. */
  public int endedNumber(int i) {
    return endedNumbers[i];
  }

  public int endedProgram(int i) {
    return endedPrograms[i];
  }

  public HandlerEnd end(int i) {
    return ends[i];
  }

  public long endedAtNanos(int i) {
    return endedAtNanos[i];
  }

  /** Takes everything of another table over. */
  void copyFrom(HandlerTable from) {
    while (programs.size() < from.programs.size()) {
      programs.add(from.programs.get(programs.size()));
    }
    if (programOf.length < from.programOf.length) {
      programOf = new int[from.programOf.length];
    }
    System.arraycopy(from.programOf, 0, programOf, 0, from.programOf.length);
    ended = 0;
    for (int i = 0; i < from.ended; i++) {
      ended(
          from.endedNumbers[i],
          from.programs.get(from.endedPrograms[i]),
          from.ends[i],
          from.endedAtNanos[i]);
    }
  }

  private int programNumber(String program) {
    int known = programs.indexOf(program);
    if (known >= 0) {
      return known;
    }
    programs.add(program);
    return programs.size() - 1;
  }
}
