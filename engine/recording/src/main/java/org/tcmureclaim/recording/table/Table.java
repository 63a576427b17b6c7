package org.tcmureclaim.recording.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The tables of a recording. Each begins with {@code tick}, the number of the decision loop's turn,
 * which ties their rows together, and {@code t_us}, its time.
 */
public enum Table {
  /** One row for each device that is otherwise than in its row before. */
  DEVICE("dev," + labels(DeviceColumn.values())),
  /** One row for each rung of a heat ladder that was reached since its row before. */
  LADDER("dev,rung,first_block,last_reached_us,times_reached"),
  /** What happened: devices that came and went, cuts and what became of them, configurations. */
  EVENT("kind,dev,blocks,at_us,duration_us,note"),
  /** One row for each tick in which something was wanted or planned. */
  DECISION("plan,urgency,trigger,demand_blocks,planned_blocks,cuts"),
  /** The cuts of each decision, in their order, and why other devices were left alone. */
  REASON("dev,verdict,rule,keep_blocks,expected_blocks"),
  /** One row for each tick; written last, so that what it has in a block the others have too. */
  HOST(labels(HostColumn.values()));

  private final String header;

  Table(String columns) {
    this.header = "tick,t_us," + columns;
  }

  /** The first line of the table. */
  public String header() {
    return header;
  }

  /** The columns, in the order of the header. */
  public List<TableColumn> columns() {
    return Arrays.stream(header.split(",")).map(TableColumn::of).toList();
  }

  /** The file of this table in a segment, which are numbered from 1, as agents write it. */
  public String fileName(int segment) {
    return fileName(segment, ".gz");
  }

  /** The same in another packing. */
  public String fileName(int segment, String suffix) {
    return String.format(Locale.ROOT, "%s-%06d.csv%s", label(), segment, suffix);
  }

  /** The name of the table, such as {@code host}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String labels(Column[] columns) {
    return Arrays.stream(columns).map(Column::label).collect(Collectors.joining(","));
  }
}
