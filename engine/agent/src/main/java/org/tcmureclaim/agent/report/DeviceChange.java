package org.tcmureclaim.agent.report;

/**
 * A device came or went.
 *
 * @param path HBA and name, such as {@code user_0/gold-01}
 * @param atSeconds on the host's clock
 */
public record DeviceChange(
    Event event, String path, long generation, String customer, double atSeconds)
    implements Report {

  /** What happened to the device. */
  public enum Event {
    ADDED,
    REMOVED
  }
}
