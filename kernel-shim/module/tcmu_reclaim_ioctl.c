// SPDX-License-Identifier: GPL-2.0-only
/*
 * INFO, COUNT, SCAN and WATCH. What they do is elsewhere; here is what they
 * accept. Who includes this has
 *
 *	TCMU_RECLAIM_CAPABILITIES
 *	tcmu_reclaim_shrinker_is_on()
 *	tcmu_reclaim_refresh()		called once by each COUNT, before
 *	tcmu_reclaim_next_figures()	those of the first device at or after a
 *					minor; false if there is none
 *	tcmu_reclaim_devices()		how many there are
 */

#include <linux/sched/signal.h>

#define TCMU_RECLAIM_MAX_REQUESTS 4096

static long tcmu_reclaim_info(void __user *user)
{
	struct tcmu_reclaim_info info;
	u32 usize;
	int ret;

	ret = tcmu_reclaim_copy_in(&info, sizeof(info),
				   TCMU_RECLAIM_INFO_SIZE_VER1, user, &usize);
	if (ret)
		return ret;
	if (info.flags)
		return -EINVAL;

	info = (struct tcmu_reclaim_info) {
		.size = usize,
		.abi_version = TCMU_RECLAIM_ABI_VERSION,
		.page_bytes = PAGE_SIZE,
		.max_requests = TCMU_RECLAIM_MAX_REQUESTS,
		.slice_pages = READ_ONCE(tcmu_reclaim_slice_pages),
		.device_bytes = sizeof(struct tcmu_reclaim_device),
		.request_bytes = sizeof(struct tcmu_reclaim_request),
		.ladder_bytes = sizeof(struct tcmu_reclaim_ladder),
		.shrinker = tcmu_reclaim_shrinker_is_on(),
		.changes = atomic64_read(&tcmu_reclaim_changes),
		.pages = atomic_read(&global_page_count),
		.limit_pages = READ_ONCE(tcmu_global_max_pages),
		.capabilities = TCMU_RECLAIM_CAPABILITIES,
	};
	return tcmu_reclaim_copy_out(user, &info, sizeof(info), usize);
}

/* Writes the next element of both arrays. */
static int tcmu_reclaim_put_figures(const struct tcmu_reclaim_figures *figures,
				    const struct tcmu_reclaim_count *count)
{
	void __user *user = u64_to_user_ptr(count->devices);
	size_t index = count->returned;
	int ret;

	ret = tcmu_reclaim_put_element(user + index * count->device_bytes,
				       &figures->device,
				       sizeof(figures->device),
				       count->device_bytes);
	if (ret || !count->ladders)
		return ret;

	user = u64_to_user_ptr(count->ladders);
	return tcmu_reclaim_put_element(user + index * count->ladder_bytes,
					&figures->ladder,
					sizeof(figures->ladder),
					count->ladder_bytes);
}

static int tcmu_reclaim_put_all(struct tcmu_reclaim_count *count, bool restart)
{
	struct tcmu_reclaim_figures figures;
	unsigned long minor = 0;
	int ret = 0;

	for (; count->returned < count->capacity; minor++) {
		if (!tcmu_reclaim_next_figures(&minor, restart, count->ladders,
					       &figures))
			break;
		ret = tcmu_reclaim_put_figures(&figures, count);
		if (ret)
			break;
		count->returned++;
		cond_resched();
	}
	return ret;
}

static int tcmu_reclaim_check_count(const struct tcmu_reclaim_count *count)
{
	int ret;

	if (count->flags || count->reserved)
		return -EINVAL;
	ret = tcmu_reclaim_check_element(count->device_bytes,
					 TCMU_RECLAIM_DEVICE_SIZE_VER1);
	if (ret)
		return ret;
	if (!count->ladders)
		return count->ladder_bytes ? -EINVAL : 0;
	return tcmu_reclaim_check_element(count->ladder_bytes,
					  TCMU_RECLAIM_LADDER_SIZE_VER1);
}

/* A controller's COUNT restarts the peaks, also if it fails in the middle. */
static long tcmu_reclaim_count(struct tcmu_reclaim_file *reader, bool restart,
			       void __user *user)
{
	struct tcmu_reclaim_count count;
	u32 usize;
	int ret;

	ret = tcmu_reclaim_copy_in(&count, sizeof(count),
				   TCMU_RECLAIM_COUNT_SIZE_VER1, user, &usize);
	if (ret)
		return ret;
	ret = tcmu_reclaim_check_count(&count);
	if (ret)
		return ret;

	count.size = usize;
	count.returned = 0;
	tcmu_reclaim_refresh();
	count.changes = atomic64_read(&tcmu_reclaim_changes);
	ret = tcmu_reclaim_put_all(&count, restart);
	if (ret)
		return ret;
	count.total = max_t(u32, tcmu_reclaim_devices(), count.returned);
	count.pages = atomic_read(&global_page_count);
	ret = tcmu_reclaim_copy_out(user, &count, sizeof(count), usize);
	if (!ret)
		WRITE_ONCE(reader->seen_changes, count.changes);
	return ret;
}

static int tcmu_reclaim_scan_one(void __user *user, u32 bytes)
{
	struct tcmu_reclaim_request req;
	int ret;

	ret = copy_struct_from_user(&req, sizeof(req), user, bytes);
	if (ret)
		return ret;
	tcmu_reclaim_answer(&req);
	return tcmu_reclaim_copy_out(user, &req, sizeof(req), bytes);
}

static int tcmu_reclaim_scan_all(struct tcmu_reclaim_scan *scan)
{
	void __user *user = u64_to_user_ptr(scan->requests);
	int ret;

	for (; scan->done < scan->count; scan->done++) {
		if (fatal_signal_pending(current))
			return -EINTR;
		ret = tcmu_reclaim_scan_one(user, scan->request_bytes);
		if (ret)
			return ret;
		user += scan->request_bytes;
	}
	return 0;
}

static long tcmu_reclaim_scan(void __user *user)
{
	struct tcmu_reclaim_scan scan;
	u32 usize;
	int ret;

	ret = tcmu_reclaim_copy_in(&scan, sizeof(scan),
				   TCMU_RECLAIM_SCAN_SIZE_VER1, user, &usize);
	if (ret)
		return ret;
	if (scan.flags || scan.reserved)
		return -EINVAL;
	if (scan.count > TCMU_RECLAIM_MAX_REQUESTS)
		return -E2BIG;
	ret = tcmu_reclaim_check_element(scan.request_bytes,
					 TCMU_RECLAIM_REQUEST_SIZE_VER1);
	if (ret)
		return ret;

	scan.size = usize;
	scan.done = 0;
	ret = tcmu_reclaim_scan_all(&scan);
	return tcmu_reclaim_copy_out(user, &scan, sizeof(scan), usize) ?: ret;
}

static long tcmu_reclaim_watch(struct tcmu_reclaim_file *watcher,
			       void __user *user)
{
	struct tcmu_reclaim_watch watch;
	u32 usize;
	int ret;

	ret = tcmu_reclaim_copy_in(&watch, sizeof(watch),
				   TCMU_RECLAIM_WATCH_SIZE_VER1, user, &usize);
	if (ret)
		return ret;
	if (watch.flags)
		return -EINVAL;
	if (watch.limit_pages &&
	    !(TCMU_RECLAIM_CAPABILITIES & TCMU_RECLAIM_CAN_WATCH))
		return -EOPNOTSUPP;
	tcmu_reclaim_set_limit(watcher, watch.limit_pages);
	return 0;
}
