package org.tcmureclaim.agent.address;

/** The secret that actions over TCP need, as a header carries it. */
public final class TokenText {
  /** What it has to be, for an operator. */
  public static final String RULE =
      "a token has 16 characters or more, of printable ASCII, and no blanks";

  private static final int SHORTEST = 16;

  private TokenText() {}

  /** Whether a text is one: another one would be sent as something else, or as two headers. */
  public static boolean isToken(String text) {
    return text.length() >= SHORTEST && text.chars().allMatch(c -> '!' <= c && c <= '~');
  }
}
