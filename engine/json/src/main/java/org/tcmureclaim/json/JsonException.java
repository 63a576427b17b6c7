package org.tcmureclaim.json;

/** A text is not the JSON that was expected. The message says where and why, on one line. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  JsonException(String message) {
    super(message);
  }

  JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
