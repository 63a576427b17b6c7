package org.tcmureclaim.agent.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text with a file beside the tests. With {@code -Dgolden.write=true} it writes the file
 * instead and fails, so that the change is looked at.
 */
final class Golden {
  private static final Path DIRECTORY = Path.of("src/test/resources/org/tcmureclaim/agent/display");

  private Golden() {}

  static void assertSame(String file, String actual) throws IOException {
    Path path = DIRECTORY.resolve(file);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(path, actual);
      throw new AssertionError("written: " + path + "; look at it, then run without golden.write");
    }
    assertThat(actual).isEqualTo(Files.readString(path));
  }
}
