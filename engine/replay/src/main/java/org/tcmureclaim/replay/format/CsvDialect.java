package org.tcmureclaim.replay.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;

/** How a table separates its fields, where spreadsheets wrote it: read as if by plain commas. */
public enum CsvDialect {
  /** Commas, and nothing else: read as it is. */
  PLAIN("", (byte) 0),
  /** Fields in quotes. */
  QUOTED("fields in quotes", (byte) ','),
  /** Semicolons, and commas in decimal numbers. */
  SEMICOLONS("fields separated by semicolons, with commas for decimal points", (byte) ';'),
  /** Tabs. */
  TABS("fields separated by tabs", (byte) '\t');

  private static final List<CsvDialect> OTHERS = List.of(QUOTED, SEMICOLONS, TABS);

  private final String note;
  private final byte separator;

  CsvDialect(String note, byte separator) {
    this.note = note;
    this.separator = separator;
  }

  /** What to tell about it; nothing of plain commas. */
  public String note() {
    return note;
  }

  /** The dialect in which a file that begins so is known; the plain one where it is in none. */
  public static CsvDialect of(Head head, Predicate<Head> isKnown) {
    String line = head.firstLine();
    if (isKnown.test(head)
        || (line.indexOf('"') < 0 && line.indexOf(';') < 0 && line.indexOf('\t') < 0)) {
      return PLAIN;
    }
    return OTHERS.stream()
        .filter(dialect -> isKnown.test(dialect.plain(head)))
        .findFirst()
        .orElse(PLAIN);
  }

  /** The beginning of the same file in the plain dialect. */
  public Head plain(Head head) {
    if (this == PLAIN) {
      return head;
    }
    try (InputStream in = plain(new ByteArrayInputStream(head.bytes()))) {
      return Head.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same text in the plain dialect. */
  public InputStream plain(InputStream in) {
    return this == PLAIN ? in : new PlainStream(in, separator);
  }

  /** Puts commas where the separators are, points where other commas are, and drops quotes. */
  private static final class PlainStream extends InputStream {
    private final InputStream in;
    private final byte separator;
    private boolean isQuoted;

    private PlainStream(InputStream in, byte separator) {
      this.in = in;
      this.separator = separator;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int kept = 0;
      while (kept == 0 && length > 0) {
        int read = in.read(into, offset, length);
        if (read < 0) {
          return -1;
        }
        for (int i = offset; i < offset + read; i++) {
          byte b = into[i];
          if (b == '"') {
            isQuoted = !isQuoted;
          } else {
            into[offset + kept++] = plain(b);
          }
        }
      }
      return kept;
    }

    private byte plain(byte b) {
      if (b == '\n') {
        isQuoted = false;
      } else if (b == separator && !isQuoted) {
        return ',';
      } else if (b == ',') {
        return '.';
      }
      return b;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
