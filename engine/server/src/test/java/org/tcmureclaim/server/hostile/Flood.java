package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.tcmureclaim.server.api.connection.Trusting;

/** Many connections that make the same attack; those that the server ends are made again. */
final class Flood implements Assault {
  private static final long ROUND_NANOS = 20_000_000;
  private static final int NEW_IN_A_ROUND = 500;
  private static final int TLS_NEW_IN_A_ROUND = 4;
  private static final int SERVED_IN_A_ROUND = 1_000;

  /** The kernel lets no more wait, or there are no descriptors. */
  private static final long PAUSE_AFTER_FAILURE_NANOS = 500_000_000;

  private static final int TLS_PATIENCE_MILLIS = 2_000;

  private final SocketAddress address;
  private final Attack attack;
  private final boolean tls;
  private final int connections;
  private final Deque<AutoCloseable> peers = new ArrayDeque<>();
  private volatile boolean ending;
  private long pauseUntilNanos = System.nanoTime();
  private int most;
  private final AtomicInteger opened = new AtomicInteger();

  Flood(SocketAddress address, Attack attack, boolean tls, int connections) {
    this.address = address;
    this.attack = attack;
    this.tls = tls && !attack.belowTls();
    this.connections = connections;
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
  public void end() {
    ending = true;
  }

  @Override
  public void run() {
    while (!ending) {
      int left = Math.min(tls ? TLS_NEW_IN_A_ROUND : NEW_IN_A_ROUND, connections - peers.size());
      while (left-- > 0 && System.nanoTime() - pauseUntilNanos >= 0 && !ending) {
        open();
      }
      most = Math.max(most, peers.size());
      for (int i = Math.min(SERVED_IN_A_ROUND, peers.size()); i > 0; i--) {
        AutoCloseable peer = peers.remove();
        if (goesOn(peer)) {
          peers.add(peer);
        } else {
          close(peer);
        }
      }
      LockSupport.parkNanos(ROUND_NANOS);
    }
    peers.forEach(Flood::close);
  }

  private void open() {
    try {
      peers.add(tls ? afterHandshake() : Peer.connect(address, attack));
      int unused = opened.incrementAndGet();
    } catch (IOException e) {
      pauseUntilNanos = System.nanoTime() + PAUSE_AFTER_FAILURE_NANOS;
    }
  }

  private SSLSocket afterHandshake() throws IOException {
    SSLSocket socket =
        Trusting.connect(((InetSocketAddress) address).getPort(), TLS_PATIENCE_MILLIS);
    try {
      socket.startHandshake();
      socket.getOutputStream().write(attack.firstBytes());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private boolean goesOn(AutoCloseable peer) {
    try {
      if (peer instanceof Peer plain) {
        plain.goOn();
      } else if (peer instanceof SSLSocket socket && !attack.drip().isEmpty()) {
        socket.getOutputStream().write(attack.dripBytes());
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void close(AutoCloseable peer) {
    try {
      if (peer instanceof SSLSocket socket) {
        socket.setSoLinger(true, 0); // A goodbye would wait for who does not read it either.
      }
      peer.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
