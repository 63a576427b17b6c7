package org.tcmureclaim.server.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.answers.DecisionLog;
import org.tcmureclaim.agent.answers.DecisionLog.Logged;
import org.tcmureclaim.agent.answers.NewestDecisions;
import org.tcmureclaim.agent.journal.JournalTail;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.Notice;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.image.TickImage;

/**
 * Looks at an agent from time to time and says what has happened since. What happened before the
 * first look at a run is no news, but for its newest decisions. Reads files, so it is not for the
 * event loop. Not safe for use by several threads.
 */
final class AgentFollower {
  private final AgentFiles agent;
  private @Nullable TickImage imageBefore;
  private @Nullable NewestDecisions decisions;
  private String journalProblem = "";
  private long run;
  private long lastNotice;

  AgentFollower(AgentFiles agent) {
    this.agent = agent;
  }

  /** What has happened since the look before. */
  News look() {
    AgentState state;
    TickImage image;
    try {
      state = agent.state();
      image = agent.image();
    } catch (NoAgentException e) {
      return News.absent(String.valueOf(e.getMessage()));
    }
    boolean otherRun = run != state.startedEpochMillis();
    if (otherRun) {
      run = state.startedEpochMillis();
      lastNotice = state.notices().stream().mapToLong(Notice::number).max().orElse(0);
      decisions = null;
      imageBefore = image;
    }
    TickImage before = imageBefore;
    List<DeviceEvent> devices = before == null ? List.of() : DeviceEvent.between(before, image);
    imageBefore = image;
    List<Logged> decided = decided(state);
    List<Notice> notices =
        state.notices().stream().filter(notice -> notice.number() > lastNotice).toList();
    long missed = missed(notices);
    return new News(
        Optional.of(new News.Seen(state, image)),
        "",
        otherRun,
        decided,
        journalProblem,
        devices,
        notices,
        missed);
  }

  /** Those that were told since, and that the agent no longer keeps. */
  private long missed(List<Notice> notices) {
    if (notices.isEmpty()) {
      return 0;
    }
    long newest = notices.get(notices.size() - 1).number();
    long missed = newest - lastNotice - notices.size();
    lastNotice = newest;
    return missed;
  }

  private List<Logged> decided(AgentState state) {
    if (state.journal().isEmpty()) {
      journalProblem = "this agent writes no decisions down; its log says why";
      return List.of();
    }
    NewestDecisions known = decisions;
    List<Logged> fresh = new ArrayList<>();
    try {
      if (known == null) {
        known =
            new NewestDecisions(new JournalTail(state.journal().get(), state.startedEpochMillis()));
        known.read(DecisionLog.MOST_DECISIONS);
        fresh.addAll(known.log().after(0));
        decisions = known;
      }
      known.follow(fresh::add);
      journalProblem = "";
    } catch (IOException e) {
      journalProblem = FileProblem.text(state.journal().get(), e);
    }
    return fresh;
  }
}
