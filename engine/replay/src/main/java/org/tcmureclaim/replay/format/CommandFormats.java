package org.tcmureclaim.replay.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.text.TraceException;

/**
 * The formats of block commands that can be read. What each says about time, completion and devices
 * is in the Javadoc of its parser, and as one table in docs/traces-import.md.
 */
public final class CommandFormats {
  /** How far commands may be out of order: what arrives within it is held in memory. */
  private static final long WINDOW_NANOS = 10_000_000_000L;

  private static final String NO_HEADER = "";

  private static final List<CommandFormat> ALL =
      List.of(
          new CommandFormat(
              "commands",
              "",
              head -> head.firstLine().equals(CommandLines.HEADER),
              sink -> new TextCommands(CommandLines.HEADER, new CommandLines(sink))),
          new CommandFormat(
              "blkparse",
              "",
              linesBehindOthers(
                  "\\d+,\\d+\\s+\\d+\\s+\\d+\\s+\\d+\\.\\d{9}\\s+\\d+\\s+[A-Zm]{1,2}(\\s.*)?"),
              sink ->
                  new TextCommands(
                      NO_HEADER, new BlkparseLines(new ArrivalOrder(sink, Long.MAX_VALUE)))),
          new CommandFormat(
              "blktrace",
              "",
              BlktraceRecords::matches,
              sink -> new BlktraceRecords(new ArrivalOrder(sink, Long.MAX_VALUE))),
          text(
              "fio-iolog-2",
              FioIologLines.HEADER_2,
              header(FioIologLines.HEADER_2),
              FioIologLines::version2),
          text(
              "fio-iolog-3",
              FioIologLines.HEADER_3,
              header(FioIologLines.HEADER_3),
              FioIologLines::version3),
          new CommandFormat(
              "fio-latency",
              "",
              lines("\\d+, ?\\d+, ?[012], ?\\d+(, ?\\d+(, ?(0x)?[0-9a-f]+(, ?\\d+)?)?)?"),
              false,
              sink ->
                  new TextCommands(
                      NO_HEADER, new FioLatencyLines(new ArrivalOrder(sink, WINDOW_NANOS)))),
          text(
              "alibaba",
              AlibabaLines.HEADER,
              header(AlibabaLines.HEADER).or(lines("\\d+,[RW],\\d+,\\d+,\\d{10,18}")),
              AlibabaLines::new),
          tencent(),
          text(
              "msr",
              MsrLines.HEADER,
              header(MsrLines.HEADER)
                  .or(lines("\\d{15,19},[^,]+,\\d+,(?i:read|write),\\d+,\\d+,\\d+")),
              MsrLines::new),
          text(
              "fiu",
              NO_HEADER,
              lines(
                  "\\d+\\s+\\d+\\s+\\S.*\\s\\d+\\s+\\d+\\s+[RW]\\s+\\d+\\s+\\d+(\\s+[0-9a-fA-F]{32})?"),
              FiuLines::new),
          text("systor17", SystorLines.HEADER, header(SystorLines.HEADER), SystorLines::new),
          text(
              "disksim",
              NO_HEADER,
              lines("\\d+(\\.\\d+)?\\s+\\d+\\s+\\d+\\s+\\d+\\s+(0x)?[0-9a-f]+"),
              SectorLines::disksim),
          text(
              "mqsim",
              NO_HEADER,
              lines("\\d+\\s+\\d+\\s+\\d+\\s+\\d+\\s+[01]"),
              SectorLines::mqsim),
          new CommandFormat(
              "vscsi-1",
              "",
              VscsiRecords::isVersion1,
              false,
              sink -> VscsiRecords.version1(new ArrivalOrder(sink, WINDOW_NANOS))),
          new CommandFormat(
              "vscsi-2",
              "",
              VscsiRecords::isVersion2,
              false,
              sink -> VscsiRecords.version2(new ArrivalOrder(sink, WINDOW_NANOS))));

