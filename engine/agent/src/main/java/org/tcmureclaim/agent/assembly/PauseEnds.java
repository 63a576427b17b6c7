package org.tcmureclaim.agent.assembly;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which pauses are in force, whose they are, and when they end by themselves. A pause never
 * shortens one that is in force: only resuming does. Used under a lock of its owner.
 */
final class PauseEnds {
  /** In place of a customer: plans of all are kept back. */
  static final String ALL = "";

  private static final long NEVER = Long.MAX_VALUE;
  private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(36_500);

  private final Map<PauseOwner, Map<String, Long>> untilNanos = new EnumMap<>(PauseOwner.class);
  private final PauseAllowance ofServer = new PauseAllowance();

  PauseEnds() {
    for (PauseOwner owner : PauseOwner.values()) {
      untilNanos.put(owner, new TreeMap<>());
    }
  }

  private Map<String, Long> of(PauseOwner owner) {
    return Objects.requireNonNull(untilNanos.get(owner));
  }

  /**
   * How long a pause may last that someone asks for.
   *
   * @param askedSeconds 0 for one without end
   * @return 0 where the command line may have one without end, and a server may have none
   */
  long allowedSeconds(PauseOwner owner, long askedSeconds, long nowNanos) {
    return owner == PauseOwner.SERVER ? ofServer.seconds(askedSeconds, nowNanos) : askedSeconds;
  }

  /**
   * A pause begins, or goes on.
   *
   * @param forSeconds 0 for one without end
   */
  void pause(PauseOwner owner, String whose, long forSeconds, long nowNanos) {
    boolean endless = forSeconds == 0 || forSeconds > LONGEST_SECONDS;
    long until = endless ? NEVER : nowNanos + TimeUnit.SECONDS.toNanos(forSeconds);
    var unused = of(owner).merge(whose, until, PauseEnds::later);
    ofServer.inForce(!of(PauseOwner.SERVER).isEmpty(), nowNanos);
  }

  private static long later(long one, long other) {
    if (one == NEVER || other == NEVER) {
      return NEVER;
    }
    return one - other > 0 ? one : other;
  }

  /** Whether this one has paused them. */
  boolean has(PauseOwner owner, String whose) {
    return of(owner).containsKey(whose);
  }

  /** Ends all pauses of them. Where someone on the host does that, a server may pause again. */
  void resume(PauseOwner by, String whose, long nowNanos) {
    untilNanos.values().forEach(ends -> ends.remove(whose));
    ofServer.inForce(!of(PauseOwner.SERVER).isEmpty(), nowNanos);
    if (by == PauseOwner.COMMAND_LINE) {
      ofServer.renew(nowNanos);
    }
  }

  /** When it ends; 0 where it does not. */
  long endsAtNanos(String whose) {
    long until =
        untilNanos.values().stream()
            .flatMap(ends -> Stream.ofNullable(ends.get(whose)))
            .reduce(PauseEnds::later)
            .orElse(NEVER);
    return until == NEVER ? 0 : until;
  }

  /** In how many seconds it ends, rounded up; 0 where it does not. */
  long leftSeconds(String whose, long nowNanos) {
    long until = endsAtNanos(whose);
    if (until == 0) {
      return 0;
    }
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(until - nowNanos + 999_999_999L));
  }

  /** One who is paused no longer, which is forgotten with that; null where there is none. */
  @Nullable String takeDue(long nowNanos) {
    for (Map<String, Long> ends : untilNanos.values()) {
      Iterator<Map.Entry<String, Long>> each = ends.entrySet().iterator();
      while (each.hasNext()) {
        Map.Entry<String, Long> one = each.next();
        if (one.getValue() != NEVER && nowNanos - one.getValue() >= 0) {
          String whose = one.getKey();
          each.remove();
          ofServer.inForce(!of(PauseOwner.SERVER).isEmpty(), nowNanos);
          if (untilNanos.values().stream().noneMatch(left -> left.containsKey(whose))) {
            return whose;
          }
        }
      }
    }
    return null;
  }
}
