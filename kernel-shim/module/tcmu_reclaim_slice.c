// SPDX-License-Identifier: GPL-2.0-only
/*
 * A device of the patched driver for the time of a request, and one slice of it.
 */

struct tcmu_reclaim_target {
	struct tcmu_dev *udev;
	u32 pages_per_block;
	u32 max_blocks;
};

static int tcmu_reclaim_get_target(struct tcmu_reclaim_target *target,
				   const struct tcmu_reclaim_request *req)
{
	unsigned long minor = req->minor;
	struct tcmu_dev *udev = tcmu_reclaim_get_dev(&minor, minor);

	if (!udev)
		return -ENODEV;
	if (udev->reclaim.generation != req->generation) {
		tcmu_reclaim_put_dev(udev);
		return -ESTALE;
	}
	target->udev = udev;
	target->pages_per_block = udev->data_pages_per_blk;
	target->max_blocks = udev->max_blocks;
	return 0;
}

static void tcmu_reclaim_put_target(struct tcmu_reclaim_target *target)
{
	tcmu_reclaim_put_dev(target->udev);
}

static u32 tcmu_reclaim_target_end(const struct tcmu_reclaim_target *target)
{
	return tcmu_reclaim_high_water(target->udev);
}

static int tcmu_reclaim_slice_locked(struct tcmu_dev *udev,
				     struct tcmu_reclaim_request *req)
{
	struct tcmu_reclaim_area area = tcmu_reclaim_area_of(udev);
	u32 pages;
	int ret;

	ret = tcmu_reclaim_cut_slice(&area, req,
				     READ_ONCE(tcmu_reclaim_slice_pages),
				     &pages);
	tcmu_reclaim_book_release(udev, pages);

	/* A truncation counts once, with its first slice that freed something */
	if (pages && !req->freed_pages)
		tcmu_reclaim_add(udev->reclaim.truncations, 1);
	req->freed_pages += pages;
	return ret;
}

/*
 * One hold of cmdr_lock. It only truncates: the ring, which the handler may
 * fill with anything at any moment, is read in the handler's own write().
 */
static int tcmu_reclaim_slice(struct tcmu_reclaim_target *target,
			      struct tcmu_reclaim_request *req)
{
	struct tcmu_dev *udev = target->udev;
	u64 since;
	int ret;

	if (!mutex_trylock(&udev->cmdr_lock))
		return -EAGAIN;

	since = ktime_get_ns();
	ret = tcmu_reclaim_may_cut(udev);
	if (!ret)
		ret = tcmu_reclaim_slice_locked(udev, req);
	tcmu_reclaim_held(&udev->reclaim, since);
	mutex_unlock(&udev->cmdr_lock);
	return ret;
}
