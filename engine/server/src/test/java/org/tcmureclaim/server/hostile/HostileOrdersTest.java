package org.tcmureclaim.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.agent.journal.JournalReader;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderClient;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.shim.PeerCredentials;

/**
 * Floods of the order socket by the server's user, as one who has taken the server over makes them.
 * Only root can have an agent and a server of two users; for others both are the same, so that no
 * place is kept for root, and the agent has only to be well afterwards.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileOrdersTest {
  private static final int GROUP = 61_234;
  private static final int USER_OF_SERVER = 61_235;
  private static final int STRANGER = 61_236;
  private static final long MILLIS = 1_500;
  private static final long MOST_MORE_BYTES = 48L << 20;
  private static final long MOST_MORE_DESCRIPTORS = 16;
  private static final String PAUSE_ALL = "00000002" + "0201";
  private static final Order RESUME =
      new Order(Origin.COMMAND_LINE, new Order.Resume(Optional.empty()));

  @TempDir private Path folder = Path.of("");

  private final boolean root = PeerCredentials.ofThisProcess().userId() == 0;

  @Test
  void floods_costNoTick_andRootIsHeard() throws Exception {
    long begun = System.nanoTime();
    try (TwoProcesses agent = new TwoProcesses(folder)) {
      agent.startAgent(as("--regid", GROUP));
      agent.await("the first ticks", () -> Files.exists(agent.runFolder().resolve("tick")));
      awaitOrder(agent);
      open(folder);
      open(agent.orders().resolveSibling(""));
      judgeFiles(agent);
      flood(agent, "connections that end at once", "");
      flood(agent, "half a frame", "0000000902");
      flood(agent, "a huge length", "7fffffff");
      flood(agent, "bytes without end", PAUSE_ALL + "00".repeat(16 << 10));
      flood(agent, "orders whose answer is not read", PAUSE_ALL);
      if (root) {
        assertThat(connections(stranger(agent, STRANGER, STRANGER, PAUSE_ALL)))
            .as("the socket's mode keeps all others away")
            .isZero();
      }
      long minutes = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - begun) + 1;
      agent.agent().destroy();
      assertThat(agent.agent().waitFor(60, TimeUnit.SECONDS)).as(agent.said()).isTrue();
      assertThat(new JournalReader(agent.journal()).orders())
          .filteredOn(order -> order.origin().equals("the server"))
          .as("lines of the journal")
          .hasSizeLessThanOrEqualTo((int) minutes * 32);
    }
  }

  /** The folders get the mode of a real host's: the server's user reads there, and that is all. */
  private void judgeFiles(TwoProcesses agent) throws Exception {
    RunFiles files = RunFiles.simulated(agent.simulated()).get(0);
    open(agent.simulated().resolveSibling(""));
    for (Path one : List.of(files.folder(), agent.journal())) {
      Path unused =
          Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxr-x---"));
    }
    try (Stream<Path> all = Files.walk(files.folder())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as("%s", file)
            .isIn("rw-r-----", "rw-------");
      }
    }
    if (!root) {
      return;
    }
    agent.await("a file of its journal", () -> !files(agent.journal()).isEmpty());
    Path inJournal = files(agent.journal()).get(0);
    for (Path file : List.of(files.tick(), files.state(), inJournal)) {
      assertThat(asServer("cat " + file)).as("reads %s", file).isZero();
      assertThat(asServer("echo >>" + file)).as("writes %s", file).isPositive();
      assertThat(asServer("mv " + file + " " + file + ".other")).as("%s", file).isPositive();
      assertThat(asServer("rm -f " + file)).as("removes %s", file).isPositive();
      assertThat(asServer("touch " + file.resolveSibling("new"))).as("%s", file).isPositive();
      assertThat(asServer("chmod 666 " + file)).as("%s", file).isPositive();
    }
    assertThat(asServer("rm -f " + agent.orders())).as("removes the order socket").isPositive();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static int asServer(String command) throws IOException, InterruptedException {
    return new ProcessBuilder(
            "setpriv",
            "--reuid",
            USER_OF_SERVER + "",
            "--regid",
            GROUP + "",
            "--clear-groups",
            "sh",
            "-c",
            command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private void flood(TwoProcesses agent, String what, String hex) throws Exception {
    awaitOrder(agent);
    long ticks = agent.ticks();
    ProcessFigures before = ProcessFigures.of(agent.agent().toHandle());
    Process stranger = stranger(agent, USER_OF_SERVER, GROUP, hex);
    int heard = 0;
    while (stranger.isAlive()) {
      heard += isDone(agent) ? 1 : 0;
      ProcessFigures now = ProcessFigures.of(agent.agent().toHandle());
      assertThat(now.descriptors() - before.descriptors())
          .as("descriptors: %s", what)
          .isLessThanOrEqualTo(MOST_MORE_DESCRIPTORS);
      assertThat(now.residentBytes() - before.residentBytes())
          .as("bytes: %s", what)
          .isLessThanOrEqualTo(MOST_MORE_BYTES);
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(connections(stranger)).as(what).isPositive();
    assertThat(agent.ticks() - ticks).as("ticks: %s", what).isPositive();
    if (root) {
      assertThat(heard).as("orders of root: %s", what).isPositive();
    }
    awaitOrder(agent);
  }

  private static void awaitOrder(TwoProcesses agent) throws IOException {
    agent.await("an order", () -> isDone(agent));
  }

  private static boolean isDone(TwoProcesses agent) {
    try {
      return OrderClient.give(agent.orders(), RESUME) instanceof OrderAnswer.Paused;
    } catch (HostException e) {
      return false; // Too many wait, or it does not listen yet.
    }
  }

  private List<String> as(String option, int number) {
    return root ? List.of("setpriv", option, number + "", "--clear-groups") : List.of();
  }

  private Process stranger(TwoProcesses agent, int user, int group, String hex) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("stranger"));
    Path file = classes.resolve(OrderStranger.class.getName().replace('.', '/') + ".class");
    if (!Files.exists(file)) {
      Path unused = Files.createDirectories(file.getParent());
      String name = OrderStranger.class.getSimpleName() + ".class";
      try (InputStream bytes = OrderStranger.class.getResourceAsStream(name)) {
        Files.write(file, Objects.requireNonNull(bytes).readAllBytes());
      }
      Path passed = classes;
      open(passed);
      for (Path part : classes.relativize(file)) {
        passed = passed.resolve(part);
        open(passed);
      }
    }
    List<String> program =
        List.of(
            TestJvm.command(List.of(), OrderStranger.class).get(0),
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            classes.toString(),
            OrderStranger.class.getName(),
            agent.orders().toString(),
            hex,
            MILLIS + "");
    List<String> command =
        Stream.concat(
                as("--reuid", user).stream(),
                Stream.concat(
                    root ? Stream.of("--regid", group + "") : Stream.of(), program.stream()))
            .toList();
    return new ProcessBuilder(command).directory(classes.toFile()).start();
  }

  /** Others may pass through it, and read it where it is a class. */
  private static void open(Path path) throws IOException {
    String mode = Files.isDirectory(path) ? "rwx--x--x" : "rw-r--r--";
    Path unused = Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static long connections(Process stranger) throws Exception {
    String said = new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String failed = new String(stranger.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(stranger.waitFor()).as(failed).isZero();
    return Long.parseLong(said.strip());
  }
}
