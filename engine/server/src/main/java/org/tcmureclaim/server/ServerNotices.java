package org.tcmureclaim.server;

import java.io.PrintStream;
import java.util.function.BiFunction;
import org.tcmureclaim.agent.cli.ServeRunner;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.text.PrintableText;

/**
 * What the server has to say, a line each, at once. Safe from any thread.
 *
 * @param form of a line
 */
record ServerNotices(PrintStream out, Form form) implements Notices {

  /** How lines are written. */
  enum Form {
    /** For a person. */
    PLAIN((warning, message) -> (warning ? "warning: " : "notice: ") + message),
    /** For systemd's journal, and for an agent that has started the server: sd-daemon(3). */
    LEVELS((warning, message) -> (warning ? ServeRunner.WARNING : ServeRunner.INFO) + message);

    @SuppressWarnings("ImmutableEnumChecker") // A lambda without state.
    private final BiFunction<Boolean, String, String> line;

    Form(BiFunction<Boolean, String, String> line) {
      this.line = line;
    }
  }

  @Override
  public void info(String message) {
    say(false, message);
  }

  @Override
  public void warn(String message) {
    say(true, message);
  }

  private synchronized void say(boolean warning, String message) {
    out.println(form.line.apply(warning, PrintableText.oneLine(message)));
    out.flush();
  }
}
