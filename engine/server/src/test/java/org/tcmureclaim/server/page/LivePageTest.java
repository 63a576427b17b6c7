package org.tcmureclaim.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.json.JsonObject;

/** The page in a real browser, on a real agent with a simulated host. */
class LivePageTest {
  /** Points of a chart; of decisions there are fewer. */
  private static final int MOST_KEPT = 600;

  private static final int BATCH = 100;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String ROOMY = "luns: 64, memory: 8GiB";

  @TempDir private Path folder = Path.of("");
  private RunningAgent agent;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    agent = RunningAgent.start(folder, 0, ROOMY);
    browser = Browser.start(Files.createDirectory(folder.resolve("profile")), 1280, 1600);
    browser.open(agent.url());
    browser.await("document.querySelectorAll('#devices tbody tr').length === 50");
    browser.await("document.getElementById('link').textContent === 'live'");
  }

  @AfterEach
  void end() {
    browser.close();
    agent.close();
  }

  @Test
  void page_showsHostCustomersAndDevices_withoutAComplaint() throws IOException {
    browser.await("document.querySelectorAll('#tiles dd').length === 7");
    browser.await("document.querySelectorAll('#customers tbody tr').length === 4");
    browser.await("document.querySelectorAll('.uplot').length === 3");
    browser.await("document.getElementById('heat').width > 300");
    assertThat(browser.evaluate("document.getElementById('agent').textContent"))
        .isEqualTo(
            "simulated host, mode act, truncator shim (the simulated kernel has the shim), policy"
                + " lru");
    browser.screenshot(SCREENSHOTS.resolve("overview.png"));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void decision_thatIsProvoked_isShownWithItsReason() throws IOException {
    long before = decisions();
    assertThat(shrink("user_0/corvid-003").getString("result")).isEqualTo("freed");
    browser.await(
        "[...document.querySelectorAll('#decisions summary')].some((s) =>"
            + " s.textContent.includes('an operator asked'))");
    assertThat(decisions()).isGreaterThan(before);
    browser.evaluate("document.querySelector('#decisions details').open = true");
    browser.await("document.querySelector('#decisions .cuts a')");
    browser.screenshot(SCREENSHOTS.resolve("decision.png"));
  }

  /**
   * How long that takes is printed, by the page's own clock; machines differ, so none is asserted.
   */
  @Test
  void decision_isInThePage_soonAfterItWasAskedFor() {
    Object millis =
        browser.evaluate(
            """
            (async () => {
              const { post } = await import('/page/asking.js');
              const list = document.getElementById('decisions');
              const shown = new Promise((done) => new MutationObserver(() => {
                if (list.textContent.includes('an operator asked')) done(performance.now());
              }).observe(list, { childList: true, subtree: true }));
              const asked = performance.now();
              await post('/devices/user_0/corvid-003/shrink', { keep_bytes: 0 });
              return Math.round(await shown - asked);
            })()
            """);
    assertThat(millis).isInstanceOf(Number.class);
    System.out.println("a decision that was asked for was in the page after " + millis + " ms");
  }

  /** An event comes while the decisions before it are still being asked for. */
  @Test
  void decisions_standInTheirOrder_howeverTheyArrive() {
    assertThat(
            browser.evaluate(
                """
                (async () => {
                  const { Decisions } = await import(new URL('decisions.js',
                      document.querySelector('script[type=module]').src));
                  const list = document.createElement('ol');
                  const shown = new Decisions(list, document.createElement('p'));
                  for (const number of [11, 1, 2, 11, 12, 3]) {
                    shown.add({number, devices: [], urgency: 'none', trigger: 'operator',
                      result: 'freed', duration_millis: 0, freed_pages: 0, demand_pages: 0,
                      planned_pages: 0, epoch_millis: 0});
                  }
                  return [...list.children].map(item => item.dataset.number).join();
                })()
                """))
        .isEqualTo("12,11,3,2,1");
  }

  @Test
  void pauseButton_pausesTheAgent_andResumesIt() throws IOException {
    browser.click("pause");
    browser.await("document.getElementById('pause').textContent === 'Resume'");
    assertThat(client().get("/status").json().getBoolean("paused")).isTrue();
    browser.await("document.getElementById('paused').checkVisibility()");
    browser.screenshot(SCREENSHOTS.resolve("paused.png"));
    browser.click("pause");
    browser.await("document.getElementById('pause').textContent === 'Pause'");
    browser.await("!document.getElementById('paused').checkVisibility()");
    assertThat(client().get("/status").json().getBoolean("paused")).isFalse();
  }

  /** Whole numbers of MiB and GiB, not 954 MiB and 1.9 GiB. */
  @Test
  void axisOfMemory_hasRoundNumbers() {
    assertThat(
            browser.evaluate(
                """
                (async () => {
                  const { LineChart, bytes } = await import('/page/charts.js');
                  const place = document.createElement('div');
                  document.body.append(place);
                  const chart = new LineChart(place, bytes);
                  for (let second = 0; second < 100; second++) chart.add(second, { a: 2.9 * 2 ** 30 });
                  await new Promise((painted) => setTimeout(painted, 100));
                  return chart.plot.axes[1]._values.join(' ');
                })()
                """))
        .isEqualTo("0 B 1.0 GiB 2.0 GiB");
  }

  @Test
  void paper_isWhite_alsoAtNight() {
    String ground = "getComputedStyle(document.body).backgroundColor";
    browser.prefer("prefers-color-scheme", "dark");
    browser.await(ground + " === 'rgb(17, 20, 24)'");
    assertThat(
            browser.evaluate(
                """
                [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
                  .filter((rule) => rule.media?.mediaText === 'print').length
                """))
        .isEqualTo(1L);
    browser.medium("print");
    browser.await(ground + " === 'rgb(255, 255, 255)'");
    browser.await("!document.getElementById('pause').checkVisibility()");
    assertThat(browser.evaluate("document.querySelector('#devices th button').checkVisibility()"))
        .as("headings by which a screen sorts")
        .isEqualTo(true);
  }

  @Test
  void restartOfTheAgent_isSurvived() throws IOException {
    int port = agent.port();
    agent.close();
    browser.await("document.getElementById('link').textContent === 'no connection'");
    agent = RunningAgent.start(folder, port, ROOMY);
    assertThat(agent.port()).as("listens again").isEqualTo(port);
    browser.await("document.getElementById('link').textContent === 'live'");
    browser.await(
        "document.getElementById('message').textContent === 'The agent was started anew.'");
    browser.await("document.querySelectorAll('#devices tbody tr').length === 50");
  }

  @Test
  void deviceAndCustomer_havePages_reachedByKeyboardToo() throws IOException {
    browser.await("document.getElementById('heat').width > 300");
    browser.evaluate("document.getElementById('heat').focus()");
    browser.press("ArrowRight");
    browser.await("document.getElementById('heat-read').textContent.includes('acme')");
    browser.press("Enter");
    browser.await("location.hash.startsWith('#/device/user_0/acme-')");
    browser.await("document.querySelector('#detail .ladder')");
    browser.await(
        "/^[0-9]+ rungs, from the start of the data area on the left to [0-9.]+ [KMG]iB and above/"
            + ".test(document.querySelector('#detail .ladder + p').textContent)");
    browser.screenshot(SCREENSHOTS.resolve("device.png"));
    browser.evaluate("document.querySelector('#detail .facts a').click()");
    browser.await("location.hash === '#/customer/acme'");
    browser.await("document.getElementById('pause-customer')");
    browser.click("pause-customer");
    browser.await("document.getElementById('pause-customer').textContent === 'Resume acme'");
    browser.screenshot(SCREENSHOTS.resolve("customer.png"));
    assertThat(client().get("/customers/acme").json().getBoolean("paused")).isTrue();
  }

  @Test
  void thousandLuns_areShown_andAPageLeftOpenDoesNotGrow() throws IOException {
    int port = agent.port();
    agent.close();
    agent = RunningAgent.start(folder, port, "luns: 1000, memory: 24GiB, global_limit: 20GiB");
    assertThat(agent.port()).as("listens again").isEqualTo(port);
    browser.await("document.getElementById('range').textContent === '1 to 50 of 1000'");
    browser.await("document.getElementById('heat').height > 200");
    assertThat(
            browser.evaluate(
                """
                (async () => {
                  const { LineChart } = await import('/page/charts.js');
                  const { Decisions } = await import('/page/decisions.js');
                  const chart = new LineChart(document.createElement('div'), String);
                  for (let second = 0; second < 5000; second++) chart.add(second, { a: second });
                  const list = document.createElement('ol');
                  const decisions = new Decisions(list, document.createElement('p'));
                  for (let number = 1; number <= 500; number++) {
                    decisions.add({ number, epoch_millis: 0, urgency: 'none', trigger: 'none', demand_pages: 0,
                      planned_pages: 0, devices: [], result: 'nothing', problem: '' });
                  }
                  return [chart.points.length, list.children.length].join(' ');
                })()
                """))
        .isEqualTo("600 50");
    browser.screenshot(SCREENSHOTS.resolve("thousand.png"));
  }

  /**
   * Of decisions, status and tables nothing stays but the newest. What an event leaves behind it
   * leaves each time, so that twice as many as are kept show it as well as a day's do.
   */
  @Test
  void pageLeftOpen_holdsNoMoreAfterADaysEvents() {
    feed(MOST_KEPT + BATCH);
    Browser.Held before = browser.held();
    feed(2 * MOST_KEPT);
    Browser.Held after = browser.held();
    System.out.println("a page left open: " + before + ", then " + after);
    assertThat(after.nodes()).isLessThan(before.nodes() + 1000);
    assertThat(after.listeners()).isLessThan(before.listeners() + 300);
    assertThat(after.heapBytes()).isLessThan(before.heapBytes() + (4 << 20));
  }

  /** In small calls: one of many events would be bounded by how fast the browser is. */
  private void feed(int times) {
    for (int fed = 0; fed < times; fed += BATCH) {
      browser.evaluate(FEED + "feed(" + BATCH + ")");
    }
  }

  /** Makes so many events as the stream does, of the page's own modules and elements. */
  private static final String FEED =
      """
      globalThis.feed ??= async (times) => {
        const { LineChart } = await import('/page/charts.js');
        const { Decisions } = await import('/page/decisions.js');
        const { showCustomers } = await import('/page/tables.js');
        globalThis.fed ??= {
          chart: new LineChart(document.getElementById('pressure'), String),
          decisions: new Decisions(document.getElementById('decisions'), document.getElementById('no-decisions')),
          number: 100000,
        };
        const devices = Array.from({ length: 50 }, (none, i) =>
          ({ device: 'user_0/a-' + i, customer: 'a', keep_pages: 0, expected_pages: 9, verdict: 'chosen' }));
        for (let i = 0; i < times; i++) {
          const number = fed.number++;
          fed.chart.add(number, { some: i % 7, full: i % 3 });
          fed.decisions.add({ number, epoch_millis: number, urgency: 'urgent', trigger: 'psi_some', demand_pages: 9,
            planned_pages: 9, devices: devices.map((cut) => ({ ...cut })), result: 'freed', freed_pages: 9,
            duration_millis: 1, problem: '', available_bytes: 1, some_stall_share: 0 });
          document.querySelector('#decisions details').open = i % 10 === 0;
          showCustomers(document.getElementById('customers'), [{ customer: 'a', policy: 'lru', devices: 1,
            resident_pages: i, tail_pages: i, min_bytes: 0, low_bytes: 0, high_bytes: null, max_bytes: null }]);
        }
        await new Promise((next) => setTimeout(next));
      };
      """;

  private long decisions() {
    return client().get("/decisions").json().getInteger("total");
  }

  private JsonObject shrink(String device) {
    return client()
        .post("/devices/" + device + "/shrink", new JsonObject().put("keep_bytes", 0))
        .json();
  }

  private AgentClient client() {
    return new AgentClient(
        new ApiAddress.Tcp("127.0.0.1", agent.port()), Optional.of(agent.token()));
  }
}
