package org.tcmureclaim.replay.format;

import java.io.IOException;
import java.io.InputStream;
import org.tcmureclaim.replay.text.BadLines;

/**
 * Reads one file of one format, once: all of it at a time, or step by step, so that several can be
 * read beside each other.
 */
public interface CommandReader {
  /**
   * Begins with a file.
   *
   * @param bad told about lines or records that cannot be used
   */
  void begin(InputStream in, BadLines bad);

  /**
   * Reads one line or record further; at the end, hands on what was held back.
   *
   * @return false where the file has ended
   */
  boolean step() throws IOException;

  /** What the file was made of, after its end. */
  FileContents contents();

  /** Reads to the end. */
  default FileContents read(InputStream in, BadLines bad) throws IOException {
    begin(in, bad);
    boolean more = true;
    while (more) {
      more = step();
    }
    return contents();
  }
}
