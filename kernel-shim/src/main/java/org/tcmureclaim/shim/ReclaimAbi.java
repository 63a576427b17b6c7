package org.tcmureclaim.shim;

/**
 * The numbers of {@code linux/tcmu_reclaim.h}: constants under their names there without the
 * prefix, and for each structure its size and where its fields lie. A test compares all of them
 * with the header.
 */
final class ReclaimAbi {
  static final int ABI_VERSION = 1;

  static final int IOC = 0xbf;
  static final int INFO = IOC << 8 | 1; // _IO() of asm-generic/ioctl.h
  static final int COUNT = IOC << 8 | 2;
  static final int SCAN = IOC << 8 | 3;
  static final int WATCH = IOC << 8 | 4;

  static final int RUNGS = 32;

  static final int DEV_OPENED = 1;
  static final int DEV_BLOCKED = 2;
  static final int DEV_BROKEN = 4;
  static final int DEV_STUCK = 8;
  static final int DEV_UNCOUNTED = 16;
  static final int DEV_LOCKED = 32;

  static final int CAN_BOUND_WAITS = 1;
  static final int CAN_TELL_HEAT = 2;
  static final int CAN_COUNT_PAGES = 4;
  static final int CAN_SHRINK = 8;
  static final int CAN_WATCH = 16;
  static final int TAILS_AVAILABLE = 32;
  static final int BESIDE_DRIVER = 64;

  static final int TRY = 1;
  static final int WAIT_MICROS = 10_000;
  static final int MAX_WAIT_MICROS = 1_000_000;

  static final int FREED = 1;
  static final int NOTHING = 2;
  static final int BUSY = 3;
  static final int GONE = 4;
  static final int REFUSED = 5;

  static final int INFO_SIZE_VER1 = 64;
  static final int INFO_SIZE_VER2 = Info.BYTES;
  static final int DEVICE_SIZE_VER1 = 136;
  static final int DEVICE_SIZE_VER2 = Device.BYTES;
  static final int LADDER_SIZE_VER1 = Ladder.BYTES;
  static final int COUNT_SIZE_VER1 = Count.BYTES;
  static final int REQUEST_SIZE_VER1 = Request.BYTES;
  static final int SCAN_SIZE_VER1 = Scan.BYTES;
  static final int WATCH_SIZE_VER1 = Watch.BYTES;

  private ReclaimAbi() {}

  /** {@code struct tcmu_reclaim_info}. */
  static final class Info {
    static final int BYTES = 72;
    static final int SIZE = 0;
    static final int FLAGS = 4;
    static final int ABI_VERSION = 8;
    static final int PAGE_BYTES = 12;
    static final int MAX_REQUESTS = 16;
    static final int SLICE_PAGES = 20;
    static final int DEVICE_BYTES = 24;
    static final int REQUEST_BYTES = 28;
    static final int LADDER_BYTES = 32;
    static final int SHRINKER = 36;
    static final int CHANGES = 40;
    static final int PAGES = 48;
    static final int LIMIT_PAGES = 56;
    static final int CAPABILITIES = 64;

    private Info() {}
  }

  /** {@code struct tcmu_reclaim_device}. */
  static final class Device {
    static final int BYTES = 144;
    static final int GENERATION = 0;
    static final int MINOR = 8;
    static final int FLAGS = 12;
    static final int PAGES_PER_BLOCK = 16;
    static final int MAX_BLOCKS = 20;
    static final int BLOCKS_IN_USE = 24;
    static final int HIGH_WATER_BLOCKS = 28;
    static final int FLOOR_BLOCKS = 32;
    static final int COMMANDS = 36;
    static final int WAITERS = 40;
    static final int PEAK_BLOCKS = 44;
    static final int PAGES = 48;
    static final int TAIL_PAGES = 56;
    static final int PINNED_PAGES = 64;
    static final int ALLOCATED_PAGES = 72;
    static final int RELEASED_PAGES = 80;
    static final int REALLOCATED_PAGES = 88;
    static final int FAULTS = 96;
    static final int TRUNCATIONS = 104;
    static final int HELD_NANOS = 112;
    static final int LONGEST_HELD_NANOS = 120;
    static final int LAST_COMMAND_NANOS = 128;
    static final int FIGURES_NANOS = 136;

    private Device() {}
  }

  /** {@code struct tcmu_reclaim_rung}. */
  static final class Rung {
    static final int BYTES = 24;
    static final int FIRST_BLOCK = 0;
    static final int PAGES = 4;
    static final int LAST_REACHED_NANOS = 8;
    static final int TIMES_REACHED = 16;

    private Rung() {}
  }

  /** {@code struct tcmu_reclaim_ladder}. */
  static final class Ladder {
    static final int BYTES = ReclaimAbi.RUNGS * Rung.BYTES;
    static final int RUNGS = 0;

    private Ladder() {}
  }

  /** {@code struct tcmu_reclaim_count}. */
  static final class Count {
    static final int BYTES = 64;
    static final int SIZE = 0;
    static final int FLAGS = 4;
    static final int DEVICES = 8;
    static final int DEVICE_BYTES = 16;
    static final int CAPACITY = 20;
    static final int RETURNED = 24;
    static final int TOTAL = 28;
    static final int CHANGES = 32;
    static final int PAGES = 40;
    static final int LADDERS = 48;
    static final int LADDER_BYTES = 56;
    static final int RESERVED = 60;

    private Count() {}
  }

  /** {@code struct tcmu_reclaim_request}. */
  static final class Request {
    static final int BYTES = 56;
    static final int GENERATION = 0;
    static final int MINOR = 8;
    static final int FLAGS = 12;
    static final int KEEP_BLOCKS = 16;
    static final int WAIT_MICROS = 20;
    static final int BUDGET_PAGES = 24;
    static final int RESULT = 32;
    static final int ERROR = 36;
    static final int FREED_PAGES = 40;
    static final int HIGH_WATER_BLOCKS = 48;
    static final int RESERVED2 = 52;

    private Request() {}
  }

  /** {@code struct tcmu_reclaim_scan}. */
  static final class Scan {
    static final int BYTES = 32;
    static final int SIZE = 0;
    static final int FLAGS = 4;
    static final int REQUESTS = 8;
    static final int REQUEST_BYTES = 16;
    static final int COUNT = 20;
    static final int DONE = 24;
    static final int RESERVED = 28;

    private Scan() {}
  }

  /** {@code struct tcmu_reclaim_watch}. */
  static final class Watch {
    static final int BYTES = 16;
    static final int SIZE = 0;
    static final int FLAGS = 4;
    static final int LIMIT_PAGES = 8;

    private Watch() {}
  }
}
