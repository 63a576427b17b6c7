package org.tcmureclaim.server.api.connection;

import java.time.Duration;

/**
 * How long a connection may be at one thing. It is ended then, without a word: a client that is
 * this late would not read one.
 *
 * @param handshake from the connection to the end of the handshake of TLS
 * @param exchange from the first byte of a request to the moment when the kernel has all of its
 *     answer
 * @param idle between two requests
 * @param idleWhenFull between two requests while others wait for a place
 * @param behind in which a viewer of the event stream must have taken all that was sent to it
 */
record Deadlines(
    Duration handshake, Duration exchange, Duration idle, Duration idleWhenFull, Duration behind) {
  static final Deadlines USUAL =
      new Deadlines(
          Duration.ofSeconds(3),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30));
}
