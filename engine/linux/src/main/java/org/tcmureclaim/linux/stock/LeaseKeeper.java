package org.tcmureclaim.linux.stock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;

/**
 * Puts back what a dead agent left lowered. To be called where no agent runs: by the next one when
 * it holds the {@link org.tcmureclaim.linux.run.AgentLock}, or by the stop action of a service.
 */
public final class LeaseKeeper {
  private final LeaseFile leaseFile;
  private final LimitParameter parameter;
  private final String bootId;
  private final Notices notices;

  /**
   * For the machine's files.
   *
   * @param leaseFile see {@link StockSettings#leaseFile}
   */
  public LeaseKeeper(Path leaseFile, Path procRoot, Path sysRoot, Notices notices) {
    this.leaseFile = new LeaseFile(leaseFile);
    this.parameter = LimitParameter.of(sysRoot);
    this.bootId = bootId(procRoot);
    this.notices = notices;
  }

  /** The kernel's name for the time since the last boot. */
  static String bootId(Path procRoot) {
    Path file = procRoot.resolve("sys/kernel/random/boot_id");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new HostException(file + ": cannot be read: " + e, e);
    }
  }

  /**
   * Restores the limit where a lease says that it was left lowered and it still is. Whatever there
   * is in its place, this only warns: an agent that does not start restores nothing either.
   */
  public void recover() {
    try {
      Optional<String> text = leaseFile.read();
      if (text.isPresent()) {
        recover(Lease.parse(text.get(), parameter.path()));
        leaseFile.delete();
      }
    } catch (IllegalArgumentException e) {
      setAside(e);
    } catch (IOException e) {
      notices.warn(
          "the lease "
              + leaseFile.path()
              + " cannot be settled, so that the limit may still be lowered: "
              + FileProblem.text(e));
    }
  }

  private void recover(Lease lease) throws IOException {
    if (!lease.bootId().equals(bootId)) {
      notices.info("discarded the lease " + leaseFile.path() + ": the machine was booted since");
      return;
    }
    if (!Files.exists(parameter.path())) {
      notices.info("discarded the lease " + leaseFile.path() + ": the module was unloaded since");
      return;
    }
    long now = parameter.read();
    if (now == lease.loweredMebibytes()) {
      parameter.write(lease.oldMebibytes());
      notices.info(
          "restored global_max_data_area_mb to "
              + lease.oldMebibytes()
              + " (left at "
              + now
              + " by agent "
              + lease.pid()
              + ", which was killed)");
    } else if (now != lease.oldMebibytes()) {
      notices.warn(
          "global_max_data_area_mb is "
              + now
              + ", which agent "
              + lease.pid()
              + " did not write before it was killed; left alone (it was "
              + lease.oldMebibytes()
              + " before)");
    }
  }

  private void setAside(IllegalArgumentException malformed) {
    String kept;
    try {
      kept = "kept as " + leaseFile.setAside();
    } catch (IOException e) {
      kept = "could not be moved: " + e;
    }
    notices.warn(
        leaseFile.path()
            + ": not a lease: "
            + malformed.getMessage()
            + "; "
            + kept
            + "; check that "
            + parameter.path()
            + " is what it should be");
  }
}
