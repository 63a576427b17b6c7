package org.tcmureclaim.agent.board;

import java.util.Arrays;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;
import org.tcmureclaim.snapshot.HostSnapshot;

/** The heat ladders of one tick, by place of the device in the order of keys. */
final class LadderImages {
  private static final int RUNGS = HeatLadders.MOST_RUNGS;

  int size;
  int[] rungs = new int[0];
  int[] firstPages = new int[0];

  /** How long no command has reached the rung. */
  long[] idleNanos = new long[0];

  /** Copies a tick; allocates only when there are more devices than ever before. */
  void copy(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    HeatLadders ladders = devices.ladders();
    fit(devices.size());
    size = devices.size();
    for (int i = 0; i < size; i++) {
      int slot = devices.slotAt(i);
      rungs[i] = ladders.rungs(slot);
      for (int rung = 0; rung < rungs[i]; rung++) {
        int at = i * RUNGS + rung;
        firstPages[at] = (int) ladders.firstPage(slot, rung);
        idleNanos[at] = snapshot.takenAtNanos() - ladders.lastReachedNanos(slot, rung);
      }
    }
  }

  void clear() {
    size = 0;
  }

  /** A copy that nobody writes to any more. */
  LadderImages frozen() {
    LadderImages copy = new LadderImages();
    copy.size = size;
    copy.rungs = Arrays.copyOf(rungs, size);
    copy.firstPages = Arrays.copyOf(firstPages, size * RUNGS);
    copy.idleNanos = Arrays.copyOf(idleNanos, size * RUNGS);
    return copy;
  }

  private void fit(int devices) {
    if (rungs.length < devices) {
      int capacity = Math.max(64, devices + devices / 2);
      rungs = new int[capacity];
      firstPages = new int[capacity * RUNGS];
      idleNanos = new long[capacity * RUNGS];
    }
  }
}
