package org.tcmureclaim.configuration.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tcmureclaim.configuration.OperatorFile;

/** A short text that stands for the names and contents of files. */
final class ContentDigest {
  private static final int MOST_BYTES = 1 << 20;

  private final MessageDigest digest;

  ContentDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Adds a file as it is now; one that cannot be read counts as such. */
  void add(Path file) {
    try {
      add(file.toString(), OperatorFile.read(file, MOST_BYTES));
    } catch (IOException e) {
      add(file + " not read", "");
    }
  }

  void add(String name, String content) {
    add(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private void add(String name, byte[] content) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    digest.update(
        (nameBytes.length + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(nameBytes);
    digest.update(content);
  }

  String text() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
