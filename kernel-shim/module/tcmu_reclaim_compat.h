/* SPDX-License-Identifier: GPL-2.0-only */
/* All that differs between the series. */
#ifndef _TCMU_RECLAIM_COMPAT_H
#define _TCMU_RECLAIM_COMPAT_H

#include <linux/shrinker.h>

typedef unsigned long (*tcmu_reclaim_shrink_fn)(struct shrinker *shrinker,
						struct shrink_control *sc);

#ifdef SHRINKER_ALLOCATED /* since 6.7 shrinkers are allocated */

static struct shrinker *tcmu_reclaim_shrinker;

static inline int tcmu_reclaim_register_shrinker(tcmu_reclaim_shrink_fn count,
						 tcmu_reclaim_shrink_fn scan)
{
	tcmu_reclaim_shrinker = shrinker_alloc(0, "tcmu-reclaim");
	if (!tcmu_reclaim_shrinker)
		return -ENOMEM;
	tcmu_reclaim_shrinker->count_objects = count;
	tcmu_reclaim_shrinker->scan_objects = scan;
	shrinker_register(tcmu_reclaim_shrinker);
	return 0;
}

static inline void tcmu_reclaim_unregister_shrinker(void)
{
	shrinker_free(tcmu_reclaim_shrinker);
}

#else

static struct shrinker tcmu_reclaim_shrinker = { .seeks = DEFAULT_SEEKS };

static inline int tcmu_reclaim_register_shrinker(tcmu_reclaim_shrink_fn count,
						 tcmu_reclaim_shrink_fn scan)
{
	tcmu_reclaim_shrinker.count_objects = count;
	tcmu_reclaim_shrinker.scan_objects = scan;
	return register_shrinker(&tcmu_reclaim_shrinker, "tcmu-reclaim");
}

static inline void tcmu_reclaim_unregister_shrinker(void)
{
	unregister_shrinker(&tcmu_reclaim_shrinker);
}

#endif /* SHRINKER_ALLOCATED */

#endif /* _TCMU_RECLAIM_COMPAT_H */
