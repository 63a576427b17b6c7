package org.tcmureclaim.command.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.command.client.Answer;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.server.page.RunningAgent;

/** What a command reads in the files of an agent, against what its API says of the same tick. */
class FilesAndApiTest {
  private static final WantedDevices ALL =
      new WantedDevices("tail", Optional.empty(), Optional.empty());
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path folder;
  private RunningAgent agent;
  private AgentClient client;
  private AgentSource api;
  private AgentSource files;

  @BeforeEach
  void start() throws IOException {
    String journal = "luns: 32, memory: 8GiB}\nledger: {directory: " + folder.resolve("decisions");
    agent = RunningAgent.start(folder, 0, journal);
    client =
        new AgentClient(new ApiAddress.Tcp("127.0.0.1", agent.port()), Optional.of(agent.token()));
    api = new ApiSource(client);
    files = new FileSource(ownFiles(), WorkerClock.OF_MACHINE);
  }

  /** This process may have run several simulated hosts before; those have no files any more. */
  private static RunFiles ownFiles() {
    Path demonstrations =
        RunFiles.ofDemonstration(System.getenv(), System.getProperty("user.name", "nobody"));
    return RunFiles.simulated(demonstrations).stream()
        .filter(one -> one.simulatedPid().orElse(0) == ProcessHandle.current().pid())
        .findFirst()
        .orElseThrow();
  }

  @AfterEach
  void end() {
    files.close();
    agent.close();
  }

  @Test
  void bothSayTheSame() throws IOException, InterruptedException {
    cut("corvid-003");
    cut("birch-001");
    assertThat(api.pause(true)).isEmpty();
    standStill();
    JsonObject status = withoutAges(files.status());
    assertThat(status.getBoolean("paused")).isTrue();
    assertThat(status).isEqualTo(withoutAges(api.status()));
    assertThat(files.devices(ALL, 0, 1000)).isEqualTo(api.devices(ALL, 0, 1000));
    assertThat(files.devices(ALL, 30, 5)).isEqualTo(api.devices(ALL, 30, 5));
    assertThat(files.devices(of("acme", "00"), 0, 3))
        .isEqualTo(api.devices(of("acme", "00"), 0, 3));
    assertThat(files.customers(0, 100)).isEqualTo(api.customers(0, 100));
    assertThat(files.customers(1, 2)).isEqualTo(api.customers(1, 2));
    JsonArray decisions = files.decisions(10);
    assertThat(decisions.size()).isEqualTo(2);
    assertThat(decisions).isEqualTo(api.decisions(10));
  }

  private static WantedDevices of(String customer, String name) {
    return new WantedDevices("idle", Optional.of(customer), Optional.of(name));
  }

  private void cut(String device) {
    Answer answer =
        client.post("/devices/user_0/" + device + "/shrink", new JsonObject().put("keep_bytes", 0));
    assertThat(answer.isFine()).as("%s", answer).isTrue();
  }

  /** From the next tick on, one comes in a minute. */
  private void standStill() throws IOException, InterruptedException {
    Path file = folder.resolve("agent.yaml");
    Files.writeString(file, Files.readString(file).replace("tick: 200ms", "tick: 60s"));
    assertThat(client.post("/reload", new JsonObject()).isFine()).isTrue();
    long untilNanos = WorkerClock.OF_MACHINE.nanoTime() + PATIENCE_NANOS;
    long before = -1;
    while (!isSettled(before) && WorkerClock.OF_MACHINE.nanoTime() < untilNanos) {
      before = files.status().getLong("tick");
      TimeUnit.MILLISECONDS.sleep(600);
    }
  }

  private boolean isSettled(long before) {
    files.refresh();
    JsonObject status = files.status();
    return status.getLong("tick") == before && status.getBoolean("paused");
  }

  /** What is of the moment in which it was asked. */
  private static JsonObject withoutAges(JsonObject status) {
    JsonObject health = status.getJsonObject("health");
    health.put("tick_age_seconds", 0);
    health.put("workers", new JsonArray());
    return status;
  }
}
