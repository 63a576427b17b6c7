package org.tcmureclaim.agent.rooms;

import com.sun.jna.Native;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.IdlePolicyFactory;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.replay.ticks.TickTable;

/** Classes that break the rules, to show that the rules notice. */
final class Offenders {
  private Offenders() {}

  record ReadsFile(Path file) {}

  record StartsThread(Thread thread) {}

  record ReadsClock() {
    long now() {
      return System.nanoTime();
    }
  }

  record RollsDice(SplittableRandom dice) {}

  record ReadsEnvironment() {
    @Nullable String home() {
      return System.getenv("HOME");
    }
  }

  record KnowsTheHost(Host host) {}

  record KnowsTheAgent(AgentConfig config) {}

  record KnowsTheReplay(TickTable ticks) {}

  record CallsNative() {
    int pointerBytes() {
      return Native.POINTER_SIZE;
    }
  }

  /** A factory that META-INF/services does not list. */
  record Forgotten() implements PolicyFactory {
    @Override
    public String name() {
      return "forgotten";
    }

    @Override
    public String summary() {
      return "Never found.";
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      return new IdlePolicyFactory().create(parameters);
    }
  }
}
