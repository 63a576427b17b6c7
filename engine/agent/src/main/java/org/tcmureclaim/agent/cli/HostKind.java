package org.tcmureclaim.agent.cli;

/** The hosts that an agent can run on. */
public enum HostKind {
  LINUX,
  SIMULATED
}
