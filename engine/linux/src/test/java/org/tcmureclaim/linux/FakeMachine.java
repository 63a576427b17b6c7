package org.tcmureclaim.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.linux.LinuxSettings.Roots;
import org.tcmureclaim.linux.stock.StockSettings;
import org.tcmureclaim.linux.watch.WatchSettings;

/** Files as a kernel with tcmu devices shows them, below a temporary directory. */
public final class FakeMachine {
  public static final int HANDLER_PID = 4321;
  public static final String BOOT_ID = "46687f5a-ae3b-4536-8fdc-b3b6e9554b1a";
  // Of the character device that stands in for all UIO nodes.
  private static final String NODE_NUMBER = "1:3\n";
  private static final Path NODE = Path.of("/dev/null");
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private final Path root;

  public FakeMachine(Path root) {
    this.root = root;
    write(proc("meminfo"), meminfo(8_000_000));
    write(proc("pressure/memory"), pressure(1_000, 100));
    write(proc("sys/kernel/random/boot_id"), BOOT_ID + "\n");
    write(parameter(), "2048\n");
    mkdir(configfs().resolve("target/core/user_0"));
  }

  public Path proc(String file) {
    return root.resolve("proc").resolve(file);
  }

  public Path sys() {
    return root.resolve("sys");
  }

  public Path configfs() {
    return root.resolve("config");
  }

  public Path parameter() {
    return sys().resolve("module/target_core_user/parameters/global_max_data_area_mb");
  }

