package org.tcmureclaim.server.api.connection;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.transport.Transport;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The clients of all addresses of one API, and what they may cost. */
public final class AllClients {
  private final Clients unix;
  private final Clients tcp;
  private final Clients tls;
  private final ByteBudget budget;
  private final Handshakes handshakes = new Handshakes();

  /**
   * None yet.
   *
   * @param leftFiles how many more files this process may open; there are fewer places where they
   *     are few
   */
  public AllClients(long leftFiles) {
    this(
        Limits.UNIX.within(leftFiles),
        Limits.TCP.within(leftFiles),
        Limits.TLS.within(leftFiles),
        Deadlines.USUAL,
        new ByteBudget(ByteBudget.ALL_BYTES, ByteBudget.UNIX_BYTES));
  }

  AllClients(Limits ofUnix, Limits ofTcp, Limits ofTls, Deadlines deadlines, ByteBudget budget) {
    this.budget = budget;
    unix = budget.share(new Clients(ofUnix, deadlines, budget, handshakes), true);
    tcp = budget.share(new Clients(ofTcp, deadlines, budget, handshakes), false);
    tls = budget.share(new Clients(ofTls, deadlines, budget, handshakes), false);
  }

  /** For a Vert.x with one event loop: its servers keep these limits. */
  public Transport transport() {
    return new Bounded(this);
  }

  /**
   * Options of a server that keeps these limits. Vert.x would end a late handshake too: later than
   * {@link Deadlines} do, so that all that are late are counted.
   */
  public static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setSslHandshakeTimeout(2 * Deadlines.USUAL.handshake().toSeconds())
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setMaxInitialLineLength(2048)
        .setMaxHeaderSize(8192)
        // HTTP/2 would have streams to bound in one connection.
        .setUseAlpn(false)
        .setHttp2ClearTextEnabled(false)
        .setDecompressionSupported(false);
  }

  Clients of(boolean unixSocket, boolean ssl) {
    if (unixSocket) {
      return unix;
    }
    return ssl ? tls : tcp;
  }

  /**
   * Accepts none any more, and ends those that there are: answers to clients that do not read would
   * keep the event loop from ending. To be called before Vert.x ends.
   */
  public void close() {
    unix.close();
    tcp.close();
    tls.close();
  }

  /** Open connections. */
  public int connections() {
    return unix.connections() + tcp.connections() + tls.connections();
  }

  /** Connections that were ended because of a limit, since the start. */
  public long cutOff() {
    return unix.cutOff() + tcp.cutOff() + tls.cutOff();
  }

  /** Those of TLS. */
  public Handshakes handshakes() {
    return handshakes;
  }

  /** Bytes of requests and of answers that are not taken yet. For the event loop. */
  public long heldBytes() {
    return budget.heldBytes();
  }

  private record Bounded(AllClients all) implements Transport {
    @Override
    public String name() {
      return "nio";
    }

    @Override
    public boolean available() {
      return true;
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
      return null;
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
      return new BoundedTransport(all);
    }
  }
}
