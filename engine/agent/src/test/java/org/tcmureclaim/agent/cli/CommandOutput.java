package org.tcmureclaim.agent.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tcmureclaim.agent.display.Screen;

/** What commands write in a test, and what they find around them: no colours. */
public final class CommandOutput {
  /** For commands that start no agent. */
  public static final AgentRunner NO_AGENT =
      (config, options, console) -> {
        throw new AssertionError("no agent is to be started");
      };

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Neither a terminal nor an environment, and no demonstration. */
  public Surroundings around() {
    return around(false, Optional.empty(), Map.of());
  }

  /** The same, where standard output may be a terminal. */
  public Surroundings around(boolean terminal) {
    return around(terminal, Optional.empty(), Map.of());
  }

  /** The same with this environment. */
  public Surroundings around(Map<String, String> environment) {
    return around(false, Optional.empty(), environment);
  }

  /** The same with this configuration of the demonstration. */
  public Surroundings around(Optional<Path> demo) {
    return around(false, demo, Map.of());
  }

  private Surroundings around(
      boolean terminal, Optional<Path> demo, Map<String, String> environment) {
    return new Surroundings(
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal,
        false,
        Screen.USUAL,
        demo,
        environment);
  }

  /** What was written to standard output since the last {@link #clear}. */
  public String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What was written to standard error. */
  public String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Forgets what was written. */
  public void clear() {
    out.reset();
    err.reset();
  }
}
