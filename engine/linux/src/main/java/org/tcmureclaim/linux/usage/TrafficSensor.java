package org.tcmureclaim.linux.usage;

import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.text.KernelText;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.ReopenedFile;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Reads one device's I/O counters from {@code statistics/scsi_lu} in configfs.
 *
 * <p>The kernel counts a command and then its bytes, in one function and nowhere else
 * (transport_lookup_cmd_lun() in drivers/target/target_core_device.c). So where no command was
 * counted, neither were bytes, and their files need not be opened. One more reading of them catches
 * the command that was counted when its bytes were not yet.
 */
public final class TrafficSensor {
  private static final int CAPACITY_BYTES = 64;
  private static final long MOST_MEBIBYTES = 1L << 41; // Twice as many bytes are still a long.

  /** After commands were counted: at once, and in the next pass. */
  private static final int READINGS_OF_BYTES = 2;

  private final ReopenedFile commandsFile;
  private final ReopenedFile readFile;
  private final ReopenedFile writtenFile;
  private final KernelText commandsText;
  private final KernelText readText;
  private final KernelText writtenText;
  private long commands;
  private long transferredBytes;
  private int readingsOfBytesDue = READINGS_OF_BYTES;

  /**
   * For one device.
   *
   * @param deviceDirectory of the device in configfs
   */
  public TrafficSensor(KernelPath deviceDirectory) {
    KernelPath directory = deviceDirectory.resolve("statistics/scsi_lu");
    commandsFile = new ReopenedFile(directory.resolve("num_cmds"), CAPACITY_BYTES);
    readFile = new ReopenedFile(directory.resolve("read_mbytes"), CAPACITY_BYTES);
    writtenFile = new ReopenedFile(directory.resolve("write_mbytes"), CAPACITY_BYTES);
    commandsText = new KernelText(commandsFile.path().toString(), CAPACITY_BYTES);
    readText = new KernelText(readFile.path().toString(), CAPACITY_BYTES);
    writtenText = new KernelText(writtenFile.path().toString(), CAPACITY_BYTES);
  }

  /**
   * Reads the counters as they are now.
   *
   * @throws SystemCallException ENOENT where the device has gone
   */
  public void read() throws SystemCallException {
    long counted = number(commandsFile, commandsText);
    if (counted != commands) {
      readingsOfBytesDue = READINGS_OF_BYTES;
      commands = counted;
    }
    if (readingsOfBytesDue > 0) {
      long mebibytes = mebibytes(readFile, readText) + mebibytes(writtenFile, writtenText);
      transferredBytes = mebibytes << 20;
      readingsOfBytesDue--;
    }
  }

  /** SCSI commands since the device was created. */
  public long commands() {
    return commands;
  }

  /** Bytes read and written since then; the kernel shows whole MiB. */
  public long transferredBytes() {
    return transferredBytes;
  }

  private static long mebibytes(ReopenedFile file, KernelText text) throws SystemCallException {
    long mebibytes = number(file, text);
    if (mebibytes > MOST_MEBIBYTES) {
      throw new HostException(file.path() + ":1: expected MiB, found " + mebibytes);
    }
    return mebibytes;
  }

  private static long number(ReopenedFile file, KernelText text) throws SystemCallException {
    text.filled(file.read(text.buffer()));
    return text.wholeDecimal();
  }
}
