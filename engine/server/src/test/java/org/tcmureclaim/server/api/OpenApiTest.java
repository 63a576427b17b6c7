package org.tcmureclaim.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.command.client.Answer;
import org.tcmureclaim.json.JsonObject;

/** The document of the API is true of what is served. */
class OpenApiTest {

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
  void openApi_describesEveryEndpoint_andNothingElse() {
    JsonObject paths = get("/openapi.json").getJsonObject("paths");
    Set<String> described = new TreeSet<>();
    for (String path : paths.fieldNames()) {
      for (String method : paths.getJsonObject(path).fieldNames()) {
        described.add(method.toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    Set<String> served = new TreeSet<>();
    fixture.api.endpoints().forEach(e -> served.add(e.method().name() + " " + e.path()));
    assertThat(described).isEqualTo(served);
  }

  /** What is served has all keys that the document requires, and none that it does not know. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/status, Status",
    "/devices?limit=1, Devices",
    "/devices/user_0/lun0, DeviceDetail",
    "/customers, Customers",
    "/customers/other, Customer",
    "/decisions, Decisions",
    "/decisions/1, Decision",
    "/heat, Heat",
  })
  void answers_areAsTheDocumentSays(String path, String schema) throws IOException {
    fixture.tick(3);
    get("/heat");
    fixture.tick(3);
    fixture.decide(1);
    JsonObject schemas = get("/openapi.json").getJsonObject("components").getJsonObject("schemas");
    assertThat(Conformance.problems(schemas, schemas.getJsonObject(schema), get(path), ""))
        .isEmpty();
  }

  @Test
  void actions_areMarkedInTheDocument() {
    JsonObject paths = get("/openapi.json").getJsonObject("paths");
    for (Endpoint endpoint : fixture.api.endpoints()) {
      JsonObject operation =
          paths
              .getJsonObject(endpoint.path())
              .getJsonObject(endpoint.method().name().toLowerCase(Locale.ROOT));
      assertThat(operation.containsKey("security"))
          .as(endpoint.path())
          .isEqualTo(endpoint.action());
      assertThat(endpoint.method().equals(HttpMethod.POST)).isEqualTo(endpoint.action());
    }
  }

  private JsonObject get(String path) {
    Answer answer = unix.get(path);
    assertThat(answer.status()).as(path + " " + answer.json()).isEqualTo(200);
    return answer.json();
  }
}
