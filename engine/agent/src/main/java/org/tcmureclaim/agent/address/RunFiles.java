package org.tcmureclaim.agent.address;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files in which a running agent shows how it stands. On a host they have fixed names in {@code
 * /run/tcmu-reclaim}. Several simulated hosts may run beside each other in the folder of the
 * demonstration, so there each name has the number of the process, and which of its runs it is.
 *
 * @param folder that has them all
 * @param suffix of their names; empty on a host
 */
public record RunFiles(Path folder, String suffix) {
  private static final AtomicInteger SIMULATIONS = new AtomicInteger();
  private static final Pattern SIMULATED =
      Pattern.compile("\\.?(?:tick|agent|decisions|orders)(-(\\d{1,9})-\\d+)\\b.*");

  /** Of the agent on a host. */
  public static RunFiles ofHost() {
    return in(UsualSocket.ORDERS_OF_HOST.resolveSibling(""));
  }

  /** Of an agent on a host that has another folder. */
  public static RunFiles in(Path folder) {
    return new RunFiles(folder, "");
  }

  /** Of the next run of this process on a simulated host. */
  public static RunFiles ofNextSimulation(Map<String, String> environment, String user) {
    return new RunFiles(
        ofDemonstration(environment, user),
        "-" + ProcessHandle.current().pid() + "-" + SIMULATIONS.incrementAndGet());
  }

  /** The folder of simulated hosts, which is their user's alone. */
  public static Path ofDemonstration(Map<String, String> environment, String user) {
    return UsualSocket.ofDemonstration(environment, user).resolveSibling("");
  }

  /** Those of each simulated host that has, or had, a file in this folder; in no certain order. */
  public static List<RunFiles> simulated(Path folder) {
    String[] names = folder.toFile().list();
    return Stream.of(names == null ? new String[0] : names)
        .map(SIMULATED::matcher)
        .filter(Matcher::matches)
        .map(name -> new RunFiles(folder, name.group(1)))
        .distinct()
        .toList();
  }

  /** The image of its newest tick. */
  public Path tick() {
    return folder.resolve("tick" + suffix);
  }

  /** Its state, which changes seldom. */
  public Path state() {
    return folder.resolve("agent" + suffix + ".json");
  }

  /** The socket where it takes orders, unless it is said otherwise. */
  public Path orders() {
    return folder.resolve("orders" + suffix);
  }

  /** The folder of a simulated host's journal, where its configuration names no other. */
  public Path journal() {
    return folder.resolve("decisions" + suffix);
  }

  /** The process on a simulated host; empty on a host. */
  public OptionalLong simulatedPid() {
    Matcher parts = SIMULATED.matcher("tick" + suffix);
    return parts.matches() ? OptionalLong.of(Long.parseLong(parts.group(2))) : OptionalLong.empty();
  }

  /** Whether a file in the folder is one of these, or a draft of one. */
  public boolean has(String name) {
    Matcher parts = SIMULATED.matcher(name);
    return parts.matches() && parts.group(1).equals(suffix);
  }
}
