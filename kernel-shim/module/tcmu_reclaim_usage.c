// SPDX-License-Identifier: GPL-2.0-only
/*
 * Usage of one device, read without a lock of the I/O path.
 */

#include "tcmu_reclaim_area.h"

static u32 tcmu_reclaim_high_water(struct tcmu_dev *udev)
{
	return tcmu_reclaim_end_of(&udev->dbi_max, &udev->dbi_thresh);
}

static u32 tcmu_reclaim_floor(struct tcmu_dev *udev, u32 end)
{
	return tcmu_reclaim_floor_of(udev->data_bitmap, end);
}

/* Those of its @pages that lie above @floor. */
static u64 tcmu_reclaim_tail(struct tcmu_dev *udev, u32 floor, u32 end,
			     u64 pages)
{
	u64 above = (u64)(end - floor) * udev->data_pages_per_blk;

	/* Pages are dense below the mark unless blocks are partly filled */
	if (udev->data_pages_per_blk > 1)
		return min(above, pages);
	return pages > floor ? pages - floor : 0;
}

static u32 tcmu_reclaim_flags(struct tcmu_dev *udev)
{
	unsigned long flags = READ_ONCE(udev->flags);

	return (flags & BIT(TCMU_DEV_BIT_OPEN) ? TCMU_RECLAIM_DEV_OPENED : 0) |
	       (flags & BIT(TCMU_DEV_BIT_BLOCKED) ? TCMU_RECLAIM_DEV_BLOCKED : 0) |
	       (flags & BIT(TCMU_DEV_BIT_BROKEN) ? TCMU_RECLAIM_DEV_BROKEN : 0);
}

/* @restart: begins a new interval of the peak. */
static void tcmu_reclaim_usage(struct tcmu_dev *udev, bool restart,
			       struct tcmu_reclaim_device *dev)
{
	struct tcmu_reclaim *usage = &udev->reclaim;
	u32 end = tcmu_reclaim_high_water(udev);
	u32 floor = tcmu_reclaim_floor(udev, end);
	u64 pages = READ_ONCE(usage->pages);
	u64 tail = tcmu_reclaim_tail(udev, floor, end, pages);

	*dev = (struct tcmu_reclaim_device) {
		.generation = usage->generation,
		.minor = usage->minor,
		.flags = tcmu_reclaim_flags(udev),
		.pages_per_block = udev->data_pages_per_blk,
		.max_blocks = udev->max_blocks,
		.blocks_in_use = READ_ONCE(usage->blocks_in_use),
		.high_water_blocks = end,
		.floor_blocks = floor,
		.commands = READ_ONCE(usage->commands),
		.waiters = READ_ONCE(usage->waiters),
		.peak_blocks = tcmu_reclaim_peak(&usage->peak_blocks, floor,
						 restart),
		.pages = pages,
		.tail_pages = tail,
		.pinned_pages = pages - tail,
		.allocated_pages = READ_ONCE(usage->allocated_pages),
		.released_pages = READ_ONCE(usage->released_pages),
		.reallocated_pages = READ_ONCE(usage->reallocated_pages),
		.faults = atomic_long_read(&usage->faults),
		.truncations = READ_ONCE(usage->truncations),
		.held_nanos = READ_ONCE(usage->held_nanos),
		.longest_held_nanos = READ_ONCE(usage->longest_held_nanos),
		.last_command_nanos = READ_ONCE(usage->last_command_nanos),
		.figures_nanos = ktime_get_ns(),
	};
}
