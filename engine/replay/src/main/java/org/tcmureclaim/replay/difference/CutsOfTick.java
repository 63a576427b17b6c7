package org.tcmureclaim.replay.difference;

import java.util.Map;
import java.util.TreeMap;
import org.tcmureclaim.replay.run.RunWatch;

/** Remembers what was cut in one tick of a run. */
final class CutsOfTick implements RunWatch {
  private final int wanted;
  private final Map<Integer, Cut> byDevice = new TreeMap<>();

  /** What a device held before the tick's cuts, and after them. */
  record Cut(int heldPages, int keptPages) {}

  CutsOfTick(int tick) {
    this.wanted = tick;
  }

  Map<Integer, Cut> byDevice() {
    return byDevice;
  }

  @Override
  public void allocated(int tick, int device, int firstPages, int againPages) {}

  @Override
  public void cut(int tick, int device, int freedPages, int keptPages) {
    if (tick == wanted) {
      byDevice.merge(
          device,
          new Cut(keptPages + freedPages, keptPages),
          (first, later) -> new Cut(first.heldPages, later.keptPages));
    }
  }
}
