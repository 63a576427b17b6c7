package org.tcmureclaim.agent.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.tcmureclaim.agent.cli.Surroundings;

/** Standard output, a whole text at a time. */
record Output(Surroundings around) {

  /**
   * Writes a text.
   *
   * @throws UncheckedIOException where the reader has left
   */
  void print(String text) {
    try {
      around.out().write(text.getBytes(StandardCharsets.UTF_8));
      around.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
