package org.tcmureclaim.command.operator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.host.text.HarmlessText;

/** Standard output, a whole text at a time. */
record Output(Surroundings around) {

  /**
   * Writes a text.
   *
   * @return whether somebody still reads
   */
  boolean print(String text) {
    try {
      around.out().write(HarmlessText.styled(text).getBytes(StandardCharsets.UTF_8));
      around.out().flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
