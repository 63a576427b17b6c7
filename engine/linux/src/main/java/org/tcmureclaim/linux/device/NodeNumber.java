package org.tcmureclaim.linux.device;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.FileStatus;
import org.tcmureclaim.shim.FileSystemType;
import org.tcmureclaim.shim.KernelFile;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/**
 * The device number of a UIO node, from {@code /sys/class/uio/uioN/dev}: by it a process that maps
 * the node is told from one that maps some file of that name.
 */
public final class NodeNumber {
  /** It cannot be told, so no process is taken for the handler. */
  public static final long UNKNOWN = -1;

  /**
   * There is none because the host is made up: {@code /sys} is not the kernel's sysfs, which always
   * has the attribute. Files of the agent's own user stand in for nodes there.
   */
  public static final long MADE_UP = -2;

  private static final Pattern MAJOR_MINOR = Pattern.compile("([0-9]{1,4}):([0-9]{1,7})");

  private NodeNumber() {}

  /**
   * Reads the number of one node.
   *
   * @param node its folder in sysfs
   * @param problems gets a sentence where it cannot be told
   */
  static long read(KernelPath node, List<String> problems) throws SystemCallException {
    KernelPath file = node.resolve("dev");
    String text;
    try {
      text = KernelFile.attribute(file);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENOENT && !FileSystemType.isSysfs(node)) {
        return MADE_UP;
      }
      if (!Vanished.is(e)) {
        problems.add(unknown(node) + e.getMessage());
      }
      return UNKNOWN;
    }
    Matcher number = MAJOR_MINOR.matcher(text);
    if (!number.matches()) {
      problems.add(
          PrintableText.of(
              unknown(node) + file + ":1: expected MAJOR:MINOR, found '" + text + "'"));
      return UNKNOWN;
    }
    return FileStatus.deviceNumber(
        Integer.parseInt(number.group(1)), Integer.parseInt(number.group(2)));
  }

  private static String unknown(KernelPath node) {
    return node.name() + ": who its handler is cannot be verified: ";
  }
}
