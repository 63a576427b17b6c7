package org.tcmureclaim.command.operator;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcmureclaim.agent.display.Screen;
import org.tcmureclaim.host.HostException;

/** A terminal that hands over each key at once and shows none, until it is closed (stty(1)). */
final class RawTerminal implements AutoCloseable {
  private static final File TERMINAL = new File("/dev/tty");
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,3}) ([1-9]\\d{0,3})");

  private final String before;
  private final Thread hook = new Thread(this::restore);

  private RawTerminal(String before) {
    this.before = before;
  }

  static RawTerminal enter() throws IOException {
    RawTerminal terminal = new RawTerminal(stty("-g"));
    String unused = stty("-icanon", "-echo", "min", "0");
    Runtime.getRuntime().addShutdownHook(terminal.hook);
    return terminal;
  }

  InputStream keys() {
    return System.in;
  }

  /** Its size of now, where it tells: a window may be resized at any moment. */
  Optional<Screen> size() throws IOException {
    Matcher size = SIZE.matcher(stty("size"));
    return size.matches()
        ? Optional.of(new Screen(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1))))
        : Optional.empty();
  }

  private void restore() {
    try {
      String unused = stty(before);
    } catch (IOException | HostException e) {
      // The terminal has gone; there is nothing to put in order.
    }
  }

  @Override
  public void close() {
    restore();
    boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
  }

  private static String stty(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "stty";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(TERMINAL)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
      if (process.waitFor() != 0) {
        throw new HostException("this is no terminal; 'tcmu-reclaim top --once' needs none");
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
