package org.tcmureclaim.manual;

import picocli.CommandLine;

/**
 * Commands of {@code tcmu-reclaim} that share a class path, for its manual. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface CommandTree {
  /** Whether the description of this tree's root is that of the program; true of one tree. */
  boolean leads();

  /** A new command line, never executed here. */
  CommandLine commandLine();
}
