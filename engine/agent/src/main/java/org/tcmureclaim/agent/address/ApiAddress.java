package org.tcmureclaim.agent.address;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcmureclaim.host.text.PrintableText;

/** One address of an agent's API. */
public sealed interface ApiAddress {
  /** What an operator may write. */
  String FORMS = "unix, unix:/PATH, HOST:PORT, https://HOST:PORT or off";

  /** A Unix socket, for whoever may open it. */
  record Unix(Path path) implements ApiAddress {
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /**
   * A TCP port.
   *
   * @param host a name or a number; without brackets where it is IPv6
   * @param port 0 for any that is free
   */
  record Tcp(String host, int port) implements ApiAddress {
    /** Whether nobody outside this machine reaches it. */
    public boolean isLoopback() {
      return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** As it stands in a URL. */
    @Override
    public String toString() {
      return inUrl(host, port);
    }
  }

  /**
   * A TCP port with TLS.
   *
   * @param host as of {@link Tcp}
   * @param port 0 for any that is free
   */
  record Tls(String host, int port) implements ApiAddress {
    private static final String SCHEME = "https://";

    @Override
    public String toString() {
      return SCHEME + inUrl(host, port);
    }
  }

  private static String inUrl(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * The addresses in a text, separated by commas; none for {@code off}.
   *
   * @param usual the socket that {@code unix} without a path stands for
   * @throws IllegalArgumentException saying what is expected
   */
  static List<ApiAddress> parseAll(String text, Path usual) {
    List<ApiAddress> addresses = new ArrayList<>();
    if (!text.strip().equals("off")) {
      for (String one : text.split(",", -1)) {
        addresses.add(parse(one.strip(), usual));
      }
    }
    return addresses;
  }

  /**
   * One address.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  static ApiAddress parse(String text, Path usual) {
    boolean tls = text.startsWith(Tls.SCHEME);
    String bare = tls ? text.substring(Tls.SCHEME.length()).replaceAll("/$", "") : text;
    Matcher tcp = Pattern.compile("(\\[([0-9a-fA-F:]+)]|[^:/\\[\\]]+):([0-9]{1,5})").matcher(bare);
    if (text.equals("unix")) {
      return new Unix(usual);
    } else if (text.startsWith("unix:/")) {
      return new Unix(path(text.substring("unix:".length())));
    } else if (tcp.matches() && Integer.parseInt(tcp.group(3)) <= 65_535) {
      String host = tcp.group(2) == null ? tcp.group(1) : tcp.group(2);
      int port = Integer.parseInt(tcp.group(3));
      return tls ? new Tls(host, port) : new Tcp(host, port);
    }
    String guess = text.startsWith("/") ? "; did you mean 'unix:" + text + "'?" : "";
    throw new IllegalArgumentException(
        PrintableText.of("expected " + FORMS + ", got '" + text + "'" + guess));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(PrintableText.of("not a path: '" + text + "'"), e);
    }
  }
}
