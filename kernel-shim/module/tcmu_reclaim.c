// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-device usage and truncation of data areas.
 *
 * Included by target_core_user.c, because struct tcmu_dev and the functions
 * that look after the ring are private to that file. The user's side of it is
 * in <linux/tcmu_reclaim.h>.
 *
 * Lock order:
 *
 *	mmap_lock -> info_lock of the UIO device	(uio_mmap)
 *	info_lock -> cmdr_lock				(open, release, write)
 *	root_udev_mutex -> cmdr_lock
 *	cmdr_lock -> invalidate_lock, exclusive -> page lock
 *	cmdr_lock -> invalidate_lock, exclusive -> i_mmap_rwsem
 *
 * A fault comes the other way in and must not take cmdr_lock:
 *
 *	mmap_lock -> invalidate_lock, shared -> page lock
 *
 * It keeps the page lock beyond invalidate_lock, until the PTE is in. So
 * invalidate_lock alone does not tell when the last fault on a page is over.
 * Locking each page between xa_erase() and unmap_mapping_range() does, see
 * tcmu_blocks_release().
 *
 * The inode: tcmu_open() takes a reference under cmdr_lock, tcmu_release()
 * drops it under cmdr_lock. In between, and only then, there may be mappings,
 * and all of them are in this inode's mapping, because one opener at a time is
 * let in and a mapping keeps its file open. So whoever holds cmdr_lock and
 * finds no inode has nothing to unmap and no fault to fear. (UIO does not call
 * tcmu_release() once the device is unregistered; then the last reference to
 * the device drops the inode.)
 *
 * Devices are found by their minor, under RCU, and pinned by their kref. No
 * path in here takes root_udev_mutex: waiting for one device's cmdr_lock must
 * not keep others from being added, removed or truncated.
 */

#include <linux/build_bug.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/moduleparam.h>
#include <linux/sched/signal.h>
#include <linux/uaccess.h>

#include <linux/tcmu_reclaim.h>

#define TCMU_RECLAIM_MAX_REQUESTS 4096

/* Devices by minor; entries are valid under RCU */
static DEFINE_XARRAY(tcmu_reclaim_devs);
static atomic_t tcmu_reclaim_dev_count = ATOMIC_INIT(0);
static atomic64_t tcmu_reclaim_generation = ATOMIC64_INIT(0);
static atomic64_t tcmu_reclaim_changes = ATOMIC64_INIT(0);

static unsigned long tcmu_reclaim_controlled;

static unsigned int tcmu_reclaim_slice_pages = 256;

static int tcmu_reclaim_set_slice_pages(const char *val,
					const struct kernel_param *kp)
{
	return param_set_uint_minmax(val, kp, 1, 1U << 20);
}

static const struct kernel_param_ops tcmu_reclaim_slice_pages_ops = {
	.set = tcmu_reclaim_set_slice_pages,
	.get = param_get_uint,
};

module_param_cb(reclaim_slice_pages, &tcmu_reclaim_slice_pages_ops,
		&tcmu_reclaim_slice_pages, 0644);
MODULE_PARM_DESC(reclaim_slice_pages,
		 "Most pages a truncation releases in one hold of a device's lock, but at least one block (default 256)");

/* Makes a configured device visible. Without memory it stays invisible. */
static void tcmu_reclaim_add_dev(struct tcmu_dev *udev)
{
	udev->reclaim.minor = udev->uio_info.uio_dev->minor;
	udev->reclaim.generation = atomic64_inc_return(&tcmu_reclaim_generation);

	if (xa_insert(&tcmu_reclaim_devs, udev->reclaim.minor, udev,
		      GFP_KERNEL)) {
		pr_warn("%s will not be seen by /dev/tcmu-reclaim\n",
			udev->name);
		return;
	}
	atomic_inc(&tcmu_reclaim_dev_count);
	atomic64_inc(&tcmu_reclaim_changes);
}

