package org.tcmureclaim.linux.device;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * Lists the tcmu devices: configfs says what is configured, sysfs which of it has a UIO node.
 *
 * <p>A device's generation is the inode number of its configfs directory. That directory lives
 * exactly as long as the device (it is there before the UIO node), configfs keeps its inode while
 * it lives, and takes inode numbers from a counter (get_next_ino() in fs/configfs/inode.c), so that
 * a LUN created again under its old name gets another one.
 */
public final class DeviceInventory {
  // Kernels without the attribute have the fixed size: MB_CMDR_SIZE in target_core_user.c.
  private static final long FIXED_RING_BYTES = 8L << 20;

  private final Path core;
  private final UioNodes uioNodes;

  public DeviceInventory(Path configfsRoot, Path sysRoot) {
    this.core = configfsRoot.resolve("target/core");
    this.uioNodes = new UioNodes(sysRoot);
  }

  /**
   * The devices there are now, in key order. One that goes away meanwhile is not among them.
   *
   * @throws IOException if configfs or sysfs cannot be listed
   */
  public List<TcmuDevice> scan() throws IOException {
    Map<String, UioNode> nodes = uioNodes.scan();
    List<TcmuDevice> devices = new ArrayList<>();
    for (Path hba : children(core, "user_*")) {
      for (Path directory : children(hba, "*")) {
        TcmuDevice device = look(hba, directory, nodes);
        if (device != null) {
          devices.add(device);
        }
      }
    }
    devices.sort(Comparator.comparing(TcmuDevice::key));
    return devices;
  }

  private static List<Path> children(Path directory, String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
      entries.forEach(found::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return found;
    }
    return found;
  }

  private static @Nullable TcmuDevice look(Path hba, Path directory, Map<String, UioNode> nodes)
      throws IOException {
    if (!Files.exists(directory.resolve("control"))) {
      return null; // Files of the HBA itself, such as hba_info, or a device that has gone.
    }
    String path = hba.getFileName() + "/" + directory.getFileName();
    try {
      long inode = (Long) Files.getAttribute(directory, "unix:ino");
      DeviceKey key = new DeviceKey(path, inode);
      UioNode node = nodes.get(path);
      if (node == null || !isEnabled(directory)) {
        return new TcmuDevice(key, directory, OptionalInt.empty(), 0, "", unitSerial(directory));
      }
      OptionalInt number = OptionalInt.of(node.number());
      return new TcmuDevice(
          key, directory, number, ringBytes(directory), node.devConfig(), unitSerial(directory));
    } catch (IOException e) {
      if (Vanished.is(e)) {
        return null;
      }
      throw e;
    }
  }

  private static boolean isEnabled(Path directory) throws IOException {
    return Files.readString(directory.resolve("enable")).strip().equals("1");
  }

  private static String unitSerial(Path directory) throws IOException {
    Path file = directory.resolve("wwn/vpd_unit_serial");
    if (!Files.exists(file)) {
      return "";
    }
    String text = Files.readString(file);
    return text.substring(text.indexOf(':') + 1).strip();
  }

  private static long ringBytes(Path directory) throws IOException {
    Path file = directory.resolve("attrib/cmd_ring_size_mb");
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return FIXED_RING_BYTES;
    }
    try {
      return Math.multiplyExact(Long.parseLong(text), 1L << 20);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new HostException(file + ":1: expected a size in MiB, found '" + text + "'", e);
    }
  }
}
