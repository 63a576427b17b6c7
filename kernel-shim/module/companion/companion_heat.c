// SPDX-License-Identifier: GPL-2.0-only
/*
 * Peaks and heat beside a stock driver: told by ftrace whenever a command gives
 * its blocks back, in tcmu_cmd_free_data(), with the device's cmdr_lock held.
 * That is enough for exact peaks: a block that was in use in an interval was
 * either given back in it, or is still in use at its end, and then the floor
 * has it.
 *
 * Nothing is counted unless a controller listens; whether one does is looked
 * at by each call, so that ends at once. The hook itself is put in place and
 * taken away by a worker, which has a reference to this module meanwhile.
 * Taking it away waits for every task to sleep once, with ftrace's own lock
 * held, which loading any module needs: while a handler spins in the kernel
 * the hook stays in place, and this module with it.
 *
 * What was counted before a controller listened is not known: until its second
 * COUNT with the hook in place a device is UNCOUNTED.
 */

#include <linux/ftrace.h>
#include <linux/workqueue.h>

/* Looks before the hook is taken away, and how long after one that found a device stuck */
#define COMPANION_LOOK_MILLIS 150
#define COMPANION_AGAIN_SECONDS 10

/* A controller listens; its predecessors had other numbers */
static bool companion_listens;
static u64 companion_listener;

static bool companion_hooked;
static bool companion_can_hook;

static bool companion_may_hook = true;
module_param_named(heat, companion_may_hook, bool, 0);
MODULE_PARM_DESC(heat, "Count peaks and heat; off where the driver gives blocks back unnoticed");

static struct companion_device *companion_device_of(const struct tcmu_dev *udev)
{
	struct companion_device *entry;

	hash_for_each_possible_rcu(companion_by_dev, entry, by_dev,
				   (unsigned long)udev)
		if (entry->udev == udev)
			return entry;
	return NULL;
}

/*
 * The blocks of a command rise, because each is the lowest free one: the last
 * is the highest. A command that found no room, and so has no id, needed none.
 */
static void companion_given_back(struct companion_device *entry, u32 cmd_id,
				 const u32 *dbi, u32 blocks)
{
	u64 now = ktime_get_coarse_ns();
	u32 rung;

	if (!cmd_id)
		return;
	WRITE_ONCE(entry->last_command_nanos, now);
	if (!blocks)
		return;
	rung = tcmu_reclaim_reached(&entry->heat, &entry->peak_blocks,
				    dbi[blocks - 1], now);
	tcmu_reclaim_add(entry->heat.times[rung], 1);
	/* Who no longer sees the bits sees the peak: tcmu_reclaim_peak() */
	smp_mb__before_atomic();
}

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_ARGS

#include "companion_hook.h"

/* tcmu_cmd_free_data(cmd, blocks) begins. */
static void notrace companion_on_free(unsigned long ip, unsigned long parent_ip,
				      struct ftrace_ops *ops,
				      struct ftrace_regs *fregs)
{
	struct companion_device *entry;
	void *cmd;

	if (!READ_ONCE(companion_listens))
		return;

	cmd = (void *)companion_argument(fregs, 0);
	rcu_read_lock();
	entry = companion_device_of(companion_of_cmd(cmd, struct tcmu_dev *, dev));
	if (entry)
		companion_given_back(entry, companion_of_cmd(cmd, u16, id),
				     companion_of_cmd(cmd, u32 *, dbi),
				     companion_argument(fregs, 1));
	rcu_read_unlock();
}

/*
 * It calls nothing that it is called from. PERMANENT: with kernel.ftrace_enabled=0
 * the hook would be in place and never be called, and every device look idle. So
 * it is refused then, and that cannot be written while the hook is in place.
 */
static struct ftrace_ops companion_ops = {
	.func = companion_on_free,
	.flags = FTRACE_OPS_FL_RECURSION | FTRACE_OPS_FL_PERMANENT,
};

static int __init companion_find_hook(void)
{
	return ftrace_set_filter_ip(&companion_ops,
				    (unsigned long)companion.free_data, 0, 0);
}

static void companion_forget_hook(void)
{
	ftrace_free_filter(&companion_ops);
}

static int companion_hook(void)
{
	return register_ftrace_function(&companion_ops);
}

static void companion_unhook(void)
{
	unregister_ftrace_function(&companion_ops);
}

#else

static int companion_find_hook(void)
{
	return -EOPNOTSUPP;
}

static void companion_forget_hook(void)
{
}

static int companion_hook(void)
{
	return -EOPNOTSUPP;
}

static void companion_unhook(void)
{
}

#endif /* CONFIG_DYNAMIC_FTRACE_WITH_ARGS */

