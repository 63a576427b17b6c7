package org.tcmureclaim.command.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.tcmureclaim.agent.address.ApiAddress;

/**
 * A connection to an agent.
 *
 * @param host what the header {@code Host} says
 */
record Wire(AutoCloseable connection, InputStream in, OutputStream out, String host)
    implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;

  /**
   * Connects, and over TLS verifies who answers.
   *
   * @param caFile certificates in PEM; empty for those that Java trusts
   */
  static Wire to(ApiAddress address, Optional<Path> caFile) throws IOException {
    if (address instanceof ApiAddress.Unix unix) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      return connected(channel, UnixDomainSocketAddress.of(unix.path()));
    }
    if (address instanceof ApiAddress.Tls tls) {
      return overTls(tls, caFile);
    }
    ApiAddress.Tcp tcp = (ApiAddress.Tcp) address;
    return connected(SocketChannel.open(), found(tcp.host(), tcp.port()));
  }

  private static InetSocketAddress found(String host, int port) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  private static Wire connected(SocketChannel channel, SocketAddress to) throws IOException {
    try {
      boolean unused = channel.connect(to);
      return new Wire(
          channel,
          Channels.newInputStream(channel),
          Channels.newOutputStream(channel),
          "localhost");
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Wire overTls(ApiAddress.Tls tls, Optional<Path> caFile) throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(found(tls.host(), tls.port()), PATIENCE_MILLIS);
      SSLSocket socket =
          (SSLSocket)
              Trust.of(caFile).getSocketFactory().createSocket(plain, tls.host(), tls.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS"); // The name is verified too.
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new Wire(
          socket,
          socket.getInputStream(),
          socket.getOutputStream(),
          tls.toString().substring("https://".length()));
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
