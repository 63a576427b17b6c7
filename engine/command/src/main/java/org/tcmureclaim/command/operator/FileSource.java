package org.tcmureclaim.command.operator;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.answers.CustomerJson;
import org.tcmureclaim.agent.answers.DecisionLog.Logged;
import org.tcmureclaim.agent.answers.DeviceFilter;
import org.tcmureclaim.agent.answers.DeviceOrder;
import org.tcmureclaim.agent.answers.DeviceQuestion;
import org.tcmureclaim.agent.answers.NewestDecisions;
import org.tcmureclaim.agent.answers.StatusJson;
import org.tcmureclaim.agent.answers.TickAge;
import org.tcmureclaim.agent.answers.UnansweredException;
import org.tcmureclaim.agent.cli.RefusedException;
import org.tcmureclaim.agent.journal.JournalTail;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderClient;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.StateException;
import org.tcmureclaim.agent.state.StateReader;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.image.ImageException;
import org.tcmureclaim.image.ImageReader;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/**
 * Reads the files that an agent on this host leaves: it need not answer, nor go on. Answers are of
 * one tick until it looks again.
 */
final class FileSource implements AgentSource {
  private static final long FOLLOW_EVERY_MILLIS = 250;
  private static final int MOST_FOLLOWED = 500;

  private final RunFiles files;
  private final WorkerClock clock;
  private final StateReader states;
  private @Nullable ImageReader reader;
  private TickImage image = new TickImage();
  private @Nullable AgentState state;
  private boolean ended;
  private @Nullable NewestDecisions decisions;
  private long decisionsOf;

  /** Of the agent that leaves these files. */
  FileSource(RunFiles files, WorkerClock clock) {
    this.files = files;
    this.clock = clock;
    this.states = new StateReader(files.state());
  }

  @Override
  public void refresh() {
    try {
      ImageReader.Result result = opened().read(image, false);
      ended = result == ImageReader.Result.ENDED;
      state = states.newest();
    } catch (NoSuchFileException e) {
      throw new HostException(UnreadableAgent.noImage(files, leftState()), e);
    } catch (AccessDeniedException e) {
      throw new HostException(UnreadableAgent.denied(Path.of(e.getFile()), files.folder()), e);
    } catch (IOException e) {
      throw new HostException(FileProblem.text(files.tick(), e), e);
    } catch (ImageException e) {
      throw new HostException(e.problem(), e);
    } catch (StateException e) {
      throw new HostException(
          e.isMissing() ? UnreadableAgent.noState(files, ended) : String.valueOf(e.getMessage()),
          e);
    }
  }

  private Optional<AgentState> leftState() {
    try {
      return Optional.of(states.newest());
    } catch (StateException e) {
      return Optional.empty();
    }
  }

  private ImageReader opened() throws IOException {
    ImageReader open = reader;
    if (open == null) {
      open = ImageReader.open(files.tick());
      reader = open;
    }
    return open;
  }

  private AgentState state() {
    AgentState known = state;
    if (known == null) {
      refresh();
      known = Objects.requireNonNull(state);
    }
    return known;
  }

  @Override
  public JsonObject status() {
    AgentState known = state();
    return StatusJson.of(known, image, tickAge(), clock.nanoTime());
  }

  @Override
  public JsonObject devices(WantedDevices wanted, int offset, int limit) {
    AgentState known = state();
    return answer(
        () -> {
          DeviceQuestion question =
              new DeviceQuestion(
                  DeviceOrder.of(Optional.of(wanted.sort())),
                  new DeviceFilter(wanted.customer(), wanted.name()),
                  offset,
                  limit);
          question.requireKnown(known);
          return question.answer(image);
        });
  }

  @Override
  public JsonObject customers(int offset, int limit) {
    AgentState known = state();
    return CustomerJson.page(known, image, offset, limit);
  }

  private static JsonObject answer(Supplier<JsonObject> question) {
    try {
      return question.get();
    } catch (UnansweredException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public JsonArray decisions(int limit) {
    try {
      return newestDecisions(limit).log().page(Long.MAX_VALUE, limit).getJsonArray("items");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Reads the newest of a run once, and from then on what follows. */
  private NewestDecisions newestDecisions(int limit) throws IOException {
    AgentState known = state();
    NewestDecisions read = decisions;
    if (read == null || decisionsOf != known.startedEpochMillis()) {
      read = new NewestDecisions(new JournalTail(journal(known), known.startedEpochMillis()));
      read.read(limit);
      decisions = read;
      decisionsOf = known.startedEpochMillis();
    } else {
      read.follow(logged -> {});
    }
    return read;
  }

  private Path journal(AgentState known) {
    return known
        .journal()
        .orElseThrow(
            () ->
                new HostException(
                    "the agent writes no decisions down; its notices say why, and"
                        + " ledger.directory in its configuration says where it could"));
  }

  private HostException unreadable(IOException e) {
    Path folder = state().journal().orElseThrow();
    return new HostException(
        e instanceof AccessDeniedException
            ? UnreadableAgent.denied(folder, folder)
            : FileProblem.text(folder, e),
        e);
  }

  @Override
  public void follow(long after, Predicate<JsonObject> each) throws InterruptedException {
    long last = after;
    long run = state().startedEpochMillis();
    while (true) {
      for (Logged logged : newestAfter(last)) {
        last = logged.decision().number();
        if (!each.test(logged.json())) {
          return;
        }
      }
      ended()
          .ifPresent(
              why -> {
                throw new HostException(why);
              });
      TimeUnit.MILLISECONDS.sleep(FOLLOW_EVERY_MILLIS);
      refresh();
      if (run != state().startedEpochMillis()) {
        run = state().startedEpochMillis();
        last = 0;
      }
    }
  }

  private List<Logged> newestAfter(long last) {
    try {
      return newestDecisions(MOST_FOLLOWED).log().after(last);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public String pause(boolean paused) {
    Path socket =
        state()
            .orders()
            .orElseThrow(() -> new HostException("the agent takes no orders; its notices say why"));
    Order.Task task =
        paused ? new Order.Pause(Optional.empty(), 0) : new Order.Resume(Optional.empty());
    OrderAnswer answer = OrderClient.give(socket, new Order(Origin.COMMAND_LINE, task));
    return answer instanceof OrderAnswer.Refused refused ? refused.sentence() : "";
  }

  @Override
  public Optional<String> stale() {
    AgentState known = state();
    TickAge age = tickAge();
    return age.stale() && !ended
        ? Optional.of(UnreadableAgent.stale(known, age))
        : Optional.empty();
  }

  @Override
  public Optional<String> ended() {
    AgentState known = state();
    if (!ended) {
      return Optional.empty();
    }
    return Optional.of(UnreadableAgent.ended(known, tickAge()));
  }

  private TickAge tickAge() {
    return TickAge.of(image, clock.nanoTime());
  }

  @Override
  public void close() {
    ImageReader open = reader;
    reader = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      // It was only read.
    }
  }
}
