package org.tcmureclaim.linux.text;

import java.nio.file.Path;
import org.tcmureclaim.shim.OpenFile;
import org.tcmureclaim.shim.SystemCallException;

/** A small file of procfs or sysfs that stays open and is read whole, again and again. */
public final class ProcFile implements AutoCloseable {
  private final OpenFile file;
  private final KernelText text;

  private ProcFile(OpenFile file, KernelText text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Opens a file for reading.
   *
   * @param capacityBytes more than the file ever holds
   */
  public static ProcFile open(Path path, int capacityBytes) throws SystemCallException {
    return new ProcFile(
        OpenFile.open(path, capacityBytes), new KernelText(path.toString(), capacityBytes));
  }

  /** The file's text as it is now, until the next call. */
  public KernelText read() throws SystemCallException {
    text.filled(file.read(text.buffer(), 0, 0));
    return text;
  }

  /**
   * The same of a file that the kernel hands over in pieces, such as {@code vmstat} on a large
   * machine.
   *
   * @throws SystemCallException also where the file holds as much as the capacity or more (EFBIG)
   */
  public KernelText readToEnd() throws SystemCallException {
    text.filled(file.readToEnd(text.buffer()));
    return text;
  }

  @Override
  public void close() {
    file.close();
  }
}
