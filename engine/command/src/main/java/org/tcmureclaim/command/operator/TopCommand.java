package org.tcmureclaim.command.operator;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tcmu-reclaim top}: the agent on a full screen, looked at every second. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = {
      "Shows host, customers and LUNs on the full screen, anew every second.",
      "",
      "Keys:",
      "",
      "  s      sort by what is held, tail, idle time or name",
      "  c      one customer after the other, then all",
      "  /      show LUNs with this in their name; Enter ends, an empty one shows all",
      "  p      pause or resume the agent",
      "  ?      name the keys",
      "  q      leave",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It was left with q.",
      "2:The command line cannot be used.",
      "69:No agent answers, or this is no terminal."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim top",
      "  tcmu-reclaim top --once                  one screen, in a pipe too",
      "  ssh -t host tcmu-reclaim top"
    })
final class TopCommand implements Callable<Integer> {
  private static final long LOOK_EVERY_MILLIS = 1000;
  private static final long KEYS_EVERY_MILLIS = 50;
  private static final String BEGIN = "\033[?1049h\033[?25l";
  private static final String END = "\033[?25h\033[?1049l";

  private final Surroundings around;

  @Mixin private AgentOptions options = new AgentOptions();

  @Option(names = "--once", description = "One screen, then end; needs no terminal.")
  private boolean once;

  TopCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (AgentSource source = options.source(around)) {
      return show(source);
    }
  }

  private int show(AgentSource source) throws IOException, InterruptedException {
    TopView view = new TopView(around.screen(), around.terminal() && around.coloured());
    Output out = new Output(around);
    if (once || options.json()) {
      look(source, view);
      boolean unused =
          out.print(
              options.json()
                  ? view.json()
                  : String.join("\n", AgentAnswer.read(view::lines)) + "\n");
      return AgentOptions.end(source);
    }
    if (!around.terminal()) {
      throw new HostException("this is no terminal; 'tcmu-reclaim top --once' needs none");
    }
    try (RawTerminal terminal = RawTerminal.enter()) {
      turn(source, view, out, terminal);
    }
    return ExitCode.FINE.code();
  }

  private static void turn(AgentSource source, TopView view, Output out, RawTerminal terminal)
      throws IOException, InterruptedException {
    InputStream keys = terminal.keys();
    boolean read = out.print(BEGIN);
    try {
      long waitedMillis = LOOK_EVERY_MILLIS;
      while (read && !view.isLeft()) {
        if (waitedMillis >= LOOK_EVERY_MILLIS) {
          terminal.size().ifPresent(view::resize);
          lookAgain(source, view);
          read = out.print(AgentAnswer.read(view::frame));
          waitedMillis = 0;
        }
        while (keys.available() > 0 && !view.isLeft()) {
          press(source, view, (char) keys.read());
          waitedMillis = LOOK_EVERY_MILLIS;
        }
        TimeUnit.MILLISECONDS.sleep(KEYS_EVERY_MILLIS);
        waitedMillis += KEYS_EVERY_MILLIS;
      }
    } finally {
      boolean unused = out.print(END);
    }
  }

  private static void press(AgentSource source, TopView view, char key) {
    if (AgentAnswer.read(() -> view.press(key))) {
      view.note(source.pause(!view.isPaused()));
    }
  }

  /** An agent that has ended may come again; until then the screen stays as it was. */
  private static void lookAgain(AgentSource source, TopView view) {
    try {
      look(source, view);
    } catch (HostException e) {
      if (!view.isShown()) {
        throw e;
      }
      view.trouble(e.problem());
    }
  }

  private static void look(AgentSource source, TopView view) {
    source.refresh();
    view.show(
        source.status(),
        source.devices(view.wanted(), 0, view.devicesShown()),
        source.decisions(Math.max(1, view.decisionsShown())));
    view.trouble(source.ended().orElse(""));
  }
}
