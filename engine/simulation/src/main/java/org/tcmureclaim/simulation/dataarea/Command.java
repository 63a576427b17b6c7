package org.tcmureclaim.simulation.dataarea;

/** A SCSI command between its arrival and its completion. Pooled by {@link TcmuDevice}. */
final class Command implements Comparable<Command> {
  final BlockList blocks = new BlockList();
  long lengthBytes;
  long serviceNanos;
  long completesAtNanos;
  private long sequence;

  void arrive(long lengthBytes, long serviceNanos, long sequence) {
    this.lengthBytes = lengthBytes;
    this.serviceNanos = serviceNanos;
    this.sequence = sequence;
  }

  /** By completion, then by arrival, so that ties are always broken alike. */
  @Override
  public int compareTo(Command other) {
    int byTime = Long.compare(completesAtNanos, other.completesAtNanos);
    return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
  }
}
