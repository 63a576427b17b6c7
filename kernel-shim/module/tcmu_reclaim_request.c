// SPDX-License-Identifier: GPL-2.0-only
/*
 * One request of SCAN: slice by slice, until its mark or its budget.
 */

#include <linux/math64.h>

static u32 tcmu_reclaim_slice_blocks(struct tcmu_dev *udev)
{
	return max_t(u32, 1, READ_ONCE(tcmu_reclaim_slice_pages) /
			     udev->data_pages_per_blk);
}

/*
 * Releases the topmost blocks, as many as one slice may. Returns 1 if there is
 * more to release, 0 if not, or a negative errno.
 */
static int tcmu_reclaim_cut_slice(struct tcmu_dev *udev,
				  struct tcmu_reclaim_request *req)
{
	u32 end = tcmu_reclaim_high_water(udev);
	u32 start = max(tcmu_reclaim_floor(udev, end), req->keep_blocks);
	u64 budget = div_u64(req->budget_pages - req->freed_pages,
			     udev->data_pages_per_blk);
	u32 blocks = min_t(u64, tcmu_reclaim_slice_blocks(udev), budget);
	u32 pages;
	int ret = 0;

	if (start >= end || !blocks)
		return 0;
	if (end - start > blocks) {
		start = end - blocks;
		ret = 1;
	}

	if (req->flags & TCMU_RECLAIM_TRY)
		ret = tcmu_reclaim_try_cut_to(udev, start, &pages) ?: ret;
	else
		pages = tcmu_reclaim_cut_to(udev, start);

	/* A truncation counts once, with its first slice that freed something */
	if (pages && !req->freed_pages)
		tcmu_reclaim_add(udev->reclaim.truncations, 1);
	req->freed_pages += pages;
	return ret;
}

/* The same with cmdr_lock held, in which finished commands are handled first. */
static int tcmu_reclaim_slice_locked(struct tcmu_dev *udev,
				     struct tcmu_reclaim_request *req)
{
	bool space;
	int ret;

	ret = tcmu_reclaim_may_cut(udev);
	if (ret)
		return ret;

	/* Finished commands no longer need their blocks */
	space = tcmu_handle_completions(udev);
	ret = tcmu_reclaim_may_cut(udev);
	if (ret)
		return ret;

	ret = tcmu_reclaim_cut_slice(udev, req);

	/* Only now, so that waiters get no pages that would have to go again */
	if (space)
		run_qfull_queue(udev, false);
	return ret;
}

static int tcmu_reclaim_slice(struct tcmu_dev *udev,
			      struct tcmu_reclaim_request *req)
{
	u64 since;
	int ret;

	if (!(req->flags & TCMU_RECLAIM_TRY))
		ret = mutex_lock_killable(&udev->cmdr_lock);
	else
		ret = mutex_trylock(&udev->cmdr_lock) ? 0 : -EAGAIN;
	if (ret)
		return ret;

	since = ktime_get_ns();
	ret = tcmu_reclaim_slice_locked(udev, req);
	tcmu_reclaim_held(&udev->reclaim, since);
	mutex_unlock(&udev->cmdr_lock);
	return ret;
}

/*
 * Commands that come in between two slices may raise the high-water mark
 * again. So the number of slices is settled beforehand: the loop ends, however
 * busy the device is.
 */
static int tcmu_reclaim_truncate(struct tcmu_dev *udev,
				 struct tcmu_reclaim_request *req)
{
	u32 slices = 1 + tcmu_reclaim_high_water(udev) /
			 tcmu_reclaim_slice_blocks(udev);
	int ret;

	do {
		ret = tcmu_reclaim_slice(udev, req);
		cond_resched();
	} while (ret > 0 && --slices);

	return min(ret, 0);
}

static int tcmu_reclaim_check_request(struct tcmu_dev *udev,
				      const struct tcmu_reclaim_request *req)
{
	if (udev->reclaim.generation != req->generation)
		return -ESTALE;
	return req->keep_blocks > udev->max_blocks ? -EINVAL : 0;
}

static int tcmu_reclaim_carry_out(struct tcmu_reclaim_request *req)
{
	unsigned long minor = req->minor;
	struct tcmu_dev *udev;
	int ret;

	if (req->flags & ~TCMU_RECLAIM_TRY || req->reserved || req->reserved2 ||
	    !req->budget_pages)
		return -EINVAL;

	udev = tcmu_reclaim_get_dev(&minor, minor);
	if (!udev)
		return -ENODEV;

	ret = tcmu_reclaim_check_request(udev, req);
	if (!ret)
		ret = tcmu_reclaim_truncate(udev, req);
	if (ret != -ESTALE && ret != -ENODEV)
		req->high_water_blocks = tcmu_reclaim_high_water(udev);

	tcmu_reclaim_put_dev(udev);
	return ret;
}

static u32 tcmu_reclaim_result(int error, u64 freed_pages)
{
	if (freed_pages)
		return TCMU_RECLAIM_FREED;

	switch (error) {
	case 0:
		return TCMU_RECLAIM_NOTHING;
	case -EAGAIN:
	case -EINTR:
		return TCMU_RECLAIM_BUSY;
	case -ENODEV:
	case -ESTALE:
		return TCMU_RECLAIM_GONE;
	default:
		return TCMU_RECLAIM_REFUSED;
	}
}

/* Answers in @req itself. */
static void tcmu_reclaim_answer(struct tcmu_reclaim_request *req)
{
	int error;

	req->freed_pages = 0;
	req->high_water_blocks = 0;
	error = tcmu_reclaim_carry_out(req);
	req->result = tcmu_reclaim_result(error, req->freed_pages);
	req->error = -error;
}
