package org.tcmureclaim.replay.packing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a file is by its first bytes, and what to do with it: it is unpacked, read as the files in
 * it, or refused with the way to make something of it that can be read.
 */
public enum FileKind {
  GZIP("1f8b", 0, "gzip"),
  ZSTD("28b52ffd", 0, "zstd"),
  XZ("fd377a585a00", 0, "xz"),
  BZIP2("425a68", 0, "bzip2"),
  LZ4("04224d18", 0, "lz4"),
  UTF16_LITTLE("fffe", 0, "text in UTF-16"),
  UTF16_BIG("feff", 0, "text in UTF-16"),
  TAR("7573746172", 257, "a tar archive"),
  ZIP("504b0304", 0, "a zip archive"),
  EMPTY_ZIP("504b0506", 0, "a zip archive without a file", "pack it again, or give another"),

  LZ4_LEGACY("02214c18", 0, "an old lz4 file", "unpack it with 'lz4 -d %s'"),
  SEVEN_ZIP("377abcaf271c", 0, "a 7z archive", "unpack it with '7z x %s'"),
  RAR("526172211a07", 0, "a rar archive", "unpack it with 'unrar x %s'"),
  COMPRESS("1f9d", 0, "packed with compress", "unpack it with 'gzip -d %s'"),
  LZIP("4c5a4950", 0, "packed with lzip", "unpack it with 'lzip -d %s'"),
  LZOP("894c5a4f", 0, "packed with lzop", "unpack it with 'lzop -d %s'"),
  LZMA("5d00008000", 0, "packed with lzma", "unpack it with 'xz -d --format=lzma %s'"),
  SNAPPY("ff060000734e61507059", 0, "packed with snappy", "unpack it with 'snzip -d %s'"),
  PARQUET("50415231", 0, "a Parquet file", "write it as CSV first"),
  SQLITE("53514c69746520666f726d6174", 0, "a SQLite database", "write the table as CSV first"),
  PDF("25504446", 0, "a PDF document", "give the data that it describes"),
  ELF("7f454c46", 0, "a program", "give what it prints"),
  SPREADSHEET("d0cf11e0a1b11ae1", 0, "a spreadsheet", "save it as CSV"),
  PERF("50455246494c4532", 0, "perf's binary file", "give what 'perf script -i %s' prints"),
  TRACE_CMD(
      "17084474726163696e67", 0, "trace-cmd's file", "give what 'trace-cmd report %s' prints"),
  SADC("96d5", 0, "sar's binary file", "give what 'sadf -d %s -- -q MEM -r' prints"),
  SADC_BIG("d596", 0, "sar's binary file", "give what 'sadf -d %s -- -q MEM -r' prints"),
  ATOP("efbeedfe", 0, "atop's binary file", "give what 'atop -r %s -P PSI,MEM' prints"),
  GIT_LFS(
      text("version https://git-lfs"),
      0,
      "a pointer to a file that was not downloaded",
      "run 'git lfs pull'"),
  HTML(text("<!doctype html"), 0, "a web page", "download the file itself"),
  HTML_2(text("<html"), 0, "a web page", "download the file itself");

  /** So many bytes are looked at. */
  static final int HEAD_BYTES = 512;

  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_BYTES = 8;

  /** A character for each byte. */
  private final String magic;

  private final int at;
  private final String what;
  private final String advice;

  FileKind(String hexadecimal, int at, String what) {
    this(hexadecimal, at, what, "");
  }

  FileKind(String hexadecimal, int at, String what, String advice) {
    this.magic = new String(HexFormat.of().parseHex(hexadecimal), StandardCharsets.ISO_8859_1);
    this.at = at;
    this.what = what;
    this.advice = advice;
  }

  private static String text(String beginning) {
    return HexFormat.of().formatHex(beginning.getBytes(StandardCharsets.US_ASCII));
  }

  /** What a file is that begins so; empty where nothing is known, or it is a plain text. */
  static Optional<FileKind> of(byte[] head) {
    Optional<FileKind> known = Arrays.stream(values()).filter(kind -> kind.isAt(head)).findFirst();
    if (known.isPresent()) {
      return known;
    }
    if (isUtf16(head, 1)) {
      return Optional.of(UTF16_LITTLE);
    }
    if (isUtf16(head, 0)) {
      return Optional.of(UTF16_BIG);
    }
    return isOldTar(head) ? Optional.of(TAR) : Optional.empty();
  }

  /** Whether it can only be refused. */
  boolean isRefused() {
    return !advice.isEmpty();
  }

  /** Whether it holds files. */
  boolean isArchive() {
    return this == TAR || this == ZIP;
  }

  /** What it is, such as {@code a rar archive}. */
  String what() {
    return what;
  }

  /** What it is, and what to do with this file. */
  String problem(String file) {
    return what + "; " + advice.formatted(file);
  }

  private boolean isAt(byte[] head) {
    if (head.length < at + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if (lower(head[at + i]) != lower((byte) magic.charAt(i))) {
        return false;
      }
    }
    return this != BZIP2 || (head.length > 3 && head[3] >= '1' && head[3] <= '9');
  }

  /** In small letters where the kind is a text, in which they count for nothing. */
  private int lower(byte b) {
    boolean isText = this == HTML || this == HTML_2;
    return isText && b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  /** Whether every other byte is 0, and those between are of a text. */
  private static boolean isUtf16(byte[] head, int zeroAt) {
    int length = Math.min(head.length, 64) & ~1;
    for (int i = 0; i < length; i += 2) {
      byte b = head[i + 1 - zeroAt];
      if (head[i + zeroAt] != 0 || b < '\t' || (b > '\r' && b < ' ')) {
        return false;
      }
    }
    return length >= 16;
  }

  /** A tar header from before {@code ustar}: its checksum is right. */
  private static boolean isOldTar(byte[] head) {
    if (head.length < HEAD_BYTES || head[0] == 0) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < HEAD_BYTES; i++) {
      boolean isSum = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_BYTES;
      sum += isSum ? ' ' : head[i] & 0xff;
    }
    String written =
        new String(head, CHECKSUM_AT, CHECKSUM_BYTES, StandardCharsets.ISO_8859_1)
            .replace('\0', ' ')
            .strip();
    return written.matches("[0-7]{4,7}") && Integer.parseInt(written, 8) == sum;
  }
}
