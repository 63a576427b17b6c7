// SPDX-License-Identifier: GPL-2.0-only
/*
 * Structures from and to callers that know more or fewer fields.
 */

#include <linux/uaccess.h>

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

/* What lies behind the part that both know stays as it is. */
static int tcmu_reclaim_copy_out(void __user *user, const void *arg,
				 size_t ksize, u32 usize)
{
	return copy_to_user(user, arg, min_t(size_t, ksize, usize)) ? -EFAULT : 0;
}

/* The same for an element of which nothing was read: zeros behind that part. */
static int tcmu_reclaim_put_element(void __user *user, const void *element,
				    size_t ksize, u32 usize)
{
	size_t known = min_t(size_t, ksize, usize);

	if (copy_to_user(user, element, known) ||
	    clear_user(user + known, usize - known))
		return -EFAULT;
	return 0;
}

static int tcmu_reclaim_check_element(u32 bytes, size_t least)
{
	if (bytes < least || bytes % 8)
		return -EINVAL;
	return bytes > PAGE_SIZE ? -E2BIG : 0;
}
