// SPDX-License-Identifier: GPL-2.0-only
/*
 * A controller for measurements: counts once a second, as an agent does, and
 * takes orders from standard input, one line each:
 *
 *	release		cuts every device to nothing, in one SCAN
 *	slices		the same, one slice in a SCAN: tells how long each of them
 *			held the device's locks
 *
 * It prints one line for each: pages, and of "slices" the nanoseconds of all
 * slices so far that released something. Where a clock counts instructions,
 * these are instructions.
 */
#include <err.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/tcmu_reclaim.h>

#define MOST_DEVICES 4096
#define SLICE_PAGES 256
#define MOST_SLICES 4096

static struct tcmu_reclaim_device devices[MOST_DEVICES];
static int node;

static __u32 count(void)
{
	struct tcmu_reclaim_count arg = {
		.size = sizeof(arg),
		.devices = (unsigned long)devices,
		.device_bytes = sizeof(devices[0]),
		.capacity = MOST_DEVICES,
	};

	if (ioctl(node, TCMU_RECLAIM_COUNT, &arg))
		err(1, "COUNT");
	return arg.returned;
}

/* Returns the pages that were released of one device. */
static unsigned long long scan(const struct tcmu_reclaim_device *device, __u64 budget_pages)
{
	struct tcmu_reclaim_request request = {
		.generation = device->generation,
		.minor = device->minor,
		.budget_pages = budget_pages,
		.wait_micros = 250000,
	};
	struct tcmu_reclaim_scan arg = {
		.size = sizeof(arg),
		.requests = (unsigned long)&request,
		.request_bytes = sizeof(request),
		.count = 1,
	};

	if (ioctl(node, TCMU_RECLAIM_SCAN, &arg))
		err(1, "SCAN");
	return request.freed_pages;
}

static void release(void)
{
	unsigned long long pages = 0;
	__u32 n = count(), i;

	for (i = 0; i < n; i++)
		pages += scan(&devices[i], ~0ULL);
	printf("pages=%llu\n", pages);
}

static int by_value(const void *a, const void *b)
{
	__u64 x = *(const __u64 *)a, y = *(const __u64 *)b;

	return (x > y) - (x < y);
}

/* Of the first device. What a slice took is what the device's sum has grown by. */
static void release_in_slices(void)
{
	static __u64 nanos[MOST_SLICES];
	static int slices;
	unsigned long long pages = 0, freed;
	__u64 before;

	if (!count())
		errx(1, "no device");
	do {
		before = devices[0].held_nanos;
		freed = scan(&devices[0], SLICE_PAGES);
		pages += freed;
		count();
		if (freed)
			nanos[slices++] = devices[0].held_nanos - before;
	} while (freed && slices < MOST_SLICES);
	if (!pages)
		errx(1, "there was nothing to release");
	qsort(nanos, slices, sizeof(nanos[0]), by_value);
	printf("pages=%llu slices=%d p50=%llu p99=%llu max=%llu\n", pages, slices,
	       (unsigned long long)nanos[slices / 2], (unsigned long long)nanos[slices * 99 / 100],
	       (unsigned long long)nanos[slices - 1]);
}

int main(void)
{
	struct pollfd orders = { .fd = STDIN_FILENO, .events = POLLIN };
	char line[64];

	node = open("/dev/tcmu-reclaim", O_RDWR | O_CLOEXEC);
	if (node < 0)
		err(1, "/dev/tcmu-reclaim");
	setvbuf(stdin, NULL, _IONBF, 0);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (;;) {
		count();
		if (!poll(&orders, 1, 1000))
			continue;
		if (!fgets(line, sizeof(line), stdin))
			return 0;
		if (!strcmp(line, "release\n"))
			release();
		else if (!strcmp(line, "slices\n"))
			release_in_slices();
		else
			printf("refused\n");
	}
}
