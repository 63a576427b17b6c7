/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * Per-device usage and truncation of TCMU data areas: the ioctls of
 * /dev/tcmu-reclaim.
 *
 * Opening read-only makes a reader; there may be any number. Opening
 * read-write makes the controller; there is at most one, a second gets EBUSY.
 *
 * Every structure begins with its size as the caller knows it. A caller that
 * is older than the kernel passes a smaller size and gets the fields it knows.
 * A newer one passes a larger size; bytes that the kernel does not know must
 * be zero (else E2BIG) and stay zero. Sizes below that of version 1: EINVAL.
 *
 * poll() says EPOLLIN when devices were added or removed since this descriptor's
 * last COUNT (or since it was opened), and EPOLLPRI when the limit that WATCH
 * set was crossed.
 *
 * Errors of any call: EFAULT, EINVAL (size, unknown flag, reserved field not
 * zero), E2BIG, ENOTTY (no such ioctl).
 */
#ifndef _UAPI_LINUX_TCMU_RECLAIM_H
#define _UAPI_LINUX_TCMU_RECLAIM_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define TCMU_RECLAIM_ABI_VERSION	1

#define TCMU_RECLAIM_IOC		0xbf
#define TCMU_RECLAIM_INFO		_IO(TCMU_RECLAIM_IOC, 1)
#define TCMU_RECLAIM_COUNT		_IO(TCMU_RECLAIM_IOC, 2)
#define TCMU_RECLAIM_SCAN		_IO(TCMU_RECLAIM_IOC, 3)
#define TCMU_RECLAIM_WATCH		_IO(TCMU_RECLAIM_IOC, 4)

/* Rungs of a heat ladder */
#define TCMU_RECLAIM_RUNGS		32

/*
 * What a module can do, in @capabilities of INFO. A module that is older than
 * the word leaves it zero, and can do all of these except BOUNDED_WAIT.
 */

/* A request waits for locks as long as its @wait_micros says, and no longer */
#define TCMU_RECLAIM_CAN_BOUND_WAITS	0x0000000000000001
/* Peaks, ladders, commands, waiters and the time of the last command */
#define TCMU_RECLAIM_CAN_TELL_HEAT	0x0000000000000002
/* Pages allocated, released and allocated again, and faults */
#define TCMU_RECLAIM_CAN_COUNT_PAGES	0x0000000000000004
/* The kernel's own shrinker, see the module parameter */
#define TCMU_RECLAIM_CAN_SHRINK		0x0000000000000008
/* EPOLLPRI when a limit is crossed */
#define TCMU_RECLAIM_CAN_WATCH		0x0000000000000010
/* MemAvailable counts tails already */
#define TCMU_RECLAIM_TAILS_AVAILABLE	0x0000000000000020
/* The module is beside a stock driver, not in a patched one */
#define TCMU_RECLAIM_BESIDE_DRIVER	0x0000000000000040

/**
 * struct tcmu_reclaim_info - what the module can do, and its totals
 * @size: of this structure, by the caller
 * @flags: zero
 * @abi_version: TCMU_RECLAIM_ABI_VERSION of the module
 * @page_bytes: size of a page
 * @max_requests: most requests in one SCAN
 * @slice_pages: most pages released in one hold of a device's lock
 * @device_bytes: size of struct tcmu_reclaim_device in the module
 * @request_bytes: size of struct tcmu_reclaim_request in the module
 * @ladder_bytes: size of struct tcmu_reclaim_ladder in the module
 * @shrinker: 1 if the kernel's own shrinker may cut tails, 0 if it is off
 * @changes: increases whenever a device is added or removed
 * @pages: pages in the data areas of all devices
 * @limit_pages: global_max_data_area_mb, in pages
 * @capabilities: TCMU_RECLAIM_CAN_*, TCMU_RECLAIM_TAILS_AVAILABLE and
 *	TCMU_RECLAIM_BESIDE_DRIVER
 */
