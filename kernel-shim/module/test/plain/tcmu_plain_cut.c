// SPDX-License-Identifier: GPL-2.0-only
/*
 * For the tests: the plainest module that can cut a device of a running stock
 * driver, to compare tcmu_reclaim.ko with. Writing "MINOR" to the parameter cut
 * cuts it to its highest block in use, in one hold of its locks; where one is
 * taken it gives up at once. It waits for the list of all devices, and keeps it
 * meanwhile, so a handler that spins in the driver hangs it: not for a host that
 * matters. Loaded by tcmu-reclaim-load, like the other one.
 */

#include <linux/module.h>

#include <linux/tcmu_reclaim.h>

#include "companion_layout.c"
#include "tcmu_reclaim_area.h"

static atomic_long_t cuts, pages, refused;

static struct tcmu_dev *find(u32 minor)
{
	struct list_head *node;
	struct tcmu_dev *udev;

	list_for_each(node, companion.list) {
		udev = (struct tcmu_dev *)((char *)node - companion_at.node);
		if (companion_member(udev, struct uio_info, uio_info)->uio_dev->minor == minor)
			return udev;
	}
	return NULL;
}

/* As the driver does it: a page that a fault holds is waited for. */
static u32 release(struct xarray *area, unsigned long first, unsigned long end)
{
	struct page *page;
	u32 freed = 0;

	for (; first < end; first++) {
		page = xa_erase(area, first);
		if (!page)
			continue;
		lock_page(page);
		unlock_page(page);
		__free_page(page);
		freed++;
	}
	return freed;
}

/* Called with info_lock and cmdr_lock held. */
static int cut_locked(struct tcmu_dev *udev)
{
	u32 *dbi_max = companion_member(udev, u32, dbi_max);
	u32 *dbi_thresh = companion_member(udev, u32, dbi_thresh);
	unsigned long *bitmap = *companion_member(udev, unsigned long *, data_bitmap);
	struct address_space *mapping;
	u32 per_block = *companion_member(udev, u32, data_pages_per_blk);
	u32 end = tcmu_reclaim_end_of(dbi_max, dbi_thresh);
	u32 start = tcmu_reclaim_floor_of(bitmap, end);
	unsigned long flags = *companion_member(udev, unsigned long, flags);
	u32 freed;

	if (!(flags & BIT(COMPANION_BIT_OPEN)))
		return -ENOTCONN;
	if (start >= end || flags & (BIT(COMPANION_BIT_BLOCKED) | BIT(COMPANION_BIT_BROKEN)))
		return 0;
	mapping = (*companion_member(udev, struct inode *, inode))->i_mapping;
	*dbi_thresh = start;
	*dbi_max = start ? start - 1 : 0;
	filemap_invalidate_lock(mapping);
	freed = release(companion_member(udev, struct xarray, data_pages),
			(unsigned long)start * per_block,
			(unsigned long)end * per_block);
	unmap_mapping_range(mapping,
			    *companion_member(udev, size_t, data_off) +
			    (loff_t)start * per_block * PAGE_SIZE, 0, 1);
	filemap_invalidate_unlock(mapping);
	atomic_sub(freed, companion.page_count);
	return freed;
}

static int cut(u32 minor)
{
	struct mutex *info_lock, *cmdr_lock;
	struct tcmu_dev *udev;
	int ret = -EAGAIN;

	mutex_lock(companion.list_lock);
	udev = find(minor);
	if (!udev) {
		mutex_unlock(companion.list_lock);
		return -ENODEV;
	}
	info_lock = &companion_member(udev, struct uio_info, uio_info)->uio_dev->info_lock;
	cmdr_lock = companion_member(udev, struct mutex, cmdr_lock);
	if (mutex_trylock(info_lock)) {
		if (mutex_trylock(cmdr_lock)) {
			ret = cut_locked(udev);
			mutex_unlock(cmdr_lock);
		}
		mutex_unlock(info_lock);
	}
	mutex_unlock(companion.list_lock);
	return ret;
}

static int set_cut(const char *val, const struct kernel_param *kp)
{
	u32 minor;
	int ret = kstrtou32(val, 10, &minor);

	if (ret)
		return ret;
	ret = cut(minor);
	if (ret > 0) {
		atomic_long_inc(&cuts);
		atomic_long_add(ret, &pages);
	} else if (ret < 0) {
		atomic_long_inc(&refused);
	}
	return min(ret, 0);
}

static int get_cut(char *buf, const struct kernel_param *kp)
{
	return sysfs_emit(buf, "freed=%ld pages=%ld busy=%ld\n",
			  atomic_long_read(&cuts), atomic_long_read(&pages),
			  atomic_long_read(&refused));
}

static const struct kernel_param_ops cut_ops = {
	.set = set_cut,
	.get = get_cut,
};

module_param_cb(cut, &cut_ops, NULL, 0600);
MODULE_PARM_DESC(cut, "Write the N of a /dev/uioN to cut it; read what came of it");

static int __init plain_init(void)
{
	return companion_hold_driver();
}

static void __exit plain_exit(void)
{
	module_put(companion.driver);
}

module_init(plain_init);
module_exit(plain_exit);

MODULE_DESCRIPTION("Cuts single TCMU devices in the plainest way, for tests");
MODULE_LICENSE("GPL");
