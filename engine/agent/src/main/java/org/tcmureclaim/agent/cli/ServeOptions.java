package org.tcmureclaim.agent.cli;

import java.util.List;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.config.ServeConfig;

/**
 * What is to be served.
 *
 * @param addresses where to listen; empty for nowhere
 * @param simulated whether the agent's host is, so that a token may be shown
 * @param files those of the agent
 * @param child whether an agent has started it: then it ends with its standard input
 */
public record ServeOptions(
    ServeConfig config,
    List<ApiAddress> addresses,
    boolean simulated,
    RunFiles files,
    boolean child) {
  public ServeOptions {
    addresses = List.copyOf(addresses);
  }
}
