package org.tcmureclaim.agent.cli;

/** How an agent that nobody looks at reports. */
enum LogFormat {
  /** A line for people. */
  TEXT,
  /** A JSON object with time and level. */
  JSON
}
