package org.tcmureclaim.replay.watch;

/** Where a replay in a closed loop stands at the end of a tick. */
public interface HostState extends ReplayState {
  /** What is available then; negative where more is in use than there is. */
  long availableBytes();

  /** Time within the tick in which some task waited for memory, by the model. */
  long someMicros();

  /** The same of all tasks. */
  long fullMicros();
}
