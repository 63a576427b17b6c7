package org.tcmureclaim.command.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.display.Screen;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

class TopViewTest {

  private static TopView view(int columns, int rows) {
    TopView view = new TopView(new Screen(columns, rows), false);
    JsonArray customers = new JsonArray();
    for (String name : new String[] {"acme", "birch"}) {
      customers.add(
          new JsonObject()
              .put("customer", name)
              .put("devices", 500)
              .put("resident_pages", 1000)
              .put("tail_pages", 900));
    }
    JsonArray devices = new JsonArray();
    for (int i = 0; i < 1000; i++) {
      devices.add(
          new JsonObject()
              .put("device", "user_0/a-device-with-a-long-name-" + i)
              .put("customer", "acme")
              .put("resident_pages", 1000)
              .put("tail_pages", 900)
              .put("idle_seconds", 12345.0)
              .put("verdict_meaning", "most of what was cut from it came back soon"));
    }
    view.show(
        new JsonObject()
            .put(
                "agent",
                new JsonObject().put("host", "linux").put("mode", "act").put("truncator", "shim"))
            .put("at_seconds", 1e6)
            .put("paused", false)
            .put("urgency", "emergency")
            .put(
                "memory",
                new JsonObject()
                    .put("available_bytes", 1L << 40)
                    .put("total_bytes", 1L << 40)
                    .put("true_available_bytes", 1L << 40))
            .put(
                "pressure",
                new JsonObject().put("some_stall_share", 1.0).put("full_stall_share", 1.0))
            .put("devices", 1000)
            .put("resident_pages", 1L << 30)
            .put(
                "counters",
                new JsonObject()
                    .put("decisions", 1 << 30)
                    .put("freed_pages", 1L << 40)
                    .put("came_back_pages", 1L << 40))
            .put("customers", customers),
        new JsonObject().put("total", 1000).put("items", devices),
        decisions());
    return view;
  }

  private static JsonArray decisions() {
    JsonArray cuts = new JsonArray();
    for (String customer : new String[] {"acme", "birch", "birch"}) {
      cuts.add(new JsonObject().put("device", "user_0/x").put("customer", customer));
    }
    JsonArray all = new JsonArray();
    for (int i = 0; i < 3; i++) {
      all.add(
          new JsonObject()
              .put("number", 7 - i)
              .put("epoch_millis", 0)
              .put("urgency", "urgent")
              .put("trigger", "memory_low")
              .put("result", "freed")
              .put("freed_pages", 256)
              .put("devices", cuts));
    }
    return all;
  }

  @Test
  void newestDecisions_sayWhatWasCutAndWhy() {
    assertThat(view(80, 24).lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("#7    ")
                    .endsWith(" urgent    memory_low   freed 1.0 MiB of 3 LUNs (birch 2, acme 1)"));
  }

  @Test
  void whatIsNotOfNow_isSaidSo_untilItIs() {
    TopView view = view(80, 24);
    assertThat(view.lines().get(0)).contains("urgency emergency");
    view.trouble("the agent has ended");
    assertThat(view.lines().get(view.lines().size() - 1)).isEqualTo("the agent has ended");
    view.note("no");
    assertThat(view.lines().get(view.lines().size() - 1)).isEqualTo("no");
    boolean unused = view.press('x');
    view.trouble("");
    assertThat(view.lines()).noneSatisfy(line -> assertThat(line).contains("ended"));
  }

  @Test
  void window_thatChangesItsSize_isFilledAnew() {
    TopView view = view(80, 24);
    view.resize(new Screen(100, 40));
    assertThat(view.lines()).hasSize(40);
    assertThat(view.devicesShown()).isEqualTo(40);
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"80, 24", "60, 12", "200, 60"})
  void screen_isNeverExceeded(int columns, int rows) {
    assertThat(view(columns, rows).lines())
        .hasSizeLessThanOrEqualTo(rows)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
  }

  @Test
  void keys_sortFilterAndChooseACustomer() {
    TopView view = view(80, 24);
    assertThat(view.devicesShown()).isEqualTo(24);
    assertThat(view.wanted()).isEqualTo(wanted("resident", "", ""));
    view.press('s');
    assertThat(view.wanted()).isEqualTo(wanted("tail", "", ""));
    view.press('c');
    assertThat(view.wanted()).isEqualTo(wanted("tail", "acme", ""));
    view.press('c');
    view.press('c');
    assertThat(view.wanted()).isEqualTo(wanted("tail", "", ""));
    for (char key : "/lx\b1\n".toCharArray()) {
      view.press(key);
    }
    assertThat(view.wanted()).isEqualTo(wanted("tail", "", "l1"));
    assertThat(view.isLeft()).isFalse();
    view.press('q');
    assertThat(view.isLeft()).isTrue();
  }

  @Test
  void letterOfAFilter_isNoCommand() {
    TopView view = view(80, 24);
    view.press('/');
    assertThat(view.press('p')).isFalse();
    view.press('q');
    assertThat(view.isLeft()).isFalse();
    view.press('\n');
    assertThat(view.press('p')).isTrue();
  }

  @Test
  void unknownKey_namesTheKeys() {
    TopView view = view(80, 24);
    view.press('x');
    assertThat(view.lines()).last().asString().startsWith("keys: s sort");
  }

  private static WantedDevices wanted(String sort, String customer, String name) {
    return new WantedDevices(
        sort,
        Optional.of(customer).filter(text -> !text.isEmpty()),
        Optional.of(name).filter(text -> !text.isEmpty()));
  }
}
