package org.tcmureclaim.agent.assembly;

import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.host.Notices;

/** Tells the operator what a host has to say. */
record ConsoleNotices(Console console) implements Notices {

  @Override
  public void info(String message) {
    console.tell(new NoticeReport(NoticeReport.Level.INFO, message));
  }

  @Override
  public void warn(String message) {
    console.tell(new NoticeReport(NoticeReport.Level.WARN, message));
  }
}
