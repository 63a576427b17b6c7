package org.tcmureclaim.replay.pressure;

/**
 * How long tasks would have waited for memory if data areas had held something else than they did.
 * Nobody can know: stalls depend on what the host reclaimed from whom. So recorded stalls are never
 * made longer, and what may shorten them is the simplest rule that lets a policy's effect be seen.
 */
public enum StallModel {
  /**
   * As recorded where no more is available than was then; none where the high watermark is reached;
   * in proportion in between. Stalls that were recorded with more than the high watermark available
   * stay as they are: available memory does not explain them.
   */
  RELIEVED {
    @Override
    public long micros(
        long recordedMicros, long availableBytes, long recordedBytes, long highBytes) {
      if (availableBytes <= recordedBytes || recordedBytes >= highBytes) {
        return recordedMicros;
      }
      if (availableBytes >= highBytes) {
        return 0;
      }
      double left =
          (double) (highBytes - availableBytes) / (double) (highBytes - Math.max(0, recordedBytes));
      return (long) (recordedMicros * left);
    }
  },
  /** As recorded, whatever the policy does. */
  RECORDED {
    @Override
    public long micros(
        long recordedMicros, long availableBytes, long recordedBytes, long highBytes) {
      return recordedMicros;
    }
  },
  /** None: watermarks alone decide. */
  IGNORED {
    @Override
    public long micros(
        long recordedMicros, long availableBytes, long recordedBytes, long highBytes) {
      return 0;
    }
  };

  /**
   * The stalls of a tick.
   *
   * @param availableBytes available under the policy that is replayed
   * @param recordedBytes the least that was available in the tick as it was recorded
   * @param highBytes the high watermark
   */
  public abstract long micros(
      long recordedMicros, long availableBytes, long recordedBytes, long highBytes);
}
