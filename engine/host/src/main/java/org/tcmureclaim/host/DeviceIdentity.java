package org.tcmureclaim.host;

/**
 * By what an operator knows a device.
 *
 * @param path HBA and name below {@code target/core} in configfs, such as {@code user_0/gold-01}
 * @param devConfig what its handler was told, such as {@code rbd/pool-7/image}; empty where there
 *     is none
 * @param wwn its unit serial number ({@code wwn/vpd_unit_serial}); empty where there is none
 */
public record DeviceIdentity(String path, String devConfig, String wwn) {}
