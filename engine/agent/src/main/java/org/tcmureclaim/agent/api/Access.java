package org.tcmureclaim.agent.api;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may ask through one address. A Unix socket's mode has decided that already. Over TCP
 * everybody on this machine may read, and actions need a token. Requests that a foreign web page
 * makes a browser send are refused by their {@code Host} (DNS rebinding) and {@code Origin}.
 */
final class Access {
  private static final Pattern LOCAL_HOST =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");
  private static final String BEARER = "Bearer ";

  private final boolean actionsNeedToken;
  private final Optional<byte[]> token;

  private Access(boolean actionsNeedToken, Optional<byte[]> token) {
    this.actionsNeedToken = actionsNeedToken;
    this.token = token;
  }

  static Access ofUnixSocket() {
    return new Access(false, Optional.empty());
  }

  /** Without a token there are no actions. */
  static Access ofTcp(Optional<String> token) {
    return new Access(true, token.map(text -> text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Lets a request through.
   *
   * @throws ProblemException where it is not allowed
   */
  void check(HttpServerRequest request, boolean action) {
    String host = request.getHeader("Host");
    if (host == null || !LOCAL_HOST.matcher(host).matches()) {
      throw Problem.forbidden("Host must be localhost or 127.0.0.1; forward with ssh -L")
          .exception();
    }
    String origin = request.getHeader("Origin");
    if (origin != null && !origin.equals("http://" + host)) {
      throw Problem.forbidden("requests of other pages are refused (Origin)").exception();
    }
    if (action && actionsNeedToken) {
      checkToken(request.getHeader("Authorization"));
    }
  }

  private void checkToken(String authorization) {
    if (token.isEmpty()) {
      throw Problem.forbidden(
              "this address only reads: api.token_file is not configured; use the Unix socket")
          .exception();
    }
    byte[] given =
        authorization != null && authorization.startsWith(BEARER)
            ? authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    if (!MessageDigest.isEqual(given, token.get())) {
      throw new Problem(
              401,
              "token",
              "A token is needed",
              "send 'Authorization: Bearer TOKEN'; actions need it")
          .exception();
    }
  }
}
