// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-device usage and truncation of data areas.
 *
 * Included by target_core_user.c, because struct tcmu_dev and the functions
 * that look after the ring are private to that file. The user's side of it is
 * in <linux/tcmu_reclaim.h>, the lock order in tcmu_reclaim_truncate.c.
 */

#include "tcmu_reclaim_usage.c"
#include "tcmu_reclaim_ladder.c"
#include "tcmu_reclaim_watch.c"
#include "tcmu_reclaim_devices.c"
#include "tcmu_reclaim_truncate.c"
#include "tcmu_reclaim_slice.c"
#include "tcmu_reclaim_request.c"
#include "tcmu_reclaim_shrinker.c"
#include "tcmu_reclaim_copy.c"
#include "tcmu_reclaim_figures.c"
#include "tcmu_reclaim_ioctl.c"
#include "tcmu_reclaim_chardev.c"
#include "tcmu_reclaim_init.c"
