package org.tcmureclaim.replay.format;

import java.io.IOException;
import java.io.InputStream;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;

/** Reads a text line by line; a header on the first line and empty lines are passed over. */
record TextCommands(String header, LineParser parser) implements CommandReader {

  @Override
  public void read(InputStream in, BadLines bad) throws IOException {
    LineReader lines = new LineReader(in);
    while (lines.next()) {
      if (lines.end() == lines.start() || (lines.number() == 1 && isHeader(lines))) {
        continue;
      }
      try {
        parser.line(lines);
      } catch (MalformedLineException e) {
        bad.leaveOut(lines.number(), e.problem());
      }
    }
    try {
      parser.end();
    } catch (MalformedLineException e) {
      bad.leaveOut(lines.number(), e.problem());
    }
  }

  private boolean isHeader(LineReader lines) {
    return lines.text().strip().equals(header);
  }
}
