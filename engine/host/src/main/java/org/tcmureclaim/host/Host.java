package org.tcmureclaim.host;

import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The host that the agent runs on. Everything the agent senses, waits for or does goes through
 * here, so that it cannot tell a simulated host from a real one.
 *
 * <p>All methods but {@link #wake} and {@link #makeFilesAgain} are called by the decision thread
 * only.
 */
public interface Host extends AutoCloseable {

  /** What the host is, for an operator: {@code linux} or {@code simulated}. */
  String kind();

  /** The host's monotonic clock. */
  long nanoTime();

  /**
   * Waits until something happened that the agent should look at (a PSI trigger, a device that came
   * or went, the end of a truncation, {@link #wake}) or until {@code deadlineNanos} on the host's
   * clock. Returns at once where something has happened since the last call.
   *
   * @return whether something happened before the deadline
   */
  boolean awaitEvent(long deadlineNanos);

  /** Makes a waiting or the next {@link #awaitEvent} return. Safe from any thread. */
  void wake();

  /**
   * Fills the snapshot: memory, pressure, and the devices there are now with their figures. Never
   * waits for a slow device: what could not be read keeps its old {@code sampledAtNanos}.
   *
   * @param listener told of each device that came or went, after it entered and before it leaves
   *     the table
   * @throws HostException if memory or pressure cannot be read
   */
  void sample(HostSnapshot snapshot, DeviceListener listener);

  /**
   * By what an operator knows a device of the last {@link #sample}, for matching it with a
   * customer. May be called from a {@link DeviceListener} too.
   *
   * @return with nothing but its path where the device is not there (any more)
   */
  DeviceIdentity identity(DeviceKey key);

  /** The means to truncate data areas that was chosen for this host. */
  Truncator truncator();

  /**
   * Whether the host tells true peaks, and heat ladders of each device; otherwise a peak is what
   * samples prove.
   */
  default boolean tellsHeat() {
    return true;
  }

  /**
   * Makes the files again that say to other processes that an agent is here, such as its lock: they
   * were removed. Safe from any thread.
   *
   * @throws HostException if that cannot be done, or another agent runs here by now
   */
  default void makeFilesAgain() {}

  /** Gives back what is held; restores any limit that was lowered. */
  @Override
  void close();
}
