package org.tcmureclaim.rooms;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.tcmureclaim.host.Host;

/** What may know what. */
final class RoomRules {
  private static final String[] DECISION = {
    "org.tcmureclaim.snapshot..",
    "org.tcmureclaim.policy..",
    "org.tcmureclaim.decision..",
    "org.tcmureclaim.demand..",
    "org.tcmureclaim.guard..",
    "org.tcmureclaim.outcome..",
    "org.tcmureclaim.customer..",
    "org.tcmureclaim.shadow..",
    "org.tcmureclaim.canary..",
    "org.tcmureclaim.heat..",
    "org.tcmureclaim.expert..",
    "org.tcmureclaim.merge..",
    "org.tcmureclaim.prediction..",
    "org.tcmureclaim.price.."
  };

  /**
   * The one class of a host, of the journal or of the metrics, that reads the machine's clock for
   * it.
   */
  private static final String CLOCK =
      "org\\.tcmureclaim\\.(host\\.worker|linux|simulation|replay|agent\\.journal|server\\.metrics)\\..*Clock(\\$.*)?";

  /**
   * Something that certain classes must not do.
   *
   * @param applies the classes that it is about
   * @param forbidden what none of them may do
   * @param offenders test classes that do it, wherever they live
   */
  record Rule(
      String name,
      DescribedPredicate<JavaClass> applies,
      ArchCondition<JavaClass> forbidden,
      List<Class<?>> offenders) {

    ArchRule asArchRule() {
      return noClasses().that(applies).should(forbidden).allowEmptyShould(false).as(name);
    }

    /** The condition alone: offenders cannot live in the rooms that the rule is about. */
    ArchRule onOffenders() {
      return noClasses().should(forbidden);
    }
  }

