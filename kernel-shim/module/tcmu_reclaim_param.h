/* SPDX-License-Identifier: GPL-2.0-only */
/* How much a truncation may release at once. */
#ifndef _TCMU_RECLAIM_PARAM_H
#define _TCMU_RECLAIM_PARAM_H

#include <linux/moduleparam.h>

#define TCMU_RECLAIM_MOST_SLICE_PAGES 16384

static unsigned int tcmu_reclaim_slice_pages = 256;

static int tcmu_reclaim_set_slice_pages(const char *val,
					const struct kernel_param *kp)
{
	return param_set_uint_minmax(val, kp, 1, TCMU_RECLAIM_MOST_SLICE_PAGES);
}

static const struct kernel_param_ops tcmu_reclaim_slice_pages_ops = {
	.set = tcmu_reclaim_set_slice_pages,
	.get = param_get_uint,
};

module_param_cb(reclaim_slice_pages, &tcmu_reclaim_slice_pages_ops,
		&tcmu_reclaim_slice_pages, 0644);
MODULE_PARM_DESC(reclaim_slice_pages,
		 "Most pages a truncation releases in one hold of a device's lock, but at least one block (default 256, at most 16384)");

#endif /* _TCMU_RECLAIM_PARAM_H */
