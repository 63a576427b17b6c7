package org.tcmureclaim.agent.orders;

import org.tcmureclaim.host.text.HarmlessText;

/**
 * By which way an order came, as its sender says.
 *
 * @param server whether a server passed it on, for one of its clients
 * @param token the name of the token that was shown to the server; empty where it has none, and for
 *     the command line. It goes into logs: what could act on a terminal is escaped, and it has
 *     {@value #MOST_TOKEN_CHARACTERS} characters at most, the last of which says that it is cut
 */
public record Origin(boolean server, String token) {
  static final int MOST_TOKEN_CHARACTERS = 64;
  private static final char CUT_SHORT = '…';

  /** Typed on this host. */
  public static final Origin COMMAND_LINE = new Origin(false, "");

  public Origin {
    token = server ? bounded(HarmlessText.ofOneLine(token)) : "";
  }

  /** A server passed it on. */
  public static Origin server(String token) {
    return new Origin(true, token);
  }

  private static String bounded(String token) {
    if (token.length() <= MOST_TOKEN_CHARACTERS) {
      return token;
    }
    int end = MOST_TOKEN_CHARACTERS - 1;
    return token.substring(0, Character.isHighSurrogate(token.charAt(end - 1)) ? end - 1 : end)
        + CUT_SHORT;
  }

  /** By which way, in words. */
  public String way() {
    return server ? "the server" : "the command line";
  }
}
