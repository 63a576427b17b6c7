package org.tcmureclaim.server.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/**
 * A headless Chromium with one tab, steered by the DevTools protocol (chromedevtools.github.io).
 * Debian's package is chromium-headless-shell, or chromium.
 */
final class Browser implements AutoCloseable, WebSocket.Listener {
  private static final List<String> NAMES =
      List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

  /** Longer than a page waits for a condition. */
  private static final long PATIENCE_SECONDS = 90;

  private final Process process;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final StringBuilder partial = new StringBuilder();
  private final List<String> complaints = new ArrayList<>();
  private final WebSocket socket;

  /** Each command that sets the medium forgets what it does not repeat. */
  private JsonArray preferred = new JsonArray();

  private Browser(Process process, URI address) {
    this.process = process;
    this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this).join();
  }

  static Browser start(Path profile, int width, int height) throws IOException {
    return start(profile, width, height, "--no-first-run");
  }

  /** With one more option of the browser. */
  static Browser start(Path profile, int width, int height, String option) throws IOException {
    Process process =
        new ProcessBuilder(
                program(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=" + width + "," + height,
                option,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        drain(said);
        return new Browser(process, tab(URI.create(listening.group(1)))).ready();
      }
    }
    throw new IOException("the browser ended at once");
  }

  private static String program() {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      for (String name : NAMES) {
        if (Files.isExecutable(Path.of(folder, name))) {
          return Path.of(folder, name).toString();
        }
      }
    }
    throw new IllegalStateException(
        "no Chromium on this machine; apt-get install chromium-headless-shell");
  }

  /** Its pipe must not fill up. */
  private static void drain(BufferedReader said) {
    Thread thread = new Thread(() -> said.lines().forEach(line -> {}), "browser-output");
    thread.setDaemon(true);
    thread.start();
  }

  /** The address of its first tab. */
  private static URI tab(URI browser) throws IOException {
    URI list = URI.create("http://" + browser.getAuthority() + "/json/list");
    try (var in = list.toURL().openStream()) {
      JsonArray tabs = new JsonArray(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return URI.create(tabs.getJsonObject(0).getString("webSocketDebuggerUrl"));
    }
  }

  private Browser ready() {
    JsonObject unusedPage = command("Page.enable", new JsonObject());
    JsonObject unusedRuntime = command("Runtime.enable", new JsonObject());
    JsonObject unusedLog = command("Log.enable", new JsonObject());
    return this;
  }

  void open(String url) {
    JsonObject unused = command("Page.navigate", new JsonObject().put("url", url));
  }

  /** The browser pretends that its user wants this. */
  void prefer(String feature, String value) {
    preferred = new JsonArray().add(new JsonObject().put("name", feature).put("value", value));
    JsonObject unused =
        command("Emulation.setEmulatedMedia", new JsonObject().put("features", preferred));
  }

  /** Presses a key as a user does. */
  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      JsonObject unused =
          command(
              "Input.dispatchKeyEvent",
              new JsonObject()
                  .put("type", type)
                  .put("key", key)
                  .put("text", key.equals("Enter") && !type.equals("keyUp") ? "\r" : "")
                  .put("code", key)
                  .put("windowsVirtualKeyCode", keyCode(key)));
    }
  }

  private static int keyCode(String key) {
    return switch (key) {
      case "Tab" -> 9;
      case "Enter" -> 13;
      case "ArrowRight" -> 39;
      default -> throw new IllegalArgumentException(key);
    };
  }

  /** What an expression is; a promise is waited for. */
  @Nullable Object evaluate(String script) {
    JsonObject answer =
        command(
            "Runtime.evaluate",
            new JsonObject()
                .put("expression", script)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalStateException(script + ": " + answer.encode());
    }
    return answer.getJsonObject("result").getValue("value");
  }

  /** Waits in the browser until a condition holds. Says what the page shows if it does not. */
  void await(String condition) {
    Object held =
        evaluate(
            """
            new Promise((done) => {
              const until = Date.now() + 60000;
              const look = () => {
                if (%s) done(true); else if (Date.now() > until) done(false); else setTimeout(look, 20);
              };
              look();
            })
            """
                .formatted(condition));
    if (!Boolean.TRUE.equals(held)) {
      throw new AssertionError(
          condition
              + " did not come true. Errors: "
              + complaints
              + ". The page: "
              + evaluate("document.body.innerText.slice(0, 2000)"));
    }
  }

  /** Clicks on a button as soon as a person could: it is disabled while the page knows no agent. */
  void click(String id) {
    String button = "document.getElementById('" + id + "')";
    await(button + "?.disabled === false");
    evaluate(button + ".click()");
  }

  /** Errors of scripts, and what the browser refused to load. */
  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** What the tab holds after its garbage is collected. */
  Held held() {
    JsonObject unused = command("HeapProfiler.collectGarbage", new JsonObject());
    JsonObject counters = command("Memory.getDOMCounters", new JsonObject());
    JsonObject heap = command("Runtime.getHeapUsage", new JsonObject());
    return new Held(
        counters.getInteger("nodes"),
        counters.getInteger("jsEventListeners"),
        heap.getLong("usedSize"));
  }

  /** Nodes and listeners of documents, and the heap of scripts. */
  record Held(int nodes, int listeners, long heapBytes) {}

  void screenshot(Path file) throws IOException {
    JsonObject answer = command("Page.captureScreenshot", new JsonObject().put("format", "png"));
    Files.createDirectories(file.getParent());
    Path unused = Files.write(file, Base64.getDecoder().decode(answer.getString("data")));
  }

  /** Shows pages in a window of this width, at which they may be as high as they like. */
  void widen(int width, int height) {
    JsonObject unused =
        command(
            "Emulation.setDeviceMetricsOverride",
            new JsonObject()
                .put("width", width)
                .put("height", height)
                .put("deviceScaleFactor", 1)
                .put("mobile", false));
  }

  /** Types a character as a user does. */
  void type(char character) {
    String text = String.valueOf(character);
    for (String type : List.of("keyDown", "keyUp")) {
      JsonObject key = new JsonObject().put("type", type).put("key", text);
      JsonObject unused =
          command("Input.dispatchKeyEvent", type.equals("keyDown") ? key.put("text", text) : key);
    }
  }

  /** The page as it would be on this kind of medium, such as print. */
  void medium(String medium) {
    JsonObject unused =
        command(
            "Emulation.setEmulatedMedia",
            new JsonObject().put("media", medium).put("features", preferred));
  }

  /** The whole page, also what one has to scroll for. */
  byte[] wholePage() {
    JsonObject size =
        command("Page.getLayoutMetrics", new JsonObject()).getJsonObject("cssContentSize");
    JsonObject clip =
        new JsonObject()
            .put("x", 0)
            .put("y", 0)
            .put("width", size.getNumber("width"))
            .put("height", size.getNumber("height"))
            .put("scale", 1);
    JsonObject answer =
        command(
            "Page.captureScreenshot",
            new JsonObject()
                .put("format", "png")
                .put("captureBeyondViewport", true)
                .put("clip", clip));
    return Base64.getDecoder().decode(answer.getString("data"));
  }

  /** The page on A4 paper, as PDF. */
  byte[] print() {
    JsonObject answer =
        command(
            "Page.printToPDF",
            new JsonObject().put("preferCSSPageSize", true).put("printBackground", false));
    return Base64.getDecoder().decode(answer.getString("data"));
  }

  private JsonObject command(String method, JsonObject parameters) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    JsonObject message =
        new JsonObject().put("id", id).put("method", method).put("params", parameters);
    WebSocket unused = socket.sendText(message.encode(), true).join();
    JsonObject reply = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (reply.containsKey("error")) {
      throw new IllegalStateException(method + ": " + reply.encode());
    }
    return reply.getJsonObject("result");
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      hear(new JsonObject(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void hear(JsonObject message) {
    Integer id = message.getInteger("id");
    String method = message.getString("method", "");
    if (id != null) {
      CompletableFuture<JsonObject> answer = waiting.remove(id);
      if (answer != null) {
        answer.complete(message);
      }
    } else if (method.equals("Runtime.exceptionThrown") || isError(method, message)) {
      synchronized (this) {
        complaints.add(message.getJsonObject("params").encode());
      }
    }
  }

  private static boolean isError(String method, JsonObject message) {
    return method.equals("Log.entryAdded")
        && message
            .getJsonObject("params")
            .getJsonObject("entry")
            .getString("level")
            .equals("error");
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      // Not onExit(): it ends on the common pool, which on two CPUs has one thread.
      var unused = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
