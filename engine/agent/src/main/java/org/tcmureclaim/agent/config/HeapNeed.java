package org.tcmureclaim.agent.config;

import java.util.Map;
import java.util.Optional;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.PolicyConfig;
import org.tcmureclaim.image.TickRing;

/**
 * How much heap an agent needs with a configuration on a host with so many LUNs: an estimate from
 * what each part was measured to keep, and hardly less than that. Running out ends the process, and
 * the next one comes to the same point.
 */
public final class HeapNeed {
  /** What an agent keeps that has no customers and few LUNs; a newer JVM keeps more of its own. */
  private static final long AGENT_BYTES = Runtime.version().feature() > 17 ? 6_600_000 : 5_200_000;

  /** Of its settings, its books and its view of the host. */
  private static final long CUSTOMER_BYTES = 7_000;

  private static final long RULE_BYTES = 800;

  /** Of the table of the host, of the image of a tick and what reads it, and of names. */
  private static final long LUN_BYTES = 2_200;

  /** Of what a recorder knows of it, and of its part of the image that is written. */
  private static final long RECORDED_LUN_BYTES = 1_800;

  /** Of its heat ladder, as the kernel shim keeps one for a data area of 64 MiB. */
  private static final long LUN_RUNGS = 14;

  private static final long SHADOW_CUSTOMER_BYTES = 1_500;
  private static final long SHADOW_LUN_BYTES = 1_000;

  /** Of its workload, its commands and its heat ladder. */
  private static final long SIMULATED_LUN_BYTES = 2_000;

  private static final double SIMULATED_BLOCK_BYTES = 2.125;
  private static final double SIMULATED_LARGE_BLOCK_BYTES = 10.125;

  /** While a file is read: of what its text is made into, and of what remains of that. */
  private static final long TEXT_FACTOR = 190;

  /** Of the heap, what is not for what stays: most of the young generation. */
  private static final long YOUNG_BYTES = 8L << 20;

  private static final long SMALL_YOUNG_BYTES = 5L << 20;

  /** One that is no larger has the smaller young generation, as in {@code bin/tcmu-reclaim}. */
  private static final long SMALL_HEAP_MEBIBYTES = 32;

  private static final long MEBIBYTE = 1 << 20;
  private static final long HEAP_STEP_MEBIBYTES = 8;

  /** What a process keeps that has read nothing yet. */
  private static final long EMPTY_BYTES = 4_000_000;

  /** Of a heap, one of the two spaces of survivors is always empty, and not counted as its size. */
  private static final long UNUSED_MEBIBYTES = 3;

  /** A view has room for so many devices at least, and doubles it. */
  private static final int LEAST_SLOTS = 4;

  /** Of one of the program's policies. */
  private record PolicyBytes(long each, long slot) {}

  private static final PolicyBytes OTHER_POLICY = new PolicyBytes(5_000, 600);
  private static final Map<String, PolicyBytes> POLICIES =
      Map.of(
          "ladder", new PolicyBytes(3_000, 500),
          "largest-tail", new PolicyBytes(1_000, 100),
          "lru", new PolicyBytes(2_800, 150),
          "predictive", new PolicyBytes(17_000, 2_700),
          "priced", new PolicyBytes(10_500, 500),
          "proportional", new PolicyBytes(500, 100),
          "stock", new PolicyBytes(300, 50),
          "tinylfu", new PolicyBytes(6_500, 200),
          "watermark", new PolicyBytes(1_000, 100));

  private final String what;
  private final long bytes;
  private final long simulationBytes;

  private HeapNeed(String what, long bytes, long simulationBytes) {
    this.what = what;
    this.bytes = bytes;
    this.simulationBytes = simulationBytes;
  }

  /** That of an agent on a real host. */
  public static HeapNeed of(AgentConfig config, int luns) {
    return new HeapNeed(
        what(config, luns), agentBytes(config, luns, config.recording().enabled()), 0);
  }

  /** That of an agent on its simulated host, which is in the same process. */
  public static HeapNeed simulated(AgentConfig config) {
    SimulatedConfig host = config.simulated();
    boolean isRecorded = config.recording().enabled() && config.recording().folder().isPresent();
    long blocks = host.dataAreaPages() / host.pagesPerBlock();
    double blockBytes =
        host.pagesPerBlock() == 1 ? SIMULATED_BLOCK_BYTES : SIMULATED_LARGE_BLOCK_BYTES;
    long simulationBytes = (long) (host.luns() * (SIMULATED_LUN_BYTES + blocks * blockBytes));
    return new HeapNeed(
        "%s, simulated with data areas of %d KiB"
            .formatted(what(config, host.luns()), host.dataAreaPages() * 4),
        agentBytes(config, host.luns(), isRecorded) + simulationBytes,
        simulationBytes);
  }

  /**
   * That of reading files for the first time.
   *
   * @param textBytes of the files
   */
  public static HeapNeed ofReading(long textBytes) {
    return new HeapNeed(
        "%d KiB of configuration".formatted(textBytes >> 10),
        EMPTY_BYTES + textBytes * TEXT_FACTOR,
        0);
  }

  /**
   * What is good to have: room for as much of the simulated host a second time, and for reading the
   * files again beside what is in use.
   *
   * @param textBytes of the files
   */
  public HeapNeed withRoom(long textBytes) {
    return new HeapNeed(what, bytes + simulationBytes + textBytes * TEXT_FACTOR, 0);
  }

