package org.tcmureclaim.recording.bundle;

/** A file that is complete. */
record ClosedFile(String name, long rows, long bytes, String sha256Hex) {}
