package org.tcmureclaim.agent.report;

/** Something that an operator should know. */
public record NoticeReport(Level level, String message) implements Report {

  /** Whether it needs attention. */
  public enum Level {
    INFO,
    WARN
  }
}
