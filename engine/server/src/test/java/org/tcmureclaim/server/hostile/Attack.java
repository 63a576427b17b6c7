package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * What each connection of a hostile client does. None of them reads what it is answered. Texts are
 * bytes, as ISO 8859-1 has them.
 *
 * @param first what it sends at once
 * @param drip what it sends bit by bit from then on; empty for nothing
 * @param belowTls whether it sends its bytes as they are where the server expects TLS
 */
record Attack(String name, String first, String drip, boolean belowTls) {
  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

  byte[] firstBytes() {
    return first.getBytes(StandardCharsets.ISO_8859_1);
  }

  byte[] dripBytes() {
    return drip.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** At an address that speaks HTTP at once. */
  static List<Attack> plain() {
    return List.of(
        sends("idle connections", "", ""),
        sends("slow heads", "GET /api/v1/status" + HOST + "X-Slow: ", "x"),
        sends(
            "slow bodies",
            "POST /api/v1/pause"
                + HOST
                + "Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n",
            " "),
        sends("answers not read", get("/api/v1/devices?limit=1000"), ""),
        sends("requests in a row, not read", pipelined("/api/v1/devices?limit=1000&offset="), ""),
        sends("viewers that stop", get("/api/v1/events"), ""));
  }

  /** Where TLS comes first; a stranger has no token, and the page needs none. */
  static List<Attack> overTls() {
    return List.of(
        new Attack("idle connections", "", "", true),
        new Attack("stalled handshakes", clientHello(), "", true),
        sends("slow heads", "GET /page/uplot.js" + HOST + "X-Slow: ", "x"),
        sends("answers not read", get("/page/uplot.js"), ""),
        sends("requests in a row, not read", pipelined("/page/uplot.js?"), ""));
  }

  private static Attack sends(String name, String first, String drip) {
    return new Attack(name, first, drip, false);
  }

  private static String get(String path) {
    return "GET " + path + HOST + "\r\n";
  }

  /** All different, so that no answer is at hand already. */
  private static String pipelined(String path) {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      requests.append(get(path + i));
    }
    return requests.toString();
  }

  private static String clientHello() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
      engine.setUseClientMode(true);
      engine.beginHandshake();
      ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), hello);
      byte[] bytes = new byte[hello.flip().remaining()];
      ByteBuffer unused = hello.get(bytes);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
