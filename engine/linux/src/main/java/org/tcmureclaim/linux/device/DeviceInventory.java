package org.tcmureclaim.linux.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shim.FileStatus;
import org.tcmureclaim.shim.KernelEntry;
import org.tcmureclaim.shim.KernelFolder;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * Lists the tcmu devices: configfs says what is configured, sysfs which of it has a UIO node. Names
 * and attributes may hold any byte; they become {@link org.tcmureclaim.shim.LosslessText}.
 *
 * <p>A device's generation is the inode number of its configfs directory. That directory lives
 * exactly as long as the device (it is there before the UIO node), configfs keeps its inode while
 * it lives, and takes inode numbers from a counter (get_next_ino() in fs/configfs/inode.c), so that
 * a LUN created again under its old name gets another one. The listing of the HBA shows that number
 * without a look at the device (configfs_readdir() in fs/configfs/dir.c).
 *
 * <p>Of a device that has been enabled only the serial and {@code dev_config} can change: it cannot
 * be disabled, and its ring has its size until it ends (tcmu_set_cmd_ring_size() in
 * target_core_user.c). So as long as its number and its node are the same, no more is read.
 */
public final class DeviceInventory {
  private final KernelPath core;
  private final UioNodes uioNodes;
  private List<String> problems = List.of();
  private Map<KernelPath, Known> known = Map.of();

  /** An enabled device of the last listing of which all could be read. */
  private record Known(TcmuDevice device, UioNode node) {
    @SuppressWarnings("ReferenceEquality") // A node made again is another, however like it is.
    boolean isStill(KernelEntry entry, @Nullable UioNode nodeNow) {
      return device.key().generation() == entry.inode() && node == nodeNow;
    }
  }

  public DeviceInventory(Path configfsRoot, Path sysRoot) {
    this.core = KernelPath.of(configfsRoot).resolve("target/core");
    this.uioNodes = new UioNodes(sysRoot);
  }

  /**
   * The devices there are now, in key order. One that goes away meanwhile is not among them. One
   * device's trouble does not keep the others out: see {@link #problems}.
   *
   * @throws SystemCallException if configfs or sysfs cannot be listed at all
   */
  public List<TcmuDevice> scan() throws SystemCallException {
    return scan(number -> false);
  }

  /**
   * The same, where some UIO nodes are locked in the kernel. A LUN of such a node that was listed
   * before stays as it was; one that was not is listed without a node.
   *
   * @param locked by the number of the node
   */
  public List<TcmuDevice> scan(IntPredicate locked) throws SystemCallException {
    List<String> found = new ArrayList<>();
    Map<String, UioNode> nodes = uioNodes.scan(locked, found);
    List<TcmuDevice> devices = new ArrayList<>();
    Map<KernelPath, Known> before = known;
    known = new HashMap<>();
    for (KernelEntry hba : children(core)) {
      if (hba.path().name().startsWith("user_")) {
        addDevices(hba.path(), nodes, before, devices, found);
      }
    }
    devices.sort(Comparator.comparing(TcmuDevice::key));
    problems = List.copyOf(found);
    return devices;
  }

  /** What the last {@link #scan} could not read or understand; each names its LUN or node. */
  public List<String> problems() {
    return problems;
  }

  private static List<KernelEntry> children(KernelPath directory) throws SystemCallException {
    try {
      return KernelFolder.entries(directory);
    } catch (SystemCallException e) {
      if (Vanished.is(e)) {
        return List.of();
      }
      throw e;
    }
  }

  private void addDevices(
      KernelPath hba,
      Map<String, UioNode> nodes,
      Map<KernelPath, Known> before,
      List<TcmuDevice> devices,
      List<String> problems) {
    List<KernelEntry> directories;
    try {
      directories = children(hba);
    } catch (SystemCallException e) {
      problems.add(hba.name() + ": its LUNs cannot be listed: " + e.getMessage());
      return;
    }
    String hbaName = hba.name();
    for (KernelEntry directory : directories) {
      String path = hbaName + "/" + directory.path().name();
      try {
        TcmuDevice device =
            look(path, directory, nodes.get(path), before.get(directory.path()), problems);
        if (device != null) {
          devices.add(device);
        }
      } catch (SystemCallException e) {
        if (!Vanished.is(e)) {
          problems.add(path + ": left out: " + e.getMessage());
        }
      }
    }
  }

  /**
   * Null for what is no device.
   *
   * @throws SystemCallException with {@link Vanished} where it has gone
   */
  private @Nullable TcmuDevice look(
      String path,
      KernelEntry entry,
      @Nullable UioNode node,
      @Nullable Known before,
      List<String> problems)
      throws SystemCallException {
    int problemsBefore = problems.size();
    TcmuDevice device =
        before != null && before.isStill(entry, node) && hasItsSerial(before.device())
            ? before.device()
            : look(path, entry.path(), node, problems);
    if (device != null
        && !device.isHalfConfigured()
        && node != null
        && problems.size() == problemsBefore) {
      known.put(entry.path(), new Known(device, node));
    }
    return device;
  }

  /** What goes wrong here is seen again, and told, by the full look that follows. */
  private static boolean hasItsSerial(TcmuDevice device) throws SystemCallException {
    List<String> problems = new ArrayList<>(0);
    var attributes = new DeviceAttributes(device.key().path(), device.directory(), problems);
    return attributes.unitSerial().equals(device.unitSerial()) && problems.isEmpty();
  }

  private static @Nullable TcmuDevice look(
      String path, KernelPath directory, @Nullable UioNode node, List<String> problems)
      throws SystemCallException {
    if (!isDevice(directory)) {
      return null;
    }
    DeviceKey key = new DeviceKey(path, FileStatus.of(directory).inode());
    var attributes = new DeviceAttributes(path, directory, problems);
    if (node == null || !attributes.isEnabled()) {
      return new TcmuDevice(
          key, directory, OptionalInt.empty(), NodeNumber.UNKNOWN, 0, "", attributes.unitSerial());
    }
    OptionalInt number = OptionalInt.of(node.number());
    return new TcmuDevice(
        key,
        directory,
        number,
        node.deviceNumber(),
        attributes.ringBytes(),
        node.devConfig(),
        attributes.unitSerial());
  }

  /** Not so files of the HBA itself, such as hba_info, and devices that have gone. */
  private static boolean isDevice(KernelPath directory) throws SystemCallException {
    try {
      FileStatus.of(directory.resolve("control"));
      return true;
    } catch (SystemCallException e) {
      if (Vanished.is(e)) {
        return false;
      }
      throw e;
    }
  }
}
