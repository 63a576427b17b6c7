package org.tcmureclaim.linux;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.AnotherAgentException;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.run.ShimMarker;
import org.tcmureclaim.linux.shim.OpenShim;
import org.tcmureclaim.linux.shim.ShimDoor;
import org.tcmureclaim.shim.ReclaimUnavailableException;
import org.tcmureclaim.shim.ReclaimUnavailableException.Reason;

/**
 * By what means this agent looks and truncates.
 *
 * @param wish what was asked for
 * @param shim open as the controller, or to look only where the agent observes; null where it is
 *     not used
 * @param why an operator's reason
 */
record MeansChoice(TruncatorWish wish, @Nullable OpenShim shim, String why) {
  private static final String OBSERVES = "the configuration does not tell the agent to act";
  private static final String TRUNCATES =
      "the kernel shim is loaded and truncates single devices (/dev/tcmu-reclaim)";
  private static final String TRUNCATES_BESIDE =
      "the kernel shim is loaded beside the stock driver and truncates single devices"
          + " (/dev/tcmu-reclaim); the kernel does not shrink by itself, and faults of a device"
          + " wait for each other, as without it";

  /** What the module beside the driver is said to lack where ftrace refuses it. */
  static final String WITHOUT_HEAT =
      "it tells neither peaks nor heat, as ftrace refuses (dmesg, kernel.ftrace_enabled)";

  /**
   * Opens the shim where it is wanted and there. Where it was used before and is wanted and cannot
   * be used now, {@link TruncatorWish#AUTO} observes: only one who names {@code stock} gets all
   * LUNs truncated at once on such a host.
   *
   * @param marker remembers that a shim was used
   * @throws AnotherAgentException if somebody else controls it: two would undo each other's work
   * @throws HostException if nothing but the shim will do, and it cannot be used
   */
  static MeansChoice of(TruncatorWish wish, ShimDoor door, ShimMarker marker, Notices notices) {
    return switch (wish) {
      case STOCK -> new MeansChoice(wish, null, "the configuration asks for it (truncator: stock)");
      case OBSERVE -> observing(door, marker, notices);
      case SHIM, AUTO -> acting(wish, door, marker, notices);
    };
  }

  /**
   * The choice that {@link #of} would make; the shim is opened as a reader, and nothing is kept.
   */
  static MeansChoice look(TruncatorWish wish, ShimDoor door, ShimMarker marker, Notices notices) {
    ShimDoor reader =
        new ShimDoor() {
          @Override
          public OpenShim openController() throws ReclaimUnavailableException {
            return door.openReader();
          }

          @Override
          public OpenShim openReader() throws ReclaimUnavailableException {
            return door.openReader();
          }

          @Override
          public void requireNoControllerBut(OptionalInt agent) throws ReclaimUnavailableException {
            door.requireNoControllerBut(agent);
          }
        };
    return of(wish, reader, marker.unchangeable(), notices);
  }

  private static MeansChoice observing(ShimDoor door, ShimMarker marker, Notices notices) {
    try {
      OpenShim shim = door.openReader();
      marker.set(notices);
      return new MeansChoice(TruncatorWish.OBSERVE, shim, OBSERVES);
    } catch (ReclaimUnavailableException e) {
      if (e.reason() != Reason.ABSENT) {
        notices.warn(e.getMessage() + "; what devices hold is read from smaps instead");
      }
      return new MeansChoice(TruncatorWish.OBSERVE, null, OBSERVES);
    }
  }

  private static MeansChoice acting(
      TruncatorWish wish, ShimDoor door, ShimMarker marker, Notices notices) {
    try {
      OpenShim shim = door.openController();
      marker.set(notices);
      return new MeansChoice(wish, shim, truncates(shim));
    } catch (ReclaimUnavailableException e) {
      String message = String.valueOf(e.getMessage());
      if (e.reason() == Reason.CONTROLLED) {
        throw new AnotherAgentException(message);
      }
      if (wish == TruncatorWish.SHIM) {
        throw new HostException(
            "truncator: shim was asked for, but "
                + message
                + "; load the shim, or use truncator: auto",
            e);
      }
      if (marker.isSet()) {
        return withoutTheShimOfBefore(message, marker, notices);
      }
      if (e.reason() == Reason.ABSENT) {
        return new MeansChoice(wish, null, "the kernel shim is not loaded");
      }
      notices.warn(message + "; devices cannot be truncated one by one until then");
      return new MeansChoice(wish, null, "the kernel shim cannot be used (" + message + ")");
    }
  }

  private static String truncates(OpenShim shim) {
    String what = shim.besideDriver() ? TRUNCATES_BESIDE : TRUNCATES;
    return shim.tellsHeat() ? what : what + "; " + WITHOUT_HEAT;
  }

  private static MeansChoice withoutTheShimOfBefore(
      String message, ShimMarker marker, Notices notices) {
    String why = "the kernel shim was used on this host and cannot be now (" + message + ")";
    notices.warn(
        why
            + "; the agent only observes. Load the shim for this kernel (dkms status tcmu-reclaim),"
            + " or name truncator: stock, which truncates all LUNs at once whatever customers were"
            + " promised; to forget the shim, remove "
            + marker.file());
    return new MeansChoice(TruncatorWish.OBSERVE, null, why);
  }
}