  private CommandFormats() {}

  /** The labels, in order. */
  public static List<String> labels() {
    return ALL.stream().map(CommandFormat::label).toList();
  }

  /**
   * Refuses a label that none has, with the one that may be meant.
   *
   * @param others labels that are known besides
   * @throws UsageException if there is none
   */
  public static void requireKnown(String label, String... others) {
    List<String> known = new ArrayList<>(labels());
    known.addAll(List.of(others));
    if (!known.contains(label)) {
      throw new UsageException(
          "no format '"
              + PrintableText.quoted(label)
              + "'; known: "
              + joined(known)
              + NearMiss.hint(label, known));
    }
  }

  /** Why results of formats that a label names are not to be trusted far; empty where they are. */
  public static String fidelity(String label) {
    List<String> named = List.of(label.split("[+,]"));
    return ALL.stream()
        .filter(format -> named.contains(format.label()) && !format.fidelity().isEmpty())
        .map(CommandFormat::fidelity)
        .collect(Collectors.joining(", "));
  }

  /**
   * The format of this label.
   *
   * @throws UsageException if there is none
   */
  public static CommandFormat named(String label) {
    requireKnown(label);
    return ALL.stream().filter(format -> format.label().equals(label)).findFirst().orElseThrow();
  }

  /** Whether a file that begins so is of one of the formats, or of several. */
  public static boolean isKnown(Head head) {
    return ALL.stream().anyMatch(format -> format.matches().test(head));
  }

  /**
   * The one format that a file may be of, by its beginning.
   *
   * @param file for messages
   * @param isAdvised whether the user can give {@code --format}
   * @throws TraceException if there is none, or more than one
   */
  public static CommandFormat of(String file, Head head, boolean isAdvised) {
    List<CommandFormat> candidates =
        ALL.stream().filter(format -> format.matches().test(head)).toList();
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    if (candidates.isEmpty() && head.firstLine().isEmpty()) {
      throw new TraceException(file + ": " + head.withoutLines());
    }
    if (candidates.isEmpty()) {
      throw new TraceException(
          "%s:1: no known format: '%s'; %s: %s%s"
              .formatted(
                  file,
                  PrintableText.quoted(head.firstLine()),
                  isAdvised ? "--format NAME says which it is, with one of" : "known",
                  joined(labels()),
                  isAdvised ? "; or --columns says what the columns of a table are" : ""));
    }
    throw new TraceException(
        "%s: may be of more than one format%s: %s"
            .formatted(
                file,
                isAdvised ? "; say which with --format NAME, one of" : "",
                joined(candidates.stream().map(CommandFormat::label).toList())));
  }

  private static CommandFormat tencent() {
    return new CommandFormat(
        "tencent",
        "low fidelity: whole seconds, spread by a seeded model",
        header(TencentLines.HEADER).or(lines("\\d{1,10},\\d+,\\d+,[01],\\d+")),
        sink ->
            new TextCommands(
                TencentLines.HEADER, new TencentLines(new ArrivalOrder(sink, WINDOW_NANOS))));
  }

  private static CommandFormat text(
      String label,
      String header,
      Predicate<Head> matches,
      Function<ArrivalOrder, LineParser> parser) {
    return new CommandFormat(
        label,
        "",
        matches,
        sink -> new TextCommands(header, parser.apply(new ArrivalOrder(sink, WINDOW_NANOS))));
  }

  private static Predicate<Head> header(String header) {
    return head -> head.firstLine().equals(header);
  }

  private static Predicate<Head> lines(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return head -> head.mostLines(compiled);
  }

  /** The same for lines that no other format has: others may stand before them. */
  private static Predicate<Head> linesBehindOthers(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return head -> head.mostLinesFromFirst(compiled);
  }

  private static String joined(List<String> labels) {
    return labels.stream().collect(Collectors.joining(", "));
  }
}
