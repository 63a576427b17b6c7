// SPDX-License-Identifier: GPL-2.0-only
/*
 * The devices as they were when they were last looked at: COUNT answers from here,
 * so that it never waits for the driver. Looking takes the driver's list lock,
 * which is only tried, and no lock of a device.
 *
 * The generation of a device is its se_device's dev_index plus one. LIO gives
 * these out in turn (idr_alloc_cyclic), to each device whenever it is enabled,
 * so none comes again before 2^31 others.
 */

#include <linux/hashtable.h>
#include <linux/rculist.h>

#include "companion_driver.c"

struct companion_device {
	struct tcmu_dev *udev;	/* to compare with; it may be gone */
	struct tcmu_reclaim_device figures;
	u32 ever_blocks;	/* up to the highest ever seen in use */
	u64 look;		/* the last that found it */
	u32 taken_looks;	/* in a row, that found one of its locks taken */
	u64 taken_since_nanos;	/* the first of these */

	/* Written under cmdr_lock, see companion_heat.c; read without it */
	struct tcmu_reclaim_heat heat;
	u32 peak_blocks;
	u64 last_command_nanos;

	u64 listener;		/* that began the interval of the peak, or zero */
	struct hlist_node by_dev;
	struct rcu_head rcu;
};

/* So many looks in a row, over a second at least, and a device is stuck */
#define COMPANION_STUCK_LOOKS 8

/* Taken under the driver's list lock, and never the other way round */
static DEFINE_MUTEX(companion_lock);
static DEFINE_XARRAY(companion_devices);		/* by minor */
static DEFINE_HASHTABLE(companion_by_dev, 10);	/* likewise, read under RCU */
static u64 companion_looks;
static bool companion_is_stale;	/* the last look found the list locked */
static u32 companion_device_count;

/*
 * The high-water mark is at @end now. What came and went since the last look is
 * not seen, nor what the driver's own work took in between.
 */
static void companion_account(struct companion_device *entry, u32 end)
{
	struct tcmu_reclaim_device *figures = &entry->figures;
	u64 per_block = figures->pages_per_block;
	u32 was = figures->high_water_blocks;
	u32 ever = entry->ever_blocks;

	if (end < was)
		figures->released_pages += (was - end) * per_block;
	if (end > was)
		figures->allocated_pages += (end - was) * per_block;
	if (end > was && ever > was)
		figures->reallocated_pages += (min(end, ever) - was) * per_block;
	figures->high_water_blocks = end;
	entry->ever_blocks = max(ever, end);
}

/* Commands that have an id: on the ring, or with a buffer that is kept. */
static u32 companion_commands(struct tcmu_dev *udev)
{
	struct xarray *commands = companion_member(udev, struct xarray, commands);
	unsigned long id;
	u32 count = 0;
	void *cmd;

	xa_for_each(commands, id, cmd)
		count++;
	return count;
}

/*
 * Whether a device can be locked. Looked at with each look, it tells a handler
 * that spins in its own write() from one that is busy: for that one's device
 * it is never true.
 */
static bool companion_is_free(struct tcmu_dev *udev)
{
	struct mutex *cmdr_lock = companion_member(udev, struct mutex, cmdr_lock);

	if (!mutex_trylock(cmdr_lock))
		return false;
	mutex_unlock(cmdr_lock);
	return true;
}

static bool companion_is_stuck(const struct companion_device *entry)
{
	return entry->taken_looks >= COMPANION_STUCK_LOOKS &&
	       ktime_get_ns() - entry->taken_since_nanos >= NSEC_PER_SEC;
}

static void companion_try_lock(struct tcmu_dev *udev,
			       struct companion_device *entry)
{
	if (companion_is_free(udev))
		entry->taken_looks = 0;
	else if (!entry->taken_looks++)
		entry->taken_since_nanos = ktime_get_ns();
}

/*
 * Reads without the device's lock, as the list lock keeps it from going away.
 * Commands are always given the lowest free blocks, and each block gets its
 * page with its first command: below the mark no page is missing, unless
 * blocks of several pages are partly filled.
 */
