package org.tcmureclaim.shim;

import java.nio.file.Path;

/**
 * What a file is (statx(2)), at the end of all links.
 *
 * @param inode its number within its file system
 * @param isCharacterDevice whether it is a character device
 * @param deviceNumber of the device that it stands for, as {@link #deviceNumber(int, int)}; 0 for
 *     what stands for none
 * @param userId its owner
 */
public record FileStatus(long inode, boolean isCharacterDevice, long deviceNumber, int userId) {
  private static final int TYPE = 0xf000; // S_IFMT of linux/stat.h
  private static final int CHARACTER_DEVICE = 0x2000;
  private static final int REGULAR = 0x8000;
  // struct statx of linux/stat.h.
  private static final int BYTES = 256;
  private static final int UID = 20;
  private static final int MODE = 28;
  private static final int INODE = 32;
  private static final int RDEV_MAJOR = 128;
  private static final int RDEV_MINOR = 132;
  private static final int BASIC_STATS = 0x7ff;

  /** Looks at a file. */
  public static FileStatus of(KernelPath path) throws SystemCallException {
    CallMemory memory = CallMemory.ofThread();
    NativeBuffer status = memory.data();
    long cPath = memory.path(path, "stat");
    if (LibC.statx(LibC.AT_FDCWD, cPath, 0, BASIC_STATS, status.address()) < 0) {
      throw new SystemCallException("stat", path.toString(), LibC.errno());
    }
    return new FileStatus(
        status.longAt(INODE),
        (status.shortAt(MODE) & TYPE) == CHARACTER_DEVICE,
        deviceNumber(status.intAt(RDEV_MAJOR), status.intAt(RDEV_MINOR)),
        status.intAt(UID));
  }

  /** Whether what was opened is a regular file; {@code path} is for the message alone. */
  static boolean isRegular(Descriptor open, Path path) throws SystemCallException {
    try (NativeBuffer nothing = NativeBuffer.cString("");
        NativeBuffer status = new NativeBuffer(BYTES)) {
      int result =
          LibC.statx(
              open.fd(), nothing.address(), LibC.AT_EMPTY_PATH, BASIC_STATS, status.address());
      if (result < 0) {
        throw new SystemCallException("stat", path.toString(), LibC.errno());
      }
      return (status.shortAt(MODE) & TYPE) == REGULAR;
    }
  }

  /** The user as whom this process runs. */
  public static int ownUserId() {
    return LibC.geteuid();
  }

  /** Major and minor in one number. */
  public static long deviceNumber(int major, int minor) {
    return (long) major << 32 | Integer.toUnsignedLong(minor);
  }
}
