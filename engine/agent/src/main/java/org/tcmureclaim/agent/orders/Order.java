package org.tcmureclaim.agent.orders;

import java.util.Optional;

/** Something that the agent is to do. */
public record Order(Origin origin, Task task) {

  /** What is to be done. */
  public sealed interface Task {
    Kind kind();
  }

  /** The kinds of tasks, by their word on the command line. */
  public enum Kind {
    PAUSE,
    RESUME,
    SHRINK,
    RELOAD
  }

  /**
   * Keep plans back.
   *
   * @param customer whose; empty for all
   * @param forSeconds how long; 0 for until somebody resumes
   */
  public record Pause(Optional<String> customer, long forSeconds) implements Task {
    @Override
    public Kind kind() {
      return Kind.PAUSE;
    }
  }

  /**
   * Keep plans back no longer.
   *
   * @param customer whose; empty for what was paused as a whole
   */
  public record Resume(Optional<String> customer) implements Task {
    @Override
    public Kind kind() {
      return Kind.RESUME;
    }
  }

  /**
   * Cut one device.
   *
   * @param device HBA and name, or only its name where no other has the same
   * @param keepBytes what to leave, from the start of its data area
   * @param dryRun only say what it would free
   */
  public record Shrink(String device, long keepBytes, boolean dryRun) implements Task {
    @Override
    public Kind kind() {
      return Kind.SHRINK;
    }
  }

  /**
   * Read the configuration again.
   *
   * @param yes whether it counts at once though it takes promises away
   */
  public record Reload(boolean yes) implements Task {
    @Override
    public Kind kind() {
      return Kind.RELOAD;
    }
  }
}
