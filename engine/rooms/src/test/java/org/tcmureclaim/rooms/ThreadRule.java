package org.tcmureclaim.rooms;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.BaseStream;

/**
 * Threads are {@code host.worker.Workers}', which registers them, hears their heartbeat and starts
 * them again. Those that are not are listed here, each with its reason.
 */
final class ThreadRule {
  /** Classes that may have a thread of their own, and why. */
  static final Map<String, String> MAY =
      Map.ofEntries(
          Map.entry("host.worker.Worker", "is the supervised thread"),
          Map.entry(
              "agent.loop.ShadowThread", "judged by LoopWatch; a shadow that failed stays out"),
          Map.entry("agent.cli.GracefulEnd", "bounds the end of the process"),
          Map.entry("agent.assembly.DeadLoop", "the process ends within seconds"),
          Map.entry("server.metrics.OtlpPush", "Micrometer's timer; its heartbeat is a worker's"),
          Map.entry("server.api.SmallVertx", "Vert.x; the API's heartbeat is a worker's"),
          Map.entry("server.SocketOrders", "Vert.x workers; so many orders wait at most"),
          Map.entry("server.api.AgentApi", "Vert.x workers; a timer asks for each task again"),
          Map.entry("server.api.MetricsHandlers", "a Vert.x worker; one task at a time"),
          Map.entry("command.operator.RawTerminal", "a shutdown hook of the client"),
          Map.entry("linux.stock.StockTruncator", "a shutdown hook: puts the limit back"),
          Map.entry("replay.cli.ReportFile", "a shutdown hook of the workstation"),
          Map.entry("replay.cli.BenchReplayCommand", "a measurement of the workstation"),
          Map.entry("replay.cli.ReplayMatrix", "a pool of the workstation, which hears failures"),
          Map.entry("replay.load.ApiLoad", "the load of a measurement"),
          Map.entry("replay.load.LoadedAgent", "reads the output of a measured agent"));

  private static final String ROOT = "org.tcmureclaim.";

  private ThreadRule() {}

  static DescribedPredicate<JavaClass> applies() {
    return DescribedPredicate.describe(
        "have no thread of their own by ThreadRule.MAY",
        type -> type.getName().startsWith(ROOT) && !MAY.containsKey(outermost(type)));
  }

  private static String outermost(JavaClass type) {
    return type.getName().substring(ROOT.length()).replaceAll("\\$.*", "");
  }

  /** Also by a method reference, and by a class that extends one of these. */
  static ArchCondition<JavaClass> startThreads() {
    return ArchConditions.accessTargetWhere(
        DescribedPredicate.describe("starts a thread", ThreadRule::starts));
  }

  private static boolean starts(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    boolean made = name.equals("<init>");
    return (made && owner.isAssignableTo(Thread.class))
        || (made && owner.isAssignableTo(Timer.class))
        || (made && owner.isAssignableTo(Executor.class) && ofJdk(owner))
        || owner.isEquivalentTo(Executors.class)
        || (owner.isEquivalentTo(CompletableFuture.class) && name.endsWith("Async"))
        || (owner.isAssignableTo(BaseStream.class) && name.equals("parallel"))
        || (owner.isEquivalentTo(Runtime.class) && name.equals("addShutdownHook"))
        || (owner.isAssignableTo(Vertx.class) && VERTX.contains(name))
        || name.equals("parallelStream")
        || name.equals("commonPool");
  }

  private static final Set<String> VERTX =
      Set.of("vertx", "builder", "executeBlocking", "createSharedWorkerExecutor", "deployVerticle");

  private static boolean ofJdk(JavaClass type) {
    return type.getPackageName().startsWith("java.");
  }
}
