/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Peak and heat of one device, counted in O(1) where a command takes its blocks
 * or gives them back. The same for the patched driver and for the module beside
 * a stock one, which differ in where they are told.
 */
#ifndef _TCMU_RECLAIM_HEAT_H
#define _TCMU_RECLAIM_HEAT_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/types.h>

#include <linux/tcmu_reclaim.h>

#define tcmu_reclaim_add(counter, n)				\
	do {							\
		typeof(counter) *_counter = &(counter);		\
								\
		WRITE_ONCE(*_counter, *_counter + (n));		\
	} while (0)

/*
 * Each command is booked in one rung, that of its highest block. COUNT makes
 * "this rung or above it" of it.
 */
struct tcmu_reclaim_heat {
	u32 first_block[TCMU_RECLAIM_RUNGS];	/* set once, rises */
	u64 last_nanos[TCMU_RECLAIM_RUNGS];
	unsigned long times[TCMU_RECLAIM_RUNGS];
};

/* Five steps; rungs that are empty begin beyond any block. */
static inline u32 tcmu_reclaim_rung_of(const struct tcmu_reclaim_heat *heat,
				       u32 block)
{
	u32 rung = 0, step;

	for (step = TCMU_RECLAIM_RUNGS / 2; step; step /= 2)
		if (heat->first_block[rung + step] <= block)
			rung += step;
	return rung;
}

/* A command takes blocks up to @block or gives them back. */
static inline u32 tcmu_reclaim_reached(struct tcmu_reclaim_heat *heat,
				       u32 *peak_blocks, u32 block, u64 now)
{
	u32 rung = tcmu_reclaim_rung_of(heat, block);

	if (READ_ONCE(*peak_blocks) <= block)
		WRITE_ONCE(*peak_blocks, block + 1);
	WRITE_ONCE(heat->last_nanos[rung], now);
	return rung;
}

/*
 * Blocks up to the highest in use since the interval began.
 *
 * Commands raise @peak_blocks when they give blocks back, with the patched
 * driver also when they take them, and @restart sets it to zero at any moment.
 * Neither waits for the other. A command in flight over that moment belongs to
 * both intervals:
 *
 * - to the new one, because it raises the peak when it ends; until then @floor
 *   has it.
 * - to the old one, unless its raise came after the reset and @floor did not
 *   have it. Then it took its blocks after @floor was read, and that is the
 *   moment the new interval begins.
 *
 * A command that ended before @floor was read raised the peak before its bits
 * were cleared, with a barrier in between; hence the order here.
 */
static inline u32 tcmu_reclaim_peak(u32 *peak_blocks, u32 floor, bool restart)
{
	u32 peak;

	smp_mb(); /* after @floor was read; pairs with the give-back */
	peak = restart ? xchg(peak_blocks, 0) : READ_ONCE(*peak_blocks);
	return max(floor, peak);
}

#endif /* _TCMU_RECLAIM_HEAT_H */
