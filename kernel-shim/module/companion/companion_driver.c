// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the driver keeps of its devices.
 */

#include "companion_recognise.c"

/* The device behind a node of the driver's list, or NULL at its end. */
static struct tcmu_dev *companion_after(const struct list_head *node)
{
	if (node->next == companion.list)
		return NULL;
	return (struct tcmu_dev *)((char *)node->next - companion_at.node);
}

static struct tcmu_dev *companion_first(void)
{
	return companion_after(companion.list);
}

static struct tcmu_dev *companion_next(struct tcmu_dev *udev)
{
	return companion_after(companion_member(udev, struct list_head, node));
}

static u64 companion_generation(struct tcmu_dev *udev)
{
	return (u64)companion_member(udev, struct se_device, se_dev)->dev_index + 1;
}

static u32 companion_end(struct tcmu_dev *udev)
{
	return tcmu_reclaim_end_of(companion_member(udev, u32, dbi_max),
				   companion_member(udev, u32, dbi_thresh));
}

static bool companion_recognise(struct tcmu_dev *udev)
{
	const char *wrong = companion_what_is_wrong(udev);

	if (wrong)
		pr_err_ratelimited("tcmu_reclaim: a device is left alone: %s\n",
				   wrong);
	return !wrong;
}

static u32 companion_flags(struct tcmu_dev *udev)
{
	unsigned long flags = READ_ONCE(*companion_member(udev, unsigned long, flags));

	return (flags & BIT(COMPANION_BIT_OPEN) ? TCMU_RECLAIM_DEV_OPENED : 0) |
	       (flags & BIT(COMPANION_BIT_BLOCKED) ? TCMU_RECLAIM_DEV_BLOCKED : 0) |
	       (flags & BIT(COMPANION_BIT_BROKEN) ? TCMU_RECLAIM_DEV_BROKEN : 0);
}
