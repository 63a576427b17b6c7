// SPDX-License-Identifier: GPL-2.0-only
/*
 * Of the patched driver: the node and the shrinker come and go with it.
 */

static int tcmu_reclaim_init(void)
{
	int ret;

	tcmu_reclaim_check_sizes();
	ret = tcmu_reclaim_register_shrinker(tcmu_reclaim_count_objects,
					     tcmu_reclaim_scan_objects);
	if (ret)
		return ret;
	ret = misc_register(&tcmu_reclaim_misc);
	if (ret)
		tcmu_reclaim_unregister_shrinker();
	return ret;
}

static void tcmu_reclaim_exit(void)
{
	misc_deregister(&tcmu_reclaim_misc);
	tcmu_reclaim_unregister_shrinker();
}
