package org.tcmureclaim.linux.device;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.KernelFile;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/**
 * What configfs says of one device. An attribute that cannot be read or understood is that device's
 * trouble alone: it becomes a sentence that names the device, and a value that does no harm.
 */
final class DeviceAttributes {
  private static final long BYTES_PER_MEBIBYTE = 1L << 20;
  // Kernels without the attribute have the fixed size: MB_CMDR_SIZE in target_core_user.c.
  private static final long FIXED_RING_BYTES = 8 * BYTES_PER_MEBIBYTE;
  // The kernel keeps the size in 32 bits (cmdr_size).
  private static final String RING_MEBIBYTES = "[1-9][0-9]{0,3}";
  private static final long MOST_RING_MEBIBYTES = 4095;

  private final String device;
  private final KernelPath directory;
  private final List<String> problems;

  DeviceAttributes(String device, KernelPath directory, List<String> problems) {
    this.device = device;
    this.directory = directory;
    this.problems = problems;
  }

  /** Whether it is enabled. A UIO node comes with enabling, so where it cannot be told it is. */
  boolean isEnabled() throws SystemCallException {
    KernelPath file = directory.resolve("enable");
    try {
      String text = KernelFile.attribute(file);
      if (text.equals("0") || text.equals("1")) {
        return text.equals("1");
      }
      problem(file + ":1: expected 0 or 1, found '" + shortened(text) + "'");
    } catch (SystemCallException e) {
      if (Vanished.is(e)) {
        throw e;
      }
      problem(e.getMessage());
    }
    return true;
  }

  /** What initiators see as its WWN; empty where none was set. */
  String unitSerial() throws SystemCallException {
    KernelPath file = directory.resolve("wwn/vpd_unit_serial");
    try {
      String text = KernelFile.attribute(file);
      String serial = text.substring(text.indexOf(':') + 1);
      return serial.startsWith(" ") ? serial.substring(1) : serial;
    } catch (SystemCallException e) {
      unreadable(e);
      return "";
    }
  }

  /** Size of the mailbox and command ring. */
  long ringBytes() throws SystemCallException {
    KernelPath file = directory.resolve("attrib/cmd_ring_size_mb");
    try {
      String text = KernelFile.attribute(file);
      if (text.matches(RING_MEBIBYTES) && Long.parseLong(text) <= MOST_RING_MEBIBYTES) {
        return Long.parseLong(text) * BYTES_PER_MEBIBYTE;
      }
      problem(file + ":1: expected a size in MiB, found '" + shortened(text) + "'; taken to be 8");
    } catch (SystemCallException e) {
      unreadable(e);
    }
    return FIXED_RING_BYTES;
  }

  private void unreadable(SystemCallException e) throws SystemCallException {
    if (e.errno() == Errno.ENODEV) {
      throw e;
    }
    if (!Vanished.is(e)) {
      problem(e.getMessage());
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private void problem(@Nullable String what) {
    problems.add(PrintableText.of(device + ": " + what));
  }
}
