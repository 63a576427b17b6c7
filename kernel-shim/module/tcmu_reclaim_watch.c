// SPDX-License-Identifier: GPL-2.0-only
/*
 * poll() of /dev/tcmu-reclaim: devices come and go, memory crosses a limit.
 */

#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

/* One open descriptor */
struct tcmu_reclaim_file {
	u64 seen_changes;		/* as of its last COUNT */
	u64 limit_pages;		/* of its last WATCH */
	bool crossed;
	struct list_head watching;	/* empty unless it waits for the limit */
};

static DECLARE_WAIT_QUEUE_HEAD(tcmu_reclaim_wait);
static atomic64_t tcmu_reclaim_changes = ATOMIC64_INIT(0);

/* Innermost: nothing else is locked under it */
static DEFINE_SPINLOCK(tcmu_reclaim_watch_lock);
static LIST_HEAD(tcmu_reclaim_watchers);

/* A device was added or removed. */
static void tcmu_reclaim_changed(void)
{
	atomic64_inc(&tcmu_reclaim_changes);
	wake_up_interruptible_poll(&tcmu_reclaim_wait, EPOLLIN | EPOLLRDNORM);
}

static void tcmu_reclaim_find_lowest_limit(void)
{
	struct tcmu_reclaim_file *watcher;
	u64 lowest = UINT_MAX;

	list_for_each_entry(watcher, &tcmu_reclaim_watchers, watching)
		lowest = min(lowest, watcher->limit_pages);
	WRITE_ONCE(tcmu_reclaim_watched_pages, lowest);
}

/*
 * Rarely called from the I/O path: whom it has told is off the list until its
 * next WATCH.
 */
static void tcmu_reclaim_limit_crossed(u32 pages)
{
	struct tcmu_reclaim_file *watcher, *next;

	spin_lock(&tcmu_reclaim_watch_lock);
	list_for_each_entry_safe(watcher, next, &tcmu_reclaim_watchers,
				 watching) {
		if (pages <= watcher->limit_pages)
			continue;
		list_del_init(&watcher->watching);
		WRITE_ONCE(watcher->crossed, true);
	}
	tcmu_reclaim_find_lowest_limit();
	spin_unlock(&tcmu_reclaim_watch_lock);

	wake_up_interruptible_poll(&tcmu_reclaim_wait, EPOLLPRI);
}

static void tcmu_reclaim_set_limit(struct tcmu_reclaim_file *watcher,
				   u64 limit_pages)
{
	u32 pages;

	spin_lock(&tcmu_reclaim_watch_lock);
	list_del_init(&watcher->watching);
	WRITE_ONCE(watcher->crossed, false);
	watcher->limit_pages = limit_pages;
	if (limit_pages)
		list_add(&watcher->watching, &tcmu_reclaim_watchers);
	tcmu_reclaim_find_lowest_limit();
	spin_unlock(&tcmu_reclaim_watch_lock);

	/*
	 * Pairs with atomic_add_return() in tcmu_get_empty_block(): either the
	 * I/O path sees the limit, or the pages are seen here.
	 */
	smp_mb();
	pages = atomic_read(&global_page_count);
	if (limit_pages && pages > limit_pages)
		tcmu_reclaim_limit_crossed(pages);
}

static __poll_t tcmu_reclaim_poll(struct file *file, poll_table *wait)
{
	struct tcmu_reclaim_file *watcher = file->private_data;
	__poll_t events = 0;

	poll_wait(file, &tcmu_reclaim_wait, wait);
	if (atomic64_read(&tcmu_reclaim_changes) !=
	    READ_ONCE(watcher->seen_changes))
		events |= EPOLLIN | EPOLLRDNORM;
	if (READ_ONCE(watcher->crossed))
		events |= EPOLLPRI;
	return events;
}
