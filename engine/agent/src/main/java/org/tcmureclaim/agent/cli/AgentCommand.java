package org.tcmureclaim.agent.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.display.Display;
import org.tcmureclaim.agent.display.DisplayWriter;
import org.tcmureclaim.agent.display.JournalDisplay;
import org.tcmureclaim.agent.display.JournalOutput;
import org.tcmureclaim.agent.display.JsonDisplay;
import org.tcmureclaim.agent.display.LogDisplay;
import org.tcmureclaim.agent.display.PipeDisplay;
import org.tcmureclaim.agent.display.ReportQueue;
import org.tcmureclaim.agent.display.TerminalDisplay;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.shim.DatagramSender;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tcmu-reclaim agent}: runs an agent and shows what it does. */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = {
      "Watches memory pressure and the data areas of all TCMU devices, and truncates idle ones"
          + " when memory runs short.",
      "",
      "What it does to the host: with 'mode: observe', the default, nothing but reading. With"
          + " 'mode: act' it truncates data areas, which frees pages that hold no data of a"
          + " command in flight. On a kernel without the project's module it does so by lowering"
          + " target_core_user's global_max_data_area_mb for a moment; a lease file makes sure that"
          + " the limit comes back should the agent die. It never touches what LUNs store.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It ended as asked: --for, Ctrl-C, SIGTERM, or the reader of its output left.",
      "2:The command line cannot be used.",
      "69:The host lacks something; the message says what and what to do.",
      "70:A defect; one line says what, --verbose where.",
      "71:The decision loop or a shadow failed or hangs, or the folder of the run was removed; a new agent has"
          + " to be started.",
      "72:There is no Java 17, or the program was not built.",
      "73:There is no room for what it shows, or it may not be written.",
      "75:Another agent runs on this host.",
      "78:The configuration or a policy cannot be used."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim agent --demo                               no root needed",
      "  tcmu-reclaim agent --demo --for 60s --json | head",
      "  tcmu-reclaim agent --config /etc/tcmu-reclaim/agent.yaml --observe"
          + "   what would it do here?",
      "  tcmu-reclaim agent --config /etc/tcmu-reclaim/agent.yaml"
    })
public final class AgentCommand implements Callable<Integer> {
  private static final int QUEUED_REPORTS = 8192;
  private static final long WRITE_EVERY_MILLIS = 100;

  private final AgentRunner runner;
  private final Surroundings around;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration. May be left out for --demo: configs/demo.yaml.")
  private @Nullable Path config;

  @Mixin private HostOption hostOption = new HostOption();
  private HostKind host = HostKind.LINUX;

