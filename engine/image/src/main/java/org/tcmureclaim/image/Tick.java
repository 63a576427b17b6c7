package org.tcmureclaim.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What the decision thread has in hand when a tick is over; figures are taken from it. It follows
 * devices as they come and go, so that no tick has to look anything up by name.
 */
public final class Tick {
  static final int NOT_CUT = -1;
  private static final int MOST_TROUBLES = 64;

  private ImageTexts texts = new ImageTexts();
  private HostSnapshot snapshot = new HostSnapshot();
  private final Plan nothing = new Plan();
  private Plan plan = nothing;
  private boolean decided;
  private long number;
  private long startedAtNanos;
  private final StallSpan stalls = new StallSpan();
  private final long[] lastTicks = new long[Urgency.values().length];
  private long begunPlan;
  private long decisions;
  private long truncations;
  private long freedPages;
  private long cameBackPages;
  private long begunAtMonotonicNanos;
  private AgentFigures agent = AgentFigures.NONE;
  private final Durations durations = new Durations();
  private int[] pathTexts = new int[0];
  private int[] customerTexts = new int[0];
  private int[] handlerTexts = new int[0];
  private int[] cutPlaces = new int[0];
  private long[] keepPages = new long[0];
  private long[] expectedPages = new long[0];
  private long configuration = 1;
  private EndedPlan endedPlan = EndedPlan.NONE;
  private final List<String> troubles = new ArrayList<>();
  private List<String> heldBefore = List.of();
  private final ServedDevices served = new ServedDevices();
  private HandlerChanges handlerChanges = HandlerChanges.NONE;
  private long handlerBrakes;
  private long brakedDevices;
  private final ShadowFigures shadow = new ShadowFigures();
  private @Nullable String lastPolicy;
  private int lastPolicyText;

  /**
   * A device has come, or is another customer's now.
   *
   * @param handler what its handler was told ({@code dev_config}); empty where that is not known
   */
  public void device(int slot, String path, String customer, String handler) {
    if (slot >= pathTexts.length) {
      int capacity = Math.max(64, 2 * slot);
      pathTexts = Arrays.copyOf(pathTexts, capacity);
      customerTexts = Arrays.copyOf(customerTexts, capacity);
      handlerTexts = Arrays.copyOf(handlerTexts, capacity);
    }
    pathTexts[slot] = texts.numberOf(path);
    customerTexts[slot] = texts.numberOf(customer);
    handlerTexts[slot] = texts.numberOf(handler);
  }

  /** A device has come into this slot. */
  public void began(int slot) {
    served.began(slot);
  }

  /**
   * What came of processes that ended.
   *
   * @param brakes how often a program was held, since the start
   * @param devices that get no cuts for that now
   */
  public void handlers(long brakes, long devices) {
    handlerBrakes = brakes;
    brakedDevices = devices;
  }

  /** Rules of this configuration count from now on; 1 is the one that the loop began with. */
  public void configuration(long number) {
    configuration = number;
  }

  /** A plan has ended. */
  public void ended(long planNumber, Outcomes outcomes) {
    endedPlan = EndedPlan.of(planNumber, outcomes);
  }

  /** The host could not be sensed, so there is no tick; the next one says why. */
  public void held(String trouble) {
    if (troubles.size() < MOST_TROUBLES) {
      troubles.add(trouble);
    }
  }

  /** What has happened since the start. */
  public void counters(long newDecisions, long newTruncations, long freed, long cameBack) {
    decisions = newDecisions;
    truncations = newTruncations;
    freedPages = freed;
    cameBackPages = cameBack;
  }

  /** Where numbers of the agent itself are asked. */
  public void agent(AgentFigures newAgent) {
    agent = newAgent;
  }

  /**
   * The tick begins.
   *
   * @param monotonicNanos on the clock of all processes
   */
  public void begins(long monotonicNanos) {
    begunAtMonotonicNanos = monotonicNanos;
  }

  /** How long ticks and reactions have taken. */
  public Durations durations() {
    return durations;
  }

  /**
   * The shadow has decided too, and stands still until this returns; null where there is none any
   * more.
   */
  public void shadow(@Nullable ShadowRun run) {
    shadow.copy(run);
  }

  /** A tick upon which a plan was decided. */
  public void decided(HostSnapshot of, Plan newPlan, long newBegunPlan) {
    sensed(of);
    plan = newPlan;
    begunPlan = newBegunPlan;
    decided = true;
    handlerChanges = served.changes(of);
    for (int urgency = Ordinals.of(plan.demand().urgency()); urgency >= 0; urgency--) {
      lastTicks[urgency] = number;
    }
    for (int cut = 0; cut < plan.size(); cut++) {
      cutPlaces[plan.slot(cut)] = cut;
      keepPages[plan.slot(cut)] = plan.keepPages(cut);
      expectedPages[plan.slot(cut)] = plan.expectedPages(cut);
    }
  }

