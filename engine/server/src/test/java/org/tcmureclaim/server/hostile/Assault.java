package org.tcmureclaim.server.hostile;

/** What is done to an agent for a while, on a thread of its own. */
interface Assault extends Runnable {
  /** Lets {@link #run} return soon. */
  void end();

  /** The most connections that it had at a time, of which the server may have accepted fewer. */
  int most();

  /** Connections that it has opened in all; may be asked while it runs. */
  int opened();
}
