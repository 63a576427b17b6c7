package org.tcmureclaim.agent.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.config.ServeConfig;
import org.tcmureclaim.agent.state.Simulations;
import org.tcmureclaim.host.HostException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tcmu-reclaim serve}: shows an agent over HTTP. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = {
      "Serves the API, the live page and metrics of the agent on this host.",
      "",
      "It is a process of its own, which needs no privileges: it reads the files that the agent"
          + " leaves in /run/tcmu-reclaim and its journal, and passes orders on over the agent's"
          + " socket, those that api.orders in the configuration allows. It may be started before"
          + " the agent, and goes on while the agent is started again; meanwhile it answers with"
          + " status 503 and says why. Whatever becomes of it, the agent goes on.",
      "",
      "It reads the sections api, metrics and ledger of the agent's configuration. The token, the"
          + " key for TLS and the headers for a collector may be root's with mode 0640 and the"
          + " group of this process.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It ended as asked: Ctrl-C, SIGTERM.",
      "2:The command line cannot be used.",
      "70:A defect; one line says what.",
      "78:The configuration cannot be used."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim serve --config /etc/tcmu-reclaim/agent.yaml",
      "  tcmu-reclaim serve --api 127.0.0.1:8723          the live page, at another address",
      "  tcmu-reclaim serve --demo --api 127.0.0.1:8724   of a demonstration that runs"
    })
public final class ServeCommand implements Callable<Integer> {
  private final ServeRunner runner;
  private final Surroundings around;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The agent's configuration. Default: /etc/tcmu-reclaim/agent.yaml; for --demo"
              + " configs/demo.yaml.")
  private @Nullable Path config;

  @Option(
      names = "--api",
      paramLabel = "ADDRESS",
      split = ",",
      description =
          "Where to listen, instead of api.listen in the configuration: "
              + (ApiAddress.FORMS + ". Several are separated by commas."))
  private List<String> api = List.of();

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "The folder of the agent's files. Default: /run/tcmu-reclaim.")
  private @Nullable Path runFolder;

  @Mixin private HostOption host = new HostOption();

  @Option(
      names = "--child-of",
      hidden = true,
      description = "The suffix of the files of an agent that has started it: ends with that.")
  private @Nullable String parent;

  @Spec private @Nullable CommandSpec spec;

  /** The command with this way to serve. */
  public ServeCommand(ServeRunner runner, Surroundings around) {
    this.runner = runner;
    this.around = around;
  }

  @Override
  public Integer call() {
    boolean simulated = host.kind() == HostKind.SIMULATED;
    ServeConfig wanted = config(simulated);
    List<ApiAddress> addresses =
        wanted.addresses(simulated ? List.of() : List.of(new ApiAddress.Unix(usual())));
    RunFiles files = files(simulated);
    return runner
        .run(new ServeOptions(wanted, addresses, simulated, files, parent != null), around)
        .code();
  }

  private ServeConfig config(boolean simulated) {
    ServeConfig loaded = ServeConfig.load(configFile(simulated));
    if (api.isEmpty()) {
      return loaded;
    }
    try {
      return loaded.listeningOn(ApiAddress.parseAll(String.join(",", api), usual()));
    } catch (IllegalArgumentException e) {
      throw wrong("--api: " + e.getMessage());
    }
  }

  private Path configFile(boolean simulated) {
    if (config != null || !simulated) {
      return Surroundings.configurationFile(config);
    }
    return around.demo().orElseThrow(() -> wrong("--config FILE is missing"));
  }

  private Path usual() {
    return around.usualSocket(host.kind());
  }

  private RunFiles files(boolean simulated) {
    if (parent != null) {
      return new RunFiles(Objects.requireNonNull(runFolder), parent);
    }
    if (runFolder != null) {
      return RunFiles.in(runFolder);
    }
    return simulated ? newestDemonstration() : RunFiles.ofHost();
  }

  private RunFiles newestDemonstration() {
    Path folder =
        RunFiles.ofDemonstration(around.environment(), System.getProperty("user.name", "nobody"));
    return Simulations.newest(folder)
        .orElseThrow(
            () ->
                new HostException(
                    "no demonstration runs in " + folder + "; 'make run' starts one"));
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
  }
}
