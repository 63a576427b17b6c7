package org.tcmureclaim.agent.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.files.FileOpening;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.StateFolder;

/**
 * Reads the state of an agent that another process writes. Looking again costs one look at the
 * file, unless it was replaced. It believes only files of root or of its own user.
 *
 * <p>A state stays behind where its agent was killed; whether that runs is for the image to say.
 * Safe from any thread.
 */
public final class StateReader {
  /** Of 4,096 customers, with room for long names. */
  static final int MOST_BYTES = 4 << 20;

  private static final String LOOK = "unix:ino,lastModifiedTime,size,uid";

  private final Path file;
  private Map<String, Object> look = Map.of();
  private @Nullable AgentState state;

  /** Of the agent that leaves its state in this file, which need not be there yet. */
  public StateReader(Path file) {
    this.file = file;
  }

  /**
   * The newest state.
   *
   * @throws StateException where there is none, or it cannot be read or believed
   */
  public synchronized AgentState newest() {
    try {
      Map<String, Object> now = Files.readAttributes(file, LOOK, LinkOption.NOFOLLOW_LINKS);
      AgentState known = state;
      if (known != null && now.equals(look)) {
        return known;
      }
      StateFolder.requireOwnedFile(file);
      AgentState fresh = parse(new String(read(), StandardCharsets.UTF_8));
      look = now; // A file that is replaced after this look is seen by the next one.
      state = fresh;
      return fresh;
    } catch (NoSuchFileException e) {
      throw StateException.missing(file + ": no agent runs here");
    } catch (IOException e) {
      throw StateException.unreadable(FileProblem.text(file, e));
    }
  }

  /**
   * The state in a file.
   *
   * @throws StateException where there is none, or it cannot be read or believed
   */
  public static AgentState read(Path file) {
    return new StateReader(file).newest();
  }

  /**
   * The folder is root's or of this user, so what was found to be a file stays one; and a command
   * that looks need not load a native library first.
   */
  private byte[] read() throws IOException {
    try (InputStream in = FileOpening.LOOKS_FIRST.open(file, false)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new FileSystemException(
            file.toString(), null, "has more than " + MOST_BYTES + " bytes");
      }
      return bytes;
    }
  }

  private AgentState parse(String text) {
    StateFields fields = StateFields.of(file, text);
    long format = fields.number("format");
    if (format != StateJson.FORMAT) {
      throw StateException.unreadable(
          "%s: has format %d, and this version reads format %d; use the commands of the agent's version, or start the agent again"
              .formatted(file, format, StateJson.FORMAT));
    }
    return StateJson.state(fields);
  }
}
