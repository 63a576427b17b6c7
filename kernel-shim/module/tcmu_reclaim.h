/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What target_core_user.c keeps for tcmu_reclaim.c: usage of one device,
 * counted in O(1) where it changes.
 */
#ifndef _TCMU_RECLAIM_H
#define _TCMU_RECLAIM_H

#include <linux/compiler.h>
#include <linux/timekeeping.h>
#include <linux/types.h>

/*
 * Written under cmdr_lock; read without it, hence WRITE_ONCE. Whoever adds a
 * field must think of readers that see it alone.
 */
struct tcmu_reclaim {
	u64 generation;		/* set once, before the device can be found */
	u32 minor;		/* likewise */
	bool gone;		/* being destroyed: no truncation any more */

	u32 blocks_in_use;
	u32 commands;
	u32 waiters;
	unsigned long pages;
	unsigned long allocated_pages;
	unsigned long released_pages;
	unsigned long truncations;
	u64 last_command_nanos;
};

#define tcmu_reclaim_add(counter, n)				\
	do {							\
		typeof(counter) *_counter = &(counter);		\
								\
		WRITE_ONCE(*_counter, *_counter + (n));		\
	} while (0)

static inline void tcmu_reclaim_allocated(struct tcmu_reclaim *usage, u32 pages)
{
	tcmu_reclaim_add(usage->pages, pages);
	tcmu_reclaim_add(usage->allocated_pages, pages);
}

static inline void tcmu_reclaim_released(struct tcmu_reclaim *usage, u32 pages)
{
	tcmu_reclaim_add(usage->pages, -(unsigned long)pages);
	tcmu_reclaim_add(usage->released_pages, pages);
}

static inline void tcmu_reclaim_command_queued(struct tcmu_reclaim *usage)
{
	tcmu_reclaim_add(usage->commands, 1);
	WRITE_ONCE(usage->last_command_nanos, ktime_get_coarse_ns());
}

#endif /* _TCMU_RECLAIM_H */
