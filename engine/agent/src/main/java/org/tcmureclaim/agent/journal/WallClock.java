package org.tcmureclaim.agent.journal;

/** The time of day, by which people ask; no decision goes by it. */
@FunctionalInterface
public interface WallClock {
  /** The clock of this machine. */
  WallClock OF_MACHINE = System::currentTimeMillis;

  /** Milliseconds since 1970-01-01 UTC. */
  long epochMillis();
}
