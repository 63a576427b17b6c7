package org.tcmureclaim.command.operator;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.command.client.Answer;
import org.tcmureclaim.command.doctor.Finding;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.json.JsonObject;

/**
 * Looks at the two processes of a host: the agent by the files that it leaves, and the server by
 * what it answers. Neither has to run for a host to be ready.
 */
final class ProcessFindings {
  private static final String AGENT = "agent";
  private static final String SERVER = "server";
  private static final String READERS = "readers";

  private final RunFiles files;
  private final Path socket;
  private final WorkerClock clock;

  /**
   * Of a host.
   *
   * @param socket where the server answers
   */
  ProcessFindings(RunFiles files, Path socket, WorkerClock clock) {
    this.files = files;
    this.socket = socket;
    this.clock = clock;
  }

  List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(agent());
    readers().ifPresent(findings::add);
    findings.add(server());
    return findings;
  }

  private Finding agent() {
    if (isMissing(files.tick())) {
      return Finding.ok(AGENT, "none runs here");
    }
    try (AgentSource source = new FileSource(files, clock)) {
      JsonObject status = source.status();
      Optional<String> ended = source.ended();
      if (ended.isPresent()) {
        return Finding.warn(AGENT, ended.get(), "systemctl start tcmu-reclaim");
      }
      JsonObject health = status.getJsonObject("health");
      String age = HumanUnits.seconds(health.getDouble("tick_age_seconds"));
      return health.getBoolean("stale")
          ? Finding.warn(
              AGENT,
              "it runs, and its last tick was " + age + " ago: nothing is decided",
              "'tcmu-reclaim status' says more; 'systemctl restart tcmu-reclaim'")
          : Finding.ok(AGENT, "it runs, and its last tick was " + age + " ago");
    } catch (HostException e) {
      return Finding.warn(AGENT, e.problem(), "");
    }
  }

  private static boolean isMissing(Path file) {
    try {
      BasicFileAttributes unused =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return false;
    } catch (AccessDeniedException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Who may read the files, and so run the commands that look and the server. */
  private Optional<Finding> readers() {
    try {
      String group =
          Files.readAttributes(files.folder(), PosixFileAttributes.class).group().getName();
      return Optional.of(
          Finding.ok(
              READERS,
              group.equals("root")
                  ? "root alone may look at the agent"
                  : String.format(Locale.ROOT, "root and group %s may look at the agent", group)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Finding server() {
    if (isMissing(socket)) {
      return Finding.ok(SERVER, "none runs here; commands need none");
    }
    try {
      Answer answer = new AgentClient(new ApiAddress.Unix(socket), Optional.empty()).get("/status");
      return answer.isFine()
          ? Finding.ok(SERVER, "it answers at " + socket)
          : Finding.warn(SERVER, "it answers at " + socket + ": " + answer.problem(), "");
    } catch (HostException e) {
      return Finding.warn(
          SERVER,
          e.problem(),
          "systemctl restart tcmu-reclaim-serve; the agent goes on without it");
    }
  }
}
