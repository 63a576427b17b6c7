// SPDX-License-Identifier: GPL-2.0-only
/*
 * One slice of one device.
 *
 * Lock order, the driver's own:
 *
 *	root_udev_mutex -> info_lock of the UIO device -> cmdr_lock
 *	-> invalidate_lock, exclusive -> page lock
 *	cmdr_lock -> i_mmap_rwsem
 *
 * All but i_mmap_rwsem are only tried, and all are dropped between slices. A
 * handler that wrote rubbish into its ring spins in its own write() for good
 * with info_lock and cmdr_lock held, and the driver's unmap work then waits
 * with root_udev_mutex held: to wait for one of these is to wait for
 * ever, and to hold another meanwhile makes all others wait as well.
 *
 * - root_udev_mutex: as long as a device is on the list it is registered with
 *   UIO, and all of it is there.
 * - info_lock: uio_open() and uio_release() call the driver under it. So with
 *   OPEN set the file is open, and the inode that the driver remembers is
 *   alive. With OPEN clear no process maps the device, and the inode that the
 *   driver remembers is not looked at: it may be gone.
 * - cmdr_lock: no command takes or gives back blocks, and no fault is between
 *   finding a page and locking it, as the driver's fault takes cmdr_lock. One
 *   that found its page before keeps that locked until its PTE is in.
 * - invalidate_lock: nothing takes it with this driver. A kernel whose driver
 *   has faults take it instead of cmdr_lock would be served as well.
 */

struct tcmu_reclaim_target {
	u32 minor;
	u32 pages_per_block;
	u32 max_blocks;
	u64 generation;
};

static int tcmu_reclaim_get_target(struct tcmu_reclaim_target *target,
				   const struct tcmu_reclaim_request *req)
{
	struct companion_device *entry;
	int ret = -ENODEV;

	mutex_lock(&companion_lock);
	entry = xa_load(&companion_devices, req->minor);
	if (entry && entry->figures.generation != req->generation)
		ret = -ESTALE;
	if (entry && entry->figures.generation == req->generation) {
		target->minor = req->minor;
		target->generation = req->generation;
		target->pages_per_block = entry->figures.pages_per_block;
		target->max_blocks = entry->figures.max_blocks;
		ret = 0;
	}
	mutex_unlock(&companion_lock);
	return ret;
}

static void tcmu_reclaim_put_target(struct tcmu_reclaim_target *target)
{
}

/* As of the last look or slice. */
static u32 tcmu_reclaim_target_end(const struct tcmu_reclaim_target *target)
{
	struct companion_device *entry;
	u32 end = 0;

	mutex_lock(&companion_lock);
	entry = xa_load(&companion_devices, target->minor);
	if (entry && entry->figures.generation == target->generation)
		end = entry->figures.high_water_blocks;
	mutex_unlock(&companion_lock);
	return end;
}

/* Called with the driver's list locked. */
static struct tcmu_dev *companion_find(u32 minor)
{
	struct tcmu_dev *udev;

	for (udev = companion_first(); udev; udev = companion_next(udev))
		if (companion_minor(udev) == minor)
			return udev;
	return NULL;
}

static int companion_may_cut(struct tcmu_dev *udev)
{
	u32 flags = companion_flags(udev);

	if (flags & TCMU_RECLAIM_DEV_BLOCKED)
		return -EPERM;
	if (flags & TCMU_RECLAIM_DEV_BROKEN)
		return -EIO;
	return 0;
}

/* Called with cmdr_lock and info_lock held. */
static int companion_cut(struct tcmu_dev *udev, struct tcmu_reclaim_request *req,
			 u32 *pages)
{
	bool open = companion_flags(udev) & TCMU_RECLAIM_DEV_OPENED;
	struct inode *inode = *companion_member(udev, struct inode *, inode);
	struct tcmu_reclaim_area area = {
		.pages = companion_member(udev, struct xarray, data_pages),
		.bitmap = *companion_member(udev, unsigned long *, data_bitmap),
		.dbi_max = companion_member(udev, u32, dbi_max),
		.dbi_thresh = companion_member(udev, u32, dbi_thresh),
		.pages_per_block = *companion_member(udev, u32, data_pages_per_blk),
		.offset = *companion_member(udev, size_t, data_off),
		.mapping = open ? inode->i_mapping : NULL,
	};
	int ret;

	ret = tcmu_reclaim_cut_slice(&area, req,
				     READ_ONCE(tcmu_reclaim_slice_pages), pages);
	atomic_sub(*pages, companion.page_count);
	return ret;
}

/*
 * Figures of a slice that found @end blocks and held the device for @nanos.
 * @first: the first of its request that released something.
 */
static void companion_book(struct tcmu_dev *udev, u32 end, bool first, u64 nanos)
{
	struct companion_device *entry;
	struct tcmu_reclaim_device *figures;

	mutex_lock(&companion_lock);
	entry = xa_load(&companion_devices, companion_minor(udev));
	if (entry && entry->figures.generation == companion_generation(udev)) {
		figures = &entry->figures;
		figures->truncations += first;
		figures->held_nanos += nanos;
		figures->longest_held_nanos = max(figures->longest_held_nanos, nanos);
		companion_account(entry, end);
		companion_read_figures(udev, entry);
	}
	mutex_unlock(&companion_lock);
}

static int companion_slice_locked(struct tcmu_dev *udev,
				  struct tcmu_reclaim_request *req)
{
	struct mutex *info_lock = &companion_uio(udev)->info_lock;
	struct mutex *cmdr_lock = companion_member(udev, struct mutex, cmdr_lock);
	u32 pages = 0, end;
	u64 since;
	int ret;

	if (!mutex_trylock(info_lock))
		return -EAGAIN;
	if (!mutex_trylock(cmdr_lock)) {
		mutex_unlock(info_lock);
		return -EAGAIN;
	}

	since = ktime_get_ns();
	end = companion_end(udev);
	ret = companion_may_cut(udev);
	if (!ret)
		ret = companion_cut(udev, req, &pages);
	since = ktime_get_ns() - since;
	mutex_unlock(cmdr_lock);
	mutex_unlock(info_lock);

	companion_book(udev, end, pages && !req->freed_pages, since);
	req->freed_pages += pages;
	return ret;
}

static int tcmu_reclaim_slice(struct tcmu_reclaim_target *target,
			      struct tcmu_reclaim_request *req)
{
	struct tcmu_dev *udev;
	int ret;

	if (!mutex_trylock(companion.list_lock))
		return -EAGAIN;

	udev = companion_find(target->minor);
	if (!udev)
		ret = -ENODEV;
	else if (companion_generation(udev) != target->generation)
		ret = -ESTALE;
	else
		ret = companion_slice_locked(udev, req);

	mutex_unlock(companion.list_lock);
	return ret;
}
