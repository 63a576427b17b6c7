package org.tcmureclaim.linux.usage;

import java.nio.file.Path;
import org.tcmureclaim.shim.OpenFile;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.HandlerEnd;

/**
 * {@code /proc/PID/stat} of a process, kept open until it ends. For as long as its parent has not
 * taken note of its end, the kernel shows there how it ended, to whom may trace it.
 */
final class ProcessStat implements AutoCloseable {
  private static final int CAPACITY_BYTES = 4096;
  private static final int EXIT_CODE_FIELD = 52; // proc(5)
  private static final int FIRST_FIELD_BEHIND_NAME = 3;

  // wait(2): the signal that ended it is in the lowest bits, without the one for a dump.
  private static final int SIGNAL_BITS = 0x7f;
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGBUS = 7;
  private static final int SIGSEGV = 11;
  private static final int SIGTERM = 15;

  private final OpenFile file;
  private final byte[] content = new byte[CAPACITY_BYTES];

  private ProcessStat(OpenFile file) {
    this.file = file;
  }

  static ProcessStat open(Path process) throws SystemCallException {
    return new ProcessStat(OpenFile.open(process.resolve("stat"), CAPACITY_BYTES));
  }

  /** How a process that has ended did; {@code UNEXPECTED} where it cannot be seen any more. */
  HandlerEnd end() {
    try {
      int length = file.read(content, 0, 0);
      return end(content, length);
    } catch (SystemCallException e) {
      return HandlerEnd.UNEXPECTED; // ESRCH: its parent was faster.
    }
  }

  /** The same of a text. */
  static HandlerEnd end(byte[] text, int length) {
    int at = length - 1;
    while (at >= 0 && text[at] != ')') {
      at--; // A name may hold anything.
    }
    if (at < 0 || at + 2 >= length || (text[at + 2] != 'Z' && text[at + 2] != 'X')) {
      return HandlerEnd.UNEXPECTED;
    }
    int field = FIRST_FIELD_BEHIND_NAME;
    at += 2;
    while (at < length && field < EXIT_CODE_FIELD) {
      field += text[at] == ' ' ? 1 : 0;
      at++;
    }
    long code = 0;
    int digits = 0;
    while (at < length && text[at] >= '0' && text[at] <= '9' && digits < 10) {
      code = 10 * code + text[at] - '0';
      at++;
      digits++;
    }
    return digits == 0 ? HandlerEnd.UNEXPECTED : ofStatus((int) code);
  }

  private static HandlerEnd ofStatus(int status) {
    return switch (status & SIGNAL_BITS) {
      case 0 -> status == 0 ? HandlerEnd.ORDERLY : HandlerEnd.UNEXPECTED;
      case SIGHUP, SIGINT, SIGTERM -> HandlerEnd.ORDERLY;
      case SIGBUS, SIGSEGV -> HandlerEnd.FAULT;
      default -> HandlerEnd.UNEXPECTED;
    };
  }

  @Override
  public void close() {
    file.close();
  }
}
