// SPDX-License-Identifier: GPL-2.0-only
/*
 * The last line of defence: gives reclaimable tails back when the kernel runs
 * short and no agent is alive. Off by default.
 *
 * It may run below tcmu_get_empty_block(), which waits for memory with a
 * cmdr_lock held, below a fault that holds a page lock, or below anybody who
 * holds root_udev_mutex. So it only tries these. What it does wait for is
 * i_mmap_rwsem and MMU notifiers, in unmap_mapping_range(). Those are known not
 * to wait for memory that needs __GFP_FS; of callers without it (GFP_NOIO from
 * tcmu_get_empty_block() and the block layer, GFP_NOFS) nobody has promised
 * that, and they would pay for unmapping on the I/O path. So it leaves them
 * alone, and kswapd, which they wake, does it for them.
 *
 * It handles no completions: that queues and completes commands. Nor does it
 * pin devices: dropping the last reference may end in iput(), which may wait
 * for anything. Whoever holds root_udev_mutex needs no reference, because
 * tcmu_destroy_device() takes it after tcmu_reclaim_remove_dev() and before
 * it drops its own.
 */

#include "tcmu_reclaim_compat.h"

/* How long a controller counts as alive after its last COUNT or SCAN */
#define TCMU_RECLAIM_BEAT_NANOS (10 * NSEC_PER_SEC)
/* How long a round that found no tail at all is believed */
#define TCMU_RECLAIM_BARREN_NANOS (NSEC_PER_SEC / 10)
/* How long the sum of all tails is believed: it takes a look at each device */
#define TCMU_RECLAIM_SUM_NANOS (NSEC_PER_SEC / 10)
/* The most that the kernel asks for at once, SHRINK_BATCH in mm/vmscan.c */
#define TCMU_RECLAIM_MOST_PAGES 128
/* Devices that had no command for so long come first */
#define TCMU_RECLAIM_COLD_NANOS NSEC_PER_SEC

static bool tcmu_reclaim_shrinks;
static u64 tcmu_reclaim_last_beat;	/* coarse clock; 0: no controller */
static u64 tcmu_reclaim_barren_until;	/* likewise */
static unsigned long tcmu_reclaim_tails;	/* of all devices, in pages */
static u64 tcmu_reclaim_tails_until;	/* coarse clock; 0: to be summed */
static unsigned long tcmu_reclaim_next_minor;	/* under root_udev_mutex */

static int tcmu_reclaim_set_shrinker(const char *val,
				     const struct kernel_param *kp)
{
	if (sysfs_streq(val, "tail"))
		WRITE_ONCE(tcmu_reclaim_shrinks, true);
	else if (sysfs_streq(val, "off"))
		WRITE_ONCE(tcmu_reclaim_shrinks, false);
	else
		return -EINVAL;
	return 0;
}

static int tcmu_reclaim_get_shrinker(char *buffer,
				     const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%s\n",
			  READ_ONCE(tcmu_reclaim_shrinks) ? "tail" : "off");
}

static const struct kernel_param_ops tcmu_reclaim_shrinker_ops = {
	.set = tcmu_reclaim_set_shrinker,
	.get = tcmu_reclaim_get_shrinker,
};

module_param_cb(shrinker, &tcmu_reclaim_shrinker_ops, NULL, 0644);
MODULE_PARM_DESC(shrinker,
		 "tail: give unused tails of data areas back when memory is short and no agent is alive; off: never (default)");

static void tcmu_reclaim_beat(void)
{
	WRITE_ONCE(tcmu_reclaim_last_beat, ktime_get_coarse_ns());
}

static void tcmu_reclaim_end_beat(void)
{
	WRITE_ONCE(tcmu_reclaim_last_beat, 0);
}

static bool tcmu_reclaim_may_shrink(gfp_t gfp_mask)
{
	u64 beat = READ_ONCE(tcmu_reclaim_last_beat);

	return READ_ONCE(tcmu_reclaim_shrinks) && gfp_mask & __GFP_FS &&
	       (!beat || ktime_get_coarse_ns() - beat > TCMU_RECLAIM_BEAT_NANOS);
}

/* What a round could take of this device. */
static u64 tcmu_reclaim_shrinkable(struct tcmu_dev *udev)
{
	u32 end = tcmu_reclaim_high_water(udev);

	if (udev->data_pages_per_blk > TCMU_RECLAIM_MOST_PAGES ||
	    tcmu_reclaim_flags(udev) &
		    (TCMU_RECLAIM_DEV_BLOCKED | TCMU_RECLAIM_DEV_BROKEN))
		return 0;
	return tcmu_reclaim_tail(udev, tcmu_reclaim_floor(udev, end), end,
				 READ_ONCE(udev->reclaim.pages));
}

