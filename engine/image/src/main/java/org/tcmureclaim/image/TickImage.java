package org.tcmureclaim.image;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;

/**
 * One tick in columns: figures of the host, and figures of each device in the order of their keys.
 * Filling it again allocates only when there are more devices than ever before. Not safe for use by
 * several threads while it is filled.
 */
public final class TickImage {
  private static final HostFigure[] HOST_FIGURES = HostFigure.values();
  private static final DeviceFigure[] DEVICE_FIGURES = DeviceFigure.values();
  private static final Urgency[] URGENCIES = Urgency.values();
  private static final Trigger[] TRIGGERS = Trigger.values();
  private static final Verdict[] VERDICTS = Verdict.values();
  private static final double MILLION = 1e6;

  private final long[] host = new long[HostFigure.COUNT];
  private final long[][] devices = new long[DeviceFigure.COUNT][0];

  /** Many numbers that few ask for, so only some images have them. */
  private final RungColumns rungs = new RungColumns();

  private boolean hasLadders;

  private final Durations durations = new Durations();
  private ImageTexts texts = new ImageTexts();
  private int size;
  private EndedPlan endedPlan = EndedPlan.NONE;
  private List<String> heldBefore = List.of();
  private HandlerChanges handlerChanges = HandlerChanges.NONE;

  /** Takes every figure of a tick, and no ladders. */
  public void fill(Tick tick) {
    fill(tick, false);
  }

  /** Takes every figure of a tick. */
  void fill(Tick tick, boolean ladders) {
    for (HostFigure figure : HOST_FIGURES) {
      host[figure.column()] = figure.of(tick);
    }
    DeviceTable table = tick.devices();
    resize(table.size());
    for (DeviceFigure figure : DEVICE_FIGURES) {
      long[] column = devices[figure.column()];
      for (int i = 0; i < size; i++) {
        column[i] = figure.of(tick, table.slotAt(i));
      }
    }
    durations.copy(tick.durations());
    texts = tick.texts();
    endedPlan = tick.endedPlan();
    heldBefore = tick.heldBefore();
    handlerChanges = tick.handlerChanges();
    hasLadders = ladders;
    if (ladders) {
      rungs.fill(table);
    }
  }

  /**
   * Takes the same figures. The other image may be written meanwhile, which is noticed later.
   *
   * @return false where it surely was
   */
  boolean copyFrom(TickImage from, boolean ladders) {
    resize(from.size);
    for (int column = 0; column < devices.length; column++) {
      long[] figures = from.devices[column];
      if (figures.length < size) {
        return false;
      }
      System.arraycopy(figures, 0, devices[column], 0, size);
    }
    System.arraycopy(from.host, 0, host, 0, host.length);
    durations.copy(from.durations);
    texts = from.texts;
    endedPlan = from.endedPlan;
    heldBefore = from.heldBefore;
    handlerChanges = from.handlerChanges;
    hasLadders = ladders && from.hasLadders;
    return !hasLadders || rungs.copyFrom(from.rungs, size);
  }

  /** What its columns take with so many devices and rungs. */
  static long bytes(long devices, long rungs) {
    return Long.BYTES * (devices * DeviceFigure.COUNT + rungs * RungColumns.COUNT);
  }

  /** What the columns of this image take. */
  long bytes() {
    return bytes(size, rungs.count());
  }

  /** The number of devices. */
  public int size() {
    return size;
  }

  public long of(HostFigure figure) {
    return host[figure.column()];
  }

  /** A figure of the device that is {@code device}-th in the order of keys, counted from 0. */
  public long of(DeviceFigure figure, int device) {
    return devices[figure.column()][device];
  }

  /** How long ticks and reactions have taken since the start; those of this tick are not in it. */
  public Durations durations() {
    return durations;
  }

  /**
   * How long ago it began, in real time.
   *
   * @param nowNanos on the monotonic clock ({@link System#nanoTime})
   */
  public long ageNanos(long nowNanos) {
    return nowNanos - of(HostFigure.TICK_BEGUN_AT_MONOTONIC_NANOS);
  }

  public Urgency urgency() {
    return constant(URGENCIES, of(HostFigure.URGENCY));
  }

  /** The share of the newest second or two in which some task waited for memory, 0 to 1. */
  public double someStallShare() {
    return of(HostFigure.SOME_STALL_PPM) / MILLION;
  }

  /** The share in which every task did. */
  public double fullStallShare() {
    return of(HostFigure.FULL_STALL_PPM) / MILLION;
  }

  public Trigger trigger() {
    return constant(TRIGGERS, of(HostFigure.TRIGGER));
  }

  public Verdict verdict(int device) {
    return constant(VERDICTS, of(DeviceFigure.VERDICT, device));
  }

  /** The urgency at which the guard would let a device be cut; none where none helps. */
  public Urgency atUrgency(int device) {
    return constant(URGENCIES, of(DeviceFigure.AT_URGENCY, device));
  }

  public DeviceKey key(int device) {
    return new DeviceKey(path(device), of(DeviceFigure.GENERATION, device));
  }

  public String path(int device) {
    return text(DeviceFigure.PATH_TEXT, device);
  }

  public String customer(int device) {
    return text(DeviceFigure.CUSTOMER_TEXT, device);
  }

  /** What its handler was told ({@code dev_config}); empty where that is not known. */
  public String handler(int device) {
    return text(DeviceFigure.HANDLER_TEXT, device);
  }

  /** The policy that chooses whether it is cut; empty where nothing was decided yet. */
  public String policy(int device) {
    return text(DeviceFigure.POLICY_TEXT, device);
  }

