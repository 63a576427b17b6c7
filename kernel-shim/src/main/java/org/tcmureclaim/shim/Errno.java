package org.tcmureclaim.shim;

/** The error numbers that this project tells apart, from {@code asm-generic/errno.h}. */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENXIO = 6;
  public static final int E2BIG = 7;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EFAULT = 14;
  public static final int EBUSY = 16;
  public static final int ENODEV = 19;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int ENOTTY = 25;
  public static final int EFBIG = 27;
  public static final int EPIPE = 32;
  public static final int ENAMETOOLONG = 36;
  public static final int ELOOP = 40;
  public static final int EPROTO = 71;
  public static final int EOPNOTSUPP = 95;
  public static final int EADDRINUSE = 98;
  public static final int ECONNABORTED = 103;
  public static final int ECONNRESET = 104;
  public static final int ENOBUFS = 105;
  public static final int ENOTCONN = 107;
  public static final int ECONNREFUSED = 111;
  public static final int ESTALE = 116;

  private Errno() {}

  /** What an error number means, in the words of errno(3). */
  public static String text(int errno) {
    return switch (errno) {
      case EPERM -> "operation not permitted";
      case ENOENT -> "no such file or directory";
      case ESRCH -> "no such process";
      case EIO -> "input/output error";
      case E2BIG -> "argument list too long";
      case EAGAIN -> "try again";
      case ENOMEM -> "cannot allocate memory";
      case EACCES -> "permission denied";
      case EFAULT -> "bad address";
      case EBUSY -> "device or resource busy";
      case ENODEV -> "no such device";
      case ENOTDIR -> "not a folder";
      case EISDIR -> "is a folder";
      case EINVAL -> "invalid argument";
      case ENFILE -> "too many open files in the system";
      case EMFILE -> "too many open files";
      case ENOTTY -> "no such ioctl";
      case EFBIG -> "longer than any such file can be";
      case EPIPE -> "the other side has closed";
      case ENAMETOOLONG -> "file name too long";
      case EPROTO -> "protocol error";
      case EOPNOTSUPP -> "operation not supported";
      case EADDRINUSE -> "another socket is there";
      case ECONNRESET -> "the other side has closed";
      case ENOBUFS -> "no buffer space available";
      case ENOTCONN -> "not connected";
      case ECONNREFUSED -> "nobody listens there";
      case ESTALE -> "stale";
      default -> "errno " + errno;
    };
  }
}
