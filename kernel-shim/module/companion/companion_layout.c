// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the running driver keeps what.
 *
 * struct tcmu_dev is private to target_core_user.c. Its members' offsets and
 * sizes come from the BTF of the running module, its variables' addresses from
 * /proc/kallsyms; tcmu-reclaim-load reads both and hands them over as module
 * parameters. A program does it because parsing is safer there than here. What
 * it says is checked before it is believed: each address must be that very
 * symbol of target_core_user, each size and each offset in a public structure
 * must be the one that this module was compiled with, and nothing may be
 * missing. Each device is looked at again before it is first touched, see
 * companion_recognise().
 */

#include <linux/delay.h>
#include <linux/kallsyms.h>
#include <linux/moduleparam.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>
#include <linux/uaccess.h>
#include <linux/uio_driver.h>
#include <linux/xarray.h>

#include <target/target_core_base.h>
#include <target/target_core_backend.h>

#include "companion_bits.h"

#define COMPANION_DRIVER "target_core_user"

struct tcmu_dev; /* private to the driver */

static char *companion_layout_text = "";
module_param_named(layout, companion_layout_text, charp, 0);
MODULE_PARM_DESC(layout, "Offsets and sizes, by tcmu-reclaim-load");

static char *companion_symbols_text = "";
module_param_named(symbols, companion_symbols_text, charp, 0);
MODULE_PARM_DESC(symbols, "Addresses in the driver, by tcmu-reclaim-load");

static struct {
	struct module *driver;		/* held as long as this module is loaded */
	struct mutex *list_lock;	/* root_udev_mutex */
	struct list_head *list;		/* root_udev */
	const struct target_backend_ops *ops;
	atomic_t *page_count;
	u32 *max_pages;
	void *free_data;		/* tcmu_cmd_free_data(), never called */
} companion;

/* Offsets in struct tcmu_dev, where nothing else is said */
static struct {
	u32 node, se_dev, flags, uio_info, inode, cmdr_lock, data_pages;
	u32 data_bitmap, max_blocks, data_off, data_blk_size;
	u32 data_pages_per_blk, dbi_max, dbi_thresh, commands, qfull_queue;
	u32 cmd_dev, cmd_id, cmd_dbi;	/* in struct tcmu_cmd */
} companion_at;

#define companion_member(udev, type, member) \
	((type *)((char *)(udev) + companion_at.member))

/* @at: where to put the offset; NULL where it must be @known already */
static struct companion_told {
	const char *name;
	u32 size;
	u32 *at;
	u32 known;
	bool told;
} companion_told[] = {
	{ "node", sizeof(struct list_head), &companion_at.node },
	{ "se_dev", sizeof(struct se_device), &companion_at.se_dev },
	{ "flags", sizeof(unsigned long), &companion_at.flags },
	{ "uio_info", sizeof(struct uio_info), &companion_at.uio_info },
	{ "inode", sizeof(struct inode *), &companion_at.inode },
	{ "cmdr_lock", sizeof(struct mutex), &companion_at.cmdr_lock },
	{ "data_pages", sizeof(struct xarray), &companion_at.data_pages },
	{ "data_bitmap", sizeof(unsigned long *), &companion_at.data_bitmap },
	{ "max_blocks", sizeof(u32), &companion_at.max_blocks },
	{ "data_off", sizeof(size_t), &companion_at.data_off },
	{ "data_blk_size", sizeof(u32), &companion_at.data_blk_size },
	{ "data_pages_per_blk", sizeof(u32), &companion_at.data_pages_per_blk },
	{ "dbi_max", sizeof(u32), &companion_at.dbi_max },
	{ "dbi_thresh", sizeof(u32), &companion_at.dbi_thresh },
	{ "commands", sizeof(struct xarray), &companion_at.commands },
	{ "qfull_queue", sizeof(struct list_head), &companion_at.qfull_queue },
	{ "tcmu_cmd.tcmu_dev", sizeof(struct tcmu_dev *), &companion_at.cmd_dev },
	{ "tcmu_cmd.cmd_id", sizeof(u16), &companion_at.cmd_id },
	{ "tcmu_cmd.dbi", sizeof(u32 *), &companion_at.cmd_dbi },
	{ "uio_device.minor", sizeof_field(struct uio_device, minor), NULL,
	  offsetof(struct uio_device, minor) },
	{ "uio_device.info", sizeof_field(struct uio_device, info), NULL,
	  offsetof(struct uio_device, info) },
	{ "uio_device.info_lock", sizeof_field(struct uio_device, info_lock), NULL,
	  offsetof(struct uio_device, info_lock) },
	{ "uio_info.uio_dev", sizeof_field(struct uio_info, uio_dev), NULL,
	  offsetof(struct uio_info, uio_dev) },
	{ "uio_info.name", sizeof_field(struct uio_info, name), NULL,
	  offsetof(struct uio_info, name) },
	{ "se_device.dev_index", sizeof_field(struct se_device, dev_index), NULL,
	  offsetof(struct se_device, dev_index) },
	{ "se_device.transport", sizeof_field(struct se_device, transport), NULL,
	  offsetof(struct se_device, transport) },
	{ "target_backend_ops.owner", sizeof_field(struct target_backend_ops, owner), NULL,
	  offsetof(struct target_backend_ops, owner) },
	{ "inode.i_mapping", sizeof_field(struct inode, i_mapping), NULL,
	  offsetof(struct inode, i_mapping) },
	{ "address_space.invalidate_lock",
	  sizeof_field(struct address_space, invalidate_lock), NULL,
	  offsetof(struct address_space, invalidate_lock) },
};

