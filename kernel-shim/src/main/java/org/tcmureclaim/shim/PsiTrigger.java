package org.tcmureclaim.shim;

import java.nio.file.Path;

/**
 * A trigger in the kernel that fires when tasks have stalled for longer than a threshold within a
 * window, at most once per window (Documentation/accounting/psi.rst). It lives as long as its
 * descriptor; polling it takes the event.
 */
public final class PsiTrigger implements Pollable {

  /** Which stalls count. */
  public enum Kind {
    /** At least one task stalls. */
    SOME("some"),
    /** Every task that is not idle stalls. */
    FULL("full");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word that the kernel uses for it. */
    public String word() {
      return word;
    }
  }

  private final String name;
  private final Kind kind;
  private final Descriptor descriptor;

  private PsiTrigger(String name, Kind kind, Descriptor descriptor) {
    this.name = name;
    this.kind = kind;
    this.descriptor = descriptor;
  }

  /**
   * Asks the kernel for a trigger.
   *
   * @param file such as {@code /proc/pressure/memory}
   * @param thresholdMicros stall time, above 0 and at most the window
   * @param windowMicros 500,000 to 10,000,000; without CAP_SYS_RESOURCE only multiples of 2,000,000
   * @throws SystemCallException EINVAL for a threshold or window that the kernel does not accept;
   *     EPERM from kernels before 6.4 without CAP_SYS_RESOURCE; EOPNOTSUPP after a boot with psi=0
   */
  public static PsiTrigger open(Path file, Kind kind, long thresholdMicros, long windowMicros)
      throws SystemCallException {
    String request = kind.word() + " " + thresholdMicros + " " + windowMicros;
    Descriptor descriptor = Descriptor.openFile(file, LibC.O_RDWR | LibC.O_NONBLOCK);
    // The NUL at the end is written too: psi_write() overwrites the last byte it is given.
    try (NativeBuffer text = NativeBuffer.cString(request)) {
      if (LibC.write(descriptor.fd(), text.address(), text.sizeBytes()) < 0) {
        int errno = LibC.errno();
        descriptor.close();
        throw new SystemCallException("write \"" + request + "\" to", file.toString(), errno);
      }
    }
    return new PsiTrigger(file + " (" + request + ")", kind, descriptor);
  }

  public Kind kind() {
    return kind;
  }

  Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
