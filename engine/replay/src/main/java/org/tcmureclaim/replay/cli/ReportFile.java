package org.tcmureclaim.replay.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.WholeFile;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.replay.report.ReplayReport;

/**
 * Writes a report to {@code report.html} in a directory, once: when it is complete, or with what
 * there is when the replay ends early, by an error or by Ctrl-C.
 */
final class ReportFile implements AutoCloseable {
  private final ReplayReport report;
  private final Path file;
  private final PrintStream err;
  private final Thread hook = new Thread(() -> stopped("an interrupt"), "partial report");
  private boolean written;

  private ReportFile(ReplayReport report, Path file, PrintStream err) {
    this.report = report;
    this.file = file;
    this.err = err;
  }

  /** Makes the directory, so that a mistake in its name costs no replay. */
  static ReportFile in(Path directory, ReplayReport report, PrintStream err) {
    Path file = directory.resolve("report.html");
    try {
      Files.createDirectories(directory);
      WholeFile.requireReplaceable(file);
    } catch (IOException e) {
      throw new UnwritableException(
          "--report " + directory + ": no report can be made there: " + FileProblem.text(e), e);
    }
    if (!Files.isWritable(directory)) {
      throw new UnwritableException("--report " + directory + ": not writable");
    }
    ReportFile opened = new ReportFile(report, file, err);
    Runtime.getRuntime().addShutdownHook(opened.hook);
    return opened;
  }

  ReplayReport report() {
    return report;
  }

  /** Everything is in the report. */
  void complete() {
    write("");
  }

  /** There will not be more, and why. */
  void stopped(String why) {
    write(why);
  }

  @Override
  public void close() {
    stopped("an error; see the messages of the command");
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is being ended, and the hook runs or has run.
      return;
    }
  }

  private synchronized void write(String stoppedBy) {
    if (written) {
      return;
    }
    written = true;
    try {
      WholeFile.write(file, report.page(stoppedBy));
      // Behind what shows progress, which nobody has wiped when a replay is interrupted.
      String begin = ReadingOptions.isProgressShown() && !stoppedBy.isEmpty() ? "\n" : "";
      err.println(begin + (stoppedBy.isEmpty() ? "report: " : "partial report: ") + file);
    } catch (IOException e) {
      throw new UnwritableException("cannot be written: " + FileProblem.text(e), e);
    }
  }
}
