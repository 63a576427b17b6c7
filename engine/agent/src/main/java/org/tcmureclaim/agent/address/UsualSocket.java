package org.tcmureclaim.agent.address;

import java.nio.file.Path;
import java.util.Map;

/** The Unix sockets of an agent and its server, unless a configuration names others. */
public final class UsualSocket {
  /** Of the server on a real host. */
  public static final Path OF_HOST = Path.of("/run/tcmu-reclaim-serve/api.sock");

  /** Where the agent on a real host takes orders. */
  public static final Path ORDERS_OF_HOST = Path.of("/run/tcmu-reclaim/orders");

  private UsualSocket() {}

  /** Where an agent takes orders whose API is at this socket, on a simulated host. */
  public static Path ordersBeside(Path api) {
    String name = String.valueOf(api.getFileName());
    return api.resolveSibling(name.replaceFirst("\\.sock$", "") + ".orders");
  }

  /** Of the demonstration, in a folder that is its user's alone. */
  public static Path ofDemonstration(Map<String, String> environment, String user) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return runtime.startsWith("/")
        ? Path.of(runtime, "tcmu-reclaim", "demo.sock")
        : Path.of("/tmp", "tcmu-reclaim-" + user, "demo.sock");
  }
}