struct tcmu_reclaim_info {
	__u32 size;
	__u32 flags;
	__u32 abi_version;
	__u32 page_bytes;
	__u32 max_requests;
	__u32 slice_pages;
	__u32 device_bytes;
	__u32 request_bytes;
	__u32 ladder_bytes;
	__u32 shrinker;
	__u64 changes;
	__u64 pages;
	__u64 limit_pages;
	__u64 capabilities;
};

#define TCMU_RECLAIM_INFO_SIZE_VER1	64
#define TCMU_RECLAIM_INFO_SIZE_VER2	72

/* A handler has the UIO device open */
#define TCMU_RECLAIM_DEV_OPENED		0x00000001
/* Blocked through the action/block_dev attribute */
#define TCMU_RECLAIM_DEV_BLOCKED	0x00000002
/* The handler broke the ring */
#define TCMU_RECLAIM_DEV_BROKEN		0x00000004
/*
 * Locked for good by its own handler, which spins in its write(): a stock driver
 * follows a bad ring. Found by COUNT, ten seconds or so after it began.
 */
#define TCMU_RECLAIM_DEV_STUCK		0x00000008
/*
 * Its commands were not counted for all of the interval: peak_blocks is
 * high_water_blocks, and the ladder and last_command_nanos may be old
 */
#define TCMU_RECLAIM_DEV_UNCOUNTED	0x00000010
/*
 * Locked when COUNT looked: for a moment, as a rule. Who reads the name of its
 * UIO node waits for as long as that lasts, and cannot be killed meanwhile.
 */
#define TCMU_RECLAIM_DEV_LOCKED		0x00000020

/**
 * struct tcmu_reclaim_device - usage of one device, as COUNT reports it
 * @generation: never the same for two devices since the module was loaded
 * @minor: the N of /dev/uioN
 * @flags: TCMU_RECLAIM_DEV_*
 * @pages_per_block: pages in a block
 * @max_blocks: blocks in the data area
 * @blocks_in_use: blocks that belong to commands
 * @high_water_blocks: blocks up to the highest used since the last truncation
 * @floor_blocks: blocks up to the highest in use; no truncation goes below
 * @commands: commands on the ring, and completed ones whose buffer is kept
 * @waiters: commands that wait for room in the ring or in the data area
 * @peak_blocks: highest block in use at any moment since the controller's
 *	previous COUNT, plus one; zero if none was. Only the controller's COUNT
 *	starts a new interval.
 * @pages: pages allocated now
 * @tail_pages: of these, above the floor; exact with one page per block, else
 *	an upper bound
 * @pinned_pages: the others
 * @allocated_pages: pages allocated since the device was added
 * @released_pages: pages released since then, whoever asked
 * @reallocated_pages: of the allocated ones, those at or below the highest that
 *	had been allocated before: needed again after they were released
 * @faults: page faults in the data area since then
 * @truncations: SCAN requests that released something since then
 * @held_nanos: time for which truncations held the device's lock since then
 * @longest_held_nanos: the longest of these holds
 * @last_command_nanos: CLOCK_MONOTONIC when the last command was put on the
 *	ring, to a timer tick; zero if none was
 *
 * @figures_nanos: CLOCK_MONOTONIC when these figures were taken; zero from a
 *	module that is older than this field, whose figures are always new
 *
 * COUNT waits for no lock of the I/O path. Each field was right at some moment
 * during the call, though not all at the same moment. A module beside the
 * driver that finds the list of devices locked gives the figures that it had.
 *
 * Without TCMU_RECLAIM_CAN_TELL_HEAT @peak_blocks is the high-water mark, and
 * @last_command_nanos and all of the ladder are zero.
 *
 * A module beside the driver, see TCMU_RECLAIM_BESIDE_DRIVER, counts peaks and
 * heat while there is a controller, from some moment after its first COUNT. Until then
 * @peak_blocks is the high-water mark. It is told when a command ends: the
 * ladder and @last_command_nanos have what is in flight as needed now, but
 * count its commands when they have ended. @waiters is 1 if any command waits.
 *
 * Without TCMU_RECLAIM_CAN_COUNT_PAGES @pages is exact with one page per block,
 * else an upper bound; @allocated_pages, @released_pages and @reallocated_pages
 * are what became of the high-water mark from COUNT to COUNT: what the driver's
 * own work released in between, and was allocated again, is not seen; @faults
 * is zero.
 */
