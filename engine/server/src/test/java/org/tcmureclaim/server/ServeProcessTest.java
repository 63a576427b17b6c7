package org.tcmureclaim.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.Main;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.json.JsonObject;

/** An agent on a simulated host and its server, as processes. */
@Timeout(180)
class ServeProcessTest {
  private static final Pattern PAGE =
      Pattern.compile("notice: live page: http://127.0.0.1:(\\d+)/#token=(\\w+)");

  @TempDir private Path folder;
  private Process agent;
  private BufferedReader lines;

  @BeforeEach
  void start() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            mode: act
            api: {listen: "127.0.0.1:0"}
            simulated: {speed: 1, luns: 4, memory: 256MiB}
            """);
    agent =
        new ProcessBuilder(
                TestJvm.command(
                    List.of("-XX:TieredStopAtLevel=1"),
                    Main.class,
                    "agent",
                    "--demo",
                    "--config",
                    config.toString()))
            .redirectErrorStream(true)
            .start();
    lines = agent.inputReader(StandardCharsets.UTF_8);
  }

  @AfterEach
  void end() {
    agent.children().forEach(ProcessHandle::destroyForcibly);
    agent.destroyForcibly();
  }

  private Matcher awaitPage() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher page = PAGE.matcher(line);
      if (page.matches()) {
        return page;
      }
    }
    throw new AssertionError("the agent ended");
  }

  private ProcessHandle server() {
    return agent.children().findFirst().orElseThrow();
  }

  private static JsonObject ask(Matcher page, String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.group(1) + "/api/v1" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + page.group(2))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  @Test
  void server_readsItsAgent_passesOrdersOn_andEndsWithIt() throws Exception {
    Matcher page = awaitPage();
    // One may be away for a moment: LUNs of the simulated host come and go.
    assertThat(ask(page, "GET", "/status").getInteger("devices")).isBetween(1, 4);
    JsonObject paused = ask(page, "POST", "/pause");
    assertThat(paused.getBoolean("paused")).isTrue();
    assertThat(paused.getLong("ends_in_seconds")).isBetween(3_500L, 3_600L);
    assertThat(ask(page, "GET", "/status").getBoolean("paused")).isTrue();
    ProcessHandle server = server();
    assertThat(agent.toHandle().destroy()).isTrue();
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isZero();
    assertThat(server.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void serverThatIsKilled_isStartedAgain_andTheAgentGoesOn() throws Exception {
    Matcher before = awaitPage();
    long started = startedMillis(before);
    assertThat(server().destroyForcibly()).isTrue();
    Matcher after = awaitPage();
    assertThat(startedMillis(after)).isEqualTo(started);
    assertThat(agent.isAlive()).isTrue();
  }

  private static long startedMillis(Matcher page) throws Exception {
    return ask(page, "GET", "/status").getJsonObject("agent").getLong("started_epoch_millis");
  }

  @Test
  void agentThatIsKilled_takesItsServerWithIt() throws Exception {
    Matcher unused = awaitPage();
    ProcessHandle server = server();
    agent.destroyForcibly();
    assertThat(server.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
  }
}
