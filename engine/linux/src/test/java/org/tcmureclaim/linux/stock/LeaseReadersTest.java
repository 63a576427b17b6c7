package org.tcmureclaim.linux.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.linux.RecordedNotices;

/**
 * The two readers of a lease, the agent's and bin/restore-limit, settle the same leases, each on a
 * machine of its own, and leave the same.
 */
final class LeaseReadersTest {
  private static final Path SCRIPT = Path.of("../../bin/restore-limit");
  private static final int NOBODY = 65_534;

  @TempDir private Path root;

  /** What is left: the limit, another file, the lease, and what was moved away. */
  private record Left(String limit, String foreign, boolean lease, boolean aside) {}

  private static final Left RESTORED = new Left("2048", "1", false, false);
  private static final Left DISCARDED = new Left("1", "1", false, false);
  private static final Left SET_ASIDE = new Left("1", "1", false, true);
  private static final Left KEPT = new Left("1", "1", true, false);

  private static Map<String, UnaryOperator<String>> texts() {
    Map<String, UnaryOperator<String>> texts = new TreeMap<>();
    texts.put("CRLF", text -> text.replace("\n", "\r\n"));
    texts.put("a key twice", text -> text + "old_mb=2048\n");
    texts.put("a key twice, another value", text -> "old_mb=7\n" + text);
    texts.put("a line of junk", text -> text + "junk\n");
    texts.put("an unknown key", text -> text + "note=x\n");
    texts.put("an empty line at the end", text -> text + "\n");
    texts.put("an empty line first", text -> "\n" + text);
    texts.put("a comment", text -> "# mine\n" + text);
    texts.put("not UTF-8", text -> text + "note=\u00ff\u00fe\n");
    texts.put("a NUL", text -> text.replace("pid=1234", "pid=12\u000034"));
    texts.put("a tab", text -> text.replace("old_mb=", "old_mb=\t"));
    texts.put("cut in a value", text -> text.substring(0, text.length() - 2));
    texts.put("no end of line", String::stripTrailing);
    texts.put("empty", text -> "");
    texts.put("large", text -> text + "x".repeat(5000) + "\n");
    texts.put("blanks around =", text -> text.replace("=", " = "));
    texts.put("a blank at the end", text -> text.replace("2048", "2048 "));
    for (String key : List.of("parameter", "old_mb", "lowered_mb", "pid", "boot_id")) {
      texts.put("no " + key, text -> text.replaceAll("(?m)^" + key + "=.*\n", ""));
      texts.put("nothing for " + key, text -> text.replaceAll("(?m)^" + key + "=.*$", key + "="));
    }
    for (String number : List.of("0", "-1", "02048", "+5", "1e3", "0x10", "99999999999999999999")) {
      texts.put("old_mb " + number, text -> text.replace("old_mb=2048", "old_mb=" + number));
      texts.put(
          "lowered_mb " + number, text -> text.replace("lowered_mb=1", "lowered_mb=" + number));
    }
    texts.put("old_mb 2^32", text -> text.replace("old_mb=2048", "old_mb=4294967296"));
    texts.put("lowered is not lower", text -> text.replace("lowered_mb=1", "lowered_mb=2048"));
    texts.put("foreign parameter", text -> text.replaceAll("parameter=.*", "parameter=FOREIGN"));
    texts.put(
        "foreign parameter with dots",
        text -> text.replaceAll("parameter=(.*)/module/", "parameter=$1/module/../module/"));
    return texts;
  }

