package org.tcmureclaim.linux.stock;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.Notices;

/**
 * The kernel's limit, lowered for a moment and put back whatever happens. {@link #lower}, {@link
 * #restore} and {@link #close} may meet on several threads (the truncator's, the decision thread,
 * the JVM's shutdown): only one of them acts at a time, and putting back twice does nothing.
 */
final class GlobalLimit implements AutoCloseable {
  private final LimitParameter parameter;
  private final LeaseFile leaseFile;
  private final String bootId;
  private final long loweredMebibytes;
  private final Notices notices;
  private @Nullable Lease held;
  private boolean closed;

  GlobalLimit(
      LimitParameter parameter,
      LeaseFile leaseFile,
      String bootId,
      long loweredMebibytes,
      Notices notices) {
    this.parameter = parameter;
    this.leaseFile = leaseFile;
    this.bootId = bootId;
    this.loweredMebibytes = loweredMebibytes;
    this.notices = notices;
  }

  /**
   * Lowers the limit; the lease is on disk before.
   *
   * @throws IOException if that is not possible; then the limit is what it was
   */
  synchronized void lower() throws IOException {
    if (closed) {
      throw new IOException("the agent is stopping");
    }
    if (held == null && leaseFile.isThere()) {
      throw new IOException(
          leaseFile.path() + " is of an agent before and is not settled; run restore-limit");
    }
    long old = parameter.read();
    if (old <= loweredMebibytes) {
      throw new IOException(
          parameter.path() + " is " + old + " already; lowering it means below " + old);
    }
    Lease lease =
        new Lease(parameter.path(), old, loweredMebibytes, ProcessHandle.current().pid(), bootId);
    leaseFile.write(lease);
    held = lease;
    try {
      parameter.write(loweredMebibytes);
    } catch (IOException | RuntimeException | Error e) {
      restore();
      throw e;
    }
  }

  /**
   * Whether the lease is still on disk, or none is needed. If it is gone and this process is
   * killed, the limit stays lowered.
   */
  synchronized boolean isLeaseKept() {
    return held == null || leaseFile.isThere();
  }

  /**
   * Puts the limit back where it is lowered. Somebody else's value is left alone.
   *
   * @return what an operator must know; empty where all is well
   */
  synchronized String restore() {
    Lease lease = held;
    if (lease == null) {
      return "";
    }
    try {
      String problem = putBack(lease);
      leaseFile.delete();
      held = null;
      return problem;
    } catch (IOException e) {
      // The lease stays, for the next close() or the next agent.
      String problem =
          "could not put " + parameter.path() + " back to " + lease.oldMebibytes() + ": " + e;
      notices.warn(problem + "; run: echo " + lease.oldMebibytes() + " > " + parameter.path());
      return problem;
    }
  }

  private String putBack(Lease lease) throws IOException {
    long now = parameter.read();
    if (now == lease.loweredMebibytes()) {
      parameter.write(lease.oldMebibytes());
      return "";
    }
    if (now == lease.oldMebibytes()) {
      return "";
    }
    String problem =
        parameter.path()
            + " was set to "
            + now
            + " by somebody else while the agent had it at "
            + lease.loweredMebibytes()
            + "; left at "
            + now
            + " (it was "
            + lease.oldMebibytes()
            + " before)";
    notices.warn(problem);
    return problem;
  }

  /** Puts the limit back and never lowers it again. */
  @Override
  public synchronized void close() {
    closed = true;
    restore();
  }
}
