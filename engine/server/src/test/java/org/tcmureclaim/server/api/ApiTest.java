package org.tcmureclaim.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.command.client.Answer;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** The API as its clients see it, on a board that the test fills. */
class ApiTest {
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
  void devices_comeInPages_sortedAndFiltered() {
    fixture.tick(5);
    JsonObject page = get("/devices?limit=2&sort=resident");
    assertThat(page.getInteger("total")).isEqualTo(5);
    assertThat(names(page)).containsExactly("user_0/lun4", "user_0/lun3");
    assertThat(
            names(get("/devices?limit=2&sort=resident&offset=" + page.getInteger("next_offset"))))
        .containsExactly("user_0/lun2", "user_0/lun1");
    assertThat(names(get("/devices?name=lun3"))).containsExactly("user_0/lun3");
    JsonObject last = get("/devices?offset=4");
    assertThat(names(last)).containsExactly("user_0/lun4");
    assertThat(last.containsKey("next_offset")).isFalse();
  }

  @Test
  void devices_areThoseOfTheNewestTick() {
    fixture.tick(1);
    assertThat(get("/devices").getInteger("total")).isEqualTo(1);
    fixture.tick(3);
    assertThat(get("/devices").getInteger("total")).isEqualTo(3);
  }

  @Test
  void device_saysHowOldItsFiguresAre() {
    fixture.tick(2);
    fixture.tick(1);
    assertThat(get("/devices/user_0/lun0").getDouble("sampled_seconds_ago")).isZero();
    assertThat(get("/devices/user_0/lun1").getDouble("sampled_seconds_ago")).isEqualTo(1);
  }

  @Test
  void heat_gradesEachRung_fromTheTickAfterItWasAskedFor() {
    fixture.tick(1);
    get("/heat");
    fixture.tick(1);
    assertThat(get("/heat").getJsonArray("devices").getJsonArray(0).getString(4)).isEqualTo("ac..");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "/devices?lmit=3, 400, unknown parameter 'lmit'",
    "/devices?limit=0, 400, limit must be a whole number from 1 to 1000",
    "/devices?limit=1001, 400, limit must be",
    "/devices?sort=size, 400, sort must be one of",
    "/devices/user_0/nobody, 404, no device user_0/nobody",
    "/customers/nobody, 404, no customer nobody",
    "/decisions/99, 404, no decision 99",
    "/nothing, 404, no such path",
    "/devices/%zz/x, 400, a percent sign is not followed",
    "/devices/user_0/%, 400, a percent sign is not followed",
    "/customers/%g0, 400, a percent sign is not followed",
    "/devices?name=%4, 400, a percent sign is not followed",
    "/pause, 405, see /api/v1/openapi.json",
  })
  void badRequest_isAProblemThatSaysWhatToDo(String path, int status, String detail) {
    Answer answer = unix.get(path);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getInteger("status")).isEqualTo(status);
    assertThat(answer.json().getString("type")).startsWith("urn:tcmu-reclaim:problem:");
    assertThat(answer.json().getString("detail")).startsWith(detail);
  }

  @Test
  void body_thatCannotBeUsed_isRefused() {
    fixture.tick(1);
    String shrink = "/devices/user_0/lun0/shrink";
    assertThat(unix.post(shrink, new JsonObject()).status()).isEqualTo(400);
    assertThat(unix.post(shrink, new JsonObject().put("keep_bytes", -1)).status()).isEqualTo(400);
    assertThat(unix.post(shrink, new JsonObject().put("keep_bytes", "1")).status()).isEqualTo(400);
    assertThat(unix.post("/pause", new JsonObject().put("custmer", "a")).json().getString("detail"))
        .startsWith("unknown key 'custmer'");
    JsonObject large = new JsonObject().put("customer", "x".repeat(5000));
    assertThat(unix.post("/pause", large).status()).isEqualTo(413);
  }

  @Test
  void pause_reachesTheControls_andIsShown() {
    assertThat(unix.post("/pause", new JsonObject()).json().getBoolean("paused")).isTrue();
    assertThat(get("/status").getBoolean("paused")).isTrue();
    assertThat(unix.post("/resume", new JsonObject()).json().getBoolean("paused")).isFalse();
    assertThat(unix.post("/pause", new JsonObject().put("customer", "nobody")).status())
        .isEqualTo(404);
  }

  @Test
  void decisions_areListedNewestFirst_andFoundByNumber() throws IOException {
    fixture.decide(1, 2, 3);
    JsonObject page = get("/decisions?limit=2");
    assertThat(numbers(page)).containsExactly(3L, 2L);
    assertThat(numbers(get("/decisions?before=" + page.getLong("next_before"))))
        .containsExactly(1L);
    assertThat(get("/decisions/2").getLong("number")).isEqualTo(2);
  }

  @Test
  void decisions_askedForAgain_areThoseOfNow() throws IOException {
    fixture.decide(1);
    assertThat(numbers(get("/decisions"))).containsExactly(1L);
    fixture.decide(2);
    assertThat(numbers(get("/decisions"))).containsExactly(2L, 1L);
    assertThat(get("/decisions").getInteger("total")).isEqualTo(2);
  }

  private JsonObject get(String path) {
    Answer answer = unix.get(path);
    assertThat(answer.status()).as(path + " " + answer.json()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> names(JsonObject page) {
    return items(page).stream().map(item -> item.getString("device")).toList();
  }

  private static List<Long> numbers(JsonObject page) {
    return items(page).stream().map(item -> item.getLong("number")).toList();
  }

  private static List<JsonObject> items(JsonObject page) {
    JsonArray items = page.getJsonArray("items");
    List<JsonObject> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      all.add(items.getJsonObject(i));
    }
    return all;
  }

  @Test
  void metrics_areOfCustomersAlways_andOfTheLargestDevices() throws Exception {
    fixture.freed(3);
    fixture.tick(5);
    String text =
        ApiFixture.send(fixture.tcp(Optional.empty()), "GET", "/metrics", Map.of()).body();
    assertThat(text)
        .contains("tcmu_reclaim_customer_resident_bytes{customer=\"other\"} 6144000.0\n")
        .contains("tcmu_reclaim_freed_bytes_total 12288.0\n")
        .contains("tcmu_reclaim_pressure_stalled_seconds_total{kind=\"some\"}")
        .contains("tcmu_reclaim_reaction_seconds_bucket{stage=\"whole\",le=\"0.1\"}")
        .contains("tcmu_reclaim_device_tail_bytes{customer=\"other\",device=\"user_0/lun3\"}")
        .doesNotContain("user_0/lun2");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "NOT_UNDERSTOOD, 400",
    "NOT_ALLOWED, 403",
    "NO_SUCH, 404",
    "CANNOT, 409",
    "BUSY, 503",
    "TOO_MANY, 429",
  })
  void refusal_hasAStatusOfItsOwn(OrderAnswer.Reason reason, int status) {
    fixture.tick(1);
    fixture.agent.shrinkAnswer = new OrderAnswer.Refused(reason, "this is why");
    Answer answer = unix.post("/devices/user_0/lun0/shrink", new JsonObject().put("keep_bytes", 0));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getString("detail")).isEqualTo("this is why");
  }

  @Test
  void orderThatGoesOn_isAccepted() {
    fixture.tick(1);
    fixture.agent.shrinkAnswer = new OrderAnswer.UnderWay("see the log");
    Answer answer = unix.post("/devices/user_0/lun0/shrink", new JsonObject().put("keep_bytes", 0));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getString("under_way")).isEqualTo("see the log");
  }
}
