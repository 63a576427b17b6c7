package org.tcmureclaim.agent.loop;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/** A host of one device that does as a test tells it. Time passes in awaitEvent only. */
public final class ScriptedHost implements Host, Truncator {
  public static final DeviceKey DEVICE = new DeviceKey("user_0/a", 1);
  public static final long DEVICE_PAGES = 100_000;

  public long nowNanos;
  public long availableBytes = Long.MAX_VALUE / 2;
  public long someEvents;
  public long someTotalMicros;
  public long devicePages = DEVICE_PAGES;
  public Granularity granularity = Granularity.DEVICE;
  public int flags;
  public boolean deviceIsThere = true;
  public String trouble = "";
  final List<Long> awaitedNanos = new ArrayList<>();
  public final List<Long> begun = new ArrayList<>();
  public CutResult result = CutResult.FREED;
  public boolean outcomeIsReady;
  public long plans;
  private boolean keepsLists = true;
  Runnable onAwait = () -> {};

  /** Has it allocate nothing; {@link #begun} stays empty. */
  void keepsNoLists() {
    keepsLists = false;
  }

  @Override
  public String kind() {
    return "scripted";
  }

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public boolean awaitEvent(long deadlineNanos) {
    awaitedNanos.add(deadlineNanos - nowNanos);
    nowNanos = deadlineNanos;
    onAwait.run();
    return false;
  }

  @Override
  public void wake() {}

  @Override
  public void sample(HostSnapshot snapshot, DeviceListener listener) {
    if (!trouble.isEmpty()) {
      throw new HostException(trouble);
    }
    snapshot.takenAt(nowNanos);
    snapshot.memory().update(Long.MAX_VALUE, availableBytes, 0, 0, nowNanos);
    snapshot.pressure().updateTotals(someTotalMicros, someTotalMicros / 2, nowNanos);
    snapshot.pressure().updateEvents(someEvents, 0);
    int slot = snapshot.devices().slotOf(DEVICE);
    if (deviceIsThere && slot < 0) {
      slot = snapshot.devices().add(DEVICE, nowNanos);
      snapshot.devices().updateFlags(slot, 0);
      listener.added(slot, DEVICE);
    } else if (!deviceIsThere && slot >= 0) {
      listener.removed(slot, DEVICE);
      snapshot.devices().remove(slot);
    }
    if (deviceIsThere) {
      snapshot.devices().updateFlags(slot, flags);
      snapshot.devices().updateUsage(slot, devicePages, devicePages, nowNanos);
    }
  }

  @Override
  public DeviceIdentity identity(DeviceKey key) {
    return new DeviceIdentity(key.path(), "file//img/" + key.path(), "");
  }

  @Override
  public Truncator truncator() {
    return this;
  }

  @Override
  public void close() {}

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public String reason() {
    return "a test";
  }

  @Override
  public Granularity granularity() {
    return granularity;
  }

  @Override
  public boolean begin(Plan plan) {
    plans++;
    if (keepsLists) {
      begun.add(plan.plannedPages());
    }
    return true;
  }

  @Override
  public boolean takeOutcomes(Outcomes into) {
    if (!outcomeIsReady) {
      return false;
    }
    outcomeIsReady = false;
    into.begin(nowNanos);
    into.add(DEVICE, result, result == CutResult.FREED ? DEVICE_PAGES : 0);
    into.end(result, "", nowNanos);
    return true;
  }
}
