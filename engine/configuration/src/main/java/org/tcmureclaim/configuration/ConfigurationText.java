package org.tcmureclaim.configuration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of a configuration file, or says plainly why that cannot be done. */
final class ConfigurationText {
  /** Far more than a person writes; keeps a log from filling the heap. */
  static final int MOST_BYTES = 1 << 20;

  private ConfigurationText() {}

  static String read(Path file) {
    try {
      byte[] bytes = OperatorFile.read(file, MOST_BYTES);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(file + ": is not UTF-8 text", e);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(file + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new ConfigurationException(file + ": permission denied", e);
    } catch (FileSystemException e) {
      throw new ConfigurationException(file + ": " + reason(e), e);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String reason(FileSystemException e) {
    String reason = String.valueOf(e.getReason());
    return reason.startsWith("is ") ? reason : "cannot be read: " + reason;
  }
}
