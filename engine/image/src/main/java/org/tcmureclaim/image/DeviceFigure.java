package org.tcmureclaim.image;

import org.tcmureclaim.decision.Reasons;
import org.tcmureclaim.snapshot.DeviceTable;

/**
 * A number of a device in each tick. A new one is a constant here, and a use of it where it is
 * shown: images are laid out by what this enum holds.
 */
public enum DeviceFigure {
  /** The number of its path's text. */
  PATH_TEXT(Tick::pathText),
  /** Tells apart devices of one path. */
  GENERATION((tick, slot) -> tick.devices().key(slot).generation()),
  /** The number of the text that names its customer. */
  CUSTOMER_TEXT(Tick::customerText),
  /** The number of the text that names the policy which chooses whether it is cut. */
  POLICY_TEXT(Tick::policyText),
  /** The number of the text that its handler was told ({@code dev_config}). */
  HANDLER_TEXT(Tick::handlerText),
  /** Pages allocated in its data area. */
  RESIDENT_PAGES(table(DeviceTable::residentPages)),
  /** Pages that a truncation would free now. */
  TAIL_PAGES(table(DeviceTable::tailPages)),
  /** The highest page in use since the tick before, counted from 1. */
  PEAK_PAGES(table(DeviceTable::peakPages)),
  /** SCSI commands since it was created. */
  COMMANDS(table(DeviceTable::commands)),
  /** Bytes read and written since then. */
  TRANSFERRED_BYTES(table(DeviceTable::transferredBytes)),
  /** When the last command came, on the host's clock. */
  LAST_ACTIVE_NANOS(table(DeviceTable::lastActiveNanos)),
  /** When the figures of its data area were read, on the host's clock. */
  SAMPLED_AT_NANOS(table(DeviceTable::sampledAtNanos)),
  /** Bits of {@link org.tcmureclaim.snapshot.DeviceFlag}. */
  FLAGS(table(DeviceTable::flags)),
  /** Place of the {@link org.tcmureclaim.policy.Verdict} in its enum. */
  VERDICT((tick, slot) -> Ordinals.of(tick.verdict(slot))),
  /** See {@link Reasons#atIdleNanos}. */
  AT_IDLE_NANOS(reason(Reasons::atIdleNanos)),
  /** See {@link Reasons#atDemandPages}. */
  AT_DEMAND_PAGES(reason(Reasons::atDemandPages)),
  /** See {@link Reasons#afterNanos}. */
  AFTER_NANOS(reason(Reasons::afterNanos)),
  /** See {@link Reasons#aboveCustomerPages}. */
  ABOVE_CUSTOMER_PAGES(reason(Reasons::aboveCustomerPages)),
  /** Place of the urgency at which the guard would let it be cut. */
  AT_URGENCY((tick, slot) -> Ordinals.of(tick.atUrgency(slot))),
  /** The place of its cut in this tick's plan, counted from 0; -1 where it is not cut. */
  CUT_PLACE(Tick::cutPlace),
  /** Pages that this tick's plan leaves; -1 where it does not cut the device. */
  KEEP_PAGES(Tick::keepPages),
  /** Pages that this tick's plan expects to free of it. */
  EXPECTED_PAGES(Tick::expectedPages),
  /** Rungs of its heat ladder; 0 where the host keeps none. */
  RUNGS((tick, slot) -> tick.devices().ladders().rungs(slot));

  static final int COUNT = values().length;

  /** What an image holds of a device. */
  @FunctionalInterface
  interface OfSlot {
    long of(Tick tick, int slot);
  }

  /** A figure of a table. */
  @FunctionalInterface
  private interface OfTable {
    long of(DeviceTable devices, int slot);
  }

  /** A figure of the reasons. */
  @FunctionalInterface
  interface OfReasons {
    long of(Reasons reasons, int slot);
  }

  @SuppressWarnings("ImmutableEnumChecker") // A lambda without state.
  private final OfSlot figure;

  DeviceFigure(OfSlot figure) {
    this.figure = figure;
  }

  long of(Tick tick, int slot) {
    return figure.of(tick, slot);
  }

  /** Its place in an image, which is its place here. */
  int column() {
    return Ordinals.of(this);
  }

  private static OfSlot table(OfTable figure) {
    return (tick, slot) -> figure.of(tick.devices(), slot);
  }

  private static OfSlot reason(OfReasons figure) {
    return (tick, slot) -> tick.reason(figure, slot);
  }
}
