// SPDX-License-Identifier: GPL-2.0-only
/*
 * One request of SCAN: slice by slice, until its mark or its budget.
 */

#include <linux/delay.h>
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

	ret = tcmu_reclaim_try_cut_to(udev, start, &pages) ?: ret;

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
static int tcmu_reclaim_slice(struct tcmu_dev *udev,
			      struct tcmu_reclaim_request *req)
{
	u64 since;
	int ret;

	if (!mutex_trylock(&udev->cmdr_lock))
		return -EAGAIN;

	since = ktime_get_ns();
	ret = tcmu_reclaim_may_cut(udev);
	if (!ret)
		ret = tcmu_reclaim_cut_slice(udev, req);
	tcmu_reclaim_held(&udev->reclaim, since);
	mutex_unlock(&udev->cmdr_lock);
	return ret;
}

/*
 * Lets a moment pass with nothing locked, an eighth of what was waited so far,
 * and takes it off @left_nanos. -EAGAIN when nothing was left.
 */
static int tcmu_reclaim_pause(u64 *waited_nanos, u64 *left_nanos)
{
	unsigned long micros = clamp_t(u64, *waited_nanos / (8 * NSEC_PER_USEC),
				       20, 1000);
	u64 since = ktime_get_ns(), nanos;

	if (fatal_signal_pending(current))
		return -EINTR;
	if (!*left_nanos)
		return -EAGAIN;

	usleep_range(micros, 2 * micros);
	nanos = ktime_get_ns() - since;
	*waited_nanos += nanos;
	*left_nanos -= min(nanos, *left_nanos);
	return 0;
}

/* A slice, tried again while a lock is taken and there is time left. */
static int tcmu_reclaim_slice_in_time(struct tcmu_dev *udev,
				      struct tcmu_reclaim_request *req,
				      u64 *left_nanos)
{
	u64 waited_nanos = 0;
	int ret, paused;

	for (;;) {
		ret = tcmu_reclaim_slice(udev, req);
		if (ret != -EAGAIN)
			return ret;
		paused = tcmu_reclaim_pause(&waited_nanos, left_nanos);
		if (paused)
			return paused;
	}
}

static u64 tcmu_reclaim_patience_nanos(const struct tcmu_reclaim_request *req)
{
	if (req->flags & TCMU_RECLAIM_TRY)
		return 0;
	return (u64)(req->wait_micros ?: TCMU_RECLAIM_WAIT_MICROS) *
	       NSEC_PER_USEC;
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
	u64 left_nanos = tcmu_reclaim_patience_nanos(req);
	int ret;

	do {
		ret = tcmu_reclaim_slice_in_time(udev, req, &left_nanos);
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

static int tcmu_reclaim_check_fields(const struct tcmu_reclaim_request *req)
{
	if (req->flags & ~TCMU_RECLAIM_TRY || req->reserved2 ||
	    !req->budget_pages)
		return -EINVAL;
	if (req->flags & TCMU_RECLAIM_TRY)
		return req->wait_micros ? -EINVAL : 0;
	return req->wait_micros > TCMU_RECLAIM_MAX_WAIT_MICROS ? -EINVAL : 0;
}

static int tcmu_reclaim_carry_out(struct tcmu_reclaim_request *req)
{
	unsigned long minor = req->minor;
	struct tcmu_dev *udev;
	int ret;

	ret = tcmu_reclaim_check_fields(req);
	if (ret)
		return ret;

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
