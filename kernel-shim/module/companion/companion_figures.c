// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the module beside the driver can do and tell.
 */

#define TCMU_RECLAIM_CAPABILITIES \
	(TCMU_RECLAIM_CAN_BOUND_WAITS | TCMU_RECLAIM_BESIDE_DRIVER | \
	 (companion_tells_heat() ? TCMU_RECLAIM_CAN_TELL_HEAT : 0))

static bool tcmu_reclaim_shrinker_is_on(void)
{
	return false;
}

/* With the list locked for long the figures are those of the last look. */
static void tcmu_reclaim_refresh(void)
{
	companion_look();
}

static u32 tcmu_reclaim_devices(void)
{
	return READ_ONCE(companion_device_count);
}

static bool tcmu_reclaim_next_figures(unsigned long *minor, bool restart,
				      bool with_ladder,
				      struct tcmu_reclaim_figures *figures)
{
	struct companion_device *entry;

	if (with_ladder)
		memset(&figures->ladder, 0, sizeof(figures->ladder));

	mutex_lock(&companion_lock);
	entry = xa_find(&companion_devices, minor, MINORMASK, XA_PRESENT);
	if (entry) {
		figures->device = entry->figures;
		if (companion_tells_heat()) {
			companion_read_peak(entry, restart, &figures->device);
			companion_read_heat(entry, figures, with_ladder);
		} else {
			figures->device.flags |= TCMU_RECLAIM_DEV_UNCOUNTED;
		}
	}
	mutex_unlock(&companion_lock);
	return entry;
}
