package org.tcmureclaim.recording.table;

import java.util.Locale;

/**
 * What is recorded of the host in each tick, after its time. Counters are raw and cumulative. Those
 * from {@link #PSI_IO_SOME_TOTAL_US} on are not known to every recorder.
 */
public enum HostColumn implements Column {
  /** Local time of day, 0 to 86399. */
  SECOND_OF_DAY,
  /** When {@code /proc/meminfo} was read. */
  MEM_SAMPLED_US(true),
  /** {@code MemTotal} (proc(5)). */
  MEM_TOTAL_BYTES,
  /** {@code MemAvailable}. */
  MEM_AVAILABLE_BYTES,
  /** {@code MemFree}. */
  MEM_FREE_BYTES,
  /** {@code SwapFree}. */
  SWAP_FREE_BYTES,
  /** When {@code /proc/pressure/memory} was read. */
  PSI_SAMPLED_US(true),
  /** Time since boot in which some task waited for memory (Documentation/accounting/psi.rst). */
  PSI_MEM_SOME_TOTAL_US,
  /** Time since boot in which every task waited for memory. */
  PSI_MEM_FULL_TOTAL_US,
  /** How often a {@code some} trigger has fired since the recorder began. */
  PSI_SOME_EVENTS,
  /** How often a {@code full} trigger has fired since the recorder began. */
  PSI_FULL_EVENTS,
  /** When the devices were read; those that were not then have a row of their own in each tick. */
  DEVICES_SAMPLED_US(true),
  /** Pages of all data areas, as the recorder sees them. */
  TCMU_GLOBAL_PAGES,
  /** {@code some total} of {@code /proc/pressure/io}. */
  PSI_IO_SOME_TOTAL_US,
  /** {@code Active(file)} and {@code Inactive(file)}. */
  FILE_BYTES,
  /** {@code AnonPages}. */
  ANON_BYTES,
  /** {@code SUnreclaim}. */
  SLAB_UNRECLAIM_BYTES,
  /** {@code SwapTotal} less {@code SwapFree}. */
  SWAP_USED_BYTES,
  /** {@code pgscan_direct} of {@code /proc/vmstat}. */
  PGSCAN_DIRECT,
  /** {@code pgsteal_direct}. */
  PGSTEAL_DIRECT,
  /** Sum of {@code allocstall_*}. */
  ALLOCSTALL,
  /** {@code workingset_refault_file} and {@code workingset_refault_anon}. */
  REFAULTS;

  private final boolean time;

  HostColumn() {
    this(false);
  }

  HostColumn(boolean time) {
    this.time = time;
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean isTime() {
    return time;
  }

  /** The order of the constants is that of the columns, which the format lays down. */
  @Override
  @SuppressWarnings("EnumOrdinal")
  public int index() {
    return ordinal();
  }
}
