package org.tcmureclaim.replay.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Starts an agent, looks at it without load, and then with it. */
public final class ApiLoad {
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** The compiler and the caches of the simulated host have settled by then. */
  private static final long WARM_UP_NANOS = 15 * SECOND_NANOS;

  /** What pages, dashboards and scripts ask for. */
  private static final List<String> PATHS =
      List.of(
          "/api/v1/status",
          "/api/v1/devices?limit=50&sort=resident",
          "/api/v1/heat",
          "/api/v1/customers?limit=100",
          "/api/v1/devices?limit=1000",
          "/api/v1/decisions?limit=50",
          "/api/v1/devices/user_0/acme-000",
          "/metrics",
          "/");

  private final Path program;
  private final Consumer<String> progress;

  /**
   * Loads agents that a program starts.
   *
   * @param program bin/tcmu-reclaim
   */
  public ApiLoad(Path program, Consumer<String> progress) {
    this.program = program;
    this.progress = progress;
  }

  /** Carries a plan out; takes as long as it says and some seconds more. */
  public LoadResult run(LoadPlan plan) throws IOException {
    try (LoadedAgent agent = LoadedAgent.start(program, plan.luns())) {
      progress.accept(plan.luns() + " LUNs: warming up");
      rest(WARM_UP_NANOS);
      progress.accept(plan.luns() + " LUNs: without load");
      AgentFigures first = agent.figures();
      List<ProcessCost> before = agent.costs();
      rest(plan.quietNanos());
      AgentFigures quiet = agent.figures();
      progress.accept(plan.luns() + " LUNs: with load");
      LoadTally tally = new LoadTally();
      List<Viewer> viewers = viewers(agent.port(), plan.viewers());
      load(agent.port(), plan, tally);
      AgentFigures loaded = agent.figures();
      LoadResult result =
          new LoadResult(
              plan,
              tally,
              ViewerFigures.of(viewers),
              quiet.since(first),
              loaded.since(quiet),
              loaded.reactionsSince(quiet),
              agent.start(),
              before,
              agent.costs(),
              loaded.heapBytes(),
              loaded.missedEvents());
      for (Viewer viewer : viewers) {
        viewer.close();
      }
      return result;
    }
  }

  private static void rest(long nanos) {
    LoadClock.restUntil(LoadClock.nanos() + nanos);
  }

  private static List<Viewer> viewers(int port, int count) throws IOException {
    List<Viewer> viewers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Viewer viewer = new Viewer(port);
      viewers.add(viewer);
      start(viewer, "viewer-" + i);
    }
    return viewers;
  }

  /** Every connection begins a little later than the one before and elsewhere in the paths. */
  private static void load(int port, LoadPlan plan, LoadTally tally) {
    long everyNanos = SECOND_NANOS * plan.connections() / plan.requestsPerSecond();
    long start = LoadClock.nanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < plan.connections(); i++) {
      List<String> paths = new ArrayList<>(PATHS);
      Collections.rotate(paths, i);
      threads.add(
          start(
              new Requester(
                  port,
                  paths,
                  start + everyNanos * i / plan.connections(),
                  everyNanos,
                  start + plan.loadNanos(),
                  plan.fresh(),
                  tally),
              "requester-" + i));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Thread start(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 128 << 10);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
