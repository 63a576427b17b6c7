package org.tcmureclaim.agent.address;

import java.nio.file.Path;
import java.util.Map;

/** The Unix sockets that an agent listens on where nobody says otherwise. */
public final class UsualSocket {
  /** Of the agent on a real host. */
  public static final Path OF_HOST = Path.of("/run/tcmu-reclaim/api.sock");

  private UsualSocket() {}

  /** Of the demonstration, in a folder that is its user's alone. */
  public static Path ofDemonstration(Map<String, String> environment, String user) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return runtime.startsWith("/")
        ? Path.of(runtime, "tcmu-reclaim", "demo.sock")
        : Path.of("/tmp", "tcmu-reclaim-" + user, "demo.sock");
  }
}
