// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/tcmu-reclaim beside a stock target_core_user, which goes on as it is:
 * nothing of it is patched or replaced. Single devices are counted and
 * truncated; the user's side is in <linux/tcmu_reclaim.h>, the same as with the
 * patched driver.
 *
 * Where the driver keeps what, companion_layout.c is told by the program
 * tcmu-reclaim-load, which reads it out of the running kernel's BTF. Which
 * locks are taken, and why none is ever waited for, is in companion_slice.c.
 */

#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include <linux/tcmu_reclaim.h>

/*
 * Folios came with 5.16. Drivers of 5.10 lack the page-lock hand-shake, and those
 * of 5.15 hand out pages that were not zeroed.
 */
#ifndef page_folio
#error "tcmu-reclaim: this kernel is older than 5.16, and its driver not safe to truncate"
#endif

#include "companion_layout.c"

/* The driver's own variables, for what is shared with the patched driver */
#define global_page_count	(*companion.page_count)
#define tcmu_global_max_pages	(*companion.max_pages)

/* The lowest limit that a descriptor watches: nothing looks at it here */
static u32 tcmu_reclaim_watched_pages = UINT_MAX;

#include "tcmu_reclaim_area.h"
#include "tcmu_reclaim_heat.h"
#include "tcmu_reclaim_param.h"

struct tcmu_reclaim_figures {
	struct tcmu_reclaim_device device;
	struct tcmu_reclaim_ladder ladder;
};

#include "tcmu_reclaim_ladder.c"
#include "tcmu_reclaim_watch.c"
#include "companion_devices.c"
#include "companion_heat.c"
#include "companion_slice.c"
#include "tcmu_reclaim_request.c"
#include "tcmu_reclaim_copy.c"
#include "companion_figures.c"
#include "tcmu_reclaim_ioctl.c"
#include "tcmu_reclaim_chardev.c"

static int __init companion_init(void)
{
	int ret;

	tcmu_reclaim_check_sizes();
	ret = companion_hold_driver();
	if (ret)
		return ret;
	companion_can_hook = companion_may_hook && !companion_find_hook();
	ret = companion_look();
	if (!ret)
		ret = misc_register(&tcmu_reclaim_misc);
	if (ret) {
		companion_forget_all();
		companion_forget_hook();
		module_put(companion.driver);
		return ret;
	}
	tcmu_reclaim_let_in();
	pr_info("tcmu_reclaim: beside target_core_user, which cannot be unloaded before this module\n");
	return 0;
}

static void __exit companion_exit(void)
{
	misc_deregister(&tcmu_reclaim_misc);
	cancel_delayed_work_sync(&companion_hook_work);
	companion_forget_all();
	companion_forget_hook();
	module_put(companion.driver);
}

module_init(companion_init);
module_exit(companion_exit);

MODULE_DESCRIPTION("Per-device usage and truncation of TCMU data areas, beside the stock driver");
MODULE_LICENSE("GPL");
#ifdef TCMU_RECLAIM_VERSION
MODULE_VERSION(TCMU_RECLAIM_VERSION);
#endif
