package org.tcmureclaim.replay.load;

/** What became of a request. */
enum Outcome {
  /** Answered with 200. */
  ANSWERED("answered"),
  /** Answered with another status. */
  REFUSED("refused with a status"),
  /** No connection could be made. */
  NOT_CONNECTED("could not connect"),
  /** The connection ended before the first byte of an answer. */
  CLOSED_BEFORE("connection closed before the answer"),
  /** The connection ended within an answer. */
  CLOSED_WITHIN("connection closed within the answer"),
  /** Never sent, as its connection was behind for longer than a client has patience. */
  NOT_SENT("not sent"),
  /** Nothing came for as long as a client has patience. */
  TIMED_OUT("no answer in time");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
