package org.tcmureclaim.linux.device;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.KernelFile;
import org.tcmureclaim.shim.KernelFolder;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/** Finds the UIO nodes of tcmu devices in {@code /sys/class/uio}. */
final class UioNodes {
  /** A page, as much as an attribute of sysfs can hold. */
  private static final int NAME_BYTES = 4096;

  private final KernelPath directory;

  UioNodes(Path sysRoot) {
    this.directory = KernelPath.of(sysRoot).resolve("class/uio");
  }

  /**
   * The nodes there are now, by device path.
   *
   * @param problems gets a sentence for each node that cannot be read; the others go on
   */
  Map<String, UioNode> scan(List<String> problems) throws SystemCallException {
    Map<String, UioNode> nodes = new HashMap<>();
    for (KernelPath entry : entries()) {
      int number = UioNode.number(entry.name());
      UioNode node = number < 0 ? null : read(entry, number, problems);
      if (node != null) {
        nodes.put(node.devicePath(), node);
      }
    }
    return nodes;
  }

  private List<KernelPath> entries() throws SystemCallException {
    try {
      return KernelFolder.list(directory);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENOENT) {
        return List.of(); // The uio module comes with the first device.
      }
      throw e;
    }
  }

  private static @Nullable UioNode read(KernelPath entry, int number, List<String> problems) {
    try {
      String name = KernelFile.text(entry.resolve("name"), NAME_BYTES);
      UioNode node = UioNode.parse(number, name, NodeNumber.UNKNOWN);
      return node == null ? null : UioNode.parse(number, name, NodeNumber.read(entry, problems));
    } catch (SystemCallException e) {
      if (!Vanished.is(e)) {
        problems.add("the LUN of uio" + number + " cannot be told: " + e.getMessage());
      }
      return null;
    }
  }
}
