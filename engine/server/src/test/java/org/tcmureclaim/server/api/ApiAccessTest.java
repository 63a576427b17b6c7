package org.tcmureclaim.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.json.JsonObject;

/** Who may ask and act, at which address. */
class ApiAccessTest {
  private static final String TOKEN = "a-token-of-enough-letters";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  @TempDir private Path folder = Path.of("");
  private ApiFixture fixture;
  private AgentClient unix;

  @BeforeEach
  void listen() throws IOException {
    fixture = new ApiFixture();
    ApiAddress socket = new ApiAddress.Unix(folder.resolve("run/api.sock"));
    fixture.api.listen(socket, Optional::empty);
    unix = new AgentClient(socket, Optional.empty());
  }

  @AfterEach
  void close() throws IOException {
    fixture.api.close();
  }

  @Test
  void socket_isItsOwnersAlone_andGoesWithTheAgent() throws IOException {
    Path socket = folder.resolve("run/api.sock");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");
    fixture.api.close();
    assertThat(socket).doesNotExist();
  }

  @Test
  void socket_ofAnotherAgentThatListens_isRefused_andOneLeftBehindIsReplaced() throws IOException {
    ApiAddress socket = new ApiAddress.Unix(folder.resolve("run/api.sock"));
    try (ApiFixture second = new ApiFixture()) {
      assertThatThrownBy(() -> second.api.listen(socket, Optional::empty))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("another agent listens there");
    }
    Path left = folder.resolve("run/left.sock");
    ApiFixture.leaveSocketBehind(left);
    assertThat(fixture.api.listen(new ApiAddress.Unix(left), Optional::empty)).isNotNull();
  }

  @Test
  void folder_thatOthersMayWriteTo_isRefused() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(
            () -> fixture.api.listen(new ApiAddress.Unix(open.resolve("s")), Optional::empty))
        .hasMessageContaining("can be written by others");
  }

  @Test
  void tcpWithoutToken_onlyReads() throws Exception {
    int port = fixture.tcp(Optional.empty());
    assertThat(ApiFixture.send(port, "GET", "/api/v1/status", Map.of()).statusCode())
        .isEqualTo(200);
    assertThat(ApiFixture.send(port, "POST", "/api/v1/pause", JSON).statusCode()).isEqualTo(403);
    assertThat(fixture.agent.isPaused()).isFalse();
  }

  @Test
  void tcpAction_needsTheToken() throws Exception {
    int port = fixture.tcp(Optional.of(TOKEN));
    assertThat(ApiFixture.send(port, "POST", "/api/v1/pause", JSON).statusCode()).isEqualTo(401);
    assertThat(
            ApiFixture.send(port, "POST", "/api/v1/pause", with("Authorization", "Bearer no"))
                .statusCode())
        .isEqualTo(401);
    assertThat(fixture.agent.isPaused()).isFalse();
    assertThat(
            ApiFixture.send(port, "POST", "/api/v1/pause", with("Authorization", "Bearer " + TOKEN))
                .statusCode())
        .isEqualTo(200);
    assertThat(fixture.agent.isPaused()).isTrue();
  }

  @Test
  void foreignPages_areRefused() throws Exception {
    int port = fixture.tcp(Optional.of(TOKEN));
    Map<String, String> foreign = Map.of("Origin", "http://evil.example");
    assertThat(ApiFixture.send(port, "GET", "/api/v1/status", foreign).statusCode()).isEqualTo(403);
    assertThat(ApiFixture.send(port, "GET", "/", foreign).statusCode()).isEqualTo(403);
    assertThat(ApiFixture.statusOfHost(port, "evil.example")).isEqualTo(403);
    assertThat(ApiFixture.statusOfHost(port, "127.999.999.999")).isEqualTo(403);
    assertThat(ApiFixture.statusOfHost(port, "127.0.0.256")).isEqualTo(403);
    assertThat(ApiFixture.statusOfHost(port, "127.0.0.255")).isEqualTo(200);
    assertThat(ApiFixture.statusOfHost(port, "localhost:" + port)).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, 415",
    "application/jsonXXX, 415",
    "application/json-patch+json, 415",
    "application/json, 200",
    "Application/JSON; charset=utf-8, 200",
  })
  void action_mustBeJson(String type, int status) throws Exception {
    int port = fixture.tcp(Optional.of(TOKEN));
    Map<String, String> typed = Map.of("Authorization", "Bearer " + TOKEN, "Content-Type", type);
    assertThat(ApiFixture.send(port, "POST", "/api/v1/pause", typed).statusCode())
        .isEqualTo(status);
  }

  @Test
  void order_saysWhichTokenWasShown() throws Exception {
    fixture.tick(1);
    assertThat(unix.post("/pause", new JsonObject()).status()).isEqualTo(200);
    int port = fixture.tcp(Optional.of(TOKEN));
    assertThat(
            ApiFixture.send(
                    port, "POST", "/api/v1/resume", with("Authorization", "Bearer " + TOKEN))
                .statusCode())
        .isEqualTo(200);
    assertThat(fixture.agent.asked)
        .extracting(Order::origin)
        .containsExactly(Origin.server(""), Origin.server("api.token"));
  }

  private static Map<String, String> with(String header, String value) {
    return Map.of("Content-Type", "application/json", header, value);
  }
}
