package org.tcmureclaim.agent.client;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.host.HostException;

/** Asks the agent at one address. The JDK's own HTTP client knows no Unix sockets. */
public final class AgentClient {
  private static final String ROOT = "/api/v1";

  private final ApiAddress address;
  private final Optional<String> token;

  /**
   * A client that connects anew for each request.
   *
   * @param token that actions over TCP need
   */
  public AgentClient(ApiAddress address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  /**
   * Asks for something.
   *
   * @param path below {@code /api/v1}, with its leading slash
   * @throws HostException where no agent answers
   */
  public Answer get(String path) {
    return ask("GET", path, null);
  }

  /** Has something done. */
  public Answer post(String path, JsonObject body) {
    return ask("POST", path, body);
  }

  private Answer ask(String method, String path, @Nullable JsonObject body) {
    try (SocketChannel channel = connect()) {
      send(channel, method, path, body);
      HttpReader reader = new HttpReader(Channels.newInputStream(channel));
      reader.readHead();
      return new Answer(reader.status(), new JsonObject(reader.body()));
    } catch (IOException | DecodeException e) {
      throw unreachable(e);
    }
  }

  /**
   * Follows the stream of events for as long as its listener wants.
   *
   * @throws HostException when the agent has ended it
   */
  public void follow(EventListener into) {
    try (SocketChannel channel = connect()) {
      send(channel, "GET", "/events", null);
      InputStream in = Channels.newInputStream(channel);
      HttpReader reader = new HttpReader(in);
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
    } catch (IOException | DecodeException e) {
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

  private SocketChannel connect() throws IOException {
    if (address instanceof ApiAddress.Unix unix) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      return connected(channel, UnixDomainSocketAddress.of(unix.path()));
    }
    ApiAddress.Tcp tcp = (ApiAddress.Tcp) address;
    return connected(SocketChannel.open(), new InetSocketAddress(tcp.host(), tcp.port()));
  }

  private static SocketChannel connected(SocketChannel channel, SocketAddress to)
      throws IOException {
    try {
      boolean unused = channel.connect(to);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void send(SocketChannel channel, String method, String path, @Nullable JsonObject body)
      throws IOException {
    byte[] bytes = body == null ? new byte[0] : body.encode().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(ROOT).append(path).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\nAccept: */*\r\n");
    token.ifPresent(secret -> head.append("Authorization: Bearer ").append(secret).append("\r\n"));
    if (body != null) {
      head.append("Content-Type: application/json\r\n");
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    head.append("\r\n");
    OutputStream out = Channels.newOutputStream(channel);
    out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  private HostException unreachable(Exception e) {
    if (address instanceof ApiAddress.Unix unix) {
      if (!Files.exists(unix.path().toAbsolutePath().getParent())
          || Files.notExists(unix.path())
          || e instanceof ConnectException) {
        return new HostException(
            "no agent at " + address + "; start one, or say where it is with --api", e);
      }
    }
    String hint =
        String.valueOf(e.getMessage()).contains("Permission denied") ? "; run as root" : "";
    return new HostException(
        "the agent at " + address + " does not answer: " + e.getMessage() + hint, e);
  }
}
