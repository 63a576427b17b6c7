// SPDX-License-Identifier: GPL-2.0-only
/*
 * Looks at one device of the driver, for the self-test of tcmu-reclaim-load. It
 * writes nothing into the driver and reads it in a way that survives a wrong
 * address, because whether the addresses are right is what is to be found out.
 * It takes notice of no device but the scratch device of that program.
 *
 * The hook is in place as long as this module is loaded.
 */

#include <linux/capability.h>
#include <linux/delay.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pagemap.h>

#include "companion_layout.c"
#include "companion_recognise.c"
#include "companion_hook.h"
#include "self_test.h"

#define SELF_TEST_MOST_DEVICES	65536
#define SELF_TEST_MOST_TRIES	2000	/* of a millisecond */

/* Of the hook, which reads the device: one that is gone is never compared */
static struct tcmu_dev *self_test_device;
static u64 self_test_given_back;
static u32 self_test_last_blocks, self_test_last_block;
static u16 self_test_last_id;

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_ARGS

/* tcmu_cmd_free_data(cmd, blocks) begins, with cmdr_lock of its device held. */
static void notrace self_test_on_free(unsigned long ip, unsigned long parent_ip,
				      struct ftrace_ops *ops,
				      struct ftrace_regs *fregs)
{
	void *cmd = (void *)companion_argument(fregs, 0);
	struct tcmu_dev *udev;
	u32 *dbi, block;
	u16 id;

	if (get_kernel_nofault(udev, &companion_of_cmd(cmd, struct tcmu_dev *, dev)) ||
	    !udev || udev != READ_ONCE(self_test_device))
		return;
	if (get_kernel_nofault(id, &companion_of_cmd(cmd, u16, id)) ||
	    get_kernel_nofault(dbi, &companion_of_cmd(cmd, u32 *, dbi)) ||
	    get_kernel_nofault(block, dbi))
		return;
	WRITE_ONCE(self_test_last_id, id);
	WRITE_ONCE(self_test_last_block, block);
	WRITE_ONCE(self_test_last_blocks, companion_argument(fregs, 1));
	WRITE_ONCE(self_test_given_back, self_test_given_back + 1);
}

static struct ftrace_ops self_test_ops = {
	.func = self_test_on_free,
	.flags = FTRACE_OPS_FL_RECURSION,
};

static int __init self_test_hook(void)
{
	int ret = ftrace_set_filter_ip(&self_test_ops,
				       (unsigned long)companion.free_data, 0, 0);

	return ret ?: register_ftrace_function(&self_test_ops);
}

static void self_test_unhook(void)
{
	unregister_ftrace_function(&self_test_ops);
	ftrace_free_filter(&self_test_ops);
}

#else

static int __init self_test_hook(void)
{
	return -EOPNOTSUPP;
}

static void self_test_unhook(void)
{
}

#endif /* CONFIG_DYNAMIC_FTRACE_WITH_ARGS */

static bool self_test_hooked;

static bool self_test_is_scratch(struct tcmu_dev *udev, u32 minor)
{
	static const char wanted[] = "tcm-user/" SELF_TEST_HBA "/" SELF_TEST_DEVICE;
	struct uio_info *info = companion_member(udev, struct uio_info, uio_info);
	char said[sizeof(wanted) - 1];
	const char *name;

	return companion_minor(udev) == minor &&
	       !get_kernel_nofault(name, &info->name) &&
	       !copy_from_kernel_nofault(said, name, sizeof(said)) &&
	       !memcmp(said, wanted, sizeof(said));
}

/* Called with the driver's list locked. */
static struct tcmu_dev *self_test_find(u32 minor)
{
	struct list_head *node = companion.list;
	struct tcmu_dev *udev;
	int devices;

	for (devices = 0; devices < SELF_TEST_MOST_DEVICES; devices++) {
		if (get_kernel_nofault(node, &node->next) ||
		    node == companion.list)
			break;
		udev = (struct tcmu_dev *)((char *)node - companion_at.node);
		if (self_test_is_scratch(udev, minor))
			return udev;
	}
	return NULL;
}

static void *self_test_peek_pointer(void *at)
{
	void *value;

	return get_kernel_nofault(value, (void **)at) ? NULL : value;
}

/* With PREEMPT_RT a mutex is an rt_mutex, which has its owner elsewhere. */
#ifdef CONFIG_PREEMPT_RT
#define self_test_owner(mutex) (&(mutex)->rtmutex.owner)
#else
#define self_test_owner(mutex) (&(mutex)->owner)
#endif

static bool self_test_is_locked(struct tcmu_dev *udev)
{
	struct mutex *cmdr_lock = companion_member(udev, struct mutex, cmdr_lock);

	return self_test_peek_pointer(self_test_owner(cmdr_lock));
}

/* What an array of one entry at zero has is in its head. */
static struct page *self_test_first_page(struct tcmu_dev *udev)
{
	return self_test_peek_pointer(&companion_member(udev, struct xarray, data_pages)->xa_head);
}

static struct page *self_test_callers_page(const struct self_test_look *look)
{
	struct page *page;

	if (!look->page_address ||
	    get_user_pages_fast(look->page_address, 1, 0, &page) != 1)
		return NULL;
	return page;
}

static bool self_test_is_nodes(struct tcmu_dev *udev, int node)
{
	struct file *file = fget(node);
	bool same;

	if (!file)
		return false;
	same = companion_peek(udev, struct inode *, inode) == file_inode(file);
	fput(file);
	return same;
}

