package org.tcmureclaim.host;

/**
 * Where a host says what an operator should know: a fall-back it had to take, a limit it restored.
 * Must not block.
 */
public interface Notices {
  void info(String message);

  void warn(String message);
}
