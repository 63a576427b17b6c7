package org.tcmureclaim.command.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.manual.Manual;
import org.tcmureclaim.manual.Manual.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code tcmu-reclaim generate-completion}: what shells complete. */
@Command(
    name = "generate-completion",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    description = {
      "Prints the completion of commands, options, their values, devices and customers for a"
          + " shell. 'make install' installs all three.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(tcmu-reclaim generate-completion)          in bash, for this session",
      "  tcmu-reclaim generate-completion fish | source      in fish"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      defaultValue = "bash",
      completionCandidates = Shells.class,
      converter = ShellConverter.class,
      description = "bash (the default), zsh or fish.")
  private Shell shell = Shell.BASH;

  CompletionCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    boolean unused = new Output(around).print(Manual.ofClassPath().completion(shell));
    return ExitCode.FINE.code();
  }

  /** Their names. */
  static final class Shells extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Shells() {
      super(Arrays.stream(Shell.values()).map(Shell::toString).toList());
    }
  }

  /** Shells by name. */
  static final class ShellConverter implements ITypeConverter<Shell> {
    @Override
    public Shell convert(String text) {
      return Arrays.stream(Shell.values())
          .filter(shell -> shell.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("expected bash, zsh or fish, got '" + text + "'"));
    }
  }
}