  @Option(
      names = "--observe",
      description = "Touch nothing, whatever the configuration says: decide and report only.")
  private boolean observe;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "End after this long on the host's clock, such as 60s or 10m.")
  private @Nullable Long forNanos;

  @Option(
      names = "--api",
      paramLabel = "ADDRESS",
      split = ",",
      description =
          "On a simulated host: starts a server for the API and the live page here, instead of at"
              + " api.listen in the configuration; 'tcmu-reclaim serve' is one for a real host. "
              + (ApiAddress.FORMS + ". Several are separated by commas."))
  private List<String> api = List.of();

  @Option(
      names = "--orders",
      paramLabel = "PATH",
      description =
          "The Unix socket where pause, resume, shrink and reload are taken. Default:"
              + " /run/tcmu-reclaim/orders; on a simulated host beside the API's Unix socket.")
  private @Nullable Path orders;

  @Option(names = "--json", description = "Report as JSON, one object on each line.")
  private boolean json;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      converter = LogFormatConverter.class,
      description =
          "text or json: a line for each report, with time and level in json. Default: text, or"
              + " fields of the journal when systemd has started it.")
  private @Nullable LogFormat logFormat;

  @Option(
      names = "--verbose",
      description = "Show where unexpected errors come from, on standard error.")
  private boolean verbose;

  @Spec private @Nullable CommandSpec spec;

  AgentCommand(AgentRunner runner, Surroundings around) {
    this.runner = runner;
    this.around = around;
  }

  /** The command with this way to run agents; its help names the policies there are. */
  public static CommandLine line(AgentRunner runner, Surroundings around) {
    CommandLine line = new CommandLine(new AgentCommand(runner, around));
    line.getHelpSectionMap()
        .put(SECTION_KEY_FOOTER_HEADING, help -> policies() + help.footerHeading());
    return line;
  }

  /** The policies there are, for the help. */
  private static String policies() {
    StringBuilder text = new StringBuilder();
    try {
      KnownPolicies.byName().forEach((name, factory) -> addWrapped(text, name, factory.summary()));
    } catch (ConfigurationException e) {
      e.problems().forEach(problem -> addWrapped(text, "refused:", problem));
    }
    return text.length() == 0 ? "" : String.format("%nPolicies:%n") + text;
  }

  private static void addWrapped(StringBuilder text, String name, String summary) {
    StringBuilder line = new StringBuilder(String.format("  %-12s", name));
    for (String word : summary.split(" ", -1)) {
      if (line.length() + 1 + word.length() > TcmuReclaim.HELP_WIDTH) {
        text.append(line).append(System.lineSeparator());
        line.setLength(0);
        line.append(" ".repeat(14));
      }
      line.append(' ').append(word);
    }
    text.append(line).append(System.lineSeparator());
  }

  boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() {
    host = hostOption.kind();
    return new HeapRestart(around.err()).of(this::run).code();
  }

  private ExitCode run(HeapChoice heap) {
    heap.requireToRead(configFile());
    LoadedConfig loaded = LoadedConfig.load(configFile());
    LoadedConfig observed = observe ? loaded.observed() : loaded;
    LoadedConfig wanted = api.isEmpty() ? observed : listening(observed);
    StopSignal stop = new StopSignal();
    ReloadSignal reload = new ReloadSignal();
    ProcessSignal.HUP.calls(reload::request);
    OptionalLong limit = forNanos == null ? OptionalLong.empty() : OptionalLong.of(forNanos);
    boolean startedAgain = around.environment().containsKey("INVOCATION_ID");
    RunOptions options =
        new RunOptions(
            host,
            limit,
            stop,
            reload,
            Optional.empty(),
            startedAgain,
            Optional.ofNullable(orders),
            Optional.empty(),
            heap);
    return new GracefulEnd(stop).of(() -> show(wanted, options));
  }

  private LoadedConfig listening(LoadedConfig loaded) {
    if (host == HostKind.LINUX) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--api: the agent serves no API any more; 'tcmu-reclaim serve --api "
              + String.join(",", api)
              + "' does, beside it");
    }
    try {
      return loaded.listeningOn(
          ApiAddress.parseAll(String.join(",", api), around.usualSocket(host)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--api: " + e.getMessage(), e);
    }
  }

  private Path configFile() {
    if (config != null) {
      return config;
    }
    if (host == HostKind.SIMULATED && around.demo().isPresent()) {
      return around.demo().get();
    }
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "--config FILE is missing");
  }

  private ExitCode show(LoadedConfig wanted, RunOptions options) {
    Optional<DatagramSender> journal =
        json || logFormat != null
            ? Optional.empty()
            : SystemdJournal.ofProcess(around.environment());
    Optional<JournalOutput> entries = journal.map(sender -> new JournalOutput(sender::send));
    ReportQueue queue =
        new ReportQueue(
            QUEUED_REPORTS,
            whenFull(wanted.config()),
            () -> entries.map(JournalOutput::dropped).orElse(0L));
    Workers workers = new Workers(queue.notices());
    DisplayWriter writer =
        DisplayWriter.start(
            workers,
            queue,
            journal.isPresent() ? new JournalDisplay() : display(),
            entries.isPresent() ? entries.get() : around.out(),
            options.stop()::request,
            WRITE_EVERY_MILLIS);
    try {
      return runner.run(wanted, options.with(workers), queue);
    } finally {
      writer.end();
      journal.ifPresent(DatagramSender::close);
    }
  }

  private ReportQueue.WhenFull whenFull(AgentConfig wanted) {
    boolean nobodyWaits = host == HostKind.SIMULATED && wanted.simulated().speedFactor().isEmpty();
    return nobodyWaits ? ReportQueue.WhenFull.WAIT : ReportQueue.WhenFull.DROP;
  }

  private Display display() {
    if (json) {
      return new JsonDisplay();
    }
    if (logFormat == LogFormat.JSON) {
      return new LogDisplay(WallClock.OF_MACHINE::epochMillis);
    }
    return around.terminal() && logFormat == null
        ? new TerminalDisplay(around.screen(), around.coloured())
        : new PipeDisplay();
  }
}