static void companion_read_figures(struct tcmu_dev *udev,
				   struct companion_device *entry)
{
	const unsigned long *bitmap = *companion_member(udev, unsigned long *, data_bitmap);
	struct tcmu_reclaim_device *figures = &entry->figures;
	u32 per_block = *companion_member(udev, u32, data_pages_per_blk);
	u32 end = companion_end(udev);
	u32 floor = tcmu_reclaim_floor_of(bitmap, end);

	figures->flags = companion_flags(udev) |
			 (entry->taken_looks ? TCMU_RECLAIM_DEV_LOCKED : 0) |
			 (companion_is_stuck(entry) ? TCMU_RECLAIM_DEV_STUCK : 0);
	figures->commands = companion_commands(udev);
	figures->waiters = !list_empty(companion_member(udev, struct list_head,
							qfull_queue));
	figures->pages_per_block = per_block;
	figures->max_blocks = *companion_member(udev, u32, max_blocks);
	figures->blocks_in_use = bitmap_weight(bitmap, end);
	figures->floor_blocks = floor;
	figures->peak_blocks = end;
	figures->pages = (u64)end * per_block;
	figures->pinned_pages = (u64)floor * per_block;
	figures->tail_pages = figures->pages - figures->pinned_pages;
	figures->figures_nanos = ktime_get_ns();
	companion_account(entry, end);
}

static void companion_forget(struct companion_device *entry)
{
	xa_erase(&companion_devices, entry->figures.minor);
	hash_del_rcu(&entry->by_dev);
	kfree_rcu(entry, rcu);
	companion_device_count--;
	tcmu_reclaim_changed();
}

/* With the driver's list locked nothing is waited for, memory neither. */
static struct companion_device *companion_add(struct tcmu_dev *udev, u32 minor)
{
	struct companion_device *entry;

	entry = kzalloc(sizeof(*entry), GFP_NOWAIT | __GFP_NOWARN);
	if (!entry)
		return NULL;
	if (xa_insert(&companion_devices, minor, entry,
		      GFP_NOWAIT | __GFP_NOWARN)) {
		kfree(entry);
		return NULL;
	}
	entry->udev = udev;
	entry->figures.minor = minor;
	entry->figures.generation = companion_generation(udev);
	tcmu_reclaim_init_ladder(&entry->heat,
				 *companion_member(udev, u32, max_blocks));
	hash_add_rcu(companion_by_dev, &entry->by_dev, (unsigned long)udev);
	companion_device_count++;
	tcmu_reclaim_changed();
	return entry;
}

/*
 * The entry of a device, a new one if another device had its minor. NULL for
 * one that does not look as it should, and without memory.
 */
static struct companion_device *companion_entry(struct tcmu_dev *udev)
{
	u32 minor = companion_minor(udev);
	struct companion_device *entry = xa_load(&companion_devices, minor);

	if (entry && entry->udev == udev &&
	    entry->figures.generation == companion_generation(udev))
		return entry;
	if (entry)
		companion_forget(entry);
	return companion_recognise(udev) ? companion_add(udev, minor) : NULL;
}

static void companion_forget_all(void)
{
	struct companion_device *entry;
	unsigned long minor;

	xa_for_each(&companion_devices, minor, entry)
		companion_forget(entry);
}

/* Called with the driver's list locked. */
static void companion_walk(void)
{
	struct companion_device *entry;
	struct tcmu_dev *udev;
	unsigned long minor;

	mutex_lock(&companion_lock);
	companion_looks++;
	for (udev = companion_first(); udev; udev = companion_next(udev)) {
		entry = companion_entry(udev);
		if (!entry)
			continue;
		entry->look = companion_looks;
		companion_try_lock(udev, entry);
		companion_read_figures(udev, entry);
		cond_resched();
	}
	xa_for_each(&companion_devices, minor, entry) {
		if (entry->look != companion_looks)
			companion_forget(entry);
	}
	mutex_unlock(&companion_lock);
}

/* Has a look, unless the list stays locked for ten milliseconds. */
static int companion_look(void)
{
	int tries;

	for (tries = 0; !mutex_trylock(companion.list_lock); tries++) {
		if (tries == 100 || fatal_signal_pending(current)) {
			WRITE_ONCE(companion_is_stale, true);
			return -EAGAIN;
		}
		usleep_range(100, 200);
	}
	WRITE_ONCE(companion_is_stale, false);
	companion_walk();
	mutex_unlock(companion.list_lock);
	return 0;
}
