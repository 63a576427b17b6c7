package org.tcmureclaim.linux;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.shim.Pollable;
import org.tcmureclaim.shim.Poller;
import org.tcmureclaim.shim.PsiTrigger;
import org.tcmureclaim.shim.ReclaimDevice;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UeventSocket;
import org.tcmureclaim.shim.WakeFd;
import org.tcmureclaim.snapshot.PressureSample;

/** What the decision thread waits for. Waiting allocates nothing. */
final class HostEvents implements AutoCloseable {
  private static final int WAKE = 0;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final WakeFd wakeFd;
  private final List<Pollable> sources;
  private final Poller poller;
  private final Runnable deviceChange;
  private final MonotonicClock clock;
  private final Notices notices;
  private long someEvents;
  private long fullEvents;

  /**
   * Takes over the sources and closes them in the end.
   *
   * @param others triggers, uevents, the shim
   * @param deviceChange called when a device may have come or gone, to have the devices listed
   */
  HostEvents(
      WakeFd wakeFd,
      List<? extends Pollable> others,
      Runnable deviceChange,
      MonotonicClock clock,
      Notices notices) {
    this.wakeFd = wakeFd;
    this.sources = new ArrayList<>();
    sources.add(wakeFd);
    sources.addAll(others);
    this.poller = new Poller(sources);
    this.deviceChange = deviceChange;
    this.clock = clock;
    this.notices = notices;
  }

  void wake() {
    wakeFd.wake();
  }

  /** See {@link org.tcmureclaim.host.Host#awaitEvent}. */
  boolean await(long deadlineNanos) {
    while (true) {
      long leftNanos = Math.max(0, deadlineNanos - clock.nanoTime());
      // Rounded up: a wait that ends early would only be followed by another one.
      long leftMillis = (leftNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
      if (poller.await((int) Math.min(leftMillis, Integer.MAX_VALUE)) > 0 && handle()) {
        return true;
      }
      if (deadlineNanos - clock.nanoTime() <= 0) {
        return false;
      }
    }
  }

  /** Writes how often triggers have fired. */
  void countInto(PressureSample pressure) {
    pressure.updateEvents(someEvents, fullEvents);
  }

  private boolean handle() {
    boolean happened = false;
    for (int i = 0; i < sources.size(); i++) {
      if (poller.hasFailed(i)) {
        poller.ignore(i);
        notices.warn(sources.get(i).name() + ": gone; nothing more is heard of it");
      } else if (poller.isReady(i)) {
        happened |= handle(sources.get(i));
      }
    }
    return happened;
  }

  private boolean handle(Pollable source) {
    if (source instanceof PsiTrigger trigger) {
      if (trigger.kind() == PsiTrigger.Kind.SOME) {
        someEvents++;
      } else {
        fullEvents++;
      }
      return true;
    }
    if (source instanceof UeventSocket uevents) {
      handle(uevents);
      return false; // The watch wakes us when it knows which device came or went.
    }
    if (source instanceof ReclaimDevice) {
      // It stays ready until it is asked what devices hold, which the next sample does.
      deviceChange.run();
      return true;
    }
    wakeFd.drain();
    return true;
  }

  private void handle(UeventSocket uevents) {
    try {
      if (uevents.drain()) {
        deviceChange.run();
      }
    } catch (SystemCallException e) {
      poller.ignore(sources.indexOf(uevents));
      notices.warn(e.getMessage() + "; devices are found by looking for them from now on");
    }
  }

  @Override
  public void close() {
    // The eventfd stays open for a late wake(); it goes with the process.
    for (int i = WAKE + 1; i < sources.size(); i++) {
      sources.get(i).close();
    }
  }
}
