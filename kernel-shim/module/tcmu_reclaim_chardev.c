// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/tcmu-reclaim: any number of readers, one controller.
 */

#include <linux/build_bug.h>
#include <linux/miscdevice.h>
#include <linux/slab.h>

static unsigned long tcmu_reclaim_controlled;

/*
 * Until the driver has come up as a whole the node lets nobody in: what fails
 * after it was made can still take the module away. (misc_deregister() waits
 * for an open that is under way.)
 */
static bool tcmu_reclaim_lets_in;

static void tcmu_reclaim_let_in(void)
{
	WRITE_ONCE(tcmu_reclaim_lets_in, true);
}

static long tcmu_reclaim_ioctl(struct file *file, unsigned int cmd,
			       unsigned long arg)
{
	bool controls = file->f_mode & FMODE_WRITE;
	void __user *user = (void __user *)arg;
	long ret;

	switch (cmd) {
	case TCMU_RECLAIM_INFO:
		return tcmu_reclaim_info(user);
	case TCMU_RECLAIM_WATCH:
		return tcmu_reclaim_watch(file->private_data, user);
	case TCMU_RECLAIM_COUNT:
		ret = tcmu_reclaim_count(file->private_data, controls, user);
		break;
	case TCMU_RECLAIM_SCAN:
		ret = controls ? tcmu_reclaim_scan(user) : -EPERM;
		break;
	default:
		return -ENOTTY;
	}
	if (controls && !ret)
		tcmu_reclaim_beat();
	return ret;
}

static int tcmu_reclaim_open(struct inode *inode, struct file *file)
{
	struct tcmu_reclaim_file *opened;

	if (!READ_ONCE(tcmu_reclaim_lets_in))
		return -ENODEV;
	if (!(file->f_mode & FMODE_READ))
		return -EINVAL;
	opened = kzalloc(sizeof(*opened), GFP_KERNEL);
	if (!opened)
		return -ENOMEM;
	if (file->f_mode & FMODE_WRITE &&
	    test_and_set_bit_lock(0, &tcmu_reclaim_controlled)) {
		kfree(opened);
		return -EBUSY;
	}

	INIT_LIST_HEAD(&opened->watching);
	opened->seen_changes = atomic64_read(&tcmu_reclaim_changes);
	file->private_data = opened;
	return nonseekable_open(inode, file);
}

static int tcmu_reclaim_close(struct inode *inode, struct file *file)
{
	tcmu_reclaim_set_limit(file->private_data, 0);
	kfree(file->private_data);
	if (file->f_mode & FMODE_WRITE) {
		tcmu_reclaim_end_beat();
		clear_bit_unlock(0, &tcmu_reclaim_controlled);
	}
	return 0;
}

static const struct file_operations tcmu_reclaim_fops = {
	.owner = THIS_MODULE,
	.open = tcmu_reclaim_open,
	.release = tcmu_reclaim_close,
	.unlocked_ioctl = tcmu_reclaim_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.poll = tcmu_reclaim_poll,
};

static struct miscdevice tcmu_reclaim_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "tcmu-reclaim",
	.fops = &tcmu_reclaim_fops,
	.mode = 0600,
};

static void tcmu_reclaim_check_sizes(void)
{
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_info) !=
		     TCMU_RECLAIM_INFO_SIZE_VER2);
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_device) !=
		     TCMU_RECLAIM_DEVICE_SIZE_VER2);
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_ladder) !=
		     TCMU_RECLAIM_LADDER_SIZE_VER1);
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_count) !=
		     TCMU_RECLAIM_COUNT_SIZE_VER1);
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_request) !=
		     TCMU_RECLAIM_REQUEST_SIZE_VER1);
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_scan) !=
		     TCMU_RECLAIM_SCAN_SIZE_VER1);
	BUILD_BUG_ON(sizeof(struct tcmu_reclaim_watch) !=
		     TCMU_RECLAIM_WATCH_SIZE_VER1);
}
