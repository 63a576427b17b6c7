package org.tcmureclaim.agent.assembly;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.HeapChoice;
import org.tcmureclaim.agent.cli.LargerHeap;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.HeapLimit;
import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.configuration.rules.ConfigFiles;
import org.tcmureclaim.host.Notices;

/**
 * Looks whether the room in the heap comes to its end while an agent runs, and has the agent
 * restarted with more before that: at a quiet moment, and not soon after its start. A restart reads
 * the configuration again, so it waits as long as the files are others than those in force: they
 * may be unusable, and then no agent would run.
 *
 * <p>Used by one thread.
 */
final class HeapGrowth {
  /** The share of the room that is taken when it comes to its end. */
  static final double NEARLY_FULL = 0.9;

  /** Looks, one each two seconds, after a start without a restart: ten minutes. */
  static final int FIRST_LOOKS = 300;

  /** Looks in a row that find the host quiet before a restart. */
  static final int QUIET_LOOKS = 15;

  /** A heap that is fuller than the estimate says grows to so much of that at most. */
  private static final long MOST_TIMES_ESTIMATED = 2;

  private static final long MEBIBYTE = 1 << 20;

  /** The heap of this process, and how much it may become. */
  record Heap(HeapChoice choice, long bytes, HeapLimit limit) {
    static Heap ofProcess(HeapChoice choice) {
      return new Heap(choice, AgentHeap.bytes(), HeapLimit.ofMachine());
    }
  }

  /**
   * A configuration that the next process is to read. Itself it is not kept: it is what there is no
   * room for.
   *
   * @param stamp of its files as they were read
   */
  private record Asked(Path file, ConfigFiles files, String stamp) {
    static Asked of(LoadedConfig config) {
      return new Asked(config.file(), config.config().files(), config.stampAsRead());
    }

    boolean isStillThere() {
      return files.stamp(file).equals(stamp);
    }
  }

  /** What a configuration needs with a number of LUNs. */
  @FunctionalInterface
  interface Needs {
    HeapNeed of(AgentConfig config, int luns);
  }

  /**
   * The host as it is now.
   *
   * @param luns that it has
   * @param occupied the share of the room for what stays that was taken after the last full
   *     collection
   * @param quiet whether memory is not short, no plan is under way, and nothing is paused
   */
  record Now(IntSupplier luns, DoubleSupplier occupied, BooleanSupplier quiet) {}

  private final Heap heap;
  private final Needs needs;
  private final Now now;
  private final Notices notices;
  private final Consumer<LargerHeap> restart;
  private @Nullable Asked asked;
  private @Nullable LargerHeap wanted;
  private int looks;
  private int quietLooks;
  private boolean told;

  HeapGrowth(Heap heap, Needs needs, Now now, Notices notices, Consumer<LargerHeap> restart) {
    this.heap = heap;
    this.needs = needs;
    this.now = now;
    this.notices = notices;
    this.restart = restart;
  }

  /** One that never grows. */
  static HeapGrowth none(Notices notices) {
    return new HeapGrowth(
        new Heap(HeapChoice.FIXED, Long.MAX_VALUE, HeapLimit.NONE),
        HeapNeed::of,
        new Now(() -> 0, () -> 0, () -> false),
        notices,
        larger -> {});
  }

  /**
   * Before new rules are made.
   *
   * @return what happens in their place, where they do not fit: the next process reads them
   */
  Optional<String> inPlaceOf(LoadedConfig next) {
    HeapNeed need = needs.of(next.config(), now.luns().getAsInt());
    if (need.fits(heap.bytes()) || !heap.choice().free()) {
      return Optional.empty();
    }
    Optional<LargerHeap> larger = larger(next, need, 1);
    larger.ifPresent(
        more -> {
          asked = Asked.of(next);
          wanted = more;
          looks = FIRST_LOOKS;
        });
    return larger.map(
        more ->
            "%s need more heap than the %d MiB there are; the agent restarts itself with %d MiB at"
                    .formatted(need.what(), heap.bytes() / MEBIBYTE, more.mebibytes())
                + " the next quiet moment, and reads it then");
  }

  /**
   * One look.
   *
   * @param runs the configuration that is in force
   * @param quiet whether nothing is in the way of a restart but what the host does
   */
  void look(LoadedConfig runs, boolean quiet) {
    looks++;
    if (asked == null) {
      weigh(runs);
    }
    LargerHeap larger = wanted;
    if (larger == null) {
      return;
    }
    quietLooks = quiet && now.quiet().getAsBoolean() ? quietLooks + 1 : 0;
    if (looks < FIRST_LOOKS || quietLooks < QUIET_LOOKS) {
      return;
    }
    quietLooks = 0;
    Asked read = asked == null ? Asked.of(runs) : asked;
    if (read.isStillThere()) {
      restart.accept(larger);
    } else {
      asked = null; // An operator is at work on the files, and reloads them or takes them back.
    }
  }

  private void weigh(LoadedConfig runs) {
    wanted = null;
    HeapNeed need = needs.of(runs.config(), now.luns().getAsInt());
    double occupied = now.occupied().getAsDouble();
    if (need.shareOf(heap.bytes()) < NEARLY_FULL && occupied < NEARLY_FULL) {
      told = false;
      return;
    }
    wanted = larger(runs, need, occupied).orElse(null);
    if (!told) {
      told = true;
      tell(runs, need);
    }
  }

  private void tell(LoadedConfig runs, HeapNeed need) {
    LargerHeap larger = wanted;
    String full =
        "the heap of %d MiB is nearly full: %s".formatted(heap.bytes() / MEBIBYTE, need.what());
    notices.warn(
        larger != null
            ? full
                + "; the agent restarts itself with %d MiB at a quiet moment"
                    .formatted(larger.mebibytes())
            : full + remedy(runs, need));
  }

  private String remedy(LoadedConfig runs, HeapNeed need) {
    if (!heap.choice().free()) {
      return "; TCMU_RECLAIM_HEAP=%dm in the agent's environment gives it room"
          .formatted(later(runs).heapMebibytes());
    }
    return need.shareOf(heap.bytes()) < NEARLY_FULL
        ? ", which is more than %s should take, and larger than twice that it does not become"
            .formatted(need.what())
        : "; this host has no memory for a larger one";
  }

  private HeapNeed later(LoadedConfig config) {
    return needs.of(config.config(), 2 * now.luns().getAsInt()).withRoom(config.fileBytes());
  }

  /** A heap for twice as many LUNs, where there can be one. */
  private Optional<LargerHeap> larger(LoadedConfig config, HeapNeed need, double occupied) {
    long mebibytes = later(config).heapMebibytes();
    long heapMebibytes = heap.bytes() / MEBIBYTE;
    if (occupied >= NEARLY_FULL) {
      long half = heapMebibytes * 3 / 2;
      mebibytes = Math.max(mebibytes, Math.min(half, MOST_TIMES_ESTIMATED * mebibytes));
    }
    mebibytes = Math.min(mebibytes, heap.limit().mebibytes());
    return heap.choice().allows(mebibytes) && AgentHeap.isLarger(mebibytes, heap.bytes())
        ? Optional.of(new LargerHeap(mebibytes, need.what()))
        : Optional.empty();
  }
}
