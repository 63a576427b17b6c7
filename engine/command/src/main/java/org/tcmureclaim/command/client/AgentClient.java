package org.tcmureclaim.command.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.json.JsonException;
import org.tcmureclaim.json.JsonObject;

/**
 * Asks an agent by way of its server at one address. The JDK's own HTTP client knows no Unix
 * sockets.
 */
public final class AgentClient {
  private static final String ROOT = "/api/v1";

  private final ApiAddress address;
  private final Optional<String> token;
  private final Optional<Path> caFile;

  /**
   * A client that connects anew for each request.
   *
   * @param token that actions over TCP need
   */
  public AgentClient(ApiAddress address, Optional<String> token) {
    this(address, token, Optional.empty());
  }

  /**
   * The same.
   *
   * @param caFile certificates in PEM that one over TLS is verified by; empty for those that Java
   *     trusts
   */
  public AgentClient(ApiAddress address, Optional<String> token, Optional<Path> caFile) {
    this.address = address;
    this.token = token;
    this.caFile = caFile;
  }

  /**
   * Asks for something.
   *
   * @param path below {@code /api/v1}, with its leading slash
   * @throws HostException where no server answers
   */
  public Answer get(String path) {
    return ask("GET", path, null);
  }

  /** Has something done. */
  public Answer post(String path, JsonObject body) {
    return ask("POST", path, body);
  }

  private Answer ask(String method, String path, @Nullable JsonObject body) {
    try (Wire wire = Wire.to(address, caFile)) {
      send(wire, method, path, body);
      HttpReader reader = new HttpReader(wire.in());
      reader.readHead();
      return new Answer(reader.status(), new JsonObject(reader.body()));
    } catch (IOException | JsonException e) {
      throw unreachable(e);
    }
  }

  /**
   * Follows the stream of events for as long as its listener wants.
   *
   * @throws HostException when the server has ended it
   */
  public void follow(EventListener into) {
    try (Wire wire = Wire.to(address, caFile)) {
      send(wire, "GET", "/events", null);
      HttpReader reader = new HttpReader(wire.in());
      reader.readHead();
      if (reader.status() != 200) {
        throw new HostException(
            new Answer(reader.status(), new JsonObject(reader.body())).problem());
      }
      String type = "";
      boolean wanted = true;
      while (wanted) {
        String line = reader.bodyLine();
        if (line.startsWith("event: ")) {
          type = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          wanted = into.event(type, new JsonObject(line.substring("data: ".length())));
        }
      }
    } catch (IOException | JsonException e) {
      throw unreachable(e);
    }
  }

  /** Hears of events. */
  @FunctionalInterface
  public interface EventListener {
    /**
     * Takes an event.
     *
     * @param type {@code status}, {@code decision}, {@code device} or {@code notice}
     * @return whether to go on
     */
    boolean event(String type, JsonObject data);
  }

  private void send(Wire wire, String method, String path, @Nullable JsonObject body)
      throws IOException {
    byte[] bytes = body == null ? new byte[0] : body.encode().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(ROOT).append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(wire.host()).append("\r\nConnection: close\r\nAccept: */*\r\n");
    token.ifPresent(secret -> head.append("Authorization: Bearer ").append(secret).append("\r\n"));
    if (body != null) {
      head.append("Content-Type: application/json\r\n");
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    head.append("\r\n");
    OutputStream out = wire.out();
    out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  private HostException unreachable(Exception e) {
    boolean noSocket =
        address instanceof ApiAddress.Unix unix
            && (!Files.exists(unix.path().toAbsolutePath().getParent())
                || Files.notExists(unix.path()));
    if (noSocket || e instanceof ConnectException) {
      return new HostException(
          "no server at "
              + address
              + "; 'systemctl start tcmu-reclaim-serve' starts one, 'make run' a demonstration"
              + " (--demo), --api says where another is; without --api no server is needed",
          e);
    }
    if (e instanceof UnknownHostException) {
      return new HostException("no such host: " + address + "; see --api", e);
    }
    return new HostException(
        "the server at " + address + " does not answer: " + e.getMessage() + hint(e), e);
  }

  private static String hint(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof SSLHandshakeException) {
      return "; --ca-file names the certificate of who has issued the server's";
    }
    if (e instanceof SSLException && message.contains("SSL message")) {
      return "; it speaks no TLS there: leave https:// out";
    }
    return message.contains("Permission denied") ? "; run as root" : "";
  }
}
