package org.tcmureclaim.linux.pressure;

import java.nio.file.Path;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.text.KernelText;
import org.tcmureclaim.linux.text.ProcFile;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.PressureSample;

/** Reads the stall counters of {@code /proc/pressure/memory}. */
public final class PressureSensor implements AutoCloseable {
  private static final int CAPACITY_BYTES = 512;
  private static final byte[] SOME = KernelText.key("some ");
  private static final byte[] FULL = KernelText.key("full ");
  private static final byte[] TOTAL = KernelText.key("total=");

  private final Path path;
  private final ProcFile file;

  /**
   * Opens the file, to be kept open.
   *
   * @throws HostException if this kernel does not account for memory pressure
   */
  public PressureSensor(Path procRoot) {
    path = file(procRoot);
    try {
      file = ProcFile.open(path, CAPACITY_BYTES);
    } catch (SystemCallException e) {
      throw unavailable(e);
    }
  }

  /** The kernel's file below a procfs. */
  static Path file(Path procRoot) {
    return procRoot.resolve("pressure/memory");
  }

  /**
   * Reads the counters as they are now.
   *
   * @throws HostException if the file cannot be read or understood
   */
  public void read(PressureSample into, long nowNanos) {
    try {
      parse(file.read(), into, nowNanos);
    } catch (SystemCallException e) {
      throw unavailable(e);
    }
  }

  static void parse(KernelText text, PressureSample into, long nowNanos) {
    into.updateTotals(text.decimalAfter(SOME, TOTAL), text.decimalAfter(FULL, TOTAL), nowNanos);
  }

  private HostException unavailable(SystemCallException e) {
    String remedy =
        switch (e.errno()) {
          case Errno.ENOENT ->
              "this kernel does not account for it; boot with the kernel parameter psi=1, and use a"
                  + " kernel with CONFIG_PSI=y";
          case Errno.EOPNOTSUPP ->
              "pressure accounting is switched off; boot with the kernel parameter psi=1";
          case Errno.EACCES, Errno.EPERM -> "run as root";
          default -> e.getMessage();
        };
    return new HostException(path + ": memory pressure cannot be seen: " + remedy, e);
  }

  @Override
  public void close() {
    file.close();
  }
}
