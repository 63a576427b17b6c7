// SPDX-License-Identifier: GPL-2.0-only
/*
 * Devices by their minor, found under RCU and pinned by their kref. Nobody
 * takes root_udev_mutex for that: waiting for one device's cmdr_lock must not
 * keep others from being added, removed or truncated.
 */

/* Entries are valid under RCU, or while root_udev_mutex is held */
static DEFINE_XARRAY(tcmu_reclaim_devs);
static atomic_t tcmu_reclaim_dev_count = ATOMIC_INIT(0);
static atomic64_t tcmu_reclaim_generation = ATOMIC64_INIT(0);

/*
 * Makes a configured device visible. Without memory it stays invisible. It may
 * have been here before: LIO destroys a device that it cannot finish, and the
 * user may enable that one again.
 */
static void tcmu_reclaim_add_dev(struct tcmu_dev *udev)
{
	mutex_lock(&udev->cmdr_lock);
	udev->reclaim.gone = false;
	mutex_unlock(&udev->cmdr_lock);

	udev->reclaim.minor = udev->uio_info.uio_dev->minor;
	udev->reclaim.generation = atomic64_inc_return(&tcmu_reclaim_generation);
	tcmu_reclaim_init_ladder(&udev->reclaim.heat, udev->max_blocks);

	if (xa_insert(&tcmu_reclaim_devs, udev->reclaim.minor, udev,
		      GFP_KERNEL)) {
		pr_warn("%s will not be seen by /dev/tcmu-reclaim\n",
			udev->name);
		return;
	}
	atomic_inc(&tcmu_reclaim_dev_count);
	tcmu_reclaim_changed();
}

/*
 * After this no truncation of the device begins, and none is under way. It is
 * called before the device leaves root_udev.
 */
static void tcmu_reclaim_remove_dev(struct tcmu_dev *udev)
{
	if (xa_cmpxchg(&tcmu_reclaim_devs, udev->reclaim.minor, udev, NULL,
		       0) == udev) {
		atomic_dec(&tcmu_reclaim_dev_count);
		tcmu_reclaim_changed();
	}

	mutex_lock(&udev->cmdr_lock);
	udev->reclaim.gone = true;
	mutex_unlock(&udev->cmdr_lock);
}

/* The first device at or after @minor, pinned, or NULL. */
static struct tcmu_dev *tcmu_reclaim_get_dev(unsigned long *minor,
					     unsigned long last)
{
	struct tcmu_dev *udev;

	rcu_read_lock();
	udev = xa_find(&tcmu_reclaim_devs, minor, last, XA_PRESENT);
	while (udev && !kref_get_unless_zero(&udev->kref))
		udev = xa_find_after(&tcmu_reclaim_devs, minor, last,
				     XA_PRESENT);
	rcu_read_unlock();

	return udev;
}

static void tcmu_reclaim_put_dev(struct tcmu_dev *udev)
{
	kref_put(&udev->kref, tcmu_dev_kref_release);
}
