package org.tcmureclaim.agent.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.configuration.OperatorFile;

/**
 * The folders that a configuration has the process of a systemd unit write, and that the unit does
 * not let it write by itself: all but its own in {@code /run} and {@code /var/lib} are read-only
 * there.
 */
public enum UnitPaths {
  /** Of {@code tcmu-reclaim.service}. */
  AGENT(
      "tcmu-reclaim",
      "# What the configuration has the agent write: tcmu-reclaim unit-paths\n",
      List.of(Path.of("/run/tcmu-reclaim"), Path.of("/var/lib/tcmu-reclaim"))),
  /** Of {@code tcmu-reclaim-serve.service}: where its sockets are. */
  SERVER(
      "tcmu-reclaim-serve",
      "# What the configuration has the server write: tcmu-reclaim unit-paths --serve\n",
      List.of(Path.of("/run/tcmu-reclaim-serve")));

  /** The configuration that both units take. */
  public static final Path CONFIGURATION = Path.of("/etc/tcmu-reclaim/agent.yaml");

  /** {@code ProtectHome=yes} shows these as empty folders, whatever ReadWritePaths says. */
  private static final List<Path> HIDDEN =
      List.of(Path.of("/home"), Path.of("/root"), Path.of("/run/user"));

  /** {@code PrivateTmp=yes} gives the process folders of its own in place of these. */
  private static final List<Path> PRIVATE = List.of(Path.of("/tmp"), Path.of("/var/tmp"));

  private static final int MOST_DROP_IN_BYTES = 1 << 20;

  private final String unit;
  private final String mark;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes it.
  private final List<Path> own;

  UnitPaths(String unit, String mark, List<Path> own) {
    this.unit = unit;
    this.mark = mark;
    this.own = own;
  }

  /** Where {@code install-into} and operators put what is added to the unit. */
  public Path dropIns() {
    return Path.of("/etc/systemd/system").resolve(unit + ".service.d");
  }

  /** The folders that the unit must be told of, each once. */
  public List<Path> folders(AgentConfig config) {
    Set<Path> wanted = new LinkedHashSet<>();
    for (Path path : this == AGENT ? ofAgent(config) : ofServer(config.api())) {
      Path plain = path.toAbsolutePath().normalize();
      if (!isIn(plain, own) && !isIn(plain, PRIVATE)) {
        wanted.add(plain);
      }
    }
    return List.copyOf(wanted);
  }

  private static List<Path> ofAgent(AgentConfig config) {
    List<Path> all = new ArrayList<>();
    config.ledger().folder().ifPresent(all::add);
    config.recording().folder().filter(path -> config.recording().enabled()).ifPresent(all::add);
    addFolderOf(config.stock().lease(), all);
    return all;
  }

  private static List<Path> ofServer(ApiConfig api) {
    List<Path> all = new ArrayList<>();
    for (ApiAddress address : ServeConfig.addresses(api, List.of())) {
      if (address instanceof ApiAddress.Unix unix) {
        addFolderOf(unix.path(), all);
      }
    }
    return all;
  }

  private static void addFolderOf(Path file, List<Path> folders) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      folders.add(folder);
    }
  }

  private static boolean isIn(Path path, List<Path> folders) {
    return folders.stream().anyMatch(path::startsWith);
  }

  /** A drop-in for these folders, which must be there before the unit is started. */
  public String dropIn(List<Path> folders) {
    StringBuilder text = new StringBuilder(mark).append("[Service]\n");
    for (Path folder : folders) {
      if (isIn(folder, HIDDEN)) {
        text.append("# ProtectHome=yes hides what is in /home and /root; name another folder:\n# ");
      }
      // A folder that is not there must not keep the process from starting.
      text.append("ReadWritePaths=\"-").append(escaped(folder)).append("\"\n");
    }
    return text.toString();
  }

  private static String escaped(Path folder) {
    return folder.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
  }

  /**
   * What to say of the configuration that the unit takes: of each folder that no drop-in names.
   *
   * @param dropIns {@link #dropIns}
   */
  public Optional<String> missing(AgentConfig config, Path dropIns) {
    String said = texts(dropIns);
    List<Path> unnamed =
        folders(config).stream().filter(path -> !said.contains(escaped(path))).toList();
    return unnamed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "read-only for the systemd unit "
                + unit
                + ": "
                + String.join(", ", unnamed.stream().map(Path::toString).toList())
                + "; 'tcmu-reclaim unit-paths"
                + (this == SERVER ? " --serve" : "")
                + "' prints the drop-in that adds what is missing");
  }

  private static String texts(Path dropIns) {
    StringBuilder texts = new StringBuilder();
    try (Stream<Path> files = Files.list(dropIns)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".conf")).toList()) {
        byte[] text = OperatorFile.read(file, MOST_DROP_IN_BYTES);
        texts.append(new String(text, StandardCharsets.UTF_8)).append('\n');
      }
    } catch (IOException | UncheckedIOException e) {
      // None, or not for this user to read: then none of it is known.
      return texts.toString();
    }
    return texts.toString();
  }
}
