package org.tcmureclaim.shim;

import java.io.IOException;
import java.nio.file.Path;

/** The shim cannot be used. The message is for an operator: what is wrong and what to do. */
public final class ReclaimUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why not. */
  public enum Reason {
    /** The kernel has no shim. */
    ABSENT,
    /** This process may not open it. */
    DENIED,
    /** There is a controller already. */
    CONTROLLED,
    /** The module is older than what is needed here. */
    TOO_OLD,
    /** The module is newer than what is known here. */
    TOO_NEW,
    /** It is something else, or broken. */
    FAILED
  }

  private final Reason reason;

  private ReclaimUnavailableException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Opening it failed. */
  static ReclaimUnavailableException opening(Path path, int errno) {
    return switch (errno) {
      case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO ->
          new ReclaimUnavailableException(
              Reason.ABSENT, path + ": not there; the kernel shim is not loaded");
      case Errno.EACCES, Errno.EPERM ->
          new ReclaimUnavailableException(Reason.DENIED, path + ": permission denied; run as root");
      case Errno.EBUSY ->
          new ReclaimUnavailableException(
              Reason.CONTROLLED,
              path
                  + ": another process controls it; find it with fuser "
                  + path
                  + " and stop it, or only observe (mode: observe)");
      default -> new ReclaimUnavailableException(Reason.FAILED, path + ": " + Errno.text(errno));
    };
  }

  /**
   * Somebody else controls it.
   *
   * @param who in words
   */
  public static ReclaimUnavailableException controlledBy(Path path, String who) {
    return new ReclaimUnavailableException(
        Reason.CONTROLLED,
        path
            + ": another process controls it: "
            + who
            + "; stop it, or only observe (mode: observe)");
  }

  /** It does not know the first thing it was asked. */
  static ReclaimUnavailableException asking(Path path, int errno) {
    String message =
        errno == Errno.ENOTTY
            ? path + ": this is not the kernel shim"
            : path + ": its INFO failed: " + Errno.text(errno);
    return new ReclaimUnavailableException(Reason.FAILED, message);
  }

  /** Makes sure that both sides mean the same. */
  static void requireSuitable(Path path, ReclaimInfo info) throws ReclaimUnavailableException {
    String speaks =
        path + ": the module speaks version " + info.abiVersion() + " of its ABI, this agent ";
    if (info.abiVersion() > ReclaimAbi.ABI_VERSION) {
      throw new ReclaimUnavailableException(
          Reason.TOO_NEW, speaks + "knows " + ReclaimAbi.ABI_VERSION + "; update the agent");
    }
    if (info.abiVersion() < ReclaimAbi.ABI_VERSION) {
      throw new ReclaimUnavailableException(
          Reason.TOO_OLD, speaks + "needs " + ReclaimAbi.ABI_VERSION + "; update the module");
    }
    if (!info.knowsAllFields()) {
      throw new ReclaimUnavailableException(
          Reason.TOO_OLD,
          path + ": the module does not know all the figures that this agent needs; update it");
    }
  }
}
