package org.tcmureclaim.agent.answers;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.tcmureclaim.agent.answers.DecisionLog.Logged;
import org.tcmureclaim.agent.journal.JournalTail;

/**
 * The newest decisions of one run, from the agent's journal. Not safe for use by several threads.
 */
public final class NewestDecisions {
  private final JournalTail journal;
  private final DecisionLog log = new DecisionLog();

  /** Of the run that this journal is read for; reads nothing yet. */
  public NewestDecisions(JournalTail journal) {
    this.journal = journal;
  }

  /**
   * Reads the newest ones, as far as a log keeps them.
   *
   * @param limit the most that are read
   * @throws IOException where the journal cannot be read
   */
  public void read(int limit) throws IOException {
    Deque<Logged> newestLast = new ArrayDeque<>();
    journal.newestFirst(
        entry -> {
          Logged.of(entry).ifPresent(newestLast::addFirst);
          return newestLast.size() < Math.min(limit, DecisionLog.MOST_DECISIONS);
        });
    newestLast.forEach(log::add);
  }

  /**
   * Takes those that were written since.
   *
   * @param each gets each of them too, oldest first
   * @throws IOException where the journal cannot be read
   */
  public void follow(Consumer<Logged> each) throws IOException {
    journal.follow(
        entry ->
            Logged.of(entry)
                .ifPresent(
                    logged -> {
                      log.add(logged);
                      each.accept(logged);
                    }));
  }

  /** Those that were read. */
  public DecisionLog log() {
    return log;
  }
}
