package org.tcmureclaim.image;

/**
 * Lets writer and reader of one trial begin together, so that they meet, and the reader go on until
 * the writer has ended. Neither waits for long: the harness also runs one after the other, and on a
 * busy machine one may not run at all for a while. It orders nothing that is written in between.
 */
final class Meeting {
  private static final int MOST_LOOKS = 20_000;

  private volatile boolean readerIsHere;
  private volatile boolean written;
  private int looks;

  void awaitReader() {
    for (int i = 0; !readerIsHere && i < MOST_LOOKS; i++) {
      Thread.onSpinWait();
    }
  }

  void readerIsHere() {
    readerIsHere = true;
  }

  void written() {
    written = true;
  }

  /** Whether the reader should look once more. */
  boolean goesOn() {
    return !written && looks++ < MOST_LOOKS;
  }
}
