package org.tcmureclaim.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.UsualSocket;
import org.tcmureclaim.configuration.Section;

/**
 * Where the agent's API listens, and who may do what there.
 *
 * @param listen empty where the host's default counts: a Unix socket on a real one, nothing on a
 *     simulated one
 * @param tokenFile holds the secret that actions over TCP need; empty for no such actions
 * @param deviceMetrics the most devices that {@code /metrics} has figures of, one by one
 */
public record ApiConfig(
    Optional<List<ApiAddress>> listen, Optional<Path> tokenFile, int deviceMetrics) {
  private static final String LISTEN = "listen";
  private static final String TOKEN_FILE = "token_file";
  private static final int MOST_DEVICE_METRICS = 4096;

  static ApiConfig bind(Section section) {
    String text = section.text(LISTEN, "unix");
    Optional<List<ApiAddress>> listen =
        section.has(LISTEN) ? Optional.of(addresses(section, text)) : Optional.empty();
    Path tokenFile = section.path(TOKEN_FILE, Path.of("/etc/tcmu-reclaim/api.token"));
    ApiConfig config =
        new ApiConfig(
            listen,
            section.has(TOKEN_FILE) ? Optional.of(tokenFile) : Optional.empty(),
            (int) section.wholeNumber("device_metrics", 0, MOST_DEVICE_METRICS, 0));
    return config;
  }

  private static List<ApiAddress> addresses(Section section, String text) {
    try {
      List<ApiAddress> addresses = ApiAddress.parseAll(text, UsualSocket.OF_HOST);
      addresses.forEach(address -> refuseOpenPort(section, address));
      return addresses;
    } catch (IllegalArgumentException e) {
      throw section.reject(LISTEN, String.valueOf(e.getMessage()));
    }
  }

  private static void refuseOpenPort(Section section, ApiAddress address) {
    if (address instanceof ApiAddress.Tcp tcp && !tcp.isLoopback()) {
      throw section.reject(
          LISTEN,
          tcp
              + " can be reached from outside; listen on 127.0.0.1 or a Unix socket and forward it"
              + " with ssh -L");
    }
  }

  /** The same, but listening here. */
  ApiConfig listeningOn(List<ApiAddress> addresses) {
    return new ApiConfig(Optional.of(addresses), tokenFile, deviceMetrics);
  }
}
