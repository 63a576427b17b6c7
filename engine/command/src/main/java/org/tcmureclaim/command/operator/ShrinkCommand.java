package org.tcmureclaim.command.operator;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.answers.UnknownName;
import org.tcmureclaim.agent.cli.RefusedException;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.SizeText;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tcmu-reclaim shrink}: cuts one LUN, whatever its policy says. */
@Command(
    name = "shrink",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = {
      "Cuts one LUN's data area now, whatever its policy, its customer's limits and the guard say."
          + " Blocks in use are never cut. A LUN that is blocked or unattended is refused.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It answered.",
      "2:The command line cannot be used.",
      "67:There is no such device, or several.",
      "69:No agent answers.",
      "74:The agent is busy; try again later.",
      "77:The agent refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim shrink user_0/gold-01 --keep 4MiB --dry-run   what would it free?",
      "  tcmu-reclaim shrink gold-01 --keep 4MiB",
    })
final class ShrinkCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private OrderOptions options = new OrderOptions();

  @Parameters(paramLabel = "DEVICE", description = "HBA/NAME, or only its name.")
  private String device = "";

  @Option(
      names = "--keep",
      paramLabel = "SIZE",
      required = true,
      description = "What to leave, from the start of its data area, such as 4MiB or 0B.")
  private String keep = "";

  @Option(names = "--dry-run", description = "Only say what it would free.")
  private boolean dryRun;

  @Spec private @Nullable CommandSpec spec;

  ShrinkCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    long keepBytes = keepBytes();
    options.carryOut(
        around,
        new Order.Shrink(device, keepBytes, dryRun),
        () -> throughApi(keepBytes),
        ShrinkCommand::text);
    return ExitCode.FINE.code();
  }

  private JsonObject throughApi(long keepBytes) {
    AgentClient client = options.agent().client(around);
    JsonObject order = new JsonObject().put("keep_bytes", keepBytes).put("dry_run", dryRun);
    String path = "/devices/" + path(client) + "/shrink";
    return AgentOptions.fine(client.post(path, order)).json();
  }

  private long keepBytes() {
    try {
      return SizeText.bytes(keep);
    } catch (ConfigurationException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--keep: " + e.getMessage(), e);
    }
  }

  /** The device as the API's path has it; a bare name is looked up. */
  private String path(AgentClient client) {
    int slash = device.indexOf('/');
    return slash >= 0 ? encoded(device, slash) : encoded(lookUp(client));
  }

  private static String encoded(String path) {
    return encoded(path, path.indexOf('/'));
  }

  private static String encoded(String path, int slash) {
    return segment(path.substring(0, slash)) + "/" + segment(path.substring(slash + 1));
  }

  private static String segment(String text) {
    return ApiSource.encoded(text).replace("+", "%20");
  }

  private String lookUp(AgentClient client) {
    JsonArray items =
        AgentOptions.fine(client.get("/devices?limit=1000&name=" + ApiSource.encoded(device)))
            .json()
            .getJsonArray("items");
    String found = "";
    for (int i = 0; i < items.size(); i++) {
      String path = items.getJsonObject(i).getString("device");
      if (path.endsWith("/" + device)) {
        if (!found.isEmpty()) {
          throw new RefusedException(
              ExitCode.NO_SUCH, device + " may be " + found + " or " + path + "; say which");
        }
        found = path;
      }
    }
    if (found.isEmpty()) {
      throw new RefusedException(
          ExitCode.NO_SUCH, UnknownName.text("device", device, names(client)));
    }
    return found;
  }

  /** What the devices of the first page are called without their HBA. */
  private static List<String> names(AgentClient client) {
    return AgentOptions.fine(client.get("/devices?limit=1000"))
        .json()
        .getJsonArray("items")
        .stream()
        .map(item -> ((JsonObject) item).getString("device"))
        .map(path -> path.substring(path.indexOf('/') + 1))
        .toList();
  }

  private static String text(JsonObject a) {
    String holds =
        a.getString("device")
            + ": held "
            + HumanUnits.pages(a.getLong("resident_pages"))
            + ", of it tail "
            + HumanUnits.pages(a.getLong("tail_pages"));
    if (a.getBoolean("dry_run")) {
      return holds + "; would free " + HumanUnits.pages(a.getLong("expected_pages")) + "\n";
    }
    String problem = a.getString("problem");
    if (a.getLong("expected_pages") == 0 && problem.isEmpty()) {
      return holds + "; nothing to free: it holds no more than --keep, or all of it is in use\n";
    }
    return holds
        + "; "
        + a.getString("result")
        + " "
        + HumanUnits.pages(a.getLong("freed_pages"))
        + (problem.isEmpty() ? "" : " (" + problem + ")")
        + "\n";
  }
}
