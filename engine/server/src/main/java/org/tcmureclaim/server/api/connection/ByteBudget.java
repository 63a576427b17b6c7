package org.tcmureclaim.server.api.connection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all connections together may hold: requests that are not read, and answers that are not
 * taken. A part of it is for Unix sockets alone, so that clients over the network can never take
 * it. Used on the event loop of the API, which is one.
 */
final class ByteBudget {
  /** Of all connections. An answer over TLS counts twice, as bytes and as records. */
  static final long ALL_BYTES = 12 << 20;

  /** Of those, kept for Unix sockets. */
  static final long UNIX_BYTES = 4 << 20;

  private final long allBytes;
  private final long networkBytes;
  private final List<Clients> unix = new ArrayList<>();
  private final List<Clients> network = new ArrayList<>();

  /**
   * One that nobody shares yet.
   *
   * @param allBytes of all connections
   * @param unixBytes of those, for Unix sockets alone; less than all
   */
  ByteBudget(long allBytes, long unixBytes) {
    this.allBytes = allBytes;
    this.networkBytes = allBytes - unixBytes;
  }

  /** Clients that share it from now on. */
  Clients share(Clients clients, boolean unixSocket) {
    boolean unused = (unixSocket ? unix : network).add(clients);
    return clients;
  }

  /** By all connections. */
  long heldBytes() {
    return held(unix) + held(network);
  }

  /** By those over TCP and TLS. */
  long networkHeldBytes() {
    return held(network);
  }

  /**
   * Makes room for an answer. Connections that have been at one thing longest are ended for it:
   * those over the network while they hold more than their part, those of Unix sockets while all
   * hold too much.
   *
   * @param asker whose answer it is, among these clients; it is spared
   */
  void makeRoom(Clients clients, @Nullable ClientConnection asker, long bytes) {
    long toNetwork = network.contains(clients) ? bytes : 0;
    while (held(network) + toNetwork > networkBytes) {
      if (!endOldest(network, asker)) {
        break;
      }
    }
    while (heldBytes() + bytes > allBytes) {
      // The network is within its part, so it is the Unix sockets that are not.
      if (!endOldest(unix, asker)) {
        break;
      }
    }
  }

  private static long held(List<Clients> kinds) {
    long bytes = 0;
    for (Clients clients : kinds) {
      bytes += clients.heldBytes();
    }
    return bytes;
  }

  private static boolean endOldest(List<Clients> kinds, @Nullable ClientConnection asker) {
    ClientConnection oldest = null;
    for (Clients clients : kinds) {
      oldest = ClientConnection.older(oldest, clients.oldestBut(asker));
    }
    if (oldest == null) {
      return false;
    }
    oldest.cutOff();
    return true;
  }
}
