package org.tcmureclaim.shim;

import com.sun.jna.Native;
import java.util.Set;

/**
 * The libc calls Java has no door to: C names, no logic. Mapped directly and with nothing but
 * primitive types, because such a call allocates nothing on the Java side. Pointers and sizes are
 * {@code long}: only 64-bit machines are supported.
 *
 * <p>A call that fails returns -1; {@link #errno} tells why until the thread's next call.
 */
final class LibC {
  static final int O_RDONLY = 0; // asm-generic/fcntl.h
  static final int O_RDWR = 0x2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  /** Some machines have another number for it (arch/ARCH/include/uapi/asm/fcntl.h). */
  static final int O_NOFOLLOW =
      Set.of("aarch64", "arm", "ppc64", "ppc64le").contains(System.getProperty("os.arch"))
          ? 0x8000
          : 0x20000;

  static final int AT_FDCWD = -100; // linux/fcntl.h
  static final int AT_EMPTY_PATH = 0x1000;

  static final short POLLIN = 0x1; // asm-generic/poll.h
  static final short POLLPRI = 0x2;
  static final short POLLOUT = 0x4;
  static final short POLLERR = 0x8;
  static final short POLLHUP = 0x10;
  static final short POLLNVAL = 0x20;

  static final int EFD_CLOEXEC = O_CLOEXEC; // linux/eventfd.h
  static final int EFD_NONBLOCK = O_NONBLOCK;

  static final int AF_UNIX = 1; // linux/socket.h
  static final int AF_NETLINK = 16;
  static final int SOCK_STREAM = 1;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_CLOEXEC = O_CLOEXEC;
  static final int SOCK_NONBLOCK = O_NONBLOCK;
  static final int MSG_NOSIGNAL = 0x4000;
  static final int NETLINK_KOBJECT_UEVENT = 15; // linux/netlink.h
  static final int SOL_SOCKET = 1; // asm-generic/socket.h

  /** Some machines have another number for it (arch/ARCH/include/uapi/asm/socket.h). */
  static final int SO_PEERCRED =
      Set.of("ppc64", "ppc64le").contains(System.getProperty("os.arch")) ? 21 : 17;

  /** Some machines have another number for it (arch/ARCH/include/uapi/asm/ioctls.h). */
  static final long FIOCLEX =
      Set.of("ppc64", "ppc64le").contains(System.getProperty("os.arch")) ? 0x20006601L : 0x5451L;

  static final int MCL_CURRENT = 1; // asm-generic/mman.h
  static final int MCL_FUTURE = 2;
  static final int MCL_ONFAULT = 4;

  static final int PROT_READ = 1;
  static final int PROT_WRITE = 2;
  static final int MAP_SHARED = 1;

  static final int SC_PAGESIZE = 30; // bits/confname.h of glibc

  static {
    // That of this process: JNA would look through folders for one, and run ldconfig(8) before.
    Native.register(LibC.class, com.sun.jna.NativeLibrary.getProcess());
  }

  private LibC() {}

  static native int open(long path, int flags);

  static native int close(int fd);

  static native long pread(int fd, long buffer, long count, long offset);

  static native long read(int fd, long buffer, long count);

  static native long write(int fd, long buffer, long count);

  static native long opendir(long path);

  static native long readdir(long stream);

  static native int closedir(long stream);

  static native int statfs(long path, long status);

  static native int statx(int directory, long path, int flags, int mask, long status);

  static native int poll(long fds, long count, int timeoutMillis);

  static native int eventfd(int initial, int flags);

  static native int socket(int domain, int type, int protocol);

  static native int bind(int fd, long address, int length);

  static native int listen(int fd, int backlog);

  static native int accept4(int fd, long address, long addressLength, int flags);

  static native int connect(int fd, long address, int length);

  static native int getsockopt(int fd, int level, int option, long value, long valueLength);

  static native long recv(int fd, long buffer, long count, int flags);

  static native long sendto(
      int fd, long buffer, long count, int flags, long address, int addressLength);

  /** For calls that not every C library has a function for. */
  static native long syscall(long number, long first, long second);

  static native int geteuid();

  static native int getegid();

  static native int ioctl(int fd, long request, long argument);

  static native int execv(long path, long arguments);

  static native int mlockall(int flags);

  static native int mlock(long address, long length);

  static native long mmap(
      long address, long length, int protection, int flags, int fd, long offset);

  static native int munmap(long address, long length);

  static native long sysconf(int name);

  static int errno() {
    return Native.getLastError();
  }
}
