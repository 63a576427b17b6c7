package org.tcmureclaim.replay.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.tcmureclaim.replay.command.CommandCompiler;
import org.tcmureclaim.replay.command.ServiceTime;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.trace.CommandFile;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

/**
 * How fast traces are compiled and replayed, on one thread: the median of several rounds in
 * processor time, which other programs on the machine disturb less than they do real time.
 */
public final class ReplaySpeed {
  /** What the name of a policy ends with whose class is to decide. */
  public static final String BY_CLASS = " by class";

  private static final RungBoundaries BOUNDARIES = RungBoundaries.of(1 << 18);
  private static final int ROUNDS = 5;
  private static final long TICK_NANOS = 1_000_000_000L;

  private final LongSupplier cpuNanos;
  private final TextTable table =
      new TextTable(
          "One thread, medians of " + ROUNDS + " rounds of processor time",
          List.of("work", "what", "M/s", "least", "most"));

  /** Measures with this clock, of the processor time of the calling thread. */
  public ReplaySpeed(LongSupplier cpuNanos) {
    this.cpuNanos = cpuNanos;
  }

  public TextTable table() {
    return table;
  }

  /** Compiles made commands from memory, and reads and compiles them as a plain CSV. */
  public void compiling(int commands, int devices) {
    MadeCommands made = new MadeCommands(commands, devices, 1);
    measure("compile, from memory", "commands", commands, () -> compiled(made));
    byte[] csv = made.csv();
    measure("read CSV and compile", "commands", commands, () -> compiled("commands", csv));
  }

  /** Reads and compiles made commands in other people's formats. */
  public void importing(int commands, int devices) {
    MadeLines.of(new MadeCommands(commands, devices, 1))
        .forEach(
            (format, file) ->
                measure(
                    "read " + format + " and compile",
                    "lines",
                    lines(file),
                    () -> compiled(format, file)));
  }

  /**
   * Replays a table under a policy as {@code replay} does, finds the optimum under {@code
   * (optimum)}, and with {@code by class} behind the name has the policy's class decide.
   */
  public void replaying(String policy, TickTable ticks, long budgetPages) {
    Runnable work = work(policy, ticks, budgetPages);
    measure("replay " + policy, "device-ticks", ticks.deviceTicks(), work);
  }

  /** Replays a table once, as the policies of {@link #replaying} are named; in seconds. */
  public double secondsOf(String policy, TickTable ticks, long budgetPages) {
    long startNanos = cpuNanos.getAsLong();
    work(policy, ticks, budgetPages).run();
    return (cpuNanos.getAsLong() - startNanos) / 1e9;
  }

  private static Runnable work(String policy, TickTable ticks, long budgetPages) {
    return switch (policy) {
      case "(optimum)" -> () -> Clairvoyant.of(new FutureUse(ticks), budgetPages);
      default -> replay(policy, ticks, budgetPages);
    };
  }

  private static Runnable replay(String policy, TickTable ticks, long budgetPages) {
    if (policy.endsWith(BY_CLASS)) {
      String name = policy.substring(0, policy.length() - BY_CLASS.length());
      return () -> PolicyRun.byClass(BOUNDARIES).of(ticks, name, budgetPages);
    }
    return () -> new PolicyRun(BOUNDARIES).of(ticks, policy, budgetPages);
  }

  private static void compiled(MadeCommands made) {
    CommandCompiler compiler =
        new CommandCompiler(
            TargetSettings.KERNEL_DEFAULTS, ServiceTime.of("fixed:1ms"), TICK_NANOS);
    made.submitTo(compiler);
    compiler.finish();
  }

  private static long lines(byte[] file) {
    long lines = 0;
    for (byte character : file) {
      lines += character == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static void compiled(String format, byte[] file) {
    try {
      CommandFile.compile(format, "made", new ByteArrayInputStream(file), TICK_NANOS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void measure(String work, String what, long amount, Runnable round) {
    round.run();
    double[] perSecond = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long startNanos = cpuNanos.getAsLong();
      round.run();
      perSecond[i] = amount * 1e9 / (cpuNanos.getAsLong() - startNanos);
    }
    Arrays.sort(perSecond);
    table.row(
        List.of(
            work,
            what,
            millions(perSecond[ROUNDS / 2]),
            millions(perSecond[0]),
            millions(perSecond[ROUNDS - 1])));
  }

  private static String millions(double perSecond) {
    return String.format(Locale.ROOT, "%.1f", perSecond / 1e6);
  }
}
