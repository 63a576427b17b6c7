package org.tcmureclaim.host.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files of the agent's state that must not be there before. What lies at their place, a link too,
 * is an error; their mode is 0640 at most, whatever the umask, and their group that of the folder.
 */
public final class NewFile {
  static final FileAttribute<?> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

  private NewFile() {}

  /**
   * Creates a file for writing.
   *
   * @throws FileAlreadyExistsException where something is at its place
   */
  public static FileChannel create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            MODE);
    FolderGroup.give(file);
    return channel;
  }

  /** Creates a file of this text, in UTF-8. Where that fails there is no file. */
  public static void write(Path file, String text) throws IOException {
    try (FileChannel channel = create(file)) {
      writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
