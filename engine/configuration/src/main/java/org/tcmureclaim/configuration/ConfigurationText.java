package org.tcmureclaim.configuration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of a configuration file, or says plainly why that cannot be done. */
final class ConfigurationText {
  /** Far more than a person writes; keeps a device node or a log from filling the heap. */
  static final int MOST_BYTES = 1 << 20;

  private ConfigurationText() {}

  static String read(Path file) {
    if (Files.isDirectory(file)) {
      throw new ConfigurationException(file + ": is a directory; give the file itself");
    }
    byte[] bytes = bytes(file);
    if (bytes.length > MOST_BYTES) {
      throw new ConfigurationException(file + ": is larger than 1MiB; is it the right file?");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(file + ": is not UTF-8 text", e);
    }
  }

  private static byte[] bytes(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(file + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new ConfigurationException(file + ": permission denied", e);
    } catch (FileSystemException e) {
      throw new ConfigurationException(file + ": cannot be read: " + e.getReason(), e);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
