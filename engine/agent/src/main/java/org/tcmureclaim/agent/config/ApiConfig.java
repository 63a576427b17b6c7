package org.tcmureclaim.agent.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.UsualSocket;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.FileWriters;

/**
 * Where the agent's API listens, and who may do what there.
 *
 * @param listen empty where the host's default counts: a Unix socket on a real one, nothing on a
 *     simulated one
 * @param tokenFile holds the secret that actions over TCP need, and everything over TLS; empty for
 *     no such actions
 * @param tls what addresses with TLS show; empty for no such addresses
 * @param orders the kinds of orders that a server may pass on to the agent
 * @param deviceMetrics the most devices that {@code /metrics} has figures of, one by one
 */
public record ApiConfig(
    Optional<List<ApiAddress>> listen,
    Optional<Path> tokenFile,
    Optional<TlsFiles> tls,
    Set<Order.Kind> orders,
    int deviceMetrics) {
  private static final String LISTEN = "listen";
  private static final String TOKEN_FILE = "token_file";
  private static final String CERTIFICATE_FILE = "tls_certificate_file";
  private static final String KEY_FILE = "tls_key_file";
  private static final int MOST_DEVICE_METRICS = 4096;

  /** What a token was good for before there was a choice. */
  private static final Set<Order.Kind> WITH_TOKEN =
      Set.of(Order.Kind.PAUSE, Order.Kind.RESUME, Order.Kind.SHRINK);

  /**
   * A certificate and its key, both in PEM.
   *
   * @param certificate with the chain that clients need to verify it
   * @param key of the certificate, not encrypted
   */
  public record TlsFiles(Path certificate, Path key) {}

  public ApiConfig {
    orders = Set.copyOf(orders);
  }

  static ApiConfig bind(Section section) {
    String text = section.text(LISTEN, "unix");
    Optional<List<ApiAddress>> listen =
        section.has(LISTEN) ? Optional.of(addresses(section, text)) : Optional.empty();
    ApiConfig config =
        new ApiConfig(
            listen,
            path(section, TOKEN_FILE, "/etc/tcmu-reclaim/api.token"),
            tls(section),
            section.someOf(
                "orders",
                Order.Kind.class,
                "none",
                section.has(TOKEN_FILE) ? WITH_TOKEN : Set.of()),
            (int) section.wholeNumber("device_metrics", 0, MOST_DEVICE_METRICS, 0));
    config
        .refusal(listen.orElse(List.of()))
        .ifPresent(
            reason -> section.refuse(LISTEN, reason, TOKEN_FILE, CERTIFICATE_FILE, KEY_FILE));
    return config;
  }

  private static Optional<TlsFiles> tls(Section section) {
    Optional<Path> certificate =
        path(section, CERTIFICATE_FILE, "/etc/tcmu-reclaim/api-certificate.pem");
    Optional<Path> key = path(section, KEY_FILE, "/etc/tcmu-reclaim/api-key.pem");
    if (certificate.isPresent() != key.isPresent()) {
      section.refuse(
          certificate.isPresent() ? CERTIFICATE_FILE : KEY_FILE,
          "a certificate and its key go together; set "
              + (certificate.isPresent() ? KEY_FILE : CERTIFICATE_FILE)
              + " too");
      return Optional.empty();
    }
    return certificate.map(file -> new TlsFiles(file, key.orElseThrow()));
  }

  private static Optional<Path> path(Section section, String key, String usual) {
    Path path = section.path(key, Path.of(usual));
    return section.has(key) ? Optional.of(path) : Optional.empty();
  }

  private static List<ApiAddress> addresses(Section section, String text) {
    try {
      return ApiAddress.parseAll(text, UsualSocket.OF_HOST);
    } catch (IllegalArgumentException e) {
      section.refuse(LISTEN, String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  /** Why the API must not listen at one of these addresses; empty where it may. */
  private Optional<String> refusal(List<ApiAddress> addresses) {
    return addresses.stream().flatMap(address -> refusal(address).stream()).findFirst();
  }

  private Optional<String> refusal(ApiAddress address) {
    if (address instanceof ApiAddress.Tcp tcp && !tcp.isLoopback()) {
      return Optional.of(
          tcp
              + " can be reached from outside; listen on https://"
              + tcp
              + " with api.tls_certificate_file, api.tls_key_file and api.token_file, or on"
              + " 127.0.0.1 or a Unix socket and forward it with ssh -L");
    }
    if (address instanceof ApiAddress.Tls) {
      String missing =
          (tls.isEmpty() ? " api.tls_certificate_file api.tls_key_file" : "")
              + (tokenFile.isEmpty() ? " api.token_file" : "");
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of(
              address + " needs" + missing.replace(" api", ", api").replaceFirst(",", ""));
    }
    return Optional.empty();
  }

  /**
   * Why no order of a server is to be taken, whatever the file says; empty where there is no
   * reason. Only root may decide that, so nobody else may be able to write the file.
   *
   * @param file that this was read from
   */
  public Optional<String> ordersProblem(Path file) {
    if (orders.isEmpty()) {
      return Optional.empty();
    }
    try {
      return FileWriters.others(file)
          .map(
              how ->
                  "api.orders: no order of a server is taken, as others than root could have"
                      + " written that: "
                      + how
                      + ", and start the agent again");
    } catch (IOException e) {
      return Optional.of(
          "api.orders: no order of a server is taken: who can write "
              + file
              + " cannot be found out: "
              + FileProblem.text(e));
    }
  }

  /**
   * The same, but listening here.
   *
   * @throws IllegalArgumentException saying why it must not listen there
   */
  ApiConfig listeningOn(List<ApiAddress> addresses) {
    refusal(addresses)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    return new ApiConfig(Optional.of(addresses), tokenFile, tls, orders, deviceMetrics);
  }
}
