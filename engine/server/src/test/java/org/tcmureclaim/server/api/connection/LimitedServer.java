package org.tcmureclaim.server.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.tcmureclaim.agent.address.SelfSigned;

/** A server with limits that a test chooses, and clients that misbehave as it likes. */
final class LimitedServer implements AutoCloseable {
  static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(200);

  /** Where a client that behaves has to be quicker, on a busy machine too. */
  private static final Duration LATER = Duration.ofMillis(1500);

  /** In each test the one that it is about is short. */
  static final Deadlines NONE = new Deadlines(NEVER, NEVER, NEVER, NEVER, NEVER);

  static final Deadlines HANDSHAKE = new Deadlines(LATER, NEVER, NEVER, NEVER, NEVER);
  static final Deadlines EXCHANGE = new Deadlines(NEVER, SOON, NEVER, NEVER, NEVER);
  static final Deadlines IDLE = new Deadlines(NEVER, NEVER, SOON, NEVER, NEVER);
  static final Deadlines IDLE_WHEN_FULL = new Deadlines(NEVER, NEVER, NEVER, LATER, NEVER);
  static final Deadlines BEHIND = new Deadlines(NEVER, NEVER, NEVER, NEVER, SOON);

  static final long NETWORK_BYTES = 1 << 20;
  static final long UNIX_BYTES = 1 << 19;

  private static final int PATIENCE_MILLIS = 60_000;

  final ByteBudget budget = new ByteBudget(NETWORK_BYTES + UNIX_BYTES, UNIX_BYTES);
  final AllClients clients;
  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger mostOpen = new AtomicInteger();
  private final Vertx vertx;
  private final List<Closeable> sockets = new ArrayList<>();

  LimitedServer(Limits limits, Deadlines deadlines) {
    clients = new AllClients(limits, limits, limits, deadlines, budget);
    vertx =
        Vertx.builder()
            .withTransport(clients.transport())
            .with(new VertxOptions().setEventLoopPoolSize(1))
            .build();
  }

  int listen() throws IOException {
    return listen(AllClients.serverOptions(), SocketAddress.inetSocketAddress(0, "127.0.0.1"));
  }

  void listen(Path unixSocket) throws IOException {
    int unused =
        listen(
            AllClients.serverOptions(), SocketAddress.domainSocketAddress(unixSocket.toString()));
  }

  /** With a certificate that it makes in this folder. */
  int listenTls(Path folder) throws IOException {
    SelfSigned.issue(folder, "server", "IP:127.0.0.1");
    PemKeyCertOptions certificate =
        new PemKeyCertOptions()
            .addCertPath(folder.resolve("server.crt").toString())
            .addKeyPath(folder.resolve("server.key").toString());
    return listen(
        AllClients.serverOptions().setSsl(true).setKeyCertOptions(certificate),
        SocketAddress.inetSocketAddress(0, "127.0.0.1"));
  }

  private int listen(HttpServerOptions options, SocketAddress address) throws IOException {
    HttpServer server =
        vertx
            .createHttpServer(options)
            .connectionHandler(
                connection -> {
                  int unused = mostOpen.accumulateAndGet(clients.connections(), Math::max);
                })
            .requestHandler(this::answer);
    try {
      return server
          .listen(address)
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          .actualPort();
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IOException(e);
    }
  }

  /**
   * {@code /N} is answered with N bytes, {@code /quiet} with one event, {@code /stream} with more
   * and more of them.
   */
  private void answer(HttpServerRequest request) {
    int unused = asked.incrementAndGet();
    if (request.path().equals("/quiet") || request.path().equals("/stream")) {
      request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
      var unusedEvent = request.response().write("data: first\n\n");
      if (request.path().equals("/quiet")) {
        return;
      }
      long unusedTimer =
          vertx.setPeriodic(
              1,
              timer -> {
                if (request.response().closed()) {
                  boolean unusedEnd = vertx.cancelTimer(timer);
                } else if (!request.response().writeQueueFull()) {
                  var unusedMore = request.response().write("data: " + "x".repeat(8192) + "\n\n");
                }
              });
      return;
    }
    int bytes = Integer.parseInt(request.path().substring(1));
    request.handler(body -> {});
    request.endHandler(
        end -> {
          var unusedAnswer = request.response().end("x".repeat(bytes));
        });
  }

  Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    return socket;
  }

  /** A client that has sent this. */
  Socket send(int port, String text) throws IOException {
    Socket socket = connect(port);
    write(socket, text);
    return socket;
  }

  /** The same over TLS. */
  void sendTls(int port, String text) throws IOException {
    Socket socket = Trusting.connect(port);
    sockets.add(socket);
    write(socket, text);
  }

  /** The same at a Unix socket. */
  SocketChannel sendUnix(Path path, String text) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    sockets.add(channel);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      int unused = channel.write(bytes);
    }
    return channel;
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  static String get(int bytes) {
    return "GET /" + bytes + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  /** The bytes of the body of the next answer. */
  static int body(Socket socket) throws IOException {
    return body(socket.getInputStream());
  }

  static int body(InputStream answer) throws IOException {
    int length = 0;
    for (String line = line(answer); !line.isEmpty(); line = line(answer)) {
      if (line.startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    return answer.readNBytes(length).length;
  }

  static String line(Socket socket) throws IOException {
    return line(socket.getInputStream());
  }

  private static String line(InputStream answer) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = answer.read(); next != '\n'; next = answer.read()) {
      assertThat(next).as("the connection goes on").isNotNegative();
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  static void await(String what, BooleanSupplier happened) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** What clients hold, as the event loop sees it. */
  long heldBytes() throws Exception {
    return onEventLoop(clients::heldBytes);
  }

  /** What those over TCP and TLS hold of it. */
  long networkHeldBytes() throws Exception {
    return onEventLoop(budget::networkHeldBytes);
  }

  private long onEventLoop(LongSupplier figure) throws Exception {
    CompletableFuture<Long> held = new CompletableFuture<>();
    vertx.runOnContext(now -> held.complete(figure.getAsLong()));
    return held.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    for (Closeable socket : sockets) {
      socket.close();
    }
    clients.close();
    var unused = vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
