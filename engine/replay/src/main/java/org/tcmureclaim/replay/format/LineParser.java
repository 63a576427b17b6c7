package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;

/** What the lines of a text format mean. Belongs to one file, and may remember lines before. */
interface LineParser {
  /** Takes the line that the reader is at. */
  void line(LineReader line) throws MalformedLineException;

  /** The file has ended: hands on what was held back. */
  default void end() throws MalformedLineException {}

  /** Says what the file was made of, where that is more than commands. */
  default void describe(FileContents contents) {}
}
