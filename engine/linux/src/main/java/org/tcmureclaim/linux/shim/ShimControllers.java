package org.tcmureclaim.linux.shim;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.shim.FileStatus;
import org.tcmureclaim.shim.KernelFile;
import org.tcmureclaim.shim.KernelFolder;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Which processes have the shim's node open to control it, for an operator who has to end one. A
 * process is told by the device number of what it has open for writing, as fuser(1) does.
 *
 * <p>Slow: it looks at all open files of all processes, a bounded number of them.
 */
public final class ShimControllers {
  private static final Pattern PID = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern FLAGS = Pattern.compile("(?m)^flags:\\s*([0-7]{1,10})$");
  private static final Pattern MOUNT = Pattern.compile("(?m)^mnt_id:\\s*([0-9]{1,10})$");
  private static final Pattern TYPE = Pattern.compile(" - (\\S{1,64}) ");
  private static final int ACCESS_MODE = 3; // O_ACCMODE of fcntl.h
  private static final int READ_AND_WRITE = 2; // O_RDWR
  private static final int NAMED = 4;
  private static final int MOST_FILES = 1_000_000;
  private static final int MOST_INFO_BYTES = 4096;
  private static final int MOST_MOUNT_BYTES = 4 << 20;

  /** Where nodes of devices lie. A look at a file of a server that is gone would never return. */
  private static final Set<String> LOCAL =
      Set.of(
          "devtmpfs",
          "tmpfs",
          "ramfs",
          "rootfs",
          "ext2",
          "ext3",
          "ext4",
          "xfs",
          "btrfs",
          "f2fs",
          "zfs",
          "overlay",
          "squashfs",
          "erofs");

  /**
   * A process that controls the shim.
   *
   * @param name of its program, made harmless
   */
  public record Holder(int pid, String name) {
    @Override
    public String toString() {
      return "PID " + pid + (name.isEmpty() ? "" : " (" + name + ")");
    }
  }

  private final Path procRoot;
  private final Path node;
  private int looks;

  /**
   * A search that has not begun.
   *
   * @param node the shim's, by which others may have it open under another name
   */
  public ShimControllers(Path procRoot, Path node) {
    this.procRoot = procRoot;
    this.node = node;
  }

  /** Those that can be seen from here, in the order of their PIDs; others may be hidden. */
  public List<Holder> find() {
    looks = 0;
    try {
      FileStatus wanted = FileStatus.of(KernelPath.of(node));
      return wanted.isCharacterDevice() ? holders(wanted.deviceNumber()) : List.of();
    } catch (SystemCallException e) {
      return List.of(); // There is no node that anybody could have open.
    }
  }

  /** Some of them in words. */
  public static String inWords(List<Holder> holders) {
    String named =
        holders.stream().limit(NAMED).map(Holder::toString).collect(Collectors.joining(", "));
    return named + (holders.size() > NAMED ? " and " + (holders.size() - NAMED) + " more" : "");
  }

  private List<Holder> holders(long device) throws SystemCallException {
    List<Integer> pids =
        KernelFolder.list(KernelPath.of(procRoot)).stream()
            .map(KernelPath::name)
            .filter(name -> PID.matcher(name).matches())
            .map(Integer::valueOf)
            .sorted()
            .toList();
    List<Holder> found = new ArrayList<>();
    for (int pid : pids) {
      if (controls(procRoot.resolve(Integer.toString(pid)), device)) {
        found.add(new Holder(pid, name(pid)));
      }
    }
    return found;
  }

  private boolean controls(Path process, long device) {
    Set<String> mounts = Set.of();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fdinfo"))) {
      for (Path info : files) {
        if (++looks > MOST_FILES) {
          return false;
        }
        String mount = mountIfWritable(info);
        if (mount.isEmpty()) {
          continue;
        }
        if (mounts.isEmpty()) {
          mounts = localMounts(process);
        }
        if (mounts.contains(mount) && isDevice(process.resolve("fd"), info, device)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return false; // It has ended, or may not be looked at.
    }
    return false;
  }

  /** The number of the mount that an open file is on; empty where it is not open for both. */
  private static String mountIfWritable(Path info) {
    try {
      String text = KernelFile.text(KernelPath.of(info), MOST_INFO_BYTES);
      Matcher flags = FLAGS.matcher(text);
      Matcher mount = MOUNT.matcher(text);
      boolean both =
          flags.find() && (Long.parseLong(flags.group(1), 8) & ACCESS_MODE) == READ_AND_WRITE;
      return both && mount.find() ? mount.group(1) : "";
    } catch (SystemCallException e) {
      return ""; // It was closed meanwhile, or is an epoll with a long list.
    }
  }

  private static Set<String> localMounts(Path process) throws SystemCallException {
    return KernelFile.text(KernelPath.of(process.resolve("mountinfo")), MOST_MOUNT_BYTES)
        .lines()
        .filter(ShimControllers::isLocal)
        .map(line -> line.substring(0, line.indexOf(' ')))
        .collect(Collectors.toSet());
  }

  private static boolean isLocal(String mount) {
    Matcher type = TYPE.matcher(mount);
    return type.find() && LOCAL.contains(type.group(1));
  }

  private static boolean isDevice(Path files, Path info, long device) {
    try {
      FileStatus open = FileStatus.of(KernelPath.of(files.resolve(info.getFileName())));
      return open.isCharacterDevice() && open.deviceNumber() == device;
    } catch (SystemCallException e) {
      return false;
    }
  }

  private String name(int pid) {
    try {
      return PrintableText.oneLine(
          KernelFile.text(KernelPath.of(procRoot.resolve(pid + "/comm")), MOST_INFO_BYTES));
    } catch (SystemCallException e) {
      return "";
    }
  }
}