  /** What the parameter says now. */
  public String limit() {
    try {
      return Files.readString(parameter()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path device(String name) {
    return configfs().resolve("target/core/user_0").resolve(name);
  }

  /** Settings without triggers and with nothing that happens by itself. */
  public LinuxSettings settings() {
    return new LinuxSettings(
        new Roots(root.resolve("proc"), sys(), configfs(), root.resolve("dev")),
        List.of(),
        new WatchSettings(HOUR_NANOS, HOUR_NANOS, HOUR_NANOS),
        new StockSettings(root.resolve("run/stock.lease"), 60_000_000_000L, 1),
        root.resolve("run/agent.lock"),
        root.resolve("state/shim-used"));
  }

  /** A device that is enabled as a UIO node, with a ring of 1 MiB. */
  public void addDevice(String name, int uio) {
    Path directory = device(name);
    write(directory.resolve("control"), "");
    write(directory.resolve("enable"), "1\n");
    write(directory.resolve("attrib/cmd_ring_size_mb"), "1\n");
    traffic(name, 0, 0, 0);
    write(sys().resolve("class/uio/uio" + uio + "/name"), "tcm-user/0/" + name + "/file//img\n");
    write(sys().resolve("class/uio/uio" + uio + "/dev"), NODE_NUMBER);
  }

  /**
   * A device like {@link #addDevice} whose name and {@code dev_config} may hold any byte.
   *
   * @param name as printf(1) takes it: {@code m\\374ller} holds a byte that is not UTF-8
   */
  public void addDeviceOfBytes(String name, int uio, String devConfig) {
    addDevice("of-bytes", uio);
    shell("mv of-bytes \"$(printf '" + name + "')\"", configfs().resolve("target/core/user_0"));
    shell(
        "printf 'tcm-user/0/" + name + "/" + devConfig + "\\n' >name",
        sys().resolve("class/uio/uio" + uio));
  }

  /** Runs a shell in a directory: Java cannot name every file that the kernel can. */
  public static void shell(String command, Path directory) {
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", command).directory(directory.toFile()).inheritIO().start();
      if (shell.waitFor() != 0) {
        throw new IllegalStateException(command);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public void addHalfConfigured(String name) {
    write(device(name).resolve("control"), "");
    write(device(name).resolve("enable"), "0\n");
  }

  public void removeDevice(String name, int uio) {
    delete(device(name));
    delete(sys().resolve("class/uio/uio" + uio));
  }

  public void traffic(String name, long commands, long readMebibytes, long writtenMebibytes) {
    Path directory = device(name).resolve("statistics/scsi_lu");
    write(directory.resolve("num_cmds"), commands + "\n");
    write(directory.resolve("read_mbytes"), readMebibytes + "\n");
    write(directory.resolve("write_mbytes"), writtenMebibytes + "\n");
  }

  /** The handler's mappings: the UIO node of each pair is resident with so many kB. */
  public void handlerMaps(long[]... uioAndKilobytes) {
    processMaps(HANDLER_PID, uioAndKilobytes);
    presentPages(0, 0, 0);
  }

  /** Mappings of nodes in some process, without a pagemap. */
  public void processMaps(int pid, long[]... uioAndKilobytes) {
    String smaps = smaps(uioAndKilobytes);
    write(proc(pid + "/smaps"), smaps);
    String maps =
        smaps.lines().filter(l -> l.contains("-")).map(l -> l + "\n").reduce("", String::concat);
    write(proc(pid + "/maps"), maps);
    for (long[] pair : uioAndKilobytes) {
      mapFile(pid, (int) pair[0], NODE);
    }
  }

  /** What a process has mapped where it shows a node. */
  public void mapFile(int pid, int uio, Path file) {
    Path link = proc(pid + "/map_files/%x-%x".formatted(address(uio), address(uio) + 0x100_0000L));
    try {
      mkdir(link.getParent());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes what smaps shows and nothing else. */
  public void replaceSmaps(long[]... uioAndKilobytes) {
    replaceSmaps(smaps(uioAndKilobytes));
  }

  public void replaceSmaps(String text) {
    write(proc(HANDLER_PID + "/smaps"), text);
  }

  /** What the descriptors of a process show that has ended: nothing. */
  public void handlerExits() {
    write(proc(HANDLER_PID + "/smaps"), "");
    delete(proc(HANDLER_PID + ""));
  }

  private static String smaps(long[]... uioAndKilobytes) {
    StringBuilder smaps = new StringBuilder();
    smaps.append(mapping(0x5500_0000_0000L, "/usr/bin/tcmu-runner", 1234));
    for (long[] pair : uioAndKilobytes) {
      smaps.append(mapping(address((int) pair[0]), "/dev/uio" + pair[0], pair[1]));
    }
    return smaps.toString();
  }

  /** Where the handler has mapped a UIO node. */
  public static long address(int uio) {
    return 0x1000_0000L + uio * 0x100_0000L;
  }

  /** Marks pages of the handler's mapping of a UIO node as present in its pagemap. */
  public void presentPages(int uio, int firstPage, int pages) {
    try (RandomAccessFile file =
        new RandomAccessFile(proc(HANDLER_PID + "/pagemap").toFile(), "rw")) {
      for (int page = 0; page < pages; page++) {
        file.seek((address(uio) / 4096 + firstPage + page) * 8 + 7);
        file.write(0x81);
      }
      file.setLength(Math.max(file.length(), (address(300) / 4096) * 8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mapping(long address, String path, long kilobytes) {
    return """
        %x-%x rw-s 00000000 00:06 345                        %s
        Size:              16384 kB
        KernelPageSize:        4 kB
        Rss:            %8d kB
        Pss:                   1 kB
        VmFlags: rd wr sh mr mw me ms de dd
        """
        .formatted(address, address + 0x100_0000L, path, kilobytes);
  }

  public static String meminfo(long availableKilobytes) {
    return """
        MemTotal:       24684084 kB
        MemFree:         2337088 kB
        MemAvailable:   %d kB
        Buffers:          123456 kB
        SwapTotal:       1048572 kB
        SwapFree:         524288 kB
        """
        .formatted(availableKilobytes);
  }

  public static String pressure(long someMicros, long fullMicros) {
    return """
        some avg10=0.12 avg60=0.34 avg300=5.60 total=%d
        full avg10=0.00 avg60=0.00 avg300=0.00 total=%d
        """
        .formatted(someMicros, fullMicros);
  }

  public static void write(Path file, String text) {
    try {
      mkdir(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void delete(Path tree) {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void mkdir(@Nullable Path directory) {
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
