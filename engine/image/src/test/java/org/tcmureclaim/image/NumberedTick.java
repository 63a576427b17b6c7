package org.tcmureclaim.image;

import java.util.Arrays;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * A tick whose figures all follow from its number, how many devices it has and a customer's name
 * too. So who reads one can make the same again and compare, and one that is made of two shows.
 */
final class NumberedTick {
  /** Ticks of one customer's name, and how many back the devices of a tick are still there. */
  static final int TICKS_OF_A_NAME = 12;

  static final int MOST_DEVICES = 64;

  /** Those of the newest {@link #TICKS_OF_A_NAME} ticks. */
  private final HostSnapshot[] snapshots = new HostSnapshot[TICKS_OF_A_NAME];

  private final Tick tick = new Tick();
  private final Outcomes outcomes = new Outcomes();
  private final TickImage image = new TickImage();

  NumberedTick() {
    for (int i = 0; i < snapshots.length; i++) {
      snapshots[i] = new HostSnapshot();
      DeviceTable devices = snapshots[i].devices();
      for (int device = 0; device < MOST_DEVICES - 16 * (i % 3); device++) {
        int slot = devices.add(new DeviceKey(path(device), 1), 0);
        devices.ladders().size(slot, HeatLadders.MOST_RUNGS - device % 8);
      }
    }
    for (int device = 0; device < MOST_DEVICES; device++) {
      tick.device(device, path(device), "", "rbd/" + device);
    }
    tick.agent(new Figures(tick));
  }

  private static String path(int device) {
    return "user_0/" + (char) ('0' + device); // In the order of their slots.
  }

  /** It becomes the next one. */
  void next() {
    long number = tick.number() + 1;
    HostSnapshot snapshot = snapshots[(int) (number % TICKS_OF_A_NAME)];
    if (number % TICKS_OF_A_NAME == TICKS_OF_A_NAME / 2) {
      tick.device(0, path(0), "customer " + number, "rbd/0");
    }
    fillHost(snapshot, number);
    fillDevices(snapshot.devices(), number);
    Arrays.fill(tick.durations().numbers(), number);
    tick.configuration(number);
    tick.counters(number, number, number, number);
    tick.begins(number);
    tick.held("before " + number);
    outcomes.begin(number);
    outcomes.end(CutResult.NOTHING, "", number);
    tick.ended(number, outcomes);
    tick.sensed(snapshot);
  }

  private static void fillHost(HostSnapshot snapshot, long number) {
    snapshot.takenAt(number);
    snapshot.secondOfDay((int) number);
    snapshot.memory().update(number, number, number, number, number);
    snapshot.pressure().updateTotals(number, number, number);
    snapshot.pressure().updateEvents(number, number);
  }

  private static void fillDevices(DeviceTable devices, long number) {
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      devices.updateUsage(slot, number, number, number);
      devices.updatePeak(slot, number);
      devices.updateTraffic(slot, number, number, number);
      for (int rung = 0; rung < devices.ladders().rungs(slot); rung++) {
        devices.ladders().update(slot, rung, number, number, number);
      }
    }
  }

  /** It becomes this one, of those that follow. */
  void goTo(long number) {
    while (tick.number() < number) {
      next();
    }
  }

  Tick tick() {
    return tick;
  }

  /** The devices of this tick, or of one of those before it. */
  DeviceTable devices(long number) {
    return snapshots[(int) (number % TICKS_OF_A_NAME)].devices();
  }

  long number() {
    return tick.number();
  }

  /** Whether an image that was read from the mapped file is this tick, in each figure and text. */
  boolean isInFile(TickImage read, boolean ladders) {
    image.fill(tick, ladders);
    return hasFigures(read) && hasDevices(read);
  }

  /** Whether an image that was read from the ring is this tick, in all that it holds. */
  boolean isInRing(TickImage read) {
    return isInFile(read, true)
        && hasTimesReached(read)
        && image.endedPlan().equals(read.endedPlan())
        && image.heldBefore().equals(read.heldBefore());
  }

  private boolean hasFigures(TickImage read) {
    return read.size() == image.size()
        && read.hasLadders() == image.hasLadders()
        && Arrays.equals(read.hostColumn(), image.hostColumn())
        && Arrays.equals(read.durations().numbers(), image.durations().numbers());
  }

  private boolean hasDevices(TickImage read) {
    boolean same = true;
    for (int column = 0; column < DeviceFigure.COUNT; column++) {
      same &=
          Arrays.equals(
              read.column(column), 0, image.size(), image.column(column), 0, image.size());
    }
    for (int device = 0; same && device < image.size(); device++) {
      same =
          read.path(device).equals(image.path(device))
              && read.customer(device).equals(image.customer(device))
              && read.handler(device).equals(image.handler(device))
              && hasRungs(read, device);
    }
    return same;
  }

  private boolean hasRungs(TickImage read, int device) {
    boolean same = true;
    for (int rung = 0; rung < image.rungs(device); rung++) {
      same &=
          read.rungFirstPage(device, rung) == image.rungFirstPage(device, rung)
              && read.rungLastReachedNanos(device, rung)
                  == image.rungLastReachedNanos(device, rung);
    }
    return same;
  }

  private boolean hasTimesReached(TickImage read) {
    boolean same = true;
    for (int device = 0; device < image.size(); device++) {
      for (int rung = 0; rung < image.rungs(device); rung++) {
        same &= read.rungTimesReached(device, rung) == image.rungTimesReached(device, rung);
      }
    }
    return same;
  }

  /** All of them are the tick's number. */
  private record Figures(Tick tick) implements AgentFigures {
    @Override
    public long longestWaitNanos() {
      return tick.number();
    }

    @Override
    public long journalDropped() {
      return tick.number();
    }

    @Override
    public long recorderLostTicks() {
      return tick.number();
    }

    @Override
    public long reportsDropped() {
      return tick.number();
    }

    @Override
    public long heapUsedBytes() {
      return tick.number();
    }

    @Override
    public long workerRestarts() {
      return tick.number();
    }
  }
}
