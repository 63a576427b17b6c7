package org.tcmureclaim.replay.format;

/** A block device in a recording of its events, and what is known of it so far. */
final class BlockDevice {
  /** {@code MAJOR:MINOR}. */
  final String name;

  /** Of the name. */
  final int hash;

  /** Its number in the sink, once it has a command; before that -1. */
  int number = -1;

  /** Whether requests are issued to a driver ({@code D}): then nothing else begins a command. */
  boolean isIssued;

  /** Whether a command was seen from {@code Q} to {@code C} with no {@code D}: bio-based. */
  boolean isQueued;

  /** The device whose commands carry those of this one: its name, or nothing. */
  String below = "";

  long queues;
  long issues;
  long completions;

  /** Commands of which only the arrival is known, and which were taken. */
  long arrivals;

  /** Commands left out because the device below has them too. */
  long leftOut;

  BlockDevice(String name) {
    this.name = name;
    this.hash = name.hashCode();
  }
}
