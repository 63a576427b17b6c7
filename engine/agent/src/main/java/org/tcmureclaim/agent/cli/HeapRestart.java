package org.tcmureclaim.agent.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.shim.NativeLibrary;
import org.tcmureclaim.shim.ProcessProgram;

/**
 * Runs an agent, and where it needs a larger heap, puts a Java with that heap in the place of this
 * one. The process keeps its number, so that who started it (systemd, a shell) notices nothing.
 */
public final class HeapRestart {
  private static final String CLASS_PATH = "-cp";

  /** Puts another program in the place of this one, or says why not. */
  @FunctionalInterface
  interface Replacing {
    Replacing OF_PROCESS = ProcessProgram::replace;

    void by(List<String> command) throws IOException;
  }

  private final PrintStream err;
  private final Replacing replacing;
  private HeapChoice choice;

  public HeapRestart(PrintStream err) {
    this(err, HeapChoice.ofProcess(), Replacing.OF_PROCESS);
  }

  HeapRestart(PrintStream err, HeapChoice choice, Replacing replacing) {
    this.err = err;
    this.choice = choice;
    this.replacing = replacing;
  }

  /**
   * Runs it; where no other process can be had, goes on in this one, with the heap there is.
   *
   * @param run throws {@link LargerHeap} with everything closed
   */
  public ExitCode of(Function<HeapChoice, ExitCode> run) {
    while (true) {
      try {
        return run.apply(choice);
      } catch (LargerHeap e) {
        err.println(
            "tcmu-reclaim: no restart with %d MiB of heap: %s; going on with the heap there is"
                .formatted(e.mebibytes(), replace(e.mebibytes())));
        choice = HeapChoice.FIXED;
      }
    }
  }

  /** Returns only where it fails, with the reason. */
  private String replace(long mebibytes) {
    String problem = NativeLibrary.problem();
    if (problem != null) {
      return problem;
    }
    try {
      replacing.by(command(ProcessProgram.commandLine(), mebibytes));
      return "another program runs already";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * A command line of the launcher, with another heap.
   *
   * @param before that this process was started with
   */
  static List<String> command(List<String> before, long mebibytes) throws IOException {
    List<String> command = new ArrayList<>();
    int options = before.indexOf(CLASS_PATH);
    if (options < 0) {
      throw new IOException("it was not started by bin/tcmu-reclaim");
    }
    for (String option : before.subList(0, options)) {
      if (!option.startsWith("-D" + HeapChoice.ASKED_PROPERTY + "=")) {
        command.add(option);
      }
    }
    replaceFirst(command, "-Xms", mebibytes);
    replaceFirst(command, "-Xmx", mebibytes);
    replaceFirst(command, "-Xmn", HeapNeed.youngMebibytes(mebibytes));
    command.add("-D" + HeapChoice.ASKED_PROPERTY + "=" + mebibytes);
    command.addAll(before.subList(options, before.size()));
    return command;
  }

  /** The launcher's own; one of an operator comes later, and stays. */
  private static void replaceFirst(List<String> command, String option, long mebibytes) {
    for (int i = 0; i < command.size(); i++) {
      if (command.get(i).startsWith(option)) {
        command.set(i, option + mebibytes + "m");
        return;
      }
    }
  }
}
