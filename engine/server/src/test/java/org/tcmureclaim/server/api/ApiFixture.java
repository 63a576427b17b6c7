package org.tcmureclaim.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.server.api.connection.AllClients;
import org.tcmureclaim.server.metrics.AgentMetrics;

/** An API made of the files of a fake agent. */
final class ApiFixture implements AutoCloseable {
  final FakeAgent agent = new FakeAgent();
  final AllClients clients = new AllClients(Long.MAX_VALUE);
  final AgentApi api =
      new AgentApi(
          SmallVertx.create(clients),
          clients,
          new AgentFiles(agent.files()),
          agent::give,
          "api.token",
          new AgentMetrics(2),
          WorkerClock.OF_MACHINE);

  /** A tick of a host with so many devices; the i-th holds 100 pages more than the one before. */
  void tick(int devices) {
    agent.tick(devices);
  }

  void freed(long pages) {
    agent.freed(pages);
  }

  /** Decisions of these numbers are made, and the API has heard of them. */
  void decide(long... numbers) throws IOException {
    agent.decide(numbers);
    api.lookNow();
  }

  /** A socket file without anybody who listens. */
  static void leaveSocketBehind(Path path) throws IOException {
    try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      ServerSocketChannel unused = channel.bind(UnixDomainSocketAddress.of(path));
    }
  }

  /** The HTTP status for a request with this Host, which Java's client does not let one choose. */
  static int statusOfHost(int port, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return Integer.parseInt(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).substring(9, 12));
    }
  }

  /** A port on which it listens from now on. */
  int tcp(Optional<String> token) throws IOException {
    return ((ApiAddress.Tcp) api.listen(new ApiAddress.Tcp("127.0.0.1", 0), () -> token)).port();
  }

  /** Asks over TCP, with an empty JSON object where it is no GET. */
  static HttpResponse<String> send(
      int port, String method, String path, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : "{}"));
    headers.forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    api.close();
    agent.close();
  }
}
