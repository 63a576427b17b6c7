package org.tcmureclaim.linux.device;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the UIO nodes of tcmu devices in {@code /sys/class/uio}. */
final class UioNodes {
  private final Path directory;

  UioNodes(Path sysRoot) {
    this.directory = sysRoot.resolve("class/uio");
  }

  /** The nodes there are now, by device path. */
  Map<String, UioNode> scan() throws IOException {
    Map<String, UioNode> nodes = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "uio[0-9]*")) {
      for (Path entry : entries) {
        UioNode node = read(entry);
        if (node != null) {
          nodes.put(node.devicePath(), node);
        }
      }
    } catch (NoSuchFileException e) {
      return nodes; // The uio module comes with the first device.
    }
    return nodes;
  }

  private static @Nullable UioNode read(Path entry) throws IOException {
    String number = entry.getFileName().toString().substring("uio".length());
    try {
      String name = Files.readString(entry.resolve("name")).strip();
      return UioNode.parse(Integer.parseInt(number), name);
    } catch (NumberFormatException e) {
      return null;
    } catch (IOException e) {
      if (Vanished.is(e)) {
        return null;
      }
      throw e;
    }
  }
}
