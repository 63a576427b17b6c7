package org.tcmureclaim.replay.format;

import java.io.IOException;
import java.io.InputStream;
import org.tcmureclaim.replay.text.BadLines;

/** Reads one file of one format, once. */
public interface CommandReader {
  /**
   * Reads to the end.
   *
   * @param bad told about lines or records that cannot be used
   */
  void read(InputStream in, BadLines bad) throws IOException;
}