  private static String what(AgentConfig config, int luns) {
    int customers = config.customers().inOrder().size();
    return "%d LUNs of %s%s"
        .formatted(
            luns,
            customers == 0 ? "no customers" : customers + " customers",
            config.shadow().map(shadow -> " with the shadow " + shadow.name()).orElse(""));
  }

  private static long agentBytes(AgentConfig config, int luns, boolean isRecorded) {
    int customers = config.customers().all().size();
    long slots = slotsOfOne(luns, customers);
    long total = AGENT_BYTES + customers * CUSTOMER_BYTES + luns * LUN_BYTES;
    total += TickRing.bytes(luns, isRecorded ? luns * LUN_RUNGS : 0);
    total += isRecorded ? luns * RECORDED_LUN_BYTES : 0;
    if (config.shadow().isPresent()) {
      total += customers * SHADOW_CUSTOMER_BYTES + luns * SHADOW_LUN_BYTES;
    }
    for (CustomerConfig customer : config.customers().all()) {
      total += customer.match().rules().size() * RULE_BYTES;
      total += policyBytes(customer.policy(), slots);
      total += customer.canary().map(canary -> policyBytes(canary.policy(), slots)).orElse(0L);
      total += config.shadow().map(shadow -> shadowBytes(customer, shadow, slots)).orElse(0L);
    }
    return total;
  }

  private static long shadowBytes(CustomerConfig customer, PolicyConfig shadow, long slots) {
    return policyBytes(customer.ownPolicy() ? customer.policy() : shadow, slots);
  }

  private static long policyBytes(PolicyConfig policy, long slots) {
    long total = 0;
    for (Map<String, String> keys : policy.keys()) {
      PolicyBytes one = POLICIES.getOrDefault(keys.getOrDefault("name", ""), OTHER_POLICY);
      total += one.each + slots * one.slot;
    }
    return total;
  }

  /** Of a customer that has as many LUNs as the others. */
  private static long slotsOfOne(int luns, int customers) {
    long each = (luns + customers - 1L) / customers;
    return Math.max(LEAST_SLOTS, Long.highestOneBit(Math.max(1, 2 * each - 1)));
  }

  /** What stays as long as the agent runs. */
  public long bytes() {
    return bytes;
  }

  /** For whom it is, such as {@code 256 LUNs of 4 customers}. */
  public String what() {
    return what;
  }

  /** The size of a heap, as for {@code -Xmx}, that has room for it. */
  public long heapMebibytes() {
    long small = stepped((bytes + SMALL_YOUNG_BYTES) / MEBIBYTE + 1);
    return small <= SMALL_HEAP_MEBIBYTES ? small : stepped(mebibytes());
  }

  /** What a JVM with a heap of this size counts as its size. */
  public static long countedMebibytes(long heapMebibytes) {
    return heapMebibytes - UNUSED_MEBIBYTES;
  }

  private static long stepped(long mebibytes) {
    return ((mebibytes + UNUSED_MEBIBYTES) / HEAP_STEP_MEBIBYTES + 1) * HEAP_STEP_MEBIBYTES;
  }

  /** The size of the young generation in a heap, as for {@code -Xmn}. */
  public static int youngMebibytes(long heapMebibytes) {
    return heapMebibytes <= SMALL_HEAP_MEBIBYTES ? 6 : 12;
  }

  /** With what a heap has besides what stays. */
  private long mebibytes() {
    return (bytes + YOUNG_BYTES) / MEBIBYTE + 1;
  }

  /** Whether a heap has room for it. */
  public boolean fits(long heapBytes) {
    return bytes <= roomBytes(heapBytes);
  }

  /** The share of what a heap has room for that it takes. */
  public double shareOf(long heapBytes) {
    return (double) bytes / roomBytes(heapBytes);
  }

  /** Whether there is room for the same simulated host a second time. */
  public boolean allowsComparison(long heapBytes) {
    return bytes + simulationBytes <= roomBytes(heapBytes);
  }

  /** What is wrong where this is more than a heap has room for. */
  public Optional<String> problem(long heapBytes) {
    return fits(heapBytes) ? Optional.empty() : Optional.of(problem(what + " need", heapBytes));
  }

  /** What an agent does that chooses its heap by itself. */
  public String taken() {
    return "%s need about %d MiB of heap, and the agent takes them by itself"
        .formatted(what, mebibytes());
  }

  /** What is wrong where a host has no memory for such a heap. */
  public String tooMuch(long mostMebibytes) {
    return "%s need about %d MiB of heap, and of this host's memory the agent takes %d at most"
        .formatted(what, mebibytes(), mostMebibytes);
  }

  /**
   * The same of reading the files again, which are in memory twice then.
   *
   * @param textBytes of the files
   */
  public Optional<String> reloadProblem(long textBytes, long heapBytes) {
    HeapNeed twice = new HeapNeed("", bytes + textBytes * TEXT_FACTOR, 0);
    String who =
        "to read %d KiB of configuration again beside the one in use takes"
            .formatted(textBytes >> 10);
    return twice.fits(heapBytes) ? Optional.empty() : Optional.of(twice.problem(who, heapBytes));
  }

  private String problem(String who, long heapBytes) {
    return who
        + " about %d MiB of heap, and there are %d; TCMU_RECLAIM_HEAP=%dm in the agent's"
            .formatted(mebibytes(), heapBytes / MEBIBYTE, heapMebibytes())
        + " environment gives it enough";
  }

  private static long roomBytes(long heapBytes) {
    boolean small = heapBytes <= SMALL_HEAP_MEBIBYTES * MEBIBYTE;
    return heapBytes - (small ? SMALL_YOUNG_BYTES : YOUNG_BYTES);
  }
}