static void companion_put_hook_in_place(void)
{
	int ret;

	if (!companion_can_hook || !try_module_get(THIS_MODULE))
		return;
	ret = companion_hook();
	if (ret) {
		WRITE_ONCE(companion_can_hook, false);
		module_put(THIS_MODULE);
		pr_warn("tcmu_reclaim: no peaks and no heat: ftrace refuses with %d\n",
			ret);
		return;
	}
	WRITE_ONCE(companion_hooked, true);
}

/* The minor of a device that is stuck, or -1. Looks until that is certain. */
static long companion_find_stuck(void)
{
	struct companion_device *entry;
	unsigned long minor;
	long stuck = -1;
	int look;

	for (look = 0; look <= COMPANION_STUCK_LOOKS; look++) {
		companion_look();
		msleep(COMPANION_LOOK_MILLIS);
	}
	mutex_lock(&companion_lock);
	xa_for_each(&companion_devices, minor, entry)
		if (companion_is_stuck(entry))
			stuck = minor;
	mutex_unlock(&companion_lock);
	return stuck;
}

/* Once for each time that another one is stuck; -1: the list is locked. */
static void companion_say_stuck(long stuck)
{
	static long said = -2;

	if (stuck == said)
		return;
	said = stuck;
	if (stuck < 0)
		pr_warn("tcmu_reclaim: the driver keeps its list of devices locked; this module cannot be unloaded meanwhile\n");
	else
		pr_warn("tcmu_reclaim: uio%ld: its handler keeps it locked; this module cannot be unloaded meanwhile\n",
			stuck);
}

/* Unloading waits for the worker, so the last reference may go here. */
static void companion_take_hook_away(void)
{
	WRITE_ONCE(companion_hooked, false);
	companion_unhook();
	module_put(THIS_MODULE);
}

static void companion_work_on_hook(struct work_struct *work);
static DECLARE_DELAYED_WORK(companion_hook_work, companion_work_on_hook);

static void companion_work_on_hook(struct work_struct *work)
{
	long stuck;

	if (READ_ONCE(companion_listens)) {
		if (!companion_hooked)
			companion_put_hook_in_place();
		return;
	}
	if (!companion_hooked)
		return;

	stuck = companion_find_stuck();
	if (stuck < 0 && !READ_ONCE(companion_is_stale)) {
		if (!READ_ONCE(companion_listens))
			companion_take_hook_away();
		return;
	}
	companion_say_stuck(stuck);
	queue_delayed_work(system_unbound_wq, &companion_hook_work,
			   COMPANION_AGAIN_SECONDS * HZ);
}

/* Whether peaks and heat are there, or will be after the next COUNT. */
static bool companion_tells_heat(void)
{
	return READ_ONCE(companion_can_hook);
}

/* The controller has done something. */
static void tcmu_reclaim_beat(void)
{
	if (READ_ONCE(companion_listens))
		return;
	mutex_lock(&companion_lock);
	companion_listener++;
	WRITE_ONCE(companion_listens, true);
	mutex_unlock(&companion_lock);
	mod_delayed_work(system_unbound_wq, &companion_hook_work, 0);
}

static void tcmu_reclaim_end_beat(void)
{
	if (!READ_ONCE(companion_listens))
		return;
	WRITE_ONCE(companion_listens, false);
	mod_delayed_work(system_unbound_wq, &companion_hook_work, 0);
}

/* Called with companion_lock held. A peak is the mark where more is not known. */
static void companion_read_peak(struct companion_device *entry, bool restart,
				struct tcmu_reclaim_device *figures)
{
	bool counts = READ_ONCE(companion_hooked) && companion_listens;
	bool known = counts && entry->listener == companion_listener;
	u32 peak;

	/* The floor of an earlier look does not tell where an interval began */
	restart = restart && !companion_is_stale;
	peak = tcmu_reclaim_peak(&entry->peak_blocks, figures->floor_blocks,
				 restart);
	if (known)
		figures->peak_blocks = peak;
	else
		figures->flags |= TCMU_RECLAIM_DEV_UNCOUNTED;
	if (restart)
		entry->listener = counts ? companion_listener : 0;
}

/* Called with companion_lock held. A block that is in use is needed now. */
static void companion_read_heat(const struct companion_device *entry,
				struct tcmu_reclaim_figures *figures,
				bool with_ladder)
{
	struct tcmu_reclaim_device *device = &figures->device;
	struct tcmu_reclaim_rung *rung = figures->ladder.rungs;
	u64 used_nanos = device->floor_blocks ? device->figures_nanos : 0;

	device->last_command_nanos = max(READ_ONCE(entry->last_command_nanos),
					 used_nanos);
	if (!with_ladder)
		return;
	tcmu_reclaim_read_ladder(&entry->heat, device, &figures->ladder);
	for (; rung < figures->ladder.rungs + TCMU_RECLAIM_RUNGS; rung++)
		if (rung->first_block < device->floor_blocks)
			rung->last_reached_nanos =
				max(rung->last_reached_nanos, used_nanos);
}