static int __init companion_take_offset(const char *name, u32 at, u32 size)
{
	struct companion_told *told;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(companion_told); i++) {
		told = &companion_told[i];
		if (strcmp(told->name, name))
			continue;
		if (size != told->size || (!told->at && at != told->known)) {
			pr_err("tcmu_reclaim: %s is at %u with %u bytes in the running kernel, this module was compiled for other headers\n",
			       name, at, size);
			return -ENOEXEC;
		}
		if (told->at)
			*told->at = at;
		told->told = true;
		return 0;
	}
	pr_err("tcmu_reclaim: layout: %s is not known here\n", name);
	return -EINVAL;
}

static int __init companion_read_layout(void)
{
	char *text = companion_layout_text, *word, *name, *offset;
	u32 at, size;
	size_t i;
	int ret;

	while ((word = strsep(&text, ",")) && *word) {
		name = strsep(&word, ":");
		offset = strsep(&word, ":");
		if (!word || kstrtou32(offset, 10, &at) ||
		    kstrtou32(word, 10, &size))
			return -EINVAL;
		ret = companion_take_offset(name, at, size);
		if (ret)
			return ret;
	}
	for (i = 0; i < ARRAY_SIZE(companion_told); i++) {
		if (companion_told[i].told)
			continue;
		pr_err("tcmu_reclaim: layout: nothing said of %s; load this module with tcmu-reclaim-load\n",
		       companion_told[i].name);
		return -EINVAL;
	}
	return 0;
}

/* Whether an address is that very variable of the driver, which is loaded. */
static bool __init companion_is_symbol(const char *name, unsigned long address)
{
	static char said[KSYM_SYMBOL_LEN] __initdata;
	char wanted[64];
	size_t len, tail = strlen(" [" COMPANION_DRIVER "]");

	snprintf(wanted, sizeof(wanted), "%s+0x0/", name);
	sprint_symbol(said, address);
	len = strlen(said);
	return !strncmp(said, wanted, strlen(wanted)) && len > tail &&
	       !strcmp(said + len - tail, " [" COMPANION_DRIVER "]");
}

static void *__init companion_symbol(const char *name)
{
	const char *found = companion_symbols_text;
	unsigned long address = 0;
	size_t len = strlen(name);

	for (; found; found = strchr(found, ',')) {
		found += *found == ',';
		if (!strncmp(found, name, len) && found[len] == ':' &&
		    sscanf(found + len + 1, "%16lx", &address) == 1)
			break;
	}
	if (!address || !companion_is_symbol(name, address)) {
		pr_err("tcmu_reclaim: symbols: no address of %s in the %s that is loaded; load this module with tcmu-reclaim-load\n",
		       name, COMPANION_DRIVER);
		return NULL;
	}
	return (void *)address;
}

/*
 * A module that is being unloaded is still in memory until RCU readers have
 * left, so what the symbols say is true until then.
 */
static int __init companion_hold_driver(void)
{
	struct module *driver = NULL;
	int ret = companion_read_layout();

	if (ret)
		return ret;

	rcu_read_lock();
	companion.list_lock = companion_symbol("root_udev_mutex");
	companion.list = companion_symbol("root_udev");
	companion.ops = companion_symbol("tcmu_ops");
	companion.page_count = companion_symbol("global_page_count");
	companion.max_pages = companion_symbol("tcmu_global_max_pages");
	companion.free_data = companion_symbol("tcmu_cmd_free_data");
	if (companion.list_lock && companion.list && companion.ops &&
	    companion.page_count && companion.max_pages &&
	    companion.free_data)
		driver = companion.ops->owner;
	if (driver && (driver->state != MODULE_STATE_LIVE ||
		       strcmp(driver->name, COMPANION_DRIVER) ||
		       !try_module_get(driver)))
		driver = NULL;
	rcu_read_unlock();

	companion.driver = driver;
	return driver ? 0 : -ENODEV;
}
