package org.tcmureclaim.linux.device;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.KernelEntry;
import org.tcmureclaim.shim.KernelFile;
import org.tcmureclaim.shim.KernelFolder;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Finds the UIO nodes of tcmu devices in {@code /sys/class/uio}.
 *
 * <p>What lies there is a link for each node, which comes and goes with it, and sysfs gives every
 * link a number of its own (kernfs_new_node() in fs/kernfs/dir.c). So as long as the number is the
 * same, so is the node, and its device number is not read again. Its name is: {@code dev_config} is
 * a part of it and may be changed (tcmu_dev_config_store() in target_core_user.c).
 *
 * <p>A node's name is read under the lock of its UIO device (name_show() in drivers/uio/uio.c). A
 * handler that spins in a stock driver's write() keeps that for good, and who waits for it cannot
 * be killed. So the name of a node that is locked is not read: it is the one of before, or told
 * with a later list.
 */
final class UioNodes {
  private final KernelPath directory;
  private Map<KernelPath, Known> known = Map.of();

  /** A node of the last listing whose number could be read. */
  private static final class Known {
    final UioNode node;
    private final long inode;
    private final byte[] name;

    Known(long inode, byte[] name, UioNode node) {
      this.inode = inode;
      this.name = name;
      this.node = node;
    }

    boolean isStill(KernelEntry entry, byte[] nameNow) {
      return inode == entry.inode() && Arrays.equals(name, nameNow);
    }
  }

  UioNodes(Path sysRoot) {
    this.directory = KernelPath.of(sysRoot).resolve("class/uio");
  }

  /**
   * The nodes there are now, by device path.
   *
   * @param locked by number, whose names cannot be read now
   * @param problems gets a sentence for each node that cannot be read; the others go on
   */
  Map<String, UioNode> scan(IntPredicate locked, List<String> problems) throws SystemCallException {
    Map<String, UioNode> nodes = new HashMap<>();
    Map<KernelPath, Known> before = known;
    known = new HashMap<>();
    for (KernelEntry entry : entries()) {
      int number = UioNode.number(entry.path().name());
      if (number >= 0) {
        Known its = before.get(entry.path());
        UioNode node = locked.test(number) ? kept(entry, its) : read(entry, number, its, problems);
        if (node != null) {
          nodes.put(node.devicePath(), node);
        }
      }
    }
    return nodes;
  }

  /** The node of a name that cannot be read now, as it was; none where it is another one. */
  private @Nullable UioNode kept(KernelEntry entry, @Nullable Known before) {
    if (before == null || before.inode != entry.inode()) {
      return null;
    }
    known.put(entry.path(), before);
    return before.node;
  }

  private List<KernelEntry> entries() throws SystemCallException {
    try {
      return KernelFolder.entries(directory);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENOENT) {
        return List.of(); // The uio module comes with the first device.
      }
      throw e;
    }
  }

  private @Nullable UioNode read(
      KernelEntry entry, int number, @Nullable Known before, List<String> problems) {
    try {
      byte[] name = KernelFile.attributeBytes(entry.path().resolve("name"));
      UioNode node =
          before != null && before.isStill(entry, name)
              ? before.node
              : parse(entry.path(), number, name, problems);
      if (node != null && node.deviceNumber() != NodeNumber.UNKNOWN) {
        known.put(entry.path(), new Known(entry.inode(), name, node));
      }
      return node;
    } catch (SystemCallException e) {
      if (!Vanished.is(e)) {
        problems.add("the LUN of uio" + number + " cannot be told: " + e.getMessage());
      }
      return null;
    }
  }

  private static @Nullable UioNode parse(
      KernelPath entry, int number, byte[] content, List<String> problems)
      throws SystemCallException {
    String name = KernelFile.line(content);
    UioNode node = UioNode.parse(number, name, NodeNumber.UNKNOWN);
    return node == null ? null : UioNode.parse(number, name, NodeNumber.read(entry, problems));
  }
}
