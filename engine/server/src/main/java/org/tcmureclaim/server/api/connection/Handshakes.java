package org.tcmureclaim.server.api.connection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Handshakes of TLS, counted and timed since the start. Those that have begun, and neither go on
 * nor ended well nor were late, failed or were left by their clients. Safe from any thread.
 */
public final class Handshakes {
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong doneNanos = new AtomicLong();

  /** None yet. */
  Handshakes() {}

  void begin() {
    long unused = begun.incrementAndGet();
    int unusedToo = underWay.incrementAndGet();
  }

  /** One has ended, however. */
  void end() {
    int unused = underWay.decrementAndGet();
  }

  /**
   * It ended well.
   *
   * @param nanos since its connection was accepted
   */
  void endedWell(long nanos) {
    long unused = done.incrementAndGet();
    long unusedSum = doneNanos.addAndGet(nanos);
  }

  /** It was ended because it took too long. */
  void endedLate() {
    long unused = late.incrementAndGet();
  }

  /** Those that go on. */
  public int underWay() {
    return underWay.get();
  }

  /** Those that have begun. */
  public long begun() {
    return begun.get();
  }

  /** Those that ended well. */
  public long done() {
    return done.get();
  }

  /** Those that were ended because they took too long. */
  public long late() {
    return late.get();
  }

  /** How long those that ended well took together, each from its connection on. */
  public double doneSeconds() {
    return doneNanos.get() / 1e9;
  }
}
