package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.tcmureclaim.server.api.connection.Trusting;

/** Many connections that make the same attack; those that the server ends are made again. */
final class Flood implements Runnable {
  private static final long ROUND_NANOS = 20_000_000;
  private static final int MOST_NEW_IN_A_ROUND = 500;
  private static final int TLS_NEW_IN_A_ROUND = 4;
  private static final int TLS_PATIENCE_MILLIS = 2_000;

  private final SocketAddress address;
  private final Attack attack;
  private final boolean tls;
  private final int connections;
  private final List<AutoCloseable> peers = new ArrayList<>();
  private volatile boolean ending;
  private int most;
  private int opened;

  Flood(SocketAddress address, Attack attack, boolean tls, int connections) {
    this.address = address;
    this.attack = attack;
    this.tls = tls && !attack.belowTls();
    this.connections = connections;
  }

  /** The most that it had open at a time, of which the server accepts fewer; when it has ended. */
  int most() {
    return most;
  }

  int opened() {
    return opened;
  }

  void end() {
    ending = true;
  }

  @Override
  public void run() {
    while (!ending) {
      int toOpen = Math.min(MOST_NEW_IN_A_ROUND, connections - peers.size());
      for (int i = 0; i < (tls ? Math.min(TLS_NEW_IN_A_ROUND, toOpen) : toOpen); i++) {
        open();
      }
      most = Math.max(most, peers.size());
      for (Iterator<AutoCloseable> each = peers.iterator(); each.hasNext(); ) {
        AutoCloseable peer = each.next();
        if (!goesOn(peer)) {
          close(peer);
          each.remove();
        }
      }
      LockSupport.parkNanos(ROUND_NANOS);
    }
    peers.forEach(Flood::close);
  }

  private void open() {
    try {
      peers.add(tls ? afterHandshake() : Peer.connect(address, attack));
      opened++;
    } catch (IOException e) {
      return; // The kernel lets no more wait, or there are no descriptors; the next round tries.
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