/*
 * What can be released, because the kernel works out from it how hard to try:
 * pages that commands hold would have it come again and again for nothing. It
 * is asked with each round of reclaim, so the sum serves several of them.
 */
static unsigned long tcmu_reclaim_all_shrinkable(u64 now)
{
	unsigned long minor, pages = 0;
	struct tcmu_dev *udev;

	/* RCU is not enough: the bitmap goes with the last reference */
	if (now < READ_ONCE(tcmu_reclaim_tails_until) ||
	    !mutex_trylock(&root_udev_mutex))
		return READ_ONCE(tcmu_reclaim_tails);

	xa_for_each(&tcmu_reclaim_devs, minor, udev)
		pages += tcmu_reclaim_shrinkable(udev);
	mutex_unlock(&root_udev_mutex);
	WRITE_ONCE(tcmu_reclaim_tails, pages);
	WRITE_ONCE(tcmu_reclaim_tails_until, now + TCMU_RECLAIM_SUM_NANOS);
	return pages;
}

/* Of all nodes: where the pages of a tail lie is counted nowhere. */
static unsigned long tcmu_reclaim_count_objects(struct shrinker *shrinker,
						struct shrink_control *sc)
{
	u64 now = ktime_get_coarse_ns();

	if (!tcmu_reclaim_may_shrink(sc->gfp_mask) ||
	    now < READ_ONCE(tcmu_reclaim_barren_until))
		return 0;
	return tcmu_reclaim_all_shrinkable(now);
}

/* Gives back at most @most pages, in whole blocks. */
static u32 tcmu_reclaim_shrink_dev(struct tcmu_dev *udev, unsigned long most)
{
	u32 blocks = min_t(unsigned long, most / udev->data_pages_per_blk,
			   udev->max_blocks);
	struct tcmu_reclaim_area area;
	u32 end, floor, pages = 0;
	u64 since;

	if (!blocks || !READ_ONCE(udev->reclaim.pages) ||
	    !mutex_trylock(&udev->cmdr_lock))
		return 0;

	since = ktime_get_ns();
	end = tcmu_reclaim_high_water(udev);
	floor = tcmu_reclaim_floor(udev, end);
	if (floor < end && !tcmu_reclaim_may_cut(udev)) {
		area = tcmu_reclaim_area_of(udev);
		tcmu_reclaim_cut_area(&area, end - min(blocks, end - floor),
				      &pages);
		tcmu_reclaim_book_release(udev, pages);
	}
	tcmu_reclaim_held(&udev->reclaim, since);
	mutex_unlock(&udev->cmdr_lock);
	return pages;
}

/* Devices that a command came to after @cold are passed over. */
static unsigned long tcmu_reclaim_shrink_range(unsigned long minor,
					       unsigned long last, u64 cold,
					       unsigned long most)
{
	struct tcmu_dev *udev;
	unsigned long freed = 0;
	u32 pages;

	xa_for_each_range(&tcmu_reclaim_devs, minor, udev, minor, last) {
		if (READ_ONCE(udev->reclaim.last_command_nanos) > cold)
			continue;
		pages = tcmu_reclaim_shrink_dev(udev, most - freed);
		if (!pages)
			continue;
		/* The next call begins behind this device: none starves */
		tcmu_reclaim_next_minor = minor + 1;
		freed += pages;
		if (freed >= most)
			break;
	}
	return freed;
}

static unsigned long tcmu_reclaim_shrink_round(u64 cold, unsigned long most)
{
	unsigned long start = tcmu_reclaim_next_minor;
	unsigned long freed;

	freed = tcmu_reclaim_shrink_range(start, MINORMASK, cold, most);
	if (freed < most && start)
		freed += tcmu_reclaim_shrink_range(0, start - 1, cold,
						   most - freed);
	return freed;
}

static unsigned long tcmu_reclaim_scan_objects(struct shrinker *shrinker,
					       struct shrink_control *sc)
{
	u64 now = ktime_get_coarse_ns();
	unsigned long freed;

	if (!tcmu_reclaim_may_shrink(sc->gfp_mask) ||
	    !mutex_trylock(&root_udev_mutex))
		return SHRINK_STOP;

	freed = tcmu_reclaim_shrink_round(now - TCMU_RECLAIM_COLD_NANOS,
					  sc->nr_to_scan);
	if (freed < sc->nr_to_scan)
		freed += tcmu_reclaim_shrink_round(now, sc->nr_to_scan - freed);
	mutex_unlock(&root_udev_mutex);

	if (freed) {
		WRITE_ONCE(tcmu_reclaim_tails_until, 0);
		return freed;
	}
	WRITE_ONCE(tcmu_reclaim_barren_until, now + TCMU_RECLAIM_BARREN_NANOS);
	return SHRINK_STOP;
}
