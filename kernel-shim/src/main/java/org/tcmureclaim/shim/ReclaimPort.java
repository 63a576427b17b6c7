package org.tcmureclaim.shim;

/**
 * What the shim can be asked, whoever answers. Calls of different threads do not wait for each
 * other; a {@link ReclaimCounts} or {@link ReclaimScan} belongs to one thread at a time.
 */
public interface ReclaimPort {

  /**
   * Asks what all devices hold. Waits for nothing on the I/O path. Where this is the controller, it
   * starts a new interval for the peaks.
   */
  void count(ReclaimCounts into) throws SystemCallException;

  /**
   * Asks whether the module tells peaks and heat at this moment: one beside a stock driver stops
   * to, once ftrace refuses.
   */
  boolean tellsHeat() throws SystemCallException;

  /**
   * Has the requests of a batch carried out, one after the other; each has its own result. One that
   * may wait holds up those behind it.
   *
   * @throws SystemCallException EPERM from a reader; EINTR when this process is being killed
   */
  void scan(ReclaimScan batch) throws SystemCallException;
}
