package org.tcmureclaim.configuration.glob;

import org.tcmureclaim.host.DeviceIdentity;

/** What there is to be known of a device by patterns. */
enum DeviceText {
  PATH {
    @Override
    String of(DeviceIdentity device) {
      return device.path();
    }
  },
  DEV_CONFIG {
    @Override
    String of(DeviceIdentity device) {
      return device.devConfig();
    }
  },
  WWN {
    @Override
    String of(DeviceIdentity device) {
      return device.wwn();
    }
  };

  abstract String of(DeviceIdentity device);
}
