package org.tcmureclaim.replay.run;

import org.tcmureclaim.host.DeviceIdentity;

/** By what a configuration knows a device of a trace. */
public final class TracedDevice {
  static final String HBA = "user_0/";

  private TracedDevice() {}

  /**
   * A name with a slash is a path already; others are below {@code user_0}. A trace knows neither
   * handler nor serial number.
   */
  public static DeviceIdentity identity(String name) {
    return new DeviceIdentity(name.indexOf('/') < 0 ? HBA + name : name, "", "");
  }
}
