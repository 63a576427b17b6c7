package org.tcmureclaim.command.operator;

import java.util.Optional;
import java.util.function.Predicate;
import org.tcmureclaim.agent.cli.RefusedException;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/**
 * Where a command learns how an agent stands: from the files that it leaves, or from its API. Both
 * say the same. Each method throws {@link HostException} where there is no agent to be read, and
 * {@link RefusedException} where what is asked for cannot be answered.
 */
interface AgentSource extends AutoCloseable {
  /** Looks again; until then, answers are of one tick where that is possible. */
  void refresh();

  JsonObject status();

  /** One page of the list of devices, as the API has it. */
  JsonObject devices(WantedDevices wanted, int offset, int limit);

  /** One page of the list of customers, as the API has it. */
  JsonObject customers(int offset, int limit);

  /** The newest decisions, newest first. */
  JsonArray decisions(int limit);

  /**
   * Hands over each decision that is made, until that wants no more.
   *
   * @param after the number of the last one that is known
   */
  void follow(long after, Predicate<JsonObject> each) throws InterruptedException;

  /**
   * Keeps plans back, or no longer.
   *
   * @return what the agent says against it; empty where it is done
   */
  String pause(boolean paused);

  /** Since when what is answered is not of now, though the agent runs: it hangs. */
  Optional<String> stale();

  /** What is wrong with all that was answered: the agent has ended, and these are its last. */
  Optional<String> ended();

  @Override
  void close();
}
