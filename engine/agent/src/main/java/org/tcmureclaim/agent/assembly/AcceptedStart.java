package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.config.AcceptedConfig;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.config.Promises;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;

/**
 * What an agent begins with: its configuration, with the promises of the last run where some of
 * them are gone.
 *
 * @param given by its files
 * @param runs first
 * @param lost promises of the last run that {@code given} does not make
 * @param asLast whether the last run ended with the same files
 * @param store of what it runs with, for the next start; empty for none
 */
record AcceptedStart(
    LoadedConfig given,
    LoadedConfig runs,
    List<String> lost,
    boolean asLast,
    Optional<AcceptedConfig> store) {

  AcceptedStart {
    lost = List.copyOf(lost);
  }

  /** On a host that remembers its last run, as a real one does. */
  static AcceptedStart of(LoadedConfig given, HostKind host) {
    return host == HostKind.LINUX
        ? of(given, new AcceptedConfig(AcceptedConfig.DEFAULT_FOLDER))
        : of(given);
  }

  /** On a host that remembers nothing. */
  static AcceptedStart of(LoadedConfig given) {
    return new AcceptedStart(given, given, List.of(), false, Optional.empty());
  }

  static AcceptedStart of(LoadedConfig given, AcceptedConfig store) {
    Optional<LoadedConfig> last = store.kept();
    List<String> lost =
        last.map(kept -> Promises.lost(kept.config(), given.config())).orElse(List.of());
    LoadedConfig runs = lost.isEmpty() ? given : given.promisingAs(last.orElseThrow());
    boolean asLast =
        last.isPresent()
            && List.copyOf(last.get().texts().values()).equals(List.copyOf(given.texts().values()));
    return new AcceptedStart(given, runs, lost, asLast, Optional.of(store));
  }

  /** Remembers what the agent runs with now. */
  void keep(LoadedConfig config, Notices notices) {
    if (store.isEmpty()) {
      return;
    }
    try {
      store.get().keep(config);
    } catch (IOException e) {
      notices.warn(
          "the configuration is not kept, so the next start will not know which promises are gone: "
              + FileProblem.text(AcceptedConfig.DEFAULT_FOLDER, e));
    }
  }
}
