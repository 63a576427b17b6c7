/* SPDX-License-Identifier: GPL-2.0-only */
/* What was expected of a call, and the memory that calls are handed. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/tcmu_reclaim.h>

#define NODE "/dev/tcmu-reclaim"
#define ABSENT_MINOR 1000000

static int cases, wrong;
static int controller, reader;
static __u64 capabilities;
static struct tcmu_reclaim_device target;
static char *brink;	/* end of a page, with none behind it */
static char *fixed;	/* a page that cannot be written */

static void expect(const char *what, long got, long wanted)
{
	cases++;
	if (got == wanted)
		return;
	wrong++;
	printf("%s: %ld instead of %ld\n", what, got, wanted);
}

/* The errno of a call, 0 for success. */
static int call(int fd, unsigned long cmd, void *arg)
{
	return ioctl(fd, cmd, arg) ? errno : 0;
}

static int open_errno(int flags)
{
	int fd = open(NODE, flags | O_CLOEXEC);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

/*
 * Sizes and flags, for any of the calls; @good is of @size bytes, and was of
 * @first in version 1.
 */
static void check_frame(const char *name, unsigned long cmd, const void *good,
			__u32 size, __u32 first)
{
	__u64 words[1024];
	char what[80], *buffer = (char *)words;
	const struct { const char *what; __u32 size; int at; int wanted; } tries[] = {
		{ "size 0", 0, 0, EINVAL },
		{ "size one short", first - 1, 0, EINVAL },
		{ "size of version 1", first, 0, 0 },
		{ "right size", size, 0, 0 },
		{ "longer, zeros", size + 64, 0, 0 },
		{ "longer, not zero", size + 64, size + 8, E2BIG },
		{ "a page", 4096, 0, 0 },
		{ "more than a page", 4097, 0, E2BIG },
		{ "largest size", 0xffffffff, 0, E2BIG },
		{ "unknown flag", size, 4, EINVAL },
	};
	unsigned int i;

	for (i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		memset(words, 0, sizeof(words));
		memcpy(buffer, good, size);
		memcpy(buffer, &tries[i].size, sizeof(tries[i].size));
		if (tries[i].at)
			buffer[tries[i].at] = 1;
		snprintf(what, sizeof(what), "%s, %s", name, tries[i].what);
		expect(what, call(controller, cmd, buffer), tries[i].wanted);
	}
	snprintf(what, sizeof(what), "%s, no address", name);
	expect(what, call(controller, cmd, NULL), EFAULT);
	memcpy(brink - size + 8, good, size - 8);
	snprintf(what, sizeof(what), "%s, half of it without memory", name);
	expect(what, call(controller, cmd, brink - size + 8), EFAULT);
}

static void map_pages(void)
{
	char *pages = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	brink = pages + 4096;
	fixed = pages + 2 * 4096;
	if (pages == MAP_FAILED || mprotect(brink, 4096, PROT_NONE) ||
	    mprotect(fixed, 4096, PROT_READ)) {
		perror("mmap");
		exit(2);
	}
}
