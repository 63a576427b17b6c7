package org.tcmureclaim.shim;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps this process in memory, so that it can work while everything else waits for memory. */
public final class MemoryLock {
  private static final Path MAPPINGS = Path.of("/proc/self/maps");

  private MemoryLock() {}

  /**
   * Locks what this process has touched so far, and from now on each page when it is touched for
   * the first time (mlockall(2), MCL_ONFAULT, Linux 4.4). Without MCL_ONFAULT all that is mapped
   * becomes resident, such as the JDK's whole {@code modules} file, most of which nobody ever
   * reads.
   *
   * <p>It is to be called when all that decisions need has been touched: the heap by {@code
   * -XX:+AlwaysPreTouch}, classes and compiled code by going through decisions beforehand. Code of
   * libraries and the JVM's archive of classes are touched here, as some of them is needed for the
   * first time when memory is short, such as the code of a full collection and the bytecode of a
   * method that has never run. No locked page is ever read from disk again; what is still
   * untouched, such as deeper stacks, costs a page that is filled with zeros. What a start has
   * allocated and freed again in native memory goes back before.
   *
   * @throws SystemCallException EPERM without CAP_IPC_LOCK, ENOMEM where RLIMIT_MEMLOCK is too low
   *     ({@code LimitMEMLOCK=infinity} in a systemd unit)
   */
  public static void lockTouched() throws SystemCallException {
    boolean unusedTrimmed = trimNativeMemory();
    if (LibC.mlockall(LibC.MCL_CURRENT | LibC.MCL_FUTURE | LibC.MCL_ONFAULT) < 0) {
      throw new SystemCallException(
          "mlockall",
          "(needs CAP_IPC_LOCK, and LimitMEMLOCK=infinity in a systemd unit)",
          LibC.errno());
    }
    long unused = touchFiles();
  }

  /**
   * Gives free memory of malloc(3) back to the kernel (malloc_trim(3)); it would be locked as well.
   *
   * @return false where there was none, or libc cannot: only glibc has the function
   */
  static boolean trimNativeMemory() {
    try {
      Function trim = NativeLibrary.getProcess().getFunction("malloc_trim");
      return trim.invokeInt(new Object[] {0L}) != 0;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  /** Reads a byte of each page of those parts of files; returns how many pages. */
  static long touchFiles() {
    long pages = 0;
    long pageBytes = PageSize.bytes();
    for (FileMapping mapping : mappings()) {
      Pointer begin = new Pointer(mapping.begin());
      for (long at = 0; at < mapping.bytes(); at += pageBytes) {
        byte unused = begin.getByte(at);
        pages++;
      }
    }
    return pages;
  }

  private static List<FileMapping> mappings() {
    try {
      return FileMapping.parse(Files.readString(MAPPINGS, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return List.of(); // Without /proc they are touched when they are needed.
    }
  }
}
