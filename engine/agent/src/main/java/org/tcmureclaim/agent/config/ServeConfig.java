package org.tcmureclaim.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.UsualSocket;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Readings;
import org.tcmureclaim.configuration.Section;

/**
 * What a server needs of the agent's configuration. It reads the same file and looks at nothing
 * else in it: neither customers nor policies, whose jars it never loads.
 *
 * @param ledger where the agent keeps its decisions, as far as the file says
 */
public record ServeConfig(ApiConfig api, MetricsConfig metrics, LedgerConfig ledger) {
  /** Where agents before this version listened, in a folder that is the agent's alone now. */
  private static final Path SOCKET_OF_AGENT = Path.of("/run/tcmu-reclaim/api.sock");

  /**
   * Reads these sections of a file.
   *
   * @throws ConfigurationException naming file, line and key of everything in them that cannot be
   *     used
   */
  public static ServeConfig load(Path file) {
    Readings readings = Readings.patient();
    ServeConfig config = bind(Section.load(file, readings));
    readings.throwProblems();
    return config;
  }

  private static ServeConfig bind(Section root) {
    ServeConfig config =
        new ServeConfig(
            root.bound("api", ApiConfig::bind),
            root.bound("metrics", MetricsConfig::bind),
            root.bound("ledger", LedgerConfig::bind));
    root.rejectUnreadBelow();
    return config;
  }

  /**
   * The same, but listening here.
   *
   * @throws IllegalArgumentException saying why it must not listen there
   */
  public ServeConfig listeningOn(List<ApiAddress> addresses) {
    return new ServeConfig(api.listeningOn(addresses), metrics, ledger);
  }

  /**
   * Where it listens.
   *
   * @param usual where the file does not say
   */
  public List<ApiAddress> addresses(List<ApiAddress> usual) {
    return addresses(api, usual);
  }

  static List<ApiAddress> addresses(ApiConfig api, List<ApiAddress> usual) {
    Optional<List<ApiAddress>> listen = api.listen();
    List<ApiAddress> all = new ArrayList<>();
    for (ApiAddress address : listen.orElse(usual)) {
      boolean ofAgent = address.equals(new ApiAddress.Unix(SOCKET_OF_AGENT));
      all.add(ofAgent ? new ApiAddress.Unix(UsualSocket.OF_HOST) : address);
    }
    return List.copyOf(all);
  }
}
