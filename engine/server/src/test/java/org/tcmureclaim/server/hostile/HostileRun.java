package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * {@code make hostile}: attacks of many connections on an agent that {@code bin/tcmu-reclaim}
 * starts, each followed by its control, with figures of both.
 */
final class HostileRun {
  private static final double QUIET_PROCESSORS = 0;
  private static final long MEBIBYTE = 1 << 20;

  /** Some 50 ticks a second, so that 20 attacks of 10 s have 10,000, and p99.9 rests on ten. */
  private static final int TICK_MILLIS = 20;

  /** A window begins and ends between two ticks, and a busy machine is late with some. */
  private static final double FEWEST_TICKS_OF_CONTROL = 0.8;

  private static final long END_TARGET_NANOS = 5_000_000_000L;

  private record Row(Siege.Result result, Siege.Seen control) {}

  private final PrintStream out;
  private final Path program;
  private final Path folder;
  private final Duration each;
  private final int connections;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int agents;

  private HostileRun(PrintStream out, Path program, Path folder, Duration each, int connections) {
    this.out = out;
    this.program = program;
    this.folder = folder;
    this.each = each;
    this.connections = connections;
  }

  /**
   * Attacks an agent.
   *
   * @param args seconds of each attack, connections, a folder, and the program that starts agents
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[2]).toAbsolutePath());
    Duration each = Duration.ofSeconds(Long.parseLong(args[0]));
    HostileRun run =
        new HostileRun(
            System.out, Path.of(args[3]).toAbsolutePath(), folder, each, Integer.parseInt(args[1]));
    run.all();
    System.exit(run.problems.isEmpty() ? 0 : 1);
  }

  private void all() throws IOException, InterruptedException {
    AttackedAgent agent = start();
    try {
      line(
          "%s: %s; a tick each %d ms, %d connections, %d s each",
          program,
          agent.hasServerOfItsOwn() ? "an agent, and its server" : "one process",
          TICK_MILLIS,
          connections,
          each.toSeconds());
      Siege.Seen quiet = new Siege(agent, each, connections).control(QUIET_PROCESSORS);
      line(
          "%-28s %13s %10s %11s %9s %21s %21s %9s %9s %9s",
          "attack, control",
          "open, in all",
          "cut off",
          "CPUs",
          "ticks",
          "waits each",
          "p50, p99, p99.9, ms",
          "of control",
          "coll.",
          "files",
          "MiB");
      line("%s", figures("quiet", "", quiet, quiet, ""));
      for (int i = 0; i < Siege.targets(agent).size(); i++) {
        try {
          attack(agent, i, quiet);
        } catch (IOException e) {
          String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
          problems.add(Siege.targets(agent).get(i).name() + ": " + first);
          line("%-28s %s", Siege.targets(agent).get(i).name(), first);
          agent.close();
          agent = start();
        }
      }
      sums(quiet);
      end(agent);
    } finally {
      agent.close();
    }
    problems.forEach(problem -> line("NOT AS EXPECTED: %s", problem));
  }

  private AttackedAgent start() throws IOException {
    ProcessBuilder command = new ProcessBuilder(program.toString());
    String unusedBefore =
        command.environment().put("TCMU_RECLAIM_JVM_OPTIONS", "-Xlog:gc:file=gc-%p.log");
    Path files = Files.createDirectories(folder.resolve("agent-" + ++agents));
    return AttackedAgent.start(files, TICK_MILLIS, command);
  }

  private void attack(AttackedAgent agent, int place, Siege.Seen quiet) throws IOException {
    Siege siege = new Siege(agent, each, connections);
    Siege.Result result = siege.attack(Siege.targets(agent).get(place));
    Siege.Seen attacked = result.attacked();
    Siege.Seen control = siege.control(attacked.processors() - quiet.processors());
    rows.add(new Row(result, control));
    String name = result.target().name();
    line(
        "%s",
        figures(
            name,
            String.format(Locale.ROOT, "%d, %d", result.most(), result.opened()),
            attacked,
            control,
            String.format(
                Locale.ROOT,
                "%7d, again after %.1f s",
                result.cutOff(),
                result.againNanos() / 1e9)));
    if (attacked.ticksPerSecond() < FEWEST_TICKS_OF_CONTROL * control.ticksPerSecond()) {
      problems.add(name + ": ticks were missed");
    }
    if (attacked.collections() > control.collections() + 1) {
      problems.add(name + ": more collections in the agent");
    }
  }

  private static String figures(
      String name, String opened, Siege.Seen attacked, Siege.Seen control, String rest) {
    return String.format(
        Locale.ROOT,
        "%-28s %13s %5.2f,%4.2f %5d,%5d %4.1f,%4.1f %21s %21s %4d,%4d %4d,%4d %4d,%4d %s",
        name,
        opened,
        attacked.processors(),
        control.processors(),
        attacked.ticks().count(),
        control.ticks().count(),
        attacked.waitsOfATick(),
        control.waitsOfATick(),
        quantiles(attacked.ticks(), 0.5, 0.99, 0.999),
        quantiles(control.ticks(), 0.5, 0.99, 0.999),
        attacked.collections(),
        control.collections(),
        attacked.agent().descriptors(),
        attacked.server().descriptors(),
        attacked.agent().residentBytes() / MEBIBYTE,
        attacked.server().residentBytes() / MEBIBYTE,
        rest);
  }

  private void sums(Siege.Seen quiet) {
    TickTimes attacked = TickTimes.none();
    TickTimes control = TickTimes.none();
    for (Row row : rows) {
      attacked.add(row.result().attacked().ticks());
      control.add(row.control().ticks());
    }
    line(
        "ticks p50, p99, p99.9, ms: quiet %s (%d); attacked %s (%d); control %s (%d)",
        quantiles(quiet.ticks(), 0.5, 0.99, 0.999),
        quiet.ticks().count(),
        quantiles(attacked, 0.5, 0.99, 0.999),
        attacked.count(),
        quantiles(control, 0.5, 0.99, 0.999),
        control.count());
    line(
        "attacked / control, median (least to most) of %d attacks: ticks/s %s, p50 %s, p99 %s,"
            + " p99.9 %s",
        rows.size(),
        ratios(Siege.Seen::ticksPerSecond),
        ratios(seen -> seen.ticks().quantileSeconds(0.5)),
        ratios(seen -> seen.ticks().quantileSeconds(0.99)),
        ratios(seen -> seen.ticks().quantileSeconds(0.999)));
    line(
        "at most: agent %d files, %d MiB; server %d files, %d MiB",
        rows.stream()
            .mapToLong(row -> row.result().attacked().agent().descriptors())
            .max()
            .orElse(0),
        rows.stream()
                .mapToLong(row -> row.result().attacked().agent().residentBytes())
                .max()
                .orElse(0)
            / MEBIBYTE,
        rows.stream()
            .mapToLong(row -> row.result().attacked().server().descriptors())
            .max()
            .orElse(0),
        rows.stream()
                .mapToLong(row -> row.result().attacked().server().residentBytes())
                .max()
                .orElse(0)
            / MEBIBYTE);
    line(
        "collections in the agent: %d attacked, %d control; answers again after %.1f s at most",
        rows.stream().mapToLong(row -> row.result().attacked().collections()).sum(),
        rows.stream().mapToLong(row -> row.control().collections()).sum(),
        rows.stream().mapToLong(row -> row.result().againNanos()).max().orElse(0) / 1e9);
  }

  private String ratios(ToDoubleFunction<Siege.Seen> figure) {
    double[] ratios =
        rows.stream()
            .mapToDouble(
                row ->
                    figure.applyAsDouble(row.result().attacked())
                        / figure.applyAsDouble(row.control()))
            .sorted()
            .toArray();
    return ratios.length == 0
        ? "none"
        : String.format(
            Locale.ROOT,
            "%.2f (%.2f to %.2f)",
            ratios[ratios.length / 2],
            ratios[0],
            ratios[ratios.length - 1]);
  }

  private void end(AttackedAgent agent) throws InterruptedException {
    long begun = System.nanoTime();
    int code = new Siege(agent, each, connections).endUnderAttack();
    long nanos = System.nanoTime() - begun - each.toNanos();
    line("SIGTERM while all are attacked: code %d after %.1f s", code, nanos / 1e9);
    if (code != 0 || nanos > END_TARGET_NANOS) {
      problems.add("SIGTERM: code " + code + " after " + nanos / 1_000_000 + " ms");
    }
  }

  private static String quantiles(TickTimes ticks, double... shares) {
    List<String> texts = new ArrayList<>();
    Arrays.stream(shares)
        .forEach(
            share ->
                texts.add(String.format(Locale.ROOT, "%.2f", 1e3 * ticks.quantileSeconds(share))));
    return String.join(", ", texts);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