struct tcmu_reclaim_device {
	__u64 generation;
	__u32 minor;
	__u32 flags;
	__u32 pages_per_block;
	__u32 max_blocks;
	__u32 blocks_in_use;
	__u32 high_water_blocks;
	__u32 floor_blocks;
	__u32 commands;
	__u32 waiters;
	__u32 peak_blocks;
	__u64 pages;
	__u64 tail_pages;
	__u64 pinned_pages;
	__u64 allocated_pages;
	__u64 released_pages;
	__u64 reallocated_pages;
	__u64 faults;
	__u64 truncations;
	__u64 held_nanos;
	__u64 longest_held_nanos;
	__u64 last_command_nanos;
	__u64 figures_nanos;
};

#define TCMU_RECLAIM_DEVICE_SIZE_VER1	136
#define TCMU_RECLAIM_DEVICE_SIZE_VER2	144

/**
 * struct tcmu_reclaim_rung - one rung of a heat ladder
 * @first_block: where it begins; it ends where the next one begins
 * @pages: pages allocated in it now; exact with one page per block, else an
 *	upper bound
 * @last_reached_nanos: CLOCK_MONOTONIC, to a timer tick, when a command last
 *	took or gave back a block in this rung or above it; zero if none did
 * @times_reached: commands that took a block in this rung or above it
 *
 * Commands take the lowest free blocks, so a command that used this rung found
 * all lower ones in use: neither figure ever rises with the rung.
 */
struct tcmu_reclaim_rung {
	__u32 first_block;
	__u32 pages;
	__u64 last_reached_nanos;
	__u64 times_reached;
};

/**
 * struct tcmu_reclaim_ladder - when each level of a data area was last needed
 * @rungs: from the first block upwards. Rung 0 has 16 blocks; each of the next
 *	ones has k/16 of the blocks below it, though at least 16, where k is the
 *	smallest for which the last one reaches the end of the area. Rungs that
 *	would begin beyond the end are empty: @first_block is max_blocks.
 */
struct tcmu_reclaim_ladder {
	struct tcmu_reclaim_rung rungs[TCMU_RECLAIM_RUNGS];
};

#define TCMU_RECLAIM_LADDER_SIZE_VER1	768

/**
 * struct tcmu_reclaim_count - all devices, in the order of their minors
 * @size: of this structure, by the caller
 * @flags: zero
 * @devices: address of an array of struct tcmu_reclaim_device
 * @device_bytes: size of one element, by the caller; a multiple of 8
 * @capacity: elements the array holds
 * @returned: out: elements written
 * @total: out: devices there are; when more than @capacity, only the first
 *	were written
 * @changes: out: as in struct tcmu_reclaim_info, from before the first device
 *	was looked at
 * @pages: out: pages in the data areas of all devices
 * @ladders: address of an array of struct tcmu_reclaim_ladder, element by element
 *	for the same devices, or zero if they are not wanted
 * @ladder_bytes: size of one element, by the caller; a multiple of 8; zero if
 *	@ladders is
 * @reserved: zero
 */
struct tcmu_reclaim_count {
	__u32 size;
	__u32 flags;
	__u64 devices;
	__u32 device_bytes;
	__u32 capacity;
	__u32 returned;
	__u32 total;
	__u64 changes;
	__u64 pages;
	__u64 ladders;
	__u32 ladder_bytes;
	__u32 reserved;
};

#define TCMU_RECLAIM_COUNT_SIZE_VER1	64

/* Wait for no lock: BUSY with EAGAIN instead */
#define TCMU_RECLAIM_TRY		0x00000001