/* After this no truncation of the device begins, and none is under way. */
static void tcmu_reclaim_remove_dev(struct tcmu_dev *udev)
{
	if (xa_cmpxchg(&tcmu_reclaim_devs, udev->reclaim.minor, udev, NULL,
		       0) == udev) {
		atomic_dec(&tcmu_reclaim_dev_count);
		atomic64_inc(&tcmu_reclaim_changes);
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

/* dbi_max alone cannot tell one block from none. */
static u32 tcmu_reclaim_high_water(struct tcmu_dev *udev)
{
	return READ_ONCE(udev->dbi_thresh) ? READ_ONCE(udev->dbi_max) + 1 : 0;
}

/* Blocks up to the highest in use, of the first @end. */
static u32 tcmu_reclaim_floor(struct tcmu_dev *udev, u32 end)
{
	u32 last = find_last_bit(udev->data_bitmap, end);

	return last < end ? last + 1 : 0;
}

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

/* Why a device must be left alone, as a negative errno, or 0. */
static int tcmu_reclaim_may_cut(struct tcmu_dev *udev)
{
	if (udev->reclaim.gone)
		return -ENODEV;
	if (!udev->inode)
		return -ENOTCONN;
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

static u32 tcmu_reclaim_slice_blocks(struct tcmu_dev *udev)
{
	return max_t(u32, 1, READ_ONCE(tcmu_reclaim_slice_pages) /
			     udev->data_pages_per_blk);
}

/* Cuts the area to @start blocks. Called with cmdr_lock held. */
static int tcmu_reclaim_cut_to(struct tcmu_dev *udev, u32 start, bool try,
			       u64 *freed_pages)
{
	struct address_space *mapping = udev->inode->i_mapping;
	u32 pages, last = udev->dbi_max;

	if (!try)
		filemap_invalidate_lock(mapping);
	else if (!down_write_trylock(&mapping->invalidate_lock))
		return -EAGAIN;

	udev->dbi_thresh = start;
	udev->dbi_max = start ? start - 1 : 0;
	pages = tcmu_reclaim_cut(udev, start, last);
	filemap_invalidate_unlock(mapping);

	/* A truncation counts once, with its first slice that freed something */
	if (pages && !*freed_pages)
		tcmu_reclaim_add(udev->reclaim.truncations, 1);
	*freed_pages += pages;
	return 0;
}

/*
 * Releases one slice, the topmost blocks first. Returns 1 if there is more to
 * release, 0 if not, or a negative errno.
 */
static int tcmu_reclaim_slice(struct tcmu_dev *udev,
			      struct tcmu_reclaim_request *req)
{
	bool try = req->flags & TCMU_RECLAIM_TRY;
	bool space;
	u32 start, end, blocks;
	int ret;

	if (!try)
		ret = mutex_lock_killable(&udev->cmdr_lock);
	else
		ret = mutex_trylock(&udev->cmdr_lock) ? 0 : -EAGAIN;
	if (ret)
		return ret;

	ret = tcmu_reclaim_may_cut(udev);
	if (ret)
		goto unlock;

	/* Finished commands no longer need their blocks */
	space = tcmu_handle_completions(udev);
	ret = tcmu_reclaim_may_cut(udev);
	if (ret)
		goto unlock;

	end = tcmu_reclaim_high_water(udev);
	start = max(tcmu_reclaim_floor(udev, end), req->keep_blocks);
	blocks = min_t(u64, tcmu_reclaim_slice_blocks(udev),
		       div_u64(req->budget_pages - req->freed_pages,
			       udev->data_pages_per_blk));
	if (start < end && blocks) {
		if (end - start > blocks) {
			start = end - blocks;
			ret = 1;
		}
		if (tcmu_reclaim_cut_to(udev, start, try, &req->freed_pages))
			ret = -EAGAIN;
	}

	/* Only now, so that waiters get no pages that would have to go again */
	if (space)
		run_qfull_queue(udev, false);
unlock:
	mutex_unlock(&udev->cmdr_lock);
	return ret;
}

/*
 * Commands that come in between two slices may raise the high-water mark
 * again. So the number of slices is settled beforehand: the loop ends, however
 * busy the device is.
 */
static int tcmu_reclaim_truncate(struct tcmu_dev *udev,
				 struct tcmu_reclaim_request *req)
{
	u32 slices = 1 + tcmu_reclaim_high_water(udev) /
			 tcmu_reclaim_slice_blocks(udev);
	int ret;

	do {
		ret = tcmu_reclaim_slice(udev, req);
		cond_resched();
	} while (ret > 0 && --slices);

	return min(ret, 0);
}

static int tcmu_reclaim_check(struct tcmu_dev *udev,
			      const struct tcmu_reclaim_request *req)
{
	if (udev->reclaim.generation != req->generation)
		return -ESTALE;
	return req->keep_blocks > udev->max_blocks ? -EINVAL : 0;
}

static int tcmu_reclaim_request(struct tcmu_reclaim_request *req)
{
	unsigned long minor = req->minor;
	struct tcmu_dev *udev;
	int ret;

	if (req->flags & ~TCMU_RECLAIM_TRY || req->reserved || req->reserved2 ||
	    !req->budget_pages)
		return -EINVAL;

	udev = tcmu_reclaim_get_dev(&minor, minor);
	if (!udev)
		return -ENODEV;

	ret = tcmu_reclaim_check(udev, req);
	if (!ret)
		ret = tcmu_reclaim_truncate(udev, req);
	if (ret != -ESTALE && ret != -ENODEV)
		req->high_water_blocks = tcmu_reclaim_high_water(udev);

	tcmu_reclaim_put_dev(udev);
	return ret;
}

static u32 tcmu_reclaim_result(int error, u64 freed_pages)
{
	if (freed_pages)
		return TCMU_RECLAIM_FREED;

	switch (error) {
	case 0:
		return TCMU_RECLAIM_NOTHING;
	case -EAGAIN:
	case -EINTR:
		return TCMU_RECLAIM_BUSY;
	case -ENODEV:
	case -ESTALE:
		return TCMU_RECLAIM_GONE;
	default:
		return TCMU_RECLAIM_REFUSED;
	}
}

/* Reads a structure that begins with its size, which is left in @usize. */
static int tcmu_reclaim_copy_in(void *arg, size_t ksize, size_t least,
				void __user *user, u32 *usize)
{
	if (get_user(*usize, (u32 __user *)user))
		return -EFAULT;
	if (*usize < least)
		return -EINVAL;
	if (*usize > PAGE_SIZE)
		return -E2BIG;
	return copy_struct_from_user(arg, ksize, user, *usize);
}

static int tcmu_reclaim_copy_out(void __user *user, const void *arg,
				 size_t ksize, u32 usize)
{
	return copy_to_user(user, arg, min_t(size_t, ksize, usize)) ? -EFAULT : 0;
}

static int tcmu_reclaim_check_element(u32 bytes, size_t least)
{
	if (bytes < least || bytes % 8)
		return -EINVAL;
	return bytes > PAGE_SIZE ? -E2BIG : 0;
}

static long tcmu_reclaim_info(void __user *user)
{
	struct tcmu_reclaim_info info;
	u32 usize;
	int ret;

	ret = tcmu_reclaim_copy_in(&info, sizeof(info),
				   TCMU_RECLAIM_INFO_SIZE_VER1, user, &usize);
	if (ret)
		return ret;
	if (info.flags)
		return -EINVAL;

	info = (struct tcmu_reclaim_info) {
		.size = usize,
		.abi_version = TCMU_RECLAIM_ABI_VERSION,
		.page_bytes = PAGE_SIZE,
		.max_requests = TCMU_RECLAIM_MAX_REQUESTS,
		.slice_pages = READ_ONCE(tcmu_reclaim_slice_pages),
		.device_bytes = sizeof(struct tcmu_reclaim_device),
		.request_bytes = sizeof(struct tcmu_reclaim_request),
		.changes = atomic64_read(&tcmu_reclaim_changes),
		.pages = atomic_read(&global_page_count),
		.limit_pages = READ_ONCE(tcmu_global_max_pages),
	};
	return tcmu_reclaim_copy_out(user, &info, sizeof(info), usize);
}

static u32 tcmu_reclaim_flags(struct tcmu_dev *udev)
{
	unsigned long flags = READ_ONCE(udev->flags);

	return (flags & BIT(TCMU_DEV_BIT_OPEN) ? TCMU_RECLAIM_DEV_OPENED : 0) |
	       (flags & BIT(TCMU_DEV_BIT_BLOCKED) ? TCMU_RECLAIM_DEV_BLOCKED : 0) |
	       (flags & BIT(TCMU_DEV_BIT_BROKEN) ? TCMU_RECLAIM_DEV_BROKEN : 0);
}

static void tcmu_reclaim_usage(struct tcmu_dev *udev,
			       struct tcmu_reclaim_device *dev)
{
	const struct tcmu_reclaim *usage = &udev->reclaim;
	u32 end = tcmu_reclaim_high_water(udev);
	u32 floor = tcmu_reclaim_floor(udev, end);
	u64 pages = READ_ONCE(usage->pages);
	u64 above = (u64)(end - floor) * udev->data_pages_per_blk;
	/* Pages are dense below the mark unless blocks are partly filled */
	u64 tail = udev->data_pages_per_blk > 1 ? min(above, pages) :
		   pages > floor ? pages - floor : 0;

	*dev = (struct tcmu_reclaim_device) {
		.generation = usage->generation,
		.minor = usage->minor,
		.flags = tcmu_reclaim_flags(udev),
		.pages_per_block = udev->data_pages_per_blk,
		.max_blocks = udev->max_blocks,
		.blocks_in_use = READ_ONCE(usage->blocks_in_use),
		.high_water_blocks = end,
		.floor_blocks = floor,
		.commands = READ_ONCE(usage->commands),
		.waiters = READ_ONCE(usage->waiters),
		.pages = pages,
		.tail_pages = tail,
		.pinned_pages = pages - tail,
		.allocated_pages = READ_ONCE(usage->allocated_pages),
		.released_pages = READ_ONCE(usage->released_pages),
		.truncations = READ_ONCE(usage->truncations),
		.last_command_nanos = READ_ONCE(usage->last_command_nanos),
	};
}

static int tcmu_reclaim_put_usage(struct tcmu_dev *udev, u32 bytes,
				  void __user *user)
{
	struct tcmu_reclaim_device dev;
	u32 known = min_t(u32, bytes, sizeof(dev));

	tcmu_reclaim_usage(udev, &dev);
	if (copy_to_user(user, &dev, known) ||
	    clear_user(user + known, bytes - known))
		return -EFAULT;
	return 0;
}

static int tcmu_reclaim_put_usages(struct tcmu_reclaim_count *count)
{
	void __user *user = u64_to_user_ptr(count->devices);
	unsigned long minor = 0;
	struct tcmu_dev *udev;
	int ret = 0;

	for (; count->returned < count->capacity; minor++) {
		udev = tcmu_reclaim_get_dev(&minor, MINORMASK);
		if (!udev)
			break;
		ret = tcmu_reclaim_put_usage(udev, count->device_bytes, user);
		tcmu_reclaim_put_dev(udev);
		if (ret)
			break;
		user += count->device_bytes;
		count->returned++;
		cond_resched();
	}
	return ret;
}

static long tcmu_reclaim_count(void __user *user)
{
	struct tcmu_reclaim_count count;
	u32 usize;
	int ret;

	ret = tcmu_reclaim_copy_in(&count, sizeof(count),
				   TCMU_RECLAIM_COUNT_SIZE_VER1, user, &usize);
	if (ret)
		return ret;
	if (count.flags)
		return -EINVAL;
	ret = tcmu_reclaim_check_element(count.device_bytes,
					 TCMU_RECLAIM_DEVICE_SIZE_VER1);
	if (ret)
		return ret;

	count.size = usize;
	count.returned = 0;
	count.changes = atomic64_read(&tcmu_reclaim_changes);
	ret = tcmu_reclaim_put_usages(&count);
	if (ret)
		return ret;
	count.total = max_t(u32, atomic_read(&tcmu_reclaim_dev_count),
			    count.returned);
	count.pages = atomic_read(&global_page_count);
	return tcmu_reclaim_copy_out(user, &count, sizeof(count), usize);
}

static int tcmu_reclaim_scan_one(void __user *user, u32 bytes)
{
	struct tcmu_reclaim_request req;
	int ret;

	ret = copy_struct_from_user(&req, sizeof(req), user, bytes);
	if (ret)
		return ret;

	req.freed_pages = 0;
	req.high_water_blocks = 0;
	ret = tcmu_reclaim_request(&req);
	req.result = tcmu_reclaim_result(ret, req.freed_pages);
	req.error = -ret;
	return tcmu_reclaim_copy_out(user, &req, sizeof(req), bytes);
}

static int tcmu_reclaim_scan_all(struct tcmu_reclaim_scan *scan)
{
	void __user *user = u64_to_user_ptr(scan->requests);
	int ret;

	for (; scan->done < scan->count; scan->done++) {
		if (fatal_signal_pending(current))
			return -EINTR;
		ret = tcmu_reclaim_scan_one(user, scan->request_bytes);
		if (ret)
			return ret;
		user += scan->request_bytes;
	}
	return 0;
}

static long tcmu_reclaim_scan(void __user *user)
{
	struct tcmu_reclaim_scan scan;
	u32 usize;
	int ret;

	ret = tcmu_reclaim_copy_in(&scan, sizeof(scan),
				   TCMU_RECLAIM_SCAN_SIZE_VER1, user, &usize);
	if (ret)
		return ret;
	if (scan.flags || scan.reserved)
		return -EINVAL;
	if (scan.count > TCMU_RECLAIM_MAX_REQUESTS)
		return -E2BIG;
	ret = tcmu_reclaim_check_element(scan.request_bytes,
					 TCMU_RECLAIM_REQUEST_SIZE_VER1);
	if (ret)
		return ret;

	scan.size = usize;
	scan.done = 0;
	ret = tcmu_reclaim_scan_all(&scan);
	return tcmu_reclaim_copy_out(user, &scan, sizeof(scan), usize) ?: ret;
}

static long tcmu_reclaim_ioctl(struct file *file, unsigned int cmd,
			       unsigned long arg)
{
	void __user *user = (void __user *)arg;

	switch (cmd) {
	case TCMU_RECLAIM_INFO:
		return tcmu_reclaim_info(user);
	case TCMU_RECLAIM_COUNT:
		return tcmu_reclaim_count(user);
	case TCMU_RECLAIM_SCAN:
		if (!(file->f_mode & FMODE_WRITE))
			return -EPERM;
		return tcmu_reclaim_scan(user);
	default:
		return -ENOTTY;
	}
}

static int tcmu_reclaim_open(struct inode *inode, struct file *file)
{
	if (!(file->f_mode & FMODE_READ))
		return -EINVAL;
	if (file->f_mode & FMODE_WRITE &&
	    test_and_set_bit_lock(0, &tcmu_reclaim_controlled))
		return -EBUSY;
	return nonseekable_open(inode, file);
}

static int tcmu_reclaim_close(struct inode *inode, struct file *file)
{
	if (file->f_mode & FMODE_WRITE)
		clear_bit_unlock(0, &tcmu_reclaim_controlled);
	return 0;
}

static const struct file_operations tcmu_reclaim_fops = {
	.owner = THIS_MODULE,
	.open = tcmu_reclaim_open,
	.release = tcmu_reclaim_close,
	.unlocked_ioctl = tcmu_reclaim_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.llseek = no_llseek,
};

static struct miscdevice tcmu_reclaim_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "tcmu-reclaim",
	.fops = &tcmu_reclaim_fops,
	.mode = 0600,
};

static int tcmu_reclaim_init(void)
{
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_info) !=
		     TCMU_RECLAIM_INFO_SIZE_VER1);
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_device) !=
		     TCMU_RECLAIM_DEVICE_SIZE_VER1);
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_count) !=
		     TCMU_RECLAIM_COUNT_SIZE_VER1);
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_request) !=
		     TCMU_RECLAIM_REQUEST_SIZE_VER1);
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_scan) !=
		     TCMU_RECLAIM_SCAN_SIZE_VER1);

	return misc_register(&tcmu_reclaim_misc);
}

static void tcmu_reclaim_exit(void)
{
	misc_deregister(&tcmu_reclaim_misc);
}
