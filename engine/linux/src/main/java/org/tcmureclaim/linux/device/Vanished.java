package org.tcmureclaim.linux.device;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Tells "it went away while we looked" from real trouble. */
final class Vanished {

  private Vanished() {}

  /**
   * Whether this means that a kernel object has gone. An open file of one that goes says ENODEV,
   * for which Java has no type.
   */
  static boolean is(IOException e) {
    String message = e.getMessage();
    return e instanceof NoSuchFileException
        || e instanceof NotDirectoryException
        || (message != null && message.contains("No such device"));
  }
}
