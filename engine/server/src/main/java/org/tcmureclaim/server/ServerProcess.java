package org.tcmureclaim.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.tcmureclaim.agent.cli.ProcessSignal;
import org.tcmureclaim.agent.cli.ServeOptions;
import org.tcmureclaim.agent.cli.ServeRunner;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.manual.ExitCode;

/**
 * A server as all that its process does: until a signal, or the end of the agent that started it.
 */
final class ServerProcess implements ServeRunner {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile ExitCode code = ExitCode.FINE;

  @Override
  public ExitCode run(ServeOptions options, Surroundings around) {
    ServerNotices notices = new ServerNotices(around.text(), form(options, around));
    if (options.addresses().isEmpty() && options.config().metrics().otlpUrl().isEmpty()) {
      notices.info("there is nothing to serve: api.listen is off; --api ADDRESS says where");
      return ExitCode.FINE;
    }
    endWhenAsked(options, notices);
    try (Server server =
        Server.open(options.config(), options.simulated(), options.files(), notices)) {
      server.listen(options.addresses(), this::endWithoutSocket);
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return code;
  }

  private void endWithoutSocket() {
    code = ExitCode.CANNOT_WRITE;
    stopped.countDown();
  }

  private static ServerNotices.Form form(ServeOptions options, Surroundings around) {
    boolean systemd = around.environment().containsKey("JOURNAL_STREAM");
    return options.child() || systemd ? ServerNotices.Form.LEVELS : ServerNotices.Form.PLAIN;
  }

  private void endWhenAsked(ServeOptions options, ServerNotices notices) {
    ProcessSignal.TERM.calls(stopped::countDown);
    if (!options.child()) {
      ProcessSignal.INT.calls(stopped::countDown);
      return;
    }
    // Ctrl-C reaches the agent too, which then closes its end.
    ProcessSignal.INT.calls(() -> {});
    var unused =
        new Workers(notices).start("parent", "ends with the agent", worker -> awaitParent());
  }

  private void awaitParent() {
    try {
      // Nothing comes; it only ends.
      long unused = System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // As good as an end.
    }
    stopped.countDown();
  }
}
