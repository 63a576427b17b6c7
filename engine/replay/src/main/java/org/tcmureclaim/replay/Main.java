package org.tcmureclaim.replay;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import org.tcmureclaim.host.text.HarmlessPrintStream;
import org.tcmureclaim.replay.cli.Workstation;

/** Where {@code bin/tcmu-reclaim replay} begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // What libraries log goes there.
    PrintStream err = stream(FileDescriptor.err);
    System.setErr(err);
    PrintStream out = stream(FileDescriptor.out);
    int code = Workstation.execute(out, err, args);
    out.flush();
    System.exit(code);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new HarmlessPrintStream(new FileOutputStream(descriptor));
  }
}
