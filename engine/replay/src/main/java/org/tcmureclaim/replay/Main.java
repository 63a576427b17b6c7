package org.tcmureclaim.replay;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.tcmureclaim.replay.cli.Workstation;

/** Where {@code bin/tcmu-reclaim replay} begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    int code = Workstation.execute(out, stream(FileDescriptor.err), args);
    out.flush();
    System.exit(code);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
