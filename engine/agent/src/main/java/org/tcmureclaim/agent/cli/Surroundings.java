package org.tcmureclaim.agent.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.UsualSocket;
import org.tcmureclaim.agent.config.UnitPaths;
import org.tcmureclaim.agent.display.Screen;
import org.tcmureclaim.host.text.HarmlessPrintStream;
import org.tcmureclaim.host.text.HarmlessStream;

/**
 * What a command finds around it when it is started. {@code bin/tcmu-reclaim} passes it on.
 *
 * @param out standard output, unbuffered: an error in writing must be seen. Only a terminal gets
 *     control characters, those of displays that make their texts harmless themselves
 * @param terminal whether standard output is a terminal that can move its cursor
 * @param coloured whether colours are welcome there
 * @param demo the configuration of the demonstration; empty where it is not installed
 */
public record Surroundings(
    OutputStream out,
    PrintStream err,
    boolean terminal,
    boolean coloured,
    Screen screen,
    Optional<Path> demo,
    Map<String, String> environment) {

  public Surroundings {
    environment = Map.copyOf(environment);
    err = HarmlessPrintStream.of(err);
    out = terminal ? out : new HarmlessStream(out);
  }

  /** Standard output for text without styling: what is of others in it steers no terminal. */
  public PrintStream text() {
    return new HarmlessPrintStream(out);
  }

  /** The configuration that counts here: the installed one, or that of the repository. */
  public Optional<Path> configuration() {
    return Stream.concat(
            Stream.of(UnitPaths.CONFIGURATION),
            demo.map(file -> file.resolveSibling("agent.yaml")).stream())
        .filter(Files::exists)
        .findFirst();
  }

  /**
   * The configuration of this host's agent.
   *
   * @param named on the command line; null for the installed one, which need not be there
   */
  public static Path configurationFile(@Nullable Path named) {
    return named == null ? UnitPaths.CONFIGURATION : named;
  }

  /** Where the API of an agent on such a host is, where nobody says otherwise. */
  public Path usualSocket(HostKind host) {
    return host == HostKind.LINUX
        ? UsualSocket.OF_HOST
        : UsualSocket.ofDemonstration(environment, System.getProperty("user.name", "nobody"));
  }

  /** Where an agent on such a host takes orders by default. */
  public Path usualOrders(HostKind host) {
    return host == HostKind.LINUX
        ? UsualSocket.ORDERS_OF_HOST
        : UsualSocket.ordersBeside(usualSocket(host));
  }

  public static Surroundings ofProcess() {
    PrintStream err = new HarmlessPrintStream(new FileOutputStream(FileDescriptor.err));
    // What libraries log goes there.
    System.setErr(err);
    return of(new FileOutputStream(FileDescriptor.out), err, System.getenv(), System::getProperty);
  }

  static Surroundings of(
      OutputStream out,
      PrintStream err,
      Map<String, String> environment,
      Function<String, @Nullable String> properties) {
    String home = properties.apply("tcmureclaim.home");
    boolean terminal =
        "true".equals(properties.apply("tcmureclaim.terminal"))
            && !"dumb".equals(environment.get("TERM"));
    return new Surroundings(
        out,
        err,
        terminal,
        environment.getOrDefault("NO_COLOR", "").isEmpty(),
        new Screen(
            number(environment.get("COLUMNS"), Screen.USUAL.columns()),
            number(environment.get("LINES"), Screen.USUAL.rows())),
        Optional.ofNullable(home)
            .map(directory -> Path.of(directory, "configs", "demo.yaml"))
            .filter(Files::isRegularFile),
        environment);
  }

  private static int number(@Nullable String text, int fallback) {
    return text != null && text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : fallback;
  }
}
