package org.tcmureclaim.server.api.connection;

/**
 * How many connections clients of one kind of address may have. Each kind has places of its own, so
 * that a flood over the network takes none from who uses the Unix socket. What connections of all
 * kinds may hold is in {@link ByteBudget}.
 *
 * @param connections open at a time; further ones wait in the kernel until one has ended
 * @param handshakes of TLS under way at a time, among those connections
 */
record Limits(int connections, int handshakes) {
  static final Limits UNIX = new Limits(256, 256);
  static final Limits TCP = new Limits(256, 256);

  /** Fewer: each has buffers for records, and a handshake computes. */
  static final Limits TLS = new Limits(128, 32);

  /** Requests that a client may send before it has the answer to the first one. */
  static final int PIPELINED_REQUESTS = 16;

  /** What is read at a time. */
  static final int READ_BYTES = 4096;

  /** What the kernel keeps for a client that does not read, besides what is counted here. */
  static final int SEND_BUFFER_BYTES = 64 << 10;

  /** What the kernel keeps of a client whose requests are not read. */
  static final int RECEIVE_BUFFER_BYTES = 16 << 10;

  /** Clients that the kernel lets wait for a place. */
  static final int BACKLOG = 128;

  /** Kept for what is no connection: files that are read, the agent's socket, a collector. */
  private static final int SPARE_FILES = 24;

  private static final int LEAST_CONNECTIONS = 2;

  /** The same with fewer connections, where a process may not open as many files. */
  Limits within(long leftFiles) {
    long all = (long) UNIX.connections + TCP.connections + TLS.connections;
    long share = Math.min(all, Math.max(0, leftFiles - SPARE_FILES)) * connections / all;
    int fewer = (int) Math.min(connections, Math.max(LEAST_CONNECTIONS, share));
    return new Limits(fewer, Math.min(handshakes, fewer));
  }
}
