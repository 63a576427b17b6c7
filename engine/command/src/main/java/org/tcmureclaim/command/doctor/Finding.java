package org.tcmureclaim.command.doctor;

/**
 * What a look at one thing found.
 *
 * @param fix what to do; empty where all is well
 */
public record Finding(Level level, String subject, String found, String fix) {

  /** How bad it is. */
  public enum Level {
    OK,
    /** The agent runs, but less well. */
    WARN,
    /** The agent does not run, or cannot act. */
    FAIL
  }

  public static Finding ok(String subject, String found) {
    return new Finding(Level.OK, subject, found, "");
  }

  public static Finding warn(String subject, String found, String fix) {
    return new Finding(Level.WARN, subject, found, fix);
  }

  public static Finding fail(String subject, String found, String fix) {
    return new Finding(Level.FAIL, subject, found, fix);
  }
}
