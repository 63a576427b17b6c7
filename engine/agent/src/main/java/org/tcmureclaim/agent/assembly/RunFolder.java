package org.tcmureclaim.agent.assembly;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.recording.UnwritableException;

/**
 * The folder in which a run shows other processes how it stands. Where it is removed under an agent
 * that systemd has started, the agent ends: systemd makes the folder and starts it again, while the
 * agent itself sees {@code /run} as read-only. Any other agent makes the folder again, with the
 * mode and the group that it had.
 */
final class RunFolder {
  private static final FileAttribute<?> OWNERS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** A file of an agent that was killed before it was whole; only one agent runs on a host. */
  private static final Pattern DRAFT_OF_HOST =
      Pattern.compile("\\.(tick|agent\\.json)-[0-9a-f]{16}\\.part");

  private static final int PERMISSIONS = 07777;

  private final Path folder;
  private final Lost lost;
  private final Notices notices;
  private Look known;
  private boolean told;

  /** What a run does when its folder was removed. */
  interface Lost {
    /** Ends the agent where it is started again, and says whether it is. */
    boolean end();

    /** Makes again what others had in the folder. */
    void madeAgain();
  }

  private RunFolder(Path folder, Lost lost, Notices notices) throws IOException {
    this.folder = folder;
    this.lost = lost;
    this.notices = notices;
    this.known = Look.at(folder);
  }

  /** The files of the next run of this process. */
  static RunFiles files(HostKind host) {
    return host == HostKind.LINUX
        ? RunFiles.ofHost()
        : RunFiles.ofNextSimulation(System.getenv(), System.getProperty("user.name", "nobody"));
  }

  /**
   * Makes the folder where it is not there, and removes what simulated hosts left in it that were
   * killed.
   *
   * @throws UnwritableException where it cannot be made: no display would show what the agent does
   */
  static RunFolder open(RunFiles files, Lost lost, Notices notices) {
    Path folder = files.folder();
    try {
      if (files.simulatedPid().isPresent()) {
        Path unused = Files.createDirectories(folder, OWNERS_ALONE);
      }
      StateFolder.open(folder).forEach(notices::warn);
      removeLeftOver(folder);
      return new RunFolder(folder, lost, notices);
    } catch (IOException e) {
      throw new UnwritableException(
          "the agent has no place for what it shows: %s; make room there, or let it write there"
              .formatted(FileProblem.text(folder, e)),
          e);
    }
  }

  /**
   * Looks whether it is there, and if not, ends the agent or makes it again; to be called twice a
   * second, by one thread.
   *
   * @return whether it is there
   */
  boolean look() {
    try {
      if (isKnown()) {
        return true;
      }
      if (lost.end()) {
        tellOnce(folder + " was removed under the agent; it ends, to be started again with one");
        return false;
      }
      StateFolder.create(folder);
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileSystemException(folder.toString(), null, "is no folder; move it away");
      }
      StateFolder.requireOwned(folder);
      asItWas();
      lost.madeAgain();
      notices.warn(folder + " was removed under the agent; it is made again");
      told = false;
      return true;
    } catch (IOException e) {
      tellOnce(
          "%s was removed under the agent and cannot be made again; decisions go on, and no command that starts now sees them; it is tried again: %s"
              .formatted(folder, FileProblem.text(folder, e)));
      return false;
    }
  }

  private void tellOnce(String message) {
    if (!told) {
      told = true;
      notices.warn(message);
    }
  }

  /** Its inode is not used again while the image of a tick that was in it is mapped. */
  private boolean isKnown() throws IOException {
    try {
      Look now = Look.at(folder);
      return now.inode() == known.inode() && now.device() == known.device();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Another thread may have made it meanwhile, for its own file: its mode is no matter. */
  private void asItWas() throws IOException {
    if (Look.at(folder).group() != known.group()) {
      Files.setAttribute(folder, "unix:gid", known.group(), LinkOption.NOFOLLOW_LINKS);
    }
    Files.setAttribute(folder, "unix:mode", known.mode() & PERMISSIONS);
    known = Look.at(folder);
  }

  /** What a folder is and who may do what there. */
  private record Look(long inode, long device, int group, int mode) {
    static Look at(Path folder) throws IOException {
      Map<String, Object> of =
          Files.readAttributes(folder, "unix:ino,dev,gid,mode", LinkOption.NOFOLLOW_LINKS);
      return new Look(
          (long) value(of, "ino"),
          (long) value(of, "dev"),
          (int) value(of, "gid"),
          (int) value(of, "mode"));
    }

    private static Object value(Map<String, Object> attributes, String name) {
      return Objects.requireNonNull(attributes.get(name));
    }
  }

  private static void removeLeftOver(Path folder) throws IOException {
    for (String draft : names(folder, DRAFT_OF_HOST.asMatchPredicate())) {
      boolean unused = Files.deleteIfExists(folder.resolve(draft));
    }
    for (RunFiles left : RunFiles.simulated(folder)) {
      if (left.simulatedPid().stream().noneMatch(RunFolder::isAlive)) {
        remove(left);
      }
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).isPresent();
  }

  /** The run is over: what a simulated host left in its folder goes with it. */
  static void end(RunFiles run) {
    if (run.simulatedPid().isPresent()) {
      try {
        remove(run);
      } catch (IOException e) {
        // The next simulated host tries again.
      }
    }
  }

  /** Removes all files of a run, and its journal. Listing by {@code File} takes one open file. */
  static void remove(RunFiles run) throws IOException {
    for (String name : names(run.folder(), run::has)) {
      remove(run.folder().resolve(name));
    }
  }

  private static String[] names(Path folder, Predicate<String> wanted) {
    String[] names = folder.toFile().list((in, name) -> wanted.test(name));
    return names == null ? new String[0] : names;
  }

  private static void remove(Path file) throws IOException {
    File[] inside = Files.isSymbolicLink(file) ? null : file.toFile().listFiles();
    for (File one : inside == null ? new File[0] : inside) {
      boolean unused = Files.deleteIfExists(one.toPath());
    }
    boolean unused = Files.deleteIfExists(file);
  }
}
