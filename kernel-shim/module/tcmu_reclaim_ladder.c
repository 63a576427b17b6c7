// SPDX-License-Identifier: GPL-2.0-only
/*
 * The heat ladder: when each level of a data area was last needed.
 */

#define TCMU_RECLAIM_LEAST_RUNG 16

/*
 * Cuts the area into rungs of @sixteenths of what lies below each. Returns
 * whether the last one reaches the end.
 */
static bool tcmu_reclaim_cut_rungs(struct tcmu_reclaim_heat *heat,
				   u32 sixteenths, u32 max_blocks)
{
	u64 below = 0;
	int i;

	for (i = 0; i < TCMU_RECLAIM_RUNGS; i++) {
		heat->first_block[i] = min_t(u64, below, max_blocks);
		below += max_t(u64, below * sixteenths / 16,
			       TCMU_RECLAIM_LEAST_RUNG);
	}
	return below >= max_blocks;
}

static void tcmu_reclaim_init_ladder(struct tcmu_reclaim_heat *heat,
				     u32 max_blocks)
{
	u32 sixteenths = 0;

	while (!tcmu_reclaim_cut_rungs(heat, sixteenths, max_blocks))
		sixteenths++;
}

/* How many of the first @end pages lie in a rung. */
static u32 tcmu_reclaim_rung_pages(const struct tcmu_reclaim_heat *heat,
				   const struct tcmu_reclaim_device *device,
				   int rung, u64 end)
{
	const u32 *first = heat->first_block + rung;
	u32 next = rung + 1 < TCMU_RECLAIM_RUNGS ? first[1] : device->max_blocks;
	u64 from = (u64)*first * device->pages_per_block;
	u64 to = min((u64)next * device->pages_per_block, end);

	return from < to ? to - from : 0;
}

/* Sums up from the top, so that no figure rises with the rung. */
static void tcmu_reclaim_read_ladder(const struct tcmu_reclaim_heat *heat,
				     const struct tcmu_reclaim_device *device,
				     struct tcmu_reclaim_ladder *ladder)
{
	u64 pages = device->pages;
	/* Without holes, unless blocks are partly filled */
	u64 end = device->pages_per_block == 1 ? pages :
		  (u64)device->high_water_blocks * device->pages_per_block;
	u64 last = 0, times = 0;
	int i;

	for (i = TCMU_RECLAIM_RUNGS - 1; i >= 0; i--) {
		last = max(last, READ_ONCE(heat->last_nanos[i]));
		times += READ_ONCE(heat->times[i]);
		ladder->rungs[i] = (struct tcmu_reclaim_rung) {
			.first_block = heat->first_block[i],
			.pages = min_t(u64, pages,
				       tcmu_reclaim_rung_pages(heat, device, i,
							       end)),
			.last_reached_nanos = last,
			.times_reached = times,
		};
	}
}