/* How long a request waits for locks if it does not say, and at most */
#define TCMU_RECLAIM_WAIT_MICROS	10000
#define TCMU_RECLAIM_MAX_WAIT_MICROS	1000000

/*
 * What became of a request. @error says more:
 * FREED    0, or the reason to stop before the end (EAGAIN, EINTR, ...)
 * NOTHING  0: at @keep_blocks, at the floor, or @budget_pages is below a block
 * BUSY     EAGAIN: a lock was taken, with TRY at once, else for @wait_micros
 *          EINTR: the caller is being killed
 * GONE     ENODEV: no such minor;  ESTALE: the minor is another device now
 * REFUSED  EINVAL: unknown flag, reserved field, no budget, @keep_blocks
 *          beyond the data area, or @wait_micros beyond the most or with TRY;
 *          EPERM: the device is blocked;  EIO: its ring is broken;  ENOTCONN:
 *          no handler has the device open (only modules without capabilities)
 */
enum tcmu_reclaim_result {
	TCMU_RECLAIM_FREED = 1,
	TCMU_RECLAIM_NOTHING = 2,
	TCMU_RECLAIM_BUSY = 3,
	TCMU_RECLAIM_GONE = 4,
	TCMU_RECLAIM_REFUSED = 5,
};

/**
 * struct tcmu_reclaim_request - truncation of one device
 * @generation: the device meant, as COUNT reported it
 * @minor: its minor
 * @flags: TCMU_RECLAIM_TRY or zero
 * @keep_blocks: leave this many blocks, or up to the floor if that is higher
 * @wait_micros: how long to wait in all for locks that others hold, zero for
 *	TCMU_RECLAIM_WAIT_MICROS; with TRY zero. A module without
 *	TCMU_RECLAIM_CAN_BOUND_WAITS takes zero only, and waits without end.
 * @budget_pages: release at most this many pages, in whole blocks; not zero
 * @result: out: enum tcmu_reclaim_result
 * @error: out: errno
 * @freed_pages: out: pages released
 * @high_water_blocks: out: where the device stands now; zero when GONE
 * @reserved2: zero
 */
struct tcmu_reclaim_request {
	__u64 generation;
	__u32 minor;
	__u32 flags;
	__u32 keep_blocks;
	__u32 wait_micros;
	__u64 budget_pages;
	__u32 result;
	__u32 error;
	__u64 freed_pages;
	__u32 high_water_blocks;
	__u32 reserved2;
};

#define TCMU_RECLAIM_REQUEST_SIZE_VER1	56

/**
 * struct tcmu_reclaim_scan - truncates devices, one request after the other
 * @size: of this structure, by the caller
 * @flags: zero
 * @requests: address of an array of struct tcmu_reclaim_request
 * @request_bytes: size of one element, by the caller; a multiple of 8
 * @count: elements; at most max_requests of INFO, else E2BIG
 * @done: out: elements that have a result; fewer than @count only when the
 *	call fails (EFAULT, E2BIG in an element, EINTR)
 * @reserved: zero
 *
 * For the controller only: EPERM for readers. What is wrong with one request
 * is its own result and does not concern the others.
 */
struct tcmu_reclaim_scan {
	__u32 size;
	__u32 flags;
	__u64 requests;
	__u32 request_bytes;
	__u32 count;
	__u32 done;
	__u32 reserved;
};

#define TCMU_RECLAIM_SCAN_SIZE_VER1	32

/**
 * struct tcmu_reclaim_watch - asks poll() to tell when memory grows
 * @size: of this structure, by the caller
 * @flags: zero
 * @limit_pages: EPOLLPRI once the pages of all devices exceed this, until the
 *	next WATCH; zero to stop watching
 *
 * One limit for each descriptor.
 */
struct tcmu_reclaim_watch {
	__u32 size;
	__u32 flags;
	__u64 limit_pages;
};

#define TCMU_RECLAIM_WATCH_SIZE_VER1	16

#endif /* _UAPI_LINUX_TCMU_RECLAIM_H */
