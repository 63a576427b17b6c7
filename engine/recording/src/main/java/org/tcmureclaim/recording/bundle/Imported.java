package org.tcmureclaim.recording.bundle;

/**
 * Where a recording comes from that no agent made, and by which rules its ticks were made of the
 * commands of the source.
 *
 * @param source name of the file, without folders; empty where names are to stay unknown
 * @param format its label
 * @param fidelity why results from it are not to be trusted far; may be empty
 * @param serviceTime {@code recorded}, or the model by which commands without a recorded latency
 *     were served
 * @param transferBytes longer requests were split
 * @param queueDepth commands in flight on a device at most; the others waited
 * @param areaPages size of each data area
 * @param lines lines or records that were used
 * @param badLines those that were left out
 */
public record Imported(
    String source,
    String format,
    String fidelity,
    String serviceTime,
    long transferBytes,
    long queueDepth,
    long areaPages,
    long lines,
    long badLines) {

  /** The same without the name of the source. */
  Imported unnamed() {
    return new Imported(
        "", format, fidelity, serviceTime, transferBytes, queueDepth, areaPages, lines, badLines);
  }
}
