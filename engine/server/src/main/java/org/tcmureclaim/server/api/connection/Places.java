package org.tcmureclaim.server.api.connection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Places for connections. Taken by the thread that accepts and given back by the one that serves;
 * who waits for one is called when there may be one again.
 */
final class Places {
  private final Limits limits;
  private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
  private int taken;
  private int handshakes;
  private boolean closed;

  Places(Limits limits) {
    this.limits = limits;
  }

  synchronized boolean isFree() {
    return !closed && taken < limits.connections() && handshakes < limits.handshakes();
  }

  synchronized int taken() {
    return taken;
  }

  /** Takes a place, also where none is free: who accepts asks before. */
  synchronized void take() {
    taken++;
  }

  void giveBack() {
    synchronized (this) {
      taken--;
    }
    waiting.forEach(Runnable::run);
  }

  synchronized void beginHandshake() {
    handshakes++;
  }

  void endHandshake() {
    synchronized (this) {
      handshakes--;
    }
    waiting.forEach(Runnable::run);
  }

  /** No place is free from now on. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    waiting.forEach(Runnable::run);
  }

  /** Has this called, on any thread, each time that a place was given back. */
  void whenGivenBack(Runnable call) {
    waiting.add(call);
  }

  void forget(Runnable call) {
    waiting.remove(call);
  }
}
