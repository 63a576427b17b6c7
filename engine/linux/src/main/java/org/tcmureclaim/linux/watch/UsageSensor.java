package org.tcmureclaim.linux.watch;

import java.io.IOException;
import java.util.List;

/** What the watching thread has to do, so that what devices hold can be told. */
public interface UsageSensor extends AutoCloseable {

  /**
   * The devices are about to be listed.
   *
   * @throws IOException if the kernel cannot be asked
   */
  void beforeScan() throws IOException;

  /**
   * Whether a UIO node was locked in the kernel at {@link #beforeScan}, so that its name had better
   * not be read.
   *
   * @param number N of {@code /dev/uioN}
   */
  default boolean isLocked(int number) {
    return false;
  }

  /**
   * They were listed.
   *
   * @param devices those that have a data area
   * @throws IOException if the kernel cannot be asked
   */
  void afterScan(List<WatchedDevice> devices) throws IOException;

  /**
   * The figures are to be read.
   *
   * @return whether the devices should be listed anew, because something went away
   */
  boolean read(List<WatchedDevice> devices, Readings into);

  @Override
  void close();
}
