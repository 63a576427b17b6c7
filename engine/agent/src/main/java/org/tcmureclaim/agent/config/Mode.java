package org.tcmureclaim.agent.config;

/** Whether the agent may change the host. */
public enum Mode {
  /** Decide and record, touch nothing. What a fresh installation does. */
  OBSERVE,
  /** Truncate data areas. */
  ACT
}