  static List<String> malformed() {
    return List.copyOf(texts().keySet());
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNoLeaseInEveryLine_isSetAside(String name) throws Exception {
    UnaryOperator<String> text = Objects.requireNonNull(texts().get(name), name);
    assertBoth(
        SET_ASIDE,
        machine -> {
          String foreign = machine.root().resolve("foreign").toString();
          write(machine.lease(), text.apply(lease(machine)).replace("FOREIGN", foreign));
        });
  }

  /** Only root can give a file to another user. */
  static Stream<String> foreignFiles() throws IOException {
    Stream<String> kinds =
        Stream.of("symbolic link", "link to nothing", "pipe", "folder", "writable by the group");
    return StateFolder.ownUser() == 0 ? Stream.concat(kinds, Stream.of("of another")) : kinds;
  }

  @ParameterizedTest
  @MethodSource("foreignFiles")
  void whatIsNotTheAgentsOwnFile_isSetAside(String kind) throws Exception {
    assertBoth(
        SET_ASIDE,
        machine -> {
          Path lease = machine.lease();
          Path whole = machine.root().resolve("whole");
          write(whole, lease(machine));
          switch (kind) {
            case "symbolic link" -> Files.createSymbolicLink(lease, whole);
            case "link to nothing" ->
                Files.createSymbolicLink(lease, machine.root().resolve("none"));
            case "pipe" ->
                FakeMachine.shell("mkfifo stock.lease", Objects.requireNonNull(lease.getParent()));
            case "folder" -> Files.createDirectory(lease);
            case "writable by the group" -> {
              write(lease, lease(machine));
              Files.setPosixFilePermissions(lease, PosixFilePermissions.fromString("rw-rw----"));
            }
            default -> {
              write(lease, lease(machine));
              Files.setAttribute(lease, "unix:uid", NOBODY);
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"as written", "in another order", "another boot", "set since", "unread"})
  void lease_isSettled(String kind) throws Exception {
    Left expected =
        switch (kind) {
          case "another boot" -> DISCARDED;
          case "set since" -> new Left("512", "1", false, false);
          case "unread" -> new Left("lots", "1", true, false);
          default -> RESTORED;
        };
    assertBoth(
        expected,
        machine -> {
          String text = lease(machine);
          write(
              machine.lease(),
              switch (kind) {
                case "another boot" -> text.replace(FakeMachine.BOOT_ID, "another-boot");
                case "in another order" ->
                    text.lines().sorted().reduce("", (all, line) -> all + line + "\n");
                default -> text;
              });
          if (!expected.limit.equals("2048") && !expected.limit.equals("1")) {
            write(machine.machine().parameter(), expected.limit + "\n");
          }
        });
  }

  private record Machine(Path root, FakeMachine machine, Path lease) {}

  @FunctionalInterface
  private interface Making {
    void make(Machine machine) throws IOException;
  }

  private void assertBoth(Left expected, Making making) throws Exception {
    Machine agents = machine("agent", making);
    var notices = new RecordedNotices();
    new LeaseKeeper(agents.lease(), agents.machine().proc(""), agents.machine().sys(), notices)
        .recover();
    assertThat(left(agents)).as("the agent: %s", notices.messages()).isEqualTo(expected);

    Machine scripts = machine("script", making);
    Process script =
        new ProcessBuilder(
                "bash",
                SCRIPT.toString(),
                scripts.lease().toString(),
                scripts.machine().sys().toString(),
                scripts.machine().proc("").toString())
            .redirectErrorStream(true)
            .start();
    assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(left(scripts)).as("restore-limit: %s", said).isEqualTo(expected);
    int code = expected.aside ? 65 : expected.equals(KEPT) || expected.lease ? 74 : 0;
    assertThat(script.exitValue()).as(said).isEqualTo(code);
  }

  private Machine machine(String name, Making making) throws IOException {
    Path place = root.resolve(name);
    FakeMachine machine = new FakeMachine(place);
    Machine made = new Machine(place, machine, place.resolve("run/stock.lease"));
    Files.createDirectories(place.resolve("run"));
    FakeMachine.write(machine.parameter(), "1\n");
    FakeMachine.write(place.resolve("foreign"), "1\n");
    making.make(made);
    return made;
  }

  private static String lease(Machine machine) {
    return new Lease(machine.machine().parameter(), 2048, 1, 1234, FakeMachine.BOOT_ID).format();
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
  }

  private static Left left(Machine machine) throws IOException {
    Path lease = machine.lease();
    return new Left(
        machine.machine().limit(),
        Files.readString(machine.root().resolve("foreign")).strip(),
        Files.exists(lease, LinkOption.NOFOLLOW_LINKS),
        Files.exists(lease.resolveSibling("stock.lease.malformed"), LinkOption.NOFOLLOW_LINKS));
  }
}
