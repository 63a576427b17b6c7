package org.tcmureclaim.shim;

import java.nio.charset.StandardCharsets;

/**
 * The text of a kernel uevent (lib/kobject_uevent.c): {@code add@/devices/…}, then {@code
 * KEY=value} strings, each with a NUL at its end.
 */
final class Uevent {
  private static final byte[] UIO = "SUBSYSTEM=uio".getBytes(StandardCharsets.US_ASCII);

  private Uevent() {}

  /** Whether the event is about a UIO node: one came, went or changed. */
  static boolean isAboutUio(byte[] message, int length) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (message[i] == 0) {
        if (equals(message, start, i)) {
          return true;
        }
        start = i + 1;
      }
    }
    return equals(message, start, length);
  }

  private static boolean equals(byte[] message, int from, int to) {
    if (to - from != UIO.length) {
      return false;
    }
    for (int i = 0; i < UIO.length; i++) {
      if (message[from + i] != UIO[i]) {
        return false;
      }
    }
    return true;
  }
}