  /** The rule that spoke: a rule of the guard, such as {@code cool-down}, or else the policy. */
  public String rule(int device) {
    String guardRule = verdict(device).guardRule();
    return guardRule.isEmpty() ? policy(device) : guardRule;
  }

  /** For how long it has served no command. */
  public long idleNanos(int device) {
    return of(HostFigure.TAKEN_AT_NANOS) - of(DeviceFigure.LAST_ACTIVE_NANOS, device);
  }

  /** How old the figures of its data area are. Not every host reads them in each tick. */
  public long sampledNanosAgo(int device) {
    return of(HostFigure.TAKEN_AT_NANOS) - of(DeviceFigure.SAMPLED_AT_NANOS, device);
  }

  /** Whether it was read with the heat ladders. */
  public boolean hasLadders() {
    return hasLadders;
  }

  /** Rungs of a device's heat ladder; 0 where it has none, or this image was read without. */
  public int rungs(int device) {
    return hasLadders ? (int) of(DeviceFigure.RUNGS, device) : 0;
  }

  /** The first page of a rung, counted from 0. */
  public long rungFirstPage(int device, int rung) {
    return rungs.firstPage(device, rung);
  }

  /** For how long no command has reached this rung. */
  public long rungIdleNanos(int device, int rung) {
    return of(HostFigure.TAKEN_AT_NANOS) - rungLastReachedNanos(device, rung);
  }

  /** When a command last reached this rung, on the host's clock. */
  public long rungLastReachedNanos(int device, int rung) {
    return rungs.lastReachedNanos(device, rung);
  }

  /** Commands that reached this rung since the device was created. Not in the file of an image. */
  public long rungTimesReached(int device, int rung) {
    return rungs.timesReached(device, rung);
  }

  /** What became of the plan that ended last. Not in the file of an image. */
  public EndedPlan endedPlan() {
    return endedPlan;
  }

  /** Why the host could not be sensed since the tick before. Not in the file of an image. */
  public List<String> heldBefore() {
    return heldBefore;
  }

  /** What is new of those who serve devices. Not in the file of an image. */
  public HandlerChanges handlerChanges() {
    return handlerChanges;
  }

  /** The devices that this tick's plan cuts, in the order of cutting. */
  public int[] cuts() {
    long[] places = devices[DeviceFigure.CUT_PLACE.column()];
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += places[i] >= 0 ? 1 : 0;
    }
    int[] cuts = new int[count];
    for (int i = 0; i < size; i++) {
      if (places[i] >= 0) {
        cuts[(int) places[i]] = i;
      }
    }
    return cuts;
  }

  /** A figure of all devices, added up. */
  public long sum(DeviceFigure figure) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += of(figure, i);
    }
    return sum;
  }

  /** All devices' paths, in order. */
  public List<String> paths() {
    return IntStream.range(0, size).mapToObj(this::path).toList();
  }

  /** The device of this path, or the only one of this name. */
  public OptionalInt find(String pathOrName) {
    int found = -1;
    for (int i = 0; i < size; i++) {
      if (path(i).equals(pathOrName)) {
        return OptionalInt.of(i);
      }
      if (path(i).endsWith("/" + pathOrName)) {
        found = found == -1 ? i : -2;
      }
    }
    return found >= 0 ? OptionalInt.of(found) : OptionalInt.empty();
  }

  long[] hostColumn() {
    return host;
  }

  long[] column(int column) {
    return devices[column];
  }

  /** To be filled by a reader, which asks for them after the columns; null where they cannot be. */
  @Nullable RungColumns addLadders() {
    rungs.begin(size);
    for (int i = 0; i < size; i++) {
      long length = of(DeviceFigure.RUNGS, i);
      if (length < 0 || length > HeatLadders.MOST_RUNGS) {
        return null;
      }
      rungs.add(i, (int) length);
    }
    rungs.fit();
    hasLadders = true;
    return rungs;
  }

  ImageTexts texts() {
    return texts;
  }

  void textsOf(ImageTexts newTexts) {
    texts = newTexts;
  }

  /**
   * Makes room for this many devices, whose figures are written next. The first time it makes no
   * more room than that, as most images are filled once.
   */
  void resize(int newSize) {
    size = newSize;
    hasLadders = false;
    int before = devices[0].length;
    if (before < newSize) {
      int capacity = before == 0 ? newSize : newSize + newSize / 2;
      for (int column = 0; column < devices.length; column++) {
        devices[column] = Arrays.copyOf(devices[column], capacity);
      }
    }
  }

  /**
   * Requires that all texts and constants are there.
   *
   * @throws ImageException where one is not
   */
  void requireSound() {
    Urgency unusedUrgency = urgency();
    Trigger unusedTrigger = trigger();
    for (int i = 0; i < size; i++) {
      Verdict unusedVerdict = verdict(i);
      int unusedTexts =
          path(i).length() + customer(i).length() + policy(i).length() + handler(i).length();
      long length = of(DeviceFigure.RUNGS, i);
      if (length < 0 || length > HeatLadders.MOST_RUNGS) {
        throw new ImageException("it says that a ladder has " + length + " rungs");
      }
      Urgency unusedAtUrgency = atUrgency(i);
    }
  }

  private String text(DeviceFigure figure, int device) {
    return texts.text(of(figure, device));
  }

  private static <T> T constant(T[] constants, long place) {
    if (place < 0 || place >= constants.length) {
      throw new ImageException("it names constant " + place + " of " + constants.length);
    }
    return constants[(int) place];
  }
}