static void self_test_read(struct tcmu_dev *udev, struct self_test_look *look)
{
	struct list_head *queue = companion_member(udev, struct list_head, qfull_queue);
	struct xarray *commands = companion_member(udev, struct xarray, commands);
	unsigned long *bitmap = companion_peek(udev, unsigned long *, data_bitmap);

	look->flags = companion_peek(udev, unsigned long, flags);
	look->area_offset = companion_peek(udev, size_t, data_off);
	look->bitmap = (unsigned long)self_test_peek_pointer(bitmap);
	look->max_blocks = companion_peek(udev, u32, max_blocks);
	look->pages_per_block = companion_peek(udev, u32, data_pages_per_blk);
	look->block_bytes = companion_peek(udev, u32, data_blk_size);
	look->dbi_max = companion_peek(udev, u32, dbi_max);
	look->dbi_thresh = companion_peek(udev, u32, dbi_thresh);
	look->has_commands = !!self_test_peek_pointer(&commands->xa_head);
	look->has_pages = !!self_test_first_page(udev);
	look->is_queue_empty = self_test_peek_pointer(&queue->next) == queue &&
			       self_test_peek_pointer(&queue->prev) == queue;
	look->is_locked = self_test_is_locked(udev);
	look->last_id = READ_ONCE(self_test_last_id);
	look->last_block = READ_ONCE(self_test_last_block);
	look->last_blocks = READ_ONCE(self_test_last_blocks);
	look->given_back = READ_ONCE(self_test_given_back);
}

/*
 * Waits until a fault waits for @page, which is locked, and tells whether it
 * does that with cmdr_lock held. A driver in which it does not can truncate the
 * page between a fault's finding and locking it.
 */
static int self_test_wait_for_fault(struct tcmu_dev *udev, struct page *page,
				    struct self_test_look *look)
{
	int tries, locked = 0;

	for (tries = 0; tries < SELF_TEST_MOST_TRIES; tries++) {
		if (fatal_signal_pending(current))
			return -EINTR;
		if (folio_test_waiters(page_folio(page)) &&
		    self_test_is_locked(udev))
			locked++;
		else
			locked = 0;
		/* Not in passing */
		if (locked == 3) {
			look->is_locked = true;
			return 0;
		}
		usleep_range(1000, 2000);
	}
	look->is_locked = false;
	return folio_test_waiters(page_folio(page)) ? 0 : -ETIME;
}

static int self_test_fault(struct tcmu_dev *udev, struct page *page,
			   struct self_test_look *look)
{
	int tries, ret;

	for (tries = 0; !trylock_page(page); tries++) {
		if (tries == SELF_TEST_MOST_TRIES || fatal_signal_pending(current))
			return -ETIME;
		usleep_range(1000, 2000);
	}
	ret = self_test_wait_for_fault(udev, page, look);
	unlock_page(page);
	return ret;
}

/* Called with the driver's list locked, so that the device stays. */
static int self_test_look_at(struct tcmu_dev *udev, struct page *page,
			     struct self_test_look *look)
{
	const char *wrong = companion_what_is_wrong(udev);

	strscpy(look->wrong, wrong ?: "", sizeof(look->wrong));
	if (wrong)
		return 0;
	WRITE_ONCE(self_test_device, udev);
	self_test_read(udev, look);
	look->inode_is_nodes = self_test_is_nodes(udev, look->node);
	look->page_is_callers = page && page == self_test_first_page(udev);
	return 0;
}

static int self_test_lock_list(void)
{
	int tries;

	for (tries = 0; !mutex_trylock(companion.list_lock); tries++) {
		if (tries == SELF_TEST_MOST_TRIES || fatal_signal_pending(current))
			return -EAGAIN;
		usleep_range(1000, 2000);
	}
	return 0;
}

static long self_test_answer(unsigned int cmd, struct self_test_look *look)
{
	struct page *page = self_test_callers_page(look);
	struct tcmu_dev *udev;
	long ret = self_test_lock_list();

	if (ret)
		goto out;
	udev = self_test_find(look->minor);
	ret = udev ? self_test_look_at(udev, page, look) : -ENODEV;
	mutex_unlock(companion.list_lock);
	/*
	 * Not with the list locked, which others wait for. The device stays while
	 * the caller has it open.
	 */
	if (!ret && cmd == SELF_TEST_FAULT)
		ret = look->page_is_callers && look->inode_is_nodes ?
		      self_test_fault(udev, page, look) : -EINVAL;
out:
	if (page)
		put_page(page);
	return ret;
}

static long self_test_ioctl(struct file *file, unsigned int cmd,
			    unsigned long address)
{
	struct self_test_look look;
	long ret;

	if (cmd != SELF_TEST_LOOK && cmd != SELF_TEST_FAULT)
		return -ENOTTY;
	if (copy_from_user(&look, (void __user *)address, sizeof(look)))
		return -EFAULT;
	ret = self_test_answer(cmd, &look);
	if (!ret && copy_to_user((void __user *)address, &look, sizeof(look)))
		ret = -EFAULT;
	return ret;
}

static const struct file_operations self_test_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = self_test_ioctl,
};

static struct miscdevice self_test_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "tcmu-reclaim-self-test",
	.fops = &self_test_fops,
	.mode = 0600,
};

static int __init self_test_init(void)
{
	int ret = companion_hold_driver();

	if (ret)
		return ret;
	self_test_hooked = !self_test_hook();
	ret = misc_register(&self_test_misc);
	if (!ret)
		return 0;
	if (self_test_hooked)
		self_test_unhook();
	module_put(companion.driver);
	return ret;
}

static void __exit self_test_exit(void)
{
	misc_deregister(&self_test_misc);
	if (self_test_hooked)
		self_test_unhook();
	module_put(companion.driver);
}

module_init(self_test_init);
module_exit(self_test_exit);

MODULE_DESCRIPTION("Looks at a scratch device of TCMU, for tcmu-reclaim-load --self-test");
MODULE_LICENSE("GPL");
