// SPDX-License-Identifier: GPL-2.0-only
/*
 * Truncation of one data area, in slices.
 *
 * Lock order:
 *
 *	mmap_lock -> info_lock of the UIO device	(uio_mmap)
 *	info_lock -> cmdr_lock				(open, release, write)
 *	root_udev_mutex -> cmdr_lock
 *	cmdr_lock -> invalidate_lock, exclusive -> page lock
 *	cmdr_lock -> invalidate_lock, exclusive -> i_mmap_rwsem
 *	cmdr_lock -> tcmu_reclaim_watch_lock		(an allocation)
 *
 * A fault comes the other way in and must not take cmdr_lock:
 *
 *	mmap_lock -> invalidate_lock, shared -> page lock
 *
 * It keeps the page lock beyond invalidate_lock, until the PTE is in. So
 * invalidate_lock alone does not tell when the last fault on a page is over.
 * Locking each page between xa_erase() and unmap_mapping_range() does, see
 * tcmu_blocks_release() and tcmu_reclaim_release().
 *
 * SCAN and the shrinker only try cmdr_lock, invalidate_lock and page lock:
 * SCAN because whoever holds one device's locks, for however long, must not
 * keep the one process that looks after all of them; the shrinker because
 * memory may be reclaimed below any of these. So it is find_free_blocks()
 * that waits for them in this order.
 *
 * The inode: tcmu_open() takes a reference under cmdr_lock, tcmu_release()
 * drops it under cmdr_lock. In between, and only then, there may be mappings,
 * and all of them are in this inode's mapping, because one opener at a time is
 * let in and a mapping keeps its file open. So whoever holds cmdr_lock and
 * finds no inode has nothing to unmap and no fault to fear. (UIO does not call
 * tcmu_release() once the device is unregistered; then the last reference to
 * the device drops the inode.)
 */

#include <linux/fs.h>

#include "tcmu_reclaim_area.h"
#include "tcmu_reclaim_param.h"

/*
 * Releases the pages of blocks @first to @last, which must be the tail of the
 * area, and everything that maps them. Called with cmdr_lock held and, if
 * there is an inode, its invalidate_lock exclusively.
 *
 * Since tcmu_vma_fault() gets an extra page reference, a page that is still
 * mapped is not freed before unmap_mapping_range() drops it.
 */
static u32 tcmu_reclaim_cut(struct tcmu_dev *udev, u32 first, u32 last)
{
	loff_t off = udev->data_off + (loff_t)first * udev->data_blk_size;
	u32 pages = tcmu_blocks_release(udev, first, last);

	if (udev->inode)
		unmap_mapping_range(udev->inode->i_mapping, off, 0, 1);

	return pages;
}

/* As find_free_blocks() wants it: waits for faults, cuts, lets faults go on. */
static u32 tcmu_reclaim_lock_and_cut(struct tcmu_dev *udev, u32 first, u32 last)
{
	u32 pages;

	if (!udev->inode)
		return tcmu_reclaim_cut(udev, first, last);

	filemap_invalidate_lock(udev->inode->i_mapping);
	pages = tcmu_reclaim_cut(udev, first, last);
	filemap_invalidate_unlock(udev->inode->i_mapping);

	return pages;
}

/* With cmdr_lock held; its mapping's invalidate_lock keeps faults away. */
static struct tcmu_reclaim_area tcmu_reclaim_area_of(struct tcmu_dev *udev)
{
	return (struct tcmu_reclaim_area) {
		.pages = &udev->data_pages,
		.bitmap = udev->data_bitmap,
		.dbi_max = &udev->dbi_max,
		.dbi_thresh = &udev->dbi_thresh,
		.pages_per_block = udev->data_pages_per_blk,
		.offset = udev->data_off,
		.mapping = udev->inode ? udev->inode->i_mapping : NULL,
	};
}

static void tcmu_reclaim_book_release(struct tcmu_dev *udev, u32 pages)
{
	atomic_sub(pages, &global_page_count);
	tcmu_reclaim_released(&udev->reclaim, pages);
}

/* Why a device must be left alone, as a negative errno, or 0. */
static int tcmu_reclaim_may_cut(struct tcmu_dev *udev)
{
	if (udev->reclaim.gone)
		return -ENODEV;
	/*
	 * The way to recover a handler is block_dev, then reset_ring. The
	 * latter frees blocks that the old handler may still work on.
	 */
	if (test_bit(TCMU_DEV_BIT_BLOCKED, &udev->flags))
		return -EPERM;
	if (test_bit(TCMU_DEV_BIT_BROKEN, &udev->flags))
		return -EIO;
	return 0;
}

/* Books a hold of cmdr_lock that began at @since; to be called within it. */
static void tcmu_reclaim_held(struct tcmu_reclaim *usage, u64 since)
{
	u64 nanos = ktime_get_ns() - since;

	tcmu_reclaim_add(usage->held_nanos, nanos);
	if (nanos > usage->longest_held_nanos)
		WRITE_ONCE(usage->longest_held_nanos, nanos);
}
