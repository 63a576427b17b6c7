package org.tcmureclaim.recording;

import org.tcmureclaim.host.text.PrintableText;

/** A recording that cannot be used. The message is for an operator and names the file. */
public final class RecordingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RecordingException(String message) {
    super(PrintableText.of(message));
  }

  public RecordingException(String message, Throwable cause) {
    super(PrintableText.of(message), cause);
  }
}
