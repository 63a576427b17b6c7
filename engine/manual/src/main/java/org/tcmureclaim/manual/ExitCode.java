package org.tcmureclaim.manual;

/**
 * How a command ended, for the shell and for systemd. Both programs use this table.
 *
 * <p>Refusals are 64 to 78, as in {@code sysexits.h}. Nothing else that ends a process gives such a
 * number: a JVM that cannot start ends with 1, one that is out of memory with 3, a crash with 134,
 * a signal with 128 and its number, and systemd itself begins at 200. So the unit can tell a
 * refusal, which a second start does not mend, from a process that must be started again.
 */
public enum ExitCode {
  /** It ended as it was asked to: by {@code --for}, Ctrl-C, SIGTERM, or a reader that left. */
  FINE(0, "it did what was asked"),
  /** The command line cannot be used. */
  USAGE(2, "the command line cannot be used"),
  /** A trace, a recording or a decision that was named cannot be used, or is not there. */
  BAD_DATA(65, "a trace or a recording cannot be used, or has nothing of what was asked for"),
  /** Everything ran, and something is not as it has to be. */
  NOT_AS_EXPECTED(66, "an assertion does not hold, or two that must agree differ"),
  /** A running agent was asked for a device or a customer that it has not. */
  NO_SUCH(67, "the running agent has no device or customer of this name"),
  /** The host lacks something that the agent needs, or no agent answers. */
  HOST_NOT_READY(69, "the host lacks something that the agent needs, or no agent answers"),
  /** A defect; one line on standard error says what. */
  UNEXPECTED(70, "a defect; one line on standard error says what"),
  /**
   * The decision loop or a shadow failed or hangs, or the folder of the run was removed. Only a new
   * process is sound.
   */
  START_AGAIN(
      71,
      "the decision loop or a shadow failed or hangs, or the folder of the run was removed; a new"
          + " agent has to be started"),
  /** The launcher found no Java, or nothing was built. */
  NOT_INSTALLED(72, "there is no Java 17, or the program was not built"),
  /** A file that was to be written cannot be written. */
  CANNOT_WRITE(73, "a file or folder cannot be written"),
  /** A running agent has too many orders already; the same one may be taken later. */
  BUSY(74, "the running agent is busy, or was given too many orders; try again later"),
  /** Another agent runs on this host. */
  ANOTHER_AGENT(75, "another agent runs on this host"),
  /** A running agent was asked for something, and refused. */
  REFUSED(77, "the running agent refused"),
  /** A configuration, a test file or a policy's jar cannot be used. */
  CONFIGURATION(78, "a configuration, a test file or a policy cannot be used");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  /** What it means, as in docs/operating.md: the end of a sentence, without a full stop. */
  public String meaning() {
    return meaning;
  }

  /**
   * Whether a second start of the agent would end the same way, until a person has mended
   * something. The systemd unit does not start it again after these.
   */
  public boolean isFinal() {
    return switch (this) {
      case USAGE, HOST_NOT_READY, NOT_INSTALLED, ANOTHER_AGENT, CONFIGURATION -> true;
      case FINE,
          BAD_DATA,
          NOT_AS_EXPECTED,
          NO_SUCH,
          UNEXPECTED,
          START_AGAIN,
          CANNOT_WRITE,
          BUSY,
          REFUSED ->
          false;
    };
  }
}
