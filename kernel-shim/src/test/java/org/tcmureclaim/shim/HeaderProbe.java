package org.tcmureclaim.shim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the C compiler makes of {@code linux/tcmu_reclaim.h}: compiles a program that prints every
 * constant, and size and place of every structure and field. The names come from the header's text,
 * of which no line may be left over.
 */
final class HeaderProbe {
  private static final Path INCLUDE = Path.of("module/include/uapi");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern STRUCT =
      Pattern.compile("struct tcmu_reclaim_(\\w+) \\{(.*?)\\};", Pattern.DOTALL);
  private static final Pattern ENUM = Pattern.compile("enum \\w+ \\{(.*?)\\};", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("(?:__u32|__u64|struct \\w+) (\\w+)(?:\\[\\w+\\])?;");
  private static final Pattern DEFINE = Pattern.compile("#define TCMU_RECLAIM_(\\w+)\\s+\\S.*");
  private static final Pattern ENTRY = Pattern.compile("TCMU_RECLAIM_(\\w+) = \\d+,");
  private static final Pattern FRAME =
      Pattern.compile(
          "#(ifndef|define) _UAPI_LINUX_TCMU_RECLAIM_H|#endif|#include <linux/\\w+\\.h>");

  private final Path directory;
  private final StringBuilder program = new StringBuilder();
  private final Map<String, Place> fields = new TreeMap<>();
  private final Map<String, Long> constants = new TreeMap<>();

  /** Where a field lies in its structure. */
  record Place(long offset, int bytes) {}

  /**
   * Compiles and runs the program.
   *
   * @param directory for temporary files
   */
  HeaderProbe(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    Path header = INCLUDE.resolve("linux/tcmu_reclaim.h");
    write(COMMENT.matcher(Files.readString(header)).replaceAll(""));
    run().forEach(this::take);
  }

  /** Constants by their names without the prefix; structures' sizes as {@code Device.BYTES}. */
  Map<String, Long> constants() {
    return constants;
  }

  /** Fields by names such as {@code Device.generation}. */
  Map<String, Place> fields() {
    return fields;
  }

  long structBytes(String struct) {
    Long bytes = constants.get(struct + ".BYTES");
    if (bytes == null) {
      throw new IllegalArgumentException("no struct " + struct);
    }
    return bytes;
  }

  private void write(String text) {
    program.append("#include <stddef.h>\n#include <stdio.h>\n#include <linux/tcmu_reclaim.h>\n");
    program.append("#define F(s, n, f) printf(\"field \" n \" %zu %zu\\n\",");
    program.append(" offsetof(struct s, f), sizeof(((struct s *)0)->f))\n");
    program.append("#define C(n, v) printf(\"constant \" n \" %lld\\n\", (long long)(v))\n");
    program.append("int main(void)\n{\n");
    String rest = STRUCT.matcher(text).replaceAll(this::struct);
    rest = ENUM.matcher(rest).replaceAll(match -> match.group(1));
    rest.lines().map(String::strip).forEach(this::constant);
    program.append("return 0;\n}\n");
  }

  private String struct(MatchResult match) {
    String tag = "tcmu_reclaim_" + match.group(1);
    String name =
        match.group(1).substring(0, 1).toUpperCase(Locale.ROOT) + match.group(1).substring(1);
    program.append("C(\"%s.BYTES\", sizeof(struct %s));\n".formatted(name, tag));
    match
        .group(2)
        .strip()
        .lines()
        .map(line -> matched(FIELD, line.strip()))
        .forEach(
            field -> program.append("F(%s, \"%s.%s\", %s);\n".formatted(tag, name, field, field)));
    return "";
  }

  private void constant(String line) {
    if (!line.isEmpty() && !FRAME.matcher(line).matches()) {
      String name = matched(line.startsWith("#") ? DEFINE : ENTRY, line);
      program.append("C(\"%s\", TCMU_RECLAIM_%s);\n".formatted(name, name));
    }
  }

  private static String matched(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalStateException("a line of the header that is not understood: " + line);
    }
    return matcher.group(1);
  }

  private List<String> run() throws IOException, InterruptedException {
    Path source = Files.writeString(directory.resolve("probe.c"), program);
    Path binary = directory.resolve("probe");
    try {
      output("gcc", "-Wall", "-Werror", "-I" + INCLUDE, "-o", binary.toString(), source.toString());
    } catch (IOException e) {
      throw new AssertionError(
          "gcc cannot be run, and the header has to be compiled; bin/prerequisites installs it", e);
    }
    return output(binary.toString()).lines().toList();
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
    }
    return output;
  }

  private void take(String line) {
    try (Scanner words = new Scanner(line)) {
      String kind = words.next();
      String name = words.next();
      long value = words.nextLong();
      if (kind.equals("field")) {
        fields.put(name, new Place(value, words.nextInt()));
      } else {
        constants.put(name, value);
      }
    }
  }
}
