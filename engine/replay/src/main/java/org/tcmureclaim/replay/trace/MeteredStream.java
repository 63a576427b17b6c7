package org.tcmureclaim.replay.trace;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells how many bytes went by. */
final class MeteredStream extends FilterInputStream {
  private final Progress progress;

  MeteredStream(InputStream in, Progress progress) {
    super(in);
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    progress.passed(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    progress.passed(Math.max(0, read));
    return read;
  }
}
