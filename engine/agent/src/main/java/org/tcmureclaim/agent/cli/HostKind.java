package org.tcmureclaim.agent.cli;

import java.util.Locale;

/** The hosts that an agent can run on. */
public enum HostKind {
  LINUX,
  SIMULATED;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
