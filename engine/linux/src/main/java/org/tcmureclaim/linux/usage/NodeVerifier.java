package org.tcmureclaim.linux.usage;

import org.tcmureclaim.linux.device.NodeNumber;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.FileStatus;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Tells whether a process maps a UIO node or a file of that name, which any user may map: the file
 * itself is looked at through {@code /proc/PID/map_files}. That takes CAP_SYS_ADMIN or
 * CAP_CHECKPOINT_RESTORE.
 */
final class NodeVerifier {

  /** What was found. */
  enum Verdict {
    /** It is the node. */
    NODE,
    /** It is something else. */
    OTHER,
    /** It may not be looked at. */
    DENIED,
    /** It is not mapped any more. */
    GONE
  }

  private final KernelPath mapFiles;

  NodeVerifier(KernelPath process) {
    this.mapFiles = process.resolve("map_files");
  }

  /**
   * Looks at one mapping.
   *
   * @param deviceNumber what the node's must be, or {@link NodeNumber#MADE_UP}
   */
  Verdict verify(long startAddress, long endAddress, long deviceNumber) {
    String range = Long.toHexString(startAddress) + "-" + Long.toHexString(endAddress);
    try {
      FileStatus file = FileStatus.of(mapFiles.resolve(range));
      boolean isNode =
          deviceNumber == NodeNumber.MADE_UP
              ? standsIn(file)
              : file.isCharacterDevice() && file.deviceNumber() == deviceNumber;
      return isNode ? Verdict.NODE : Verdict.OTHER;
    } catch (SystemCallException e) {
      return verdictOf(e.errno());
    }
  }

  /** What a mapped file is that cannot be looked at. */
  static Verdict verdictOf(int errno) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES -> Verdict.DENIED;
      case Errno.ENOENT, Errno.ESRCH -> Verdict.GONE;
      default -> Verdict.OTHER;
    };
  }

  /** On a made-up host: a file that belongs to the user who made it up. */
  private static boolean standsIn(FileStatus file) {
    return !file.isCharacterDevice() && file.userId() == FileStatus.ownUserId();
  }
}
