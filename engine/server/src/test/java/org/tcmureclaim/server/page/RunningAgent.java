package org.tcmureclaim.server.page;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcmureclaim.agent.assembly.StayingLuns;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.server.TestLauncher;

/**
 * An agent on a simulated host whose LUNs stay, with its API at a port of this machine, until it is
 * closed.
 */
public final class RunningAgent implements AutoCloseable {
  private static final Pattern PAGE = Pattern.compile("live page: http://127.0.0.1:(\\d+)/(\\S*)");
  private static final Pattern TLS = Pattern.compile("live page: (https://127.0.0.1:\\d+/)");
  private static final long PATIENCE_SECONDS = 60;

  private final StopSignal stop = new StopSignal();
  private final CompletableFuture<Matcher> page = new CompletableFuture<>();
  private final CompletableFuture<String> tlsPage = new CompletableFuture<>();
  private final CompletableFuture<ExitCode> end;

  private RunningAgent(LoadedConfig config) {
    TestLauncher.install();
    RunOptions options = new RunOptions(HostKind.SIMULATED, OptionalLong.empty(), stop);
    end =
        CompletableFuture.supplyAsync(
                () -> StayingLuns.agent().run(config, options, this::hear),
                // A thread of its own: on two CPUs the common pool has one.
                task -> new Thread(task, "agent").start())
            .whenComplete(
                (code, failure) -> {
                  page.cancel(false);
                  tlsPage.cancel(false);
                });
  }

  /**
   * Starts one.
   *
   * @param port 0 for any
   * @param simulated more keys of the simulated host
   */
  public static RunningAgent start(Path folder, int port, String simulated) throws IOException {
    return start(folder, "listen: \"127.0.0.1:" + port + "\"", simulated);
  }

  /**
   * Starts one over TLS.
   *
   * @param folder with {@code page.crt}, {@code page.key} and {@code page.token}
   */
  static RunningAgent startTls(Path folder, String simulated) throws IOException {
    return start(
        folder,
        """
        listen: "https://127.0.0.1:0", token_file: %1$s/page.token, \
        tls_certificate_file: %1$s/page.crt, tls_key_file: %1$s/page.key"""
            .formatted(folder),
        simulated);
  }

  private static RunningAgent start(Path folder, String api, String simulated) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            mode: act
            tick: 200ms
            pressure: {fast_sampling: {interval: 100ms, for: 5s}}
            api: {%s}
            customers:
              - {name: acme, match: "user_0/acme-*"}
              - {name: birch, match: "user_0/birch-*", high: 512MiB}
              - {name: corvid, match: "user_0/corvid-*"}
            simulated: {speed: 1, %s}
            """
                .formatted(api, simulated));
    return new RunningAgent(LoadedConfig.load(file));
  }

  public int port() {
    return Integer.parseInt(page().group(1));
  }

  /** Where its figures are. */
  public URL metrics() throws MalformedURLException {
    return URI.create("http://127.0.0.1:" + port() + "/metrics").toURL();
  }

  /** Where it is over TLS, without the token. */
  String tlsUrl() {
    return tlsPage.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** With the token that the simulated host shows. */
  String url() {
    return "http://127.0.0.1:" + port() + "/" + page().group(2);
  }

  public String token() {
    return page().group(2).replace("#token=", "");
  }

  private Matcher page() {
    return page.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private void hear(Report report) {
    if (report instanceof NoticeReport notice) {
      Matcher url = PAGE.matcher(notice.message());
      if (url.matches()) {
        page.complete(url);
      }
      Matcher tls = TLS.matcher(notice.message());
      if (tls.matches()) {
        tlsPage.complete(tls.group(1));
      }
    }
  }

  @Override
  public void close() {
    stop.request();
    ExitCode unused = end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
