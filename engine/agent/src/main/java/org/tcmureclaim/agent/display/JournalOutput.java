package org.tcmureclaim.agent.display;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Hands each entry of a {@link JournalDisplay} on as a datagram; what is not taken is counted. */
public final class JournalOutput extends OutputStream {
  private final Predicate<byte[]> sender;
  private final AtomicLong dropped = new AtomicLong();

  /**
   * An output to a journal.
   *
   * @param sender says whether a datagram was taken; must not block
   */
  public JournalOutput(Predicate<byte[]> sender) {
    this.sender = sender;
  }

  @Override
  public void write(int b) {
    throw new UnsupportedOperationException("entries come as a whole");
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    String entries = new String(bytes, offset, length, StandardCharsets.UTF_8);
    for (String entry : entries.split("\n\n", -1)) {
      if (!entry.isEmpty() && !sender.test((entry + "\n").getBytes(StandardCharsets.UTF_8))) {
        dropped.incrementAndGet();
      }
    }
  }

  /** Entries that the journal did not take, since the start. */
  public long dropped() {
    return dropped.get();
  }
}