  private RoomRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "the decision does no I/O and starts no thread",
            resideInAnyPackage(DECISION),
            dependOn(
                resideInAnyPackage(
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "io.vertx..",
                        "com.sun.jna..",
                        "org.slf4j..",
                        "java.util.logging..")
                    .or(
                        resideInAPackage("java.util.concurrent..")
                            // Caffeine's API asks for these two.
                            .and(not(simpleName("TimeUnit").or(simpleName("Executor")))))
                    .or(belongToAnyOf(Thread.class, ProcessBuilder.class, Runtime.class))),
            List.of(Offenders.ReadsFile.class, Offenders.StartsThread.class)),
        new Rule(
            "the decision reads no clock",
            resideInAnyPackage(DECISION),
            readClock(),
            List.of(Offenders.ReadsClock.class)),
        new Rule(
            "the decision rolls no dice",
            resideInAnyPackage(DECISION),
            rollDice(),
            List.of(Offenders.RollsDice.class)),
        new Rule(
            "the decision reads no environment",
            resideInAnyPackage(DECISION),
            ArchConditions.callMethod(System.class, "getenv", String.class)
                .or(ArchConditions.callMethod(System.class, "getProperty", String.class)),
            List.of(Offenders.ReadsEnvironment.class)),
        new Rule(
            "the decision knows nothing of the engine",
            resideInAnyPackage(DECISION),
            dependOn(
                resideInAnyPackage(
                    "org.tcmureclaim.host..",
                    "org.tcmureclaim.image..",
                    "org.tcmureclaim.agent..",
                    "org.tcmureclaim.configuration..",
                    "org.tcmureclaim.linux..",
                    "org.tcmureclaim.simulation..",
                    "org.tcmureclaim.replay..",
                    "org.tcmureclaim.recording..",
                    "org.tcmureclaim.shim..")),
            List.of(Offenders.KnowsTheHost.class)),
        new Rule(
            "JNA stays in the shim",
            resideInAPackage("org.tcmureclaim..")
                .and(not(resideInAPackage("org.tcmureclaim.shim.."))),
            dependOn(resideInAPackage("com.sun.jna..")),
            List.of(Offenders.CallsNative.class)),
        new Rule(
            "the agent does not know who asks it",
            resideInAPackage("org.tcmureclaim..")
                .and(not(resideInAPackage("org.tcmureclaim.command.."))),
            dependOn(resideInAPackage("org.tcmureclaim.command..")),
            List.of(Offenders.KnowsTheCommandLine.class)),
        new Rule(
            "the image knows no host, and neither agent nor replay",
            resideInAPackage("org.tcmureclaim.image.."),
            dependOn(
                resideInAnyPackage(
                    "org.tcmureclaim.linux..",
                    "org.tcmureclaim.simulation..",
                    "org.tcmureclaim.agent..",
                    "org.tcmureclaim.replay..")),
            List.of(Offenders.KnowsTheAgent.class)),
        new Rule(
            "linux knows neither simulation nor agent",
            resideInAPackage("org.tcmureclaim.linux.."),
            dependOn(resideInAnyPackage("org.tcmureclaim.simulation..", "org.tcmureclaim.agent..")),
            List.of(Offenders.KnowsTheAgent.class)),
        new Rule(
            "simulation knows neither linux nor agent nor shim",
            resideInAPackage("org.tcmureclaim.simulation.."),
            dependOn(
                resideInAnyPackage(
                    "org.tcmureclaim.linux..",
                    "org.tcmureclaim.agent..",
                    "org.tcmureclaim.shim..")),
            List.of(Offenders.KnowsTheAgent.class)),
        new Rule(
            "replay knows neither linux nor agent nor shim",
            resideInAPackage("org.tcmureclaim.replay.."),
            dependOn(
                resideInAnyPackage(
                    "org.tcmureclaim.linux..",
                    "org.tcmureclaim.agent..",
                    "org.tcmureclaim.shim..")),
            List.of(Offenders.KnowsTheAgent.class)),
        new Rule(
            "nothing that runs on a host knows the replay",
            resideInAPackage("org.tcmureclaim..")
                .and(not(resideInAPackage("org.tcmureclaim.replay.."))),
            dependOn(
                resideInAnyPackage(
                    "org.tcmureclaim.replay..", "com.github.luben..", "org.tukaani..")),
            List.of(Offenders.KnowsTheReplay.class)),
        new Rule(
            "only hosts, the journal and the metrics read clocks",
            resideInAPackage("org.tcmureclaim..")
                .and(not(assignableTo(Host.class)))
                .and(not(nameMatching(CLOCK))),
            readClock(),
            List.of(Offenders.ReadsClock.class)),
        new Rule(
            "threads are the supervisor's",
            ThreadRule.applies(),
            ThreadRule.startThreads(),
            List.of(
                Offenders.MakesThread.class,
                Offenders.MakesThreadByReference.class,
                Offenders.HasPool.class,
                Offenders.RunsAsync.class,
                Offenders.HooksShutdown.class,
                Offenders.BlocksVertx.class)),
        new Rule(
            "only the server knows the web server and its libraries",
            resideInAPackage("org.tcmureclaim..")
                .and(not(resideInAPackage("org.tcmureclaim.server.."))),
            dependOn(
                resideInAnyPackage(
                    "io.vertx..", "io.netty..", "io.micrometer..", "io.prometheus..")),
            List.of(Offenders.BlocksVertx.class)),
        new Rule(
            "agent and command line do not know the server",
            resideInAPackage("org.tcmureclaim..")
                .and(not(resideInAPackage("org.tcmureclaim.server.."))),
            dependOn(resideInAPackage("org.tcmureclaim.server..")),
            List.of(Offenders.KnowsTheServer.class)),
        new Rule(
            "orders need neither web server nor JSON",
            resideInAPackage("org.tcmureclaim.agent.orders.."),
            dependOn(
                resideInAnyPackage(
                    "io.vertx..",
                    "io.netty..",
                    "com.fasterxml..",
                    "org.tcmureclaim.json..",
                    "java.net..",
                    "org.tcmureclaim.server..",
                    "org.tcmureclaim.command..")),
            List.of(Offenders.AnswersInJson.class)),
        new Rule(
            "packages are named after what they hold",
            resideInAPackage("org.tcmureclaim.."),
            ArchConditions.resideInAnyPackage(
                "..util..", "..utils..", "..common..", "..manager..", "..impl..", "..helper.."),
            List.of(org.tcmureclaim.rooms.util.Offender.class)));
  }

  /** Not one of {@link #all}: its offenders are two packages. */
  static ArchRule noCycles() {
    return slices().matching("org.tcmureclaim.(**)").should().beFreeOfCycles();
  }

  private static ArchCondition<JavaClass> dependOn(DescribedPredicate<JavaClass> what) {
    return ArchConditions.dependOnClassesThat(what);
  }

  private static ArchCondition<JavaClass> readClock() {
    return ArchConditions.callMethod(System.class, "nanoTime")
        .or(ArchConditions.callMethod(System.class, "currentTimeMillis"))
        .or(ArchConditions.callMethod(Instant.class, "now"))
        .or(ArchConditions.callMethod(LocalDateTime.class, "now"))
        .or(dependOn(belongToAnyOf(Clock.class)));
  }

  private static ArchCondition<JavaClass> rollDice() {
    return ArchConditions.callMethod(Math.class, "random")
        .or(ArchConditions.callMethod(UUID.class, "randomUUID"))
        .or(dependOn(belongToAnyOf(Random.class, ThreadLocalRandom.class, SplittableRandom.class)));
  }
}
