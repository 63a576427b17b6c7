package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.Main;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderClient;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.agent.state.StateReader;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.NewestTick;

/** The folder of a running agent is removed, as when {@code /run} is emptied. */
class RemovedFolderProcessTest {
  private static final Order PAUSE =
      new Order(Origin.COMMAND_LINE, new Order.Pause(Optional.empty(), 0));
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  @Test
  void folderIsMadeAgain_withAllThatOthersRead_andIsToldOnce() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("agent.yaml"), "simulated: {luns: 4, memory: 256MiB, speed: 20}\n");
    Path shown = folder.resolve("tcmu-reclaim");
    Path orders = shown.resolve("orders");
    ProcessBuilder command =
        new ProcessBuilder(
            TestJvm.command(
                List.of(),
                Main.class,
                "agent",
                "--host",
                "simulated",
                "--json",
                "--orders",
                orders.toString(),
                "--config",
                config.toString()));
    command.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process agent = command.redirectError(folder.resolve("err").toFile()).start();
    RunFiles files = new RunFiles(shown, "-" + agent.pid() + "-1");
    try (BufferedReader out = agent.inputReader(StandardCharsets.UTF_8);
        NewestTick open = new NewestTick(files.tick())) {
      assertThat(lineWith(out, "\"started\"")).contains("\"devices\":4");
      await(files.state(), orders);
      long before = open.image().of(HostFigure.TICK);
      remove(shown);
      assertThat(lineWith(out, shown + " was removed")).contains("it is made again");
      await(files.state(), files.tick(), orders);
      assertThat(StateReader.read(files.state()).pid()).isEqualTo(agent.pid());
      assertThat(OrderClient.give(orders, PAUSE)).isInstanceOf(OrderAnswer.Paused.class);
      try (NewestTick fresh = new NewestTick(files.tick())) {
        awaitTickAfter(before, fresh);
        awaitTickAfter(before, open);
      }
      assertThat(agent.toHandle().destroy()).isTrue();
      String rest = out.lines().reduce("", (all, line) -> all + line + "\n");
      assertThat(rest).contains("duration_seconds").doesNotContain(shown + " was removed");
    }
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isEqualTo(0);
    assertThat(files.tick()).doesNotExist();
  }

  private static String lineWith(BufferedReader out, String words) throws IOException {
    String line = out.readLine();
    while (line != null && !line.contains(words)) {
      line = out.readLine();
    }
    return line == null ? "the agent ended without " + words : line;
  }

  private static void await(Path... files) throws InterruptedException {
    for (Path file : files) {
      await(() -> Files.exists(file), file.toString());
    }
  }

  private static void awaitTickAfter(long before, NewestTick newest) throws InterruptedException {
    await(() -> newest.image().of(HostFigure.TICK) > before, "a tick after " + before);
  }

  private static void await(BooleanSupplier done, String what) throws InterruptedException {
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime() - untilNanos).as(what).isNegative();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Under another name, so that the agent makes no file in it meanwhile. */
  private static void remove(Path folder) throws IOException {
    Path away = Files.move(folder, folder.resolveSibling("away"));
    try (Stream<Path> files = Files.walk(away)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        boolean unused = Files.deleteIfExists(file);
      }
    }
  }
}
