package org.tcmureclaim.replay.trace;

/** Hears how far the reading of a file has come. */
public interface Progress {
  /** Hears nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begin(String what, long bytes) {}

        @Override
        public void passed(long bytes) {}

        @Override
        public void end() {}
      };

  /** Work begins on so many bytes. */
  void begin(String what, long bytes);

  /** So many more bytes have been read. */
  void passed(long bytes);

  /** The work that was begun has ended. */
  void end();
}
