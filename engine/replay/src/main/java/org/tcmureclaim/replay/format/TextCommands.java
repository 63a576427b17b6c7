package org.tcmureclaim.replay.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * Reads a text line by line. Empty lines are passed over, and the header wherever it is: files that
 * were put behind one another have several.
 */
final class TextCommands implements CommandReader {
  private final byte[] header;
  private final LineParser parser;
  private LineReader lines = new LineReader(InputStream.nullInputStream());
  private BadLines bad = BadLines.none("");
  private long headers;

  /** Reads lines under a header; under none if it is empty. */
  TextCommands(String header, LineParser parser) {
    this.header = header.getBytes(StandardCharsets.UTF_8);
    this.parser = parser;
  }

  @Override
  public void begin(InputStream in, BadLines badLines) {
    lines = new LineReader(in);
    bad = badLines;
  }

  @Override
  public boolean step() throws IOException {
    boolean more = lines.next();
    if (more && (isBlank(lines) || isHeader())) {
      return true;
    }
    try {
      if (more) {
        parser.line(lines);
      } else {
        parser.end();
      }
    } catch (MalformedLineException e) {
      bad.leaveOut(lines.number(), e.problem());
    }
    return more;
  }

  /** As the steps do, in one loop. */
  @Override
  public FileContents read(InputStream in, BadLines badLines) throws IOException {
    begin(in, badLines);
    LineReader reader = lines;
    LineParser to = parser;
    while (reader.next()) {
      if (isBlank(reader) || isHeader()) {
        continue;
      }
      try {
        to.line(reader);
      } catch (MalformedLineException e) {
        bad.leaveOut(reader.number(), e.problem());
      }
    }
    boolean unused = step(); // The end.
    return contents();
  }

  @Override
  public FileContents contents() {
    FileContents contents = new FileContents();
    parser.describe(contents);
    contents.passedOver("repeated header lines", headers - 1);
    return contents;
  }

  private static boolean isBlank(LineReader line) {
    int at = line.start();
    while (at < line.end() && (line.bytes()[at] == ' ' || line.bytes()[at] == '\t')) {
      at++;
    }
    return at == line.end();
  }

  /** Whether the line is the header, and nothing but blanks around it. */
  private boolean isHeader() {
    if (header.length == 0 || lines.end() - lines.start() < header.length) {
      return false;
    }
    byte[] bytes = lines.bytes();
    if (bytes[lines.start()] != header[0] && bytes[lines.start()] > ' ') {
      return false;
    }
    boolean is = lines.text().strip().equals(new String(header, StandardCharsets.UTF_8));
    headers += is ? 1 : 0;
    return is;
  }
}
