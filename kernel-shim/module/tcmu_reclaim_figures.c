// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the patched driver can do and tell.
 */

#define TCMU_RECLAIM_CAPABILITIES \
	(TCMU_RECLAIM_CAN_BOUND_WAITS | TCMU_RECLAIM_CAN_TELL_HEAT | \
	 TCMU_RECLAIM_CAN_COUNT_PAGES | TCMU_RECLAIM_CAN_SHRINK | \
	 TCMU_RECLAIM_CAN_WATCH)

struct tcmu_reclaim_figures {
	struct tcmu_reclaim_device device;
	struct tcmu_reclaim_ladder ladder;
};

static bool tcmu_reclaim_shrinker_is_on(void)
{
	return READ_ONCE(tcmu_reclaim_shrinks);
}

/* Figures are as new as can be at any time */
static void tcmu_reclaim_refresh(void)
{
}

static u32 tcmu_reclaim_devices(void)
{
	return atomic_read(&tcmu_reclaim_dev_count);
}

static bool tcmu_reclaim_next_figures(unsigned long *minor, bool restart,
				      bool with_ladder,
				      struct tcmu_reclaim_figures *figures)
{
	struct tcmu_dev *udev = tcmu_reclaim_get_dev(minor, MINORMASK);

	if (!udev)
		return false;
	tcmu_reclaim_usage(udev, restart, &figures->device);
	if (with_ladder)
		tcmu_reclaim_read_ladder(&udev->reclaim.heat, &figures->device,
					 &figures->ladder);
	tcmu_reclaim_put_dev(udev);
	return true;
}
