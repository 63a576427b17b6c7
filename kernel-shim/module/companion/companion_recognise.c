// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether something in the driver's list is a device as it should be. Nothing of
 * it is believed, and it is read in a way that survives a wrong address.
 */

static struct uio_device *companion_uio(struct tcmu_dev *udev)
{
	return companion_member(udev, struct uio_info, uio_info)->uio_dev;
}

/* Its minor, or something beyond all minors if there is nothing to read. */
static u32 companion_minor(struct tcmu_dev *udev)
{
	struct uio_info *info = companion_member(udev, struct uio_info, uio_info);
	struct uio_device *uio;
	int minor;

	if (get_kernel_nofault(uio, &info->uio_dev) ||
	    get_kernel_nofault(minor, &uio->minor) || minor < 0)
		return U32_MAX;
	return minor;
}

/* A member of a device that is not known to be one yet; zero if it has none. */
#define companion_peek(udev, type, member) ({				\
	type _value;							\
									\
	if (get_kernel_nofault(_value,					\
			       companion_member(udev, type, member)))	\
		memset(&_value, 0, sizeof(_value));			\
	_value;								\
})

/* What holds for every device, if the offsets are right. Nothing is believed. */
static const char *companion_what_is_wrong(struct tcmu_dev *udev)
{
	struct uio_info *info = companion_member(udev, struct uio_info, uio_info);
	struct se_device *se_dev = companion_member(udev, struct se_device, se_dev);
	u32 per_block = companion_peek(udev, u32, data_pages_per_blk);
	u32 max_blocks = companion_peek(udev, u32, max_blocks);
	const struct target_backend_ops *ops;
	unsigned long *bitmap, word, last;
	struct uio_info *back;
	const char *name;
	char prefix[9];

	if (get_kernel_nofault(ops, &se_dev->transport) || ops != companion.ops)
		return "its backend is another";
	if (companion_minor(udev) > MINORMASK ||
	    get_kernel_nofault(back, &companion_uio(udev)->info) || back != info)
		return "its UIO device is another's";
	if (get_kernel_nofault(name, &info->name) ||
	    copy_from_kernel_nofault(prefix, name, sizeof(prefix)) ||
	    memcmp(prefix, "tcm-user/", sizeof(prefix)))
		return "its UIO name does not begin with tcm-user/";
	if (!per_block || !max_blocks ||
	    companion_peek(udev, u32, data_blk_size) != per_block * PAGE_SIZE)
		return "its block size does not fit its pages per block";
	if (companion_peek(udev, u32, dbi_max) >= max_blocks ||
	    companion_peek(udev, u32, dbi_thresh) > max_blocks)
		return "its marks are beyond its area";
	bitmap = companion_peek(udev, unsigned long *, data_bitmap);
	last = BITS_TO_LONGS(max_blocks) - 1;
	if (!bitmap || get_kernel_nofault(word, bitmap) ||
	    get_kernel_nofault(word, bitmap + last))
		return "its bitmap is too short";
	if (!PAGE_ALIGNED(companion_peek(udev, size_t, data_off)))
		return "its area begins within a page";
	return NULL;
}
