package org.tcmureclaim.shim;

/** What became of one request ({@code enum tcmu_reclaim_result}). */
public enum ReclaimResult {
  /** Pages were released; an error says why it ended early. */
  FREED,
  /** The device stands at the mark already, or commands in flight hold it. */
  NOTHING,
  /** EAGAIN: a lock was taken all the time; EINTR: this process is being killed. */
  BUSY,
  /** ENODEV: no such minor; ESTALE: the minor is another device now. */
  GONE,
  /** EINVAL: the request; ENOTCONN, EPERM, EIO: nobody serves the device, it is blocked, broken. */
  REFUSED;

  static ReclaimResult of(int code) {
    return switch (code) {
      case ReclaimAbi.FREED -> FREED;
      case ReclaimAbi.NOTHING -> NOTHING;
      case ReclaimAbi.BUSY -> BUSY;
      case ReclaimAbi.GONE -> GONE;
      case ReclaimAbi.REFUSED -> REFUSED;
      default -> throw new IllegalStateException("the shim gave a result of " + code);
    };
  }
}
