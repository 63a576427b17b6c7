package org.tcmureclaim.agent.orders;

/**
 * By which way an order came, as its sender says.
 *
 * @param server whether a server passed it on, for one of its clients
 * @param token the name of the token that was shown to the server; empty where it has none, and for
 *     the command line
 */
public record Origin(boolean server, String token) {
  /** Typed on this host. */
  public static final Origin COMMAND_LINE = new Origin(false, "");

  /** A server passed it on. */
  public static Origin server(String token) {
    return new Origin(true, token);
  }

  /** For a log. */
  @Override
  public String toString() {
    if (!server) {
      return "the command line";
    }
    return token.isEmpty() ? "the server" : "the server, token " + token;
  }
}
