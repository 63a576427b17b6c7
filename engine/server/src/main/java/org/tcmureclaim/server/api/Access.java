package org.tcmureclaim.server.api;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Who may ask through one address. A Unix socket's mode has decided that already. Over plain TCP,
 * which only this machine reaches, everybody may read, and actions need a token; over TLS all but
 * the page's files needs it. Requests that a foreign web page makes a browser send are refused by
 * their {@code Origin}, and by their {@code Host} (DNS rebinding) except over TLS, where a browser
 * has compared the host with the certificate.
 */
final class Access {
  /** What is asked for. */
  enum Asked {
    /** A file of the page, which says nothing of the host. */
    FILE,
    READ,
    ACTION
  }

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern LOCAL_HOST =
      Pattern.compile("(localhost|127(\\." + OCTET + "){3}|\\[::1])(:\\d{1,5})?");
  private static final String BEARER = "Bearer ";

  private final Set<Asked> needToken;
  private final boolean tls;
  private final Supplier<Optional<String>> token;

  private Access(Set<Asked> needToken, boolean tls, Supplier<Optional<String>> token) {
    this.needToken = needToken;
    this.tls = tls;
    this.token = token;
  }

  static Access ofUnixSocket() {
    return new Access(Set.of(), false, Optional::empty);
  }

  /**
   * Without a token there are no actions.
   *
   * @param token as it is now: it may be renewed
   */
  static Access ofTcp(Supplier<Optional<String>> token) {
    return new Access(EnumSet.of(Asked.ACTION), false, token);
  }

  static Access ofTls(Supplier<Optional<String>> token) {
    return new Access(EnumSet.of(Asked.READ, Asked.ACTION), true, token);
  }

  /**
   * Lets a request through.
   *
   * @throws ProblemException where it is not allowed
   */
  void check(HttpServerRequest request, Asked asked) {
    String host = request.getHeader("Host");
    if (host == null || !(tls || LOCAL_HOST.matcher(host).matches())) {
      throw Problem.forbidden("Host must be localhost or 127.0.0.1; forward with ssh -L")
          .exception();
    }
    String origin = request.getHeader("Origin");
    if (origin != null && !origin.equals((tls ? "https://" : "http://") + host)) {
      throw Problem.forbidden("requests of other pages are refused (Origin)").exception();
    }
    if (needToken.contains(asked)) {
      checkToken(request.getHeader("Authorization"));
    }
  }

  private void checkToken(String authorization) {
    Optional<String> needed = token.get();
    if (needed.isEmpty()) {
      throw Problem.forbidden(
              "this address only reads: api.token_file is not configured, or cannot be used; use the"
                  + " Unix socket")
          .exception();
    }
    if (authorization == null || !authorization.startsWith(BEARER)) {
      throw new Problem(
              401,
              "token",
              "A token is needed",
              "commands take it from --token-file FILE, programs send 'Authorization: Bearer"
                  + " TOKEN'; over TCP actions need it, over TLS everything")
          .exception();
    }
    byte[] given = authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(given, needed.get().getBytes(StandardCharsets.UTF_8))) {
      throw new Problem(
              401,
              "token",
              "Not this agent's token",
              "the right one is in the file that api.token_file names; a renewed one counts within"
                  + " 30 s")
          .exception();
    }
  }
}
