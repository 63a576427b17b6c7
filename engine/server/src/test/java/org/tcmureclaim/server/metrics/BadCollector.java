package org.tcmureclaim.server.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/** Collectors that never come to an end. */
enum BadCollector {
  SILENT("", "", "no whole answer within 1 s"),
  DRIPS("HTTP/1.1 200 OK\r\n", "X: y\r\n", "no whole answer within 1 s"),
  DRIPS_ITS_BODY(
      "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n", "x", "no whole answer within 1 s"),
  FLOODS(
      "HTTP/1.1 200 OK\r\nContent-Length: 600000000\r\n\r\n",
      "x".repeat(4096),
      "the answer has more than 64 KiB");

  final String problem;
  private final String first;
  private final String then;

  BadCollector(String first, String then, String problem) {
    this.first = first;
    this.then = then;
    this.problem = problem;
  }

  /**
   * Until what is returned is closed.
   *
   * @param requests has one more for each that begins
   */
  ServerSocket listen(Semaphore requests) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(
        () -> {
          while (!server.isClosed()) {
            Socket client = server.accept();
            start(() -> answer(client, requests));
          }
        });
    return server;
  }

  private void answer(Socket client, Semaphore requests) throws IOException {
    try (client) {
      int unused = client.getInputStream().read();
      requests.release();
      OutputStream out = client.getOutputStream();
      out.write(first.getBytes(StandardCharsets.US_ASCII));
      while (!then.isEmpty()) {
        out.write(then.getBytes(StandardCharsets.US_ASCII));
        LockSupport.parkNanos(then.length() > 100 ? 0 : 100_000_000);
      }
      byte[] unusedRest = client.getInputStream().readAllBytes();
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                return; // The sender has gone, or the test has ended.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
