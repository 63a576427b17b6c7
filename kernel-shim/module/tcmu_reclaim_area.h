/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tail of a data area: how it is cut. The same for the patched driver and
 * for the module beside a stock one, which differ in where they find the parts.
 *
 * Called with the device's cmdr_lock held. What else keeps faults away is said
 * where a struct tcmu_reclaim_area is made.
 */
#ifndef _TCMU_RECLAIM_AREA_H
#define _TCMU_RECLAIM_AREA_H

#include <linux/bitmap.h>
#include <linux/fs.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/xarray.h>

#include <linux/tcmu_reclaim.h>

/**
 * struct tcmu_reclaim_area - the parts of a data area
 * @pages: by their index in the area
 * @bitmap: blocks that belong to commands
 * @dbi_max: highest block used since the last truncation. When the device goes
 *	the driver frees the pages up to it: it must never fall ahead of them.
 * @dbi_thresh: blocks that commands may take; zero if none was taken
 * @pages_per_block: pages in a block
 * @offset: of the first block in @mapping
 * @mapping: of the handler, or NULL where there can be none
 */
struct tcmu_reclaim_area {
	struct xarray *pages;
	const unsigned long *bitmap;
	u32 *dbi_max;
	u32 *dbi_thresh;
	u32 pages_per_block;
	loff_t offset;
	struct address_space *mapping;
};

/* Blocks up to the highest ever used. dbi_max alone cannot tell one from none. */
static inline u32 tcmu_reclaim_end_of(const u32 *dbi_max, const u32 *dbi_thresh)
{
	return READ_ONCE(*dbi_thresh) ? READ_ONCE(*dbi_max) + 1 : 0;
}

/* Blocks up to the highest in use, of the first @end. */
static inline u32 tcmu_reclaim_floor_of(const unsigned long *bitmap, u32 end)
{
	u32 last = find_last_bit(bitmap, end);

	return last < end ? last + 1 : 0;
}

/*
 * Releases pages from @end downwards to @first, and stops at one that a fault
 * holds. Returns where it stopped.
 *
 * No fault is between finding a page and locking it: with the patched driver
 * because invalidate_lock is held, with a stock one because cmdr_lock is. So a
 * page that can be locked is in no fault's hands, and none can find it again.
 */
static inline u64 tcmu_reclaim_release(const struct tcmu_reclaim_area *area,
				       u64 first, u64 end, u32 *pages)
{
	struct page *page;

	for (*pages = 0; end > first; end--) {
		page = xa_load(area->pages, end - 1);
		if (!page)
			continue;
		if (!trylock_page(page))
			break;
		xa_erase(area->pages, end - 1);
		unlock_page(page);
		__free_page(page);
		++*pages;
	}
	return end;
}

/*
 * Cuts the area to @start blocks, and tells how many pages that released.
 * Waits for no lock: -EAGAIN if one was taken, maybe half way. Unmapping does
 * wait for i_mmap_rwsem, which reclaim itself takes everywhere: no task
 * waits for memory while holding it.
 */
static inline int tcmu_reclaim_cut_area(const struct tcmu_reclaim_area *area,
					u32 start, u32 *pages)
{
	struct address_space *mapping = area->mapping;
	u64 first = (u64)start * area->pages_per_block;
	u64 end = (u64)tcmu_reclaim_end_of(area->dbi_max, area->dbi_thresh) *
		  area->pages_per_block;
	u32 blocks;

	*pages = 0;
	if (mapping && !down_write_trylock(&mapping->invalidate_lock))
		return -EAGAIN;

	end = tcmu_reclaim_release(area, first, end, pages);
	blocks = DIV_ROUND_UP_ULL(end, area->pages_per_block);
	WRITE_ONCE(*area->dbi_thresh, blocks);
	WRITE_ONCE(*area->dbi_max, blocks ? blocks - 1 : 0);
	if (mapping) {
		if (*pages)
			unmap_mapping_range(mapping,
					    area->offset + end * PAGE_SIZE,
					    0, 1);
		filemap_invalidate_unlock(mapping);
	}

	return end > first ? -EAGAIN : 0;
}

/*
 * Releases the topmost blocks, at most @slice_pages or one block, as far as a
 * request wants it. Returns 1 if there is more to release, 0 if not, or a
 * negative errno.
 */
static inline int tcmu_reclaim_cut_slice(const struct tcmu_reclaim_area *area,
					 const struct tcmu_reclaim_request *req,
					 u32 slice_pages, u32 *pages)
{
	u32 end = tcmu_reclaim_end_of(area->dbi_max, area->dbi_thresh);
	u32 start = max(tcmu_reclaim_floor_of(area->bitmap, end),
			req->keep_blocks);
	u64 budget = div_u64(req->budget_pages - req->freed_pages,
			     area->pages_per_block);
	u32 most = max_t(u32, 1, slice_pages / area->pages_per_block);
	u32 blocks = min_t(u64, most, budget);
	int ret = 0;

	*pages = 0;
	if (start >= end || !blocks)
		return 0;
	if (end - start > blocks) {
		start = end - blocks;
		ret = 1;
	}
	return tcmu_reclaim_cut_area(area, start, pages) ?: ret;
}

#endif /* _TCMU_RECLAIM_AREA_H */
