// SPDX-License-Identifier: GPL-2.0-only
/*
 * One request of SCAN: slice by slice, until its mark or its budget.
 *
 * What a slice is, and how a device is found, is up to who includes this:
 *
 *	struct tcmu_reclaim_target	a device, for the time of a request
 *	tcmu_reclaim_get_target()	finds it; 0 or a negative errno
 *	tcmu_reclaim_put_target()
 *	tcmu_reclaim_target_end()	its high-water mark, in blocks
 *	tcmu_reclaim_slice()		one hold of its lock: 1 if there is more
 *					to release, 0 if not, or a negative errno
 */

#include <linux/delay.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/sched/signal.h>

/*
 * Lets a moment pass with nothing locked, an eighth of what was waited so far,
 * and takes it off @left_nanos. -EAGAIN when nothing was left.
 */
static int tcmu_reclaim_pause(u64 *waited_nanos, u64 *left_nanos)
{
	u64 eighth = div_u64(*waited_nanos, 8 * NSEC_PER_USEC);
	unsigned long micros = clamp_t(u64, eighth, 20, 1000);
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
static int tcmu_reclaim_slice_in_time(struct tcmu_reclaim_target *target,
				      struct tcmu_reclaim_request *req,
				      u64 *left_nanos)
{
	u64 waited_nanos = 0;
	int ret, paused;

	for (;;) {
		ret = tcmu_reclaim_slice(target, req);
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
static int tcmu_reclaim_truncate(struct tcmu_reclaim_target *target,
				 struct tcmu_reclaim_request *req)
{
	u32 most = max_t(u32, 1, READ_ONCE(tcmu_reclaim_slice_pages) /
				 target->pages_per_block);
	u32 slices = 1 + tcmu_reclaim_target_end(target) / most;
	u64 left_nanos = tcmu_reclaim_patience_nanos(req);
	int ret;

	do {
		ret = tcmu_reclaim_slice_in_time(target, req, &left_nanos);
		cond_resched();
	} while (ret > 0 && --slices);

	return min(ret, 0);
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
	struct tcmu_reclaim_target target;
	int ret;

	ret = tcmu_reclaim_check_fields(req);
	if (!ret)
		ret = tcmu_reclaim_get_target(&target, req);
	if (ret)
		return ret;

	if (req->keep_blocks > target.max_blocks)
		ret = -EINVAL;
	else
		ret = tcmu_reclaim_truncate(&target, req);
	if (ret != -ENODEV && ret != -ESTALE)
		req->high_water_blocks = tcmu_reclaim_target_end(&target);

	tcmu_reclaim_put_target(&target);
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
