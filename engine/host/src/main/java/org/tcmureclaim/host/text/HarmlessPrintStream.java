package org.tcmureclaim.host.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints text from anywhere, in UTF-8, made harmless; and our own styling as it is. */
public final class HarmlessPrintStream extends PrintStream {
  private final OutputStream plain;

  /** Flushes at the end of each line. */
  public HarmlessPrintStream(OutputStream out) {
    super(new HarmlessStream(out), true, StandardCharsets.UTF_8);
    this.plain = out;
  }

  /** Prints to this stream, which is left open. */
  public static PrintStream of(PrintStream out) {
    return out instanceof HarmlessPrintStream ? out : new HarmlessPrintStream(out);
  }

  /**
   * Prints a sequence of our own, such as one that erases a line, to a stream of this kind or not.
   */
  public static void style(PrintStream out, String sequence) {
    out.flush();
    if (out instanceof HarmlessPrintStream harmless) {
      try {
        harmless.plain.write(sequence.getBytes(StandardCharsets.US_ASCII));
        harmless.plain.flush();
      } catch (IOException e) {
        harmless.setError();
      }
    } else {
      out.print(sequence);
    }
  }
}
