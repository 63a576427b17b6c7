package org.tcmureclaim.replay.pressure;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tcmureclaim.replay.text.TraceException;

/** What is known by its beginning but has to be written as text by its own program first. */
final class Magic {
  /** The first bytes in hexadecimal digits, dots for any, and what they are of. */
  private static final List<Binary> BINARIES =
      List.of(
          new Binary("d596", "sar's own file; write it with 'sadf -d -U FILE -- -q MEM -r'"),
          new Binary("96d5", "sar's own file; write it with 'sadf -d -U FILE -- -q MEM -r'"),
          new Binary("efbeedfe", "atop's own file; write it with 'atop -r FILE -P PSI,MEM'"),
          new Binary("feedbeef", "atop's own file; write it with 'atop -r FILE -P PSI,MEM'"),
          new Binary(
              "........500526",
              "a PCP archive; write it with 'pmrep -a ARCHIVE -r -o csv mem.util.available"
                  + " mem.physmem kernel.all.pressure.memory.some.total"
                  + " kernel.all.pressure.memory.full.total'"),
          new Binary("fffe", "UTF-16; convert it with 'iconv -f UTF-16 -t UTF-8'"),
          new Binary("feff", "UTF-16; convert it with 'iconv -f UTF-16 -t UTF-8'"),
          new Binary("504b0304", "a zip archive or a spreadsheet; save it as CSV or unpack it"),
          new Binary("377abcaf", "a 7z archive; unpack it"));

  private static final Map<Pattern, String> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put(Pattern.compile("<\\?xml.*"), "XML is not read; 'sadf -j' writes the same as JSON");
    TEXTS.put(
        Pattern.compile("\\d\\d:\\d\\d:\\d\\d( UTC)?; kb.*"),
        "'sadf -r' writes no dates; use 'sadf -d -U'");
    TEXTS.put(
        Pattern.compile("(Hostname|Name|Datetime|Timestamp) {2,}.*"),
        "add '-O csv --raw' to 'below dump'");
    TEXTS.put(
        Pattern.compile("(Hostname|Name|Datetime|Timestamp): .*"),
        "add '-O csv --raw' to 'below dump'");
    TEXTS.put(Pattern.compile("\\s*[mk]\\.[a-z.]+.*|\\s*k\\.a\\..*"), "add '-r -o csv' to 'pmrep'");
    TEXTS.put(
        Pattern.compile("procs -+memory.*"), "vmstat does not know what is available; use sar -r");
  }

  private record Binary(String beginning, String what) {}

  private Magic() {}

  /** Refuses what is no text. */
  static void refuse(String file, byte[] head) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(8, head.length); i++) {
      hex.append(Character.forDigit(head[i] >> 4 & 15, 16))
          .append(Character.forDigit(head[i] & 15, 16));
    }
    for (Binary binary : BINARIES) {
      if (hex.toString().matches(binary.beginning + ".*")) {
        throw new TraceException(file + ": is " + binary.what);
      }
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.indexOf('\0') >= 0) {
      throw new TraceException(
          file
              + ": is no text; name a table, or the output of sadf -d, atop -P or below dump -O csv");
    }
  }

  /** What to do about text that begins so. */
  static Optional<String> advice(String line) {
    return TEXTS.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(line).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
