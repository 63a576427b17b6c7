package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A collector of metrics whose answers have one header more ten times a second, and no end. */
final class DrippingCollector implements Assault {
  private static final long EVERY_NANOS = 100_000_000;

  private final int port;
  private volatile boolean ending;
  private int most;
  private final AtomicInteger opened = new AtomicInteger();

  /** One that listens at this port of this machine when it runs. */
  DrippingCollector(int port) {
    this.port = port;
  }

  @Override
  public void end() {
    ending = true;
  }

  @Override
  public int most() {
    return most;
  }

  @Override
  public int opened() {
    return opened.get();
  }

  @Override
  public void run() {
    List<Socket> senders = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(1);
      while (!ending) {
        accept(server, senders);
        drip(senders);
        LockSupport.parkNanos(EVERY_NANOS);
      }
      for (Socket sender : senders) {
        sender.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept(ServerSocket server, List<Socket> senders) {
    try {
      Socket sender = server.accept();
      senders.add(sender);
      int unused = opened.incrementAndGet();
      most = Math.max(most, senders.size());
      write(sender, "HTTP/1.1 200 OK\r\n");
    } catch (IOException e) {
      return; // None is there yet.
    }
  }

  private static void drip(List<Socket> senders) throws IOException {
    for (Iterator<Socket> each = senders.iterator(); each.hasNext(); ) {
      Socket sender = each.next();
      try {
        write(sender, "X-Slow: y\r\n");
      } catch (IOException e) {
        sender.close();
        each.remove();
      }
    }
  }

  private static void write(Socket sender, String text) throws IOException {
    OutputStream out = sender.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
