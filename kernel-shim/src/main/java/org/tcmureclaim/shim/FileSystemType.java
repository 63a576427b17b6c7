package org.tcmureclaim.shim;

/** What kind of file system a file is on (statfs(2)). */
public final class FileSystemType {
  private static final long SYSFS_MAGIC = 0x62656572; // linux/magic.h
  private static final int STATFS_BYTES = 256; // More than struct statfs has; f_type comes first.

  private FileSystemType() {}

  /** Whether it is the kernel's sysfs, and not files that look like it. */
  public static boolean isSysfs(KernelPath file) throws SystemCallException {
    try (NativeBuffer cPath = file.cString();
        NativeBuffer status = new NativeBuffer(STATFS_BYTES)) {
      if (LibC.statfs(cPath.address(), status.address()) < 0) {
        throw new SystemCallException("statfs", file.toString(), LibC.errno());
      }
      return status.longAt(0) == SYSFS_MAGIC;
    }
  }
}
