package org.tcmureclaim.server.api;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.StateException;
import org.tcmureclaim.agent.state.StateReader;
import org.tcmureclaim.image.ImageException;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickImage;

/**
 * What the server sees of an agent: its files as they are now, which may come, go and be another
 * agent's at any time. Safe from any thread; nothing here waits for the agent.
 */
public final class AgentFiles {
  private final StateReader states;
  private final NewestTick newest;
  private final Path tick;

  /** Of the agent that leaves these, which need not be there yet. */
  public AgentFiles(RunFiles files) {
    states = new StateReader(files.state());
    tick = files.tick();
    newest = new NewestTick(tick);
  }

  /**
   * What changes seldom.
   *
   * @throws NoAgentException where no agent runs, or what it left cannot be read
   */
  public AgentState state() {
    try {
      return states.newest();
    } catch (StateException e) {
      throw new NoAgentException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The newest tick; one of tick 0 before the first. It may be without heat ladders.
   *
   * @throws NoAgentException as above
   */
  TickImage image() {
    return read(newest::image);
  }

  /**
   * The same with heat ladders.
   *
   * @throws NoAgentException as above
   */
  TickImage imageWithLadders() {
    return read(newest::imageWithLadders);
  }

  /** What an agent left that has ended is no answer. */
  private TickImage read(Supplier<TickImage> reading) {
    TickImage image;
    try {
      image = reading.get();
    } catch (ImageException e) {
      throw new NoAgentException(e.problem());
    }
    if (newest.hasEnded()) {
      throw new NoAgentException(
          tick + ": the agent that wrote it has ended; 'systemctl status tcmu-reclaim' says how");
    }
    return image;
  }
}
