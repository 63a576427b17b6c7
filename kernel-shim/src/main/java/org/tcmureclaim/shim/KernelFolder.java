package org.tcmureclaim.shim;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** Lists folders of procfs, sysfs and configfs by the bytes of their names (readdir(3)). */
public final class KernelFolder {
  // struct dirent of glibc and musl on 64 bits: u64 ino; s64 off; u16 reclen; u8 type; char name[].
  private static final int RECORD_BYTES = 16;
  private static final int NAME = 19;
  private static final int INODE = 0;

  private KernelFolder() {}

  /**
   * The entries of a folder but {@code .} and {@code ..}, in no order.
   *
   * @throws SystemCallException ENOENT where it is not there, ENOTDIR where it is no folder
   */
  public static List<KernelPath> list(KernelPath folder) throws SystemCallException {
    return entries(folder).stream().map(KernelEntry::path).toList();
  }

  /**
   * The same, with the number of each entry, for which nothing but the folder is read.
   *
   * @throws SystemCallException ENOENT where it is not there, ENOTDIR where it is no folder
   */
  public static List<KernelEntry> entries(KernelPath folder) throws SystemCallException {
    try (NativeBuffer cPath = folder.cString()) {
      long stream = LibC.opendir(cPath.address());
      if (stream == 0) {
        throw new SystemCallException("open", folder.toString(), LibC.errno());
      }
      try {
        return entries(folder, stream);
      } finally {
        LibC.closedir(stream);
      }
    }
  }

  private static List<KernelEntry> entries(KernelPath folder, long stream)
      throws SystemCallException {
    List<KernelEntry> entries = new ArrayList<>();
    while (true) {
      Native.setLastError(0); // The end of the folder and an error look the same otherwise.
      long entry = LibC.readdir(stream);
      if (entry == 0 && LibC.errno() != 0) {
        throw new SystemCallException("list", folder.toString(), LibC.errno());
      }
      if (entry == 0) {
        return entries;
      }
      Pointer record = new Pointer(entry);
      byte[] name = name(record);
      if (!isDots(name)) {
        entries.add(new KernelEntry(folder.child(name), record.getLong(INODE)));
      }
    }
  }

  private static byte[] name(Pointer entry) {
    int most = Short.toUnsignedInt(entry.getShort(RECORD_BYTES)) - NAME;
    int length = (int) entry.indexOf(NAME, (byte) 0);
    return entry.getByteArray(NAME, Math.min(length, most));
  }

  private static boolean isDots(byte[] name) {
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }
}
