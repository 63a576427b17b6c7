package org.tcmureclaim.configuration.jars;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.tcmureclaim.configuration.OperatorFile;

/**
 * A jar in memory, so that a file that is written over, moved or removed changes nothing for those
 * who use its classes.
 *
 * @param sha256 of the file, in hex
 * @param entries what is in it, by name
 */
record JarContent(String sha256, Map<String, byte[]> entries) {
  /** Of the file, and of its entries together once they are unpacked. */
  static final int MOST_BYTES = 8 << 20;

  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;

  /**
   * Reads a file whole.
   *
   * @throws IOException where it cannot be read, is no jar or is too large
   */
  static JarContent read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("is no file");
    }
    byte[] bytes;
    try (var in = OperatorFile.open(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    refuseLarge(bytes.length);
    return new JarContent(sha256Of(bytes), entriesOf(bytes));
  }

  private static Map<String, byte[]> entriesOf(byte[] bytes) throws IOException {
    int announced = announcedEntries(bytes);
    Map<String, byte[]> entries = new TreeMap<>();
    int seen = 0;
    int left = MOST_BYTES;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; seen++) {
        byte[] content = zip.readNBytes(left + 1);
        left -= content.length;
        refuseLarge(MOST_BYTES - left);
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), content);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ZipException("an entry has a name that is not UTF-8");
    }
    if (seen != announced) {
      throw new ZipException(
          "is damaged: " + seen + " entries of " + announced + "; copy it again");
    }
    return entries;
  }

  /** The number of entries that the end of a zip archive states. */
  private static int announcedEntries(byte[] bytes) throws ZipException {
    for (int at = bytes.length - END_BYTES; at >= 0 && at >= bytes.length - 0x10000; at--) {
      if (number(bytes, at, 4) == END_SIGNATURE) {
        return number(bytes, at + 10, 2);
      }
    }
    throw new ZipException(
        bytes.length >= 2 && bytes[0] == 'P' && bytes[1] == 'K'
            ? "ends too early; copy it again"
            : "is no jar");
  }

  private static int number(byte[] bytes, int at, int size) {
    int number = 0;
    for (int i = size - 1; i >= 0; i--) {
      number = number << 8 | (bytes[at + i] & 0xff);
    }
    return number;
  }

  private static void refuseLarge(int length) throws IOException {
    if (length > MOST_BYTES) {
      throw new IOException("is larger than " + (MOST_BYTES >> 20) + " MiB");
    }
  }

  private static String sha256Of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
