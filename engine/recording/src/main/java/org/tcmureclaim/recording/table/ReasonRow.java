package org.tcmureclaim.recording.table;

/**
 * Why a device was cut in a tick or was not.
 *
 * @param keepBlocks what a cut was to leave; {@link Column#UNKNOWN} where it was not cut
 * @param expectedBlocks what it was expected to free; likewise
 */
public record ReasonRow(
    String dev, String verdict, String rule, long keepBlocks, long expectedBlocks) {

  /** Whether this is a cut of the plan. */
  public boolean isCut() {
    return keepBlocks != Column.UNKNOWN;
  }
}
