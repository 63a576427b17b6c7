/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What target_core_user.c keeps for tcmu_reclaim.c: usage and heat of one
 * device, counted in O(1) where they change.
 */
#ifndef _TCMU_RECLAIM_H
#define _TCMU_RECLAIM_H

#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/timekeeping.h>
#include <linux/types.h>

#include <linux/tcmu_reclaim.h>

#include "tcmu_reclaim_heat.h"

/*
 * Written under cmdr_lock; read without it, hence WRITE_ONCE. Whoever adds a
 * field must think of readers that see it alone. Exceptions: COUNT resets
 * peak_blocks, see tcmu_reclaim_peak(); faults run beside each other, and
 * beside commands: they have a cache line of their own.
 */
struct tcmu_reclaim {
	u64 generation;		/* set once, before the device can be found */
	u32 minor;		/* likewise */
	bool gone;		/* being destroyed: no truncation any more */

	u32 blocks_in_use;
	u32 peak_blocks;
	u32 commands;
	u32 waiters;
	u32 ever_pages;		/* up to the highest page ever allocated */
	unsigned long pages;
	unsigned long allocated_pages;
	unsigned long released_pages;
	unsigned long reallocated_pages;
	unsigned long truncations;
	u64 held_nanos;
	u64 longest_held_nanos;
	u64 last_command_nanos;

	struct tcmu_reclaim_heat heat;

	atomic_long_t faults ____cacheline_aligned_in_smp;
};

/* The lowest limit that a descriptor watches; UINT_MAX when none does */
static u32 tcmu_reclaim_watched_pages = UINT_MAX;

static void tcmu_reclaim_limit_crossed(u32 pages);

/* @first: the lowest of the new pages; @all: pages of all devices, with them */
static inline void tcmu_reclaim_allocated(struct tcmu_reclaim *usage, u32 first,
					  u32 pages, u32 all)
{
	u32 ever = usage->ever_pages;

	if (!pages)
		return;
	tcmu_reclaim_add(usage->pages, pages);
	tcmu_reclaim_add(usage->allocated_pages, pages);
	if (ever > first)
		tcmu_reclaim_add(usage->reallocated_pages,
				 min(ever - first, pages));
	usage->ever_pages = max(ever, first + pages);

	if (unlikely(all > READ_ONCE(tcmu_reclaim_watched_pages)))
		tcmu_reclaim_limit_crossed(all);
}

static inline void tcmu_reclaim_released(struct tcmu_reclaim *usage, u32 pages)
{
	tcmu_reclaim_add(usage->pages, -(unsigned long)pages);
	tcmu_reclaim_add(usage->released_pages, pages);
}

/*
 * The blocks of a command rise, because each is the lowest free one: the last
 * is the highest.
 */
static inline void tcmu_reclaim_command_queued(struct tcmu_reclaim *usage,
					       const u32 *dbi, u32 blocks)
{
	u64 now = ktime_get_coarse_ns();
	u32 rung;

	tcmu_reclaim_add(usage->commands, 1);
	WRITE_ONCE(usage->last_command_nanos, now);
	if (!blocks)
		return;
	rung = tcmu_reclaim_reached(&usage->heat, &usage->peak_blocks,
				    dbi[blocks - 1], now);
	tcmu_reclaim_add(usage->heat.times[rung], 1);
}

/*
 * To be called before the bits of these blocks are cleared. A command that
 * found no room, and so has no id, needed none of them.
 */
static inline void tcmu_reclaim_give_back(struct tcmu_reclaim *usage,
					  const u32 *dbi, u32 blocks, u32 cmd_id)
{
	if (!blocks)
		return;
	if (cmd_id)
		tcmu_reclaim_reached(&usage->heat, &usage->peak_blocks,
				     dbi[blocks - 1], ktime_get_coarse_ns());
	tcmu_reclaim_add(usage->blocks_in_use, -blocks);
	/* Who no longer sees the bits sees the peak: tcmu_reclaim_peak() */
	smp_mb__before_atomic();
}

/*
 * The inode of the node that was opened, and the file system that it lies on.
 * The latter because the file may be closed unseen: once UIO has unregistered
 * the device nobody calls tcmu_release(), and with the file goes what keeps,
 * say, a container's tmpfs mounted.
 */
static inline void tcmu_reclaim_hold_inode(struct inode *inode)
{
	atomic_inc(&inode->i_sb->s_active);
	ihold(inode);
}

static inline void tcmu_reclaim_drop_inode(struct inode *inode)
{
	struct super_block *sb;

	if (!inode)
		return;
	sb = inode->i_sb;
	iput(inode);
	deactivate_super(sb);
}

#endif /* _TCMU_RECLAIM_H */
