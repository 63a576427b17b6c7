package org.tcmureclaim.rooms;

import com.sun.jna.Native;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.command.AllCommands;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.server.metrics.AgentMetrics;

/** Classes that break the rules, to show that the rules notice. */
final class Offenders {
  private Offenders() {}

  record ReadsFile(Path file) {}

  record AnswersInJson(JsonObject json) {}

  record StartsThread(Thread thread) {}

  record MakesThread() {
    void start(Runnable task) {
      new Thread(task).start();
    }
  }

  record MakesThreadByReference() {
    ThreadFactory factory() {
      return Thread::new;
    }
  }

  record HasPool() {
    ExecutorService pool() {
      return Executors.newCachedThreadPool();
    }
  }

  record RunsAsync() {
    CompletableFuture<Void> run(Runnable task) {
      return CompletableFuture.runAsync(task);
    }
  }

  record HooksShutdown() {
    void hook(Thread thread) {
      Runtime.getRuntime().addShutdownHook(thread);
    }
  }

  record BlocksVertx() {
    void run(Vertx vertx) {
      var unused = vertx.executeBlocking(() -> 1);
    }
  }

  record ReadsClock() {
    long now() {
      return System.nanoTime();
    }
  }

  record RollsDice(SplittableRandom dice) {}

  record ReadsEnvironment() {
    @Nullable String home() {
      return System.getenv("HOME");
    }
  }

  record KnowsTheHost(Host host) {}

  record KnowsTheAgent(AgentConfig config) {}

  record KnowsTheCommandLine(AllCommands commands) {}

  record KnowsTheServer(AgentMetrics metrics) {}

  record KnowsTheReplay(TickTable ticks) {}

  record CallsNative() {
    int pointerBytes() {
      return Native.POINTER_SIZE;
    }
  }

  /** A factory that META-INF/services does not list. */
  record Forgotten() implements PolicyFactory {
    @Override
    public String name() {
      return "forgotten";
    }

    @Override
    public String summary() {
      return "Never found.";
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      throw new UnsupportedOperationException();
    }
  }
}
