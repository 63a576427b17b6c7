package org.tcmureclaim.snapshot;

/**
 * The identity of one tcmu device. A LUN that was removed and created again has the same path and
 * another generation, and is another device.
 *
 * @param path HBA and name as configfs spells them below {@code target/core}, such as {@code
 *     user_0/gold-01}
 * @param generation a number that the host never gives to two devices of the same path
 */
public record DeviceKey(String path, long generation) implements Comparable<DeviceKey> {

  /** By path, then generation: the order in which everything here walks over devices. */
  @Override
  public int compareTo(DeviceKey other) {
    int byPath = path.compareTo(other.path);
    return byPath != 0 ? byPath : Long.compare(generation, other.generation);
  }

  @Override
  public String toString() {
    return path + "#" + generation;
  }
}
