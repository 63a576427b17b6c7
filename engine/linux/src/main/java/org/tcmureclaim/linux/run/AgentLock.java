package org.tcmureclaim.linux.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import org.tcmureclaim.host.AnotherAgentException;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.files.RegularFile;

/**
 * Makes sure that one agent runs on a host: a lock on a file, which the kernel takes back when the
 * process ends in whatever way. The file holds the PID and stays. Where it is removed, another
 * agent makes and locks another one, until {@link #takeAgain} has done so.
 */
public final class AgentLock implements AutoCloseable {
  private static final String UNKNOWN = "unknown";
  private static final int MOST_BYTES = 64;

  private final Path file;
  private FileChannel channel;
  private boolean closed;

  private AgentLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws AnotherAgentException if an agent holds it
   * @throws HostException if the file cannot be written
   */
  public static AgentLock acquire(Path file) {
    return new AgentLock(file, locked(file));
  }

  /**
   * Takes it once more, as its file was removed.
   *
   * @throws AnotherAgentException if an agent holds it by now
   * @throws HostException if the file cannot be written
   */
  public synchronized void takeAgain() {
    if (closed) {
      return;
    }
    FileChannel before = channel;
    channel = locked(file);
    close(before);
  }

  private static FileChannel locked(Path file) {
    try {
      RunDirectory.create(file);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new AnotherAgentException(
            "another agent (PID "
                + holder(file)
                + ") is running on this host; stop it first, or look at it with tcmu-reclaim"
                + " status");
      }
      writePid(channel);
      return channel;
    } catch (AccessDeniedException e) {
      throw new HostException(file + ": permission denied; run as root", e);
    } catch (IOException e) {
      throw new HostException(file + ": cannot be locked: " + e, e);
    }
  }

  /**
   * Looks at the lock without taking it: an agent that starts meanwhile must not find it taken.
   *
   * @return in words, who holds it
   * @throws HostException if {@link #acquire} could not write the file
   */
  public static String look(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path folder = file.toAbsolutePath().getParent();
      while (folder != null && !Files.exists(folder)) {
        folder = folder.getParent();
      }
      if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
        throw new HostException(folder + ": cannot be written, for " + file + "; run as root");
      }
      return "free";
    }
    if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
      throw new HostException(file + ": cannot be written; run as root");
    }
    OptionalInt pid = living(file);
    return pid.isPresent()
        ? "held by the agent with PID " + pid.getAsInt() + "; tcmu-reclaim status asks it"
        : "free";
  }

  /** The PID in the file where there is such a process; the lock itself is not looked at. */
  public static OptionalInt living(Path file) throws IOException {
    String pid = Files.isRegularFile(file) ? holder(file) : UNKNOWN;
    boolean alive = !pid.equals(UNKNOWN) && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    return alive ? OptionalInt.of(Integer.parseInt(pid)) : OptionalInt.empty();
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // This very process holds it.
    }
  }

  /** The PID that the file holds; {@link #UNKNOWN} where it holds none. */
  private static String holder(Path file) throws IOException {
    try (InputStream in = RegularFile.open(file)) {
      String pid = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1).strip();
      return pid.matches("[1-9][0-9]{0,8}") ? pid : UNKNOWN;
    }
  }

  private static void writePid(FileChannel channel) throws IOException {
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  @Override
  public synchronized void close() {
    closed = true;
    close(channel);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new HostException("the agent's lock cannot be released: " + e, e);
    }
  }
}
