package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
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
  private static final String LIST = "/api/v1/devices?limit=1000";

  byte[] firstBytes() {
    return first.getBytes(StandardCharsets.ISO_8859_1);
  }

  byte[] dripBytes() {
    return drip.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** At an address that speaks HTTP at once. */
  static List<Attack> plain() {
    return http("", new Attack("idle connections", "", "", false));
  }

  /**
   * Where TLS comes first.
   *
   * @param token of clients that know it and misbehave all the same
   */
  static List<Attack> overTls(String token) {
    List<Attack> attacks = new ArrayList<>();
    attacks.add(new Attack("stalled handshakes", clientHello(), "", true));
    attacks.addAll(
        http(
            "Authorization: Bearer " + token + "\r\n",
            new Attack("idle connections", "", "", true)));
    return attacks;
  }

  private static List<Attack> http(String header, Attack idle) {
    return List.of(
        idle,
        sends("slow heads", "GET /api/v1/status" + HOST + header + "X-Slow: ", "x"),
        sends(
            "slow bodies",
            "POST /api/v1/pause"
                + HOST
                + header
                + "Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n",
            " "),
        sends("answers not read", get(LIST, header), ""),
        sends("requests in a row", pipelined(header), ""),
        sends("viewers that stop", get("/api/v1/events", header), ""));
  }

  private static Attack sends(String name, String first, String drip) {
    return new Attack(name, first, drip, false);
  }

  private static String get(String path, String header) {
    return "GET " + path + HOST + header + "\r\n";
  }

  /** All different, so that no answer is at hand already. */
  private static String pipelined(String header) {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      requests.append(get(LIST + "&offset=" + i, header));
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
