package org.tcmureclaim.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.tcmureclaim.agent.cli.TestJvm;

/** Stands in for {@code bin/tcmu-reclaim} where an agent of a test starts its server. */
public final class TestLauncher {
  private static final String PROPERTY = "tcmureclaim.launcher";

  private TestLauncher() {}

  /** Agents of this process find it from now on. */
  public static synchronized void install() {
    if (System.getProperty(PROPERTY) == null) {
      try {
        System.setProperty(PROPERTY, write().toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A new one. */
  public static Path write() throws IOException {
    List<String> options =
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Xss512k");
    String command = String.join("' '", TestJvm.command(options, Main.class));
    Path script = Files.createTempFile("tcmu-reclaim", ".sh");
    script.toFile().deleteOnExit();
    Files.writeString(script, "#!/bin/sh\nexec '" + command + "' \"$@\"\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