  /** A look at the host upon which nothing was decided. */
  public void sensed(HostSnapshot of) {
    snapshot = of;
    plan = nothing;
    begunPlan = 0;
    decided = false;
    handlerChanges = HandlerChanges.NONE;
    number++;
    if (number == 1) {
      startedAtNanos = of.takenAtNanos();
      stalls.begin(of);
    } else {
      stalls.extend(of);
    }
    heldBefore = troubles.isEmpty() ? List.of() : List.copyOf(troubles);
    troubles.clear();
    int slots = of.devices().slotCapacity();
    if (keepPages.length < slots) {
      cutPlaces = new int[slots];
      keepPages = new long[slots];
      expectedPages = new long[slots];
    }
    Arrays.fill(cutPlaces, NOT_CUT);
    Arrays.fill(keepPages, NOT_CUT);
    Arrays.fill(expectedPages, 0);
  }

  /** A figure as it stands; those of the host and the plan are of the newest look. */
  public long of(HostFigure figure) {
    return figure.of(this);
  }

  /** Whose the device in this slot is; of one that has gone, until the next tick is published. */
  public String customer(int slot) {
    return texts.text(customerTexts[slot]);
  }

  ImageTexts texts() {
    return texts;
  }

  /** Begins other texts, without those of devices that have gone. */
  void renumberTexts() {
    ImageTexts before = texts;
    texts = new ImageTexts();
    lastPolicy = null;
    DeviceTable devices = devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      device(
          slot,
          devices.key(slot).path(),
          before.text(customerTexts[slot]),
          before.text(handlerTexts[slot]));
    }
  }

  HostSnapshot snapshot() {
    return snapshot;
  }

  DeviceTable devices() {
    return snapshot.devices();
  }

  /** Rungs of all heat ladders together. */
  int rungs() {
    DeviceTable devices = devices();
    int sum = 0;
    for (int i = 0; i < devices.size(); i++) {
      sum += devices.ladders().rungs(devices.slotAt(i));
    }
    return sum;
  }

  Plan plan() {
    return plan;
  }

  long number() {
    return number;
  }

  long startedAtNanos() {
    return startedAtNanos;
  }

  StallSpan stalls() {
    return stalls;
  }

  /** The newest tick of at least this urgency. */
  long lastTickOf(Urgency urgency) {
    return lastTicks[Ordinals.of(urgency)];
  }

  long begunAtMonotonicNanos() {
    return begunAtMonotonicNanos;
  }

  AgentFigures agent() {
    return agent;
  }

  long begunPlan() {
    return begunPlan;
  }

  long decisions() {
    return decisions;
  }

  long truncations() {
    return truncations;
  }

  long freedPages() {
    return freedPages;
  }

  long cameBackPages() {
    return cameBackPages;
  }

  long configuration() {
    return configuration;
  }

  EndedPlan endedPlan() {
    return endedPlan;
  }

  List<String> heldBefore() {
    return heldBefore;
  }

  HandlerChanges handlerChanges() {
    return handlerChanges;
  }

  long handlerBrakes() {
    return handlerBrakes;
  }

  long brakedDevices() {
    return brakedDevices;
  }

  ShadowFigures shadow() {
    return shadow;
  }

  long pathText(int slot) {
    return pathTexts[slot];
  }

  long customerText(int slot) {
    return customerTexts[slot];
  }

  /** Most devices have the policy of the one before. */
  long policyText(int slot) {
    if (!decided) {
      return 0;
    }
    String policy = plan.reasons().policyName(slot);
    if (!policy.equals(lastPolicy)) {
      lastPolicy = policy;
      lastPolicyText = texts.numberOf(policy);
    }
    return lastPolicyText;
  }

  Verdict verdict(int slot) {
    return decided ? plan.verdict(slot) : Verdict.NOT_CONSIDERED;
  }

  Urgency atUrgency(int slot) {
    return decided ? plan.reasons().atUrgency(slot) : Urgency.NONE;
  }

  /** A figure of the reasons, where there are any. */
  long reason(DeviceFigure.OfReasons figure, int slot) {
    return decided ? figure.of(plan.reasons(), slot) : CutOffers.NEVER;
  }

  long handlerText(int slot) {
    return handlerTexts[slot];
  }

  long cutPlace(int slot) {
    return cutPlaces[slot];
  }

  long keepPages(int slot) {
    return keepPages[slot];
  }

  long expectedPages(int slot) {
    return expectedPages[slot];
  }
}
