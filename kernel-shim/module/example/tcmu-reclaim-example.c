// SPDX-License-Identifier: GPL-2.0-only
/*
 * Example of /dev/tcmu-reclaim.
 *
 *	tcmu-reclaim-example count
 *	tcmu-reclaim-example scan MINOR KEEP_BLOCKS
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/tcmu_reclaim.h>

#define NODE "/dev/tcmu-reclaim"

static void fail(const char *what)
{
	fprintf(stderr, "tcmu-reclaim-example: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int open_node(int flags)
{
	int fd = open(NODE, flags | O_CLOEXEC);

	if (fd < 0)
		fail(NODE);
	return fd;
}

/* Reads all devices; asks again with more room when there were more. */
static struct tcmu_reclaim_device *count(int fd, __u32 *devices)
{
	struct tcmu_reclaim_count arg = {
		.size = sizeof(arg),
		.device_bytes = sizeof(struct tcmu_reclaim_device),
	};
	struct tcmu_reclaim_device *array = NULL;

	do {
		arg.capacity = arg.total + 8;
		free(array);
		array = calloc(arg.capacity, sizeof(*array));
		if (!array)
			fail("memory");
		arg.devices = (unsigned long)array;
		if (ioctl(fd, TCMU_RECLAIM_COUNT, &arg))
			fail("COUNT");
	} while (arg.total > arg.capacity);

	*devices = arg.returned;
	return array;
}

static void print_device(const struct tcmu_reclaim_device *device)
{
	printf("uio%u generation=%llu flags=%u max=%u in_use=%u floor=%u high_water=%u",
	       device->minor, device->generation, device->flags,
	       device->max_blocks, device->blocks_in_use,
	       device->floor_blocks, device->high_water_blocks);
	printf(" commands=%u waiters=%u pages=%llu tail=%llu pinned=%llu",
	       device->commands, device->waiters, device->pages,
	       device->tail_pages, device->pinned_pages);
	printf(" allocated=%llu released=%llu truncations=%llu last_command=%llu\n",
	       device->allocated_pages, device->released_pages,
	       device->truncations, device->last_command_nanos);
}

static void print_devices(void)
{
	struct tcmu_reclaim_device *array;
	__u32 i, devices;
	int fd = open_node(O_RDONLY);

	array = count(fd, &devices);
	for (i = 0; i < devices; i++)
		print_device(&array[i]);
	free(array);
	close(fd);
}

static __u64 generation_of(int fd, __u32 minor)
{
	__u32 i, devices;
	struct tcmu_reclaim_device *array = count(fd, &devices);
	__u64 generation = 0;

	for (i = 0; i < devices; i++)
		if (array[i].minor == minor)
			generation = array[i].generation;
	free(array);
	return generation;
}

static const char *result_name(__u32 result)
{
	static const char * const names[] = {
		"?", "freed", "nothing", "busy", "gone", "refused",
	};

	return names[result < sizeof(names) / sizeof(*names) ? result : 0];
}

static void truncate_device(__u32 minor, __u32 keep_blocks)
{
	int fd = open_node(O_RDWR);
	struct tcmu_reclaim_request request = {
		.generation = generation_of(fd, minor),
		.minor = minor,
		.keep_blocks = keep_blocks,
		.budget_pages = ~0ULL,
	};
	struct tcmu_reclaim_scan arg = {
		.size = sizeof(arg),
		.requests = (unsigned long)&request,
		.request_bytes = sizeof(request),
		.count = 1,
	};

	if (ioctl(fd, TCMU_RECLAIM_SCAN, &arg))
		fail("SCAN");
	printf("%s pages=%llu high_water=%u error=%s\n",
	       result_name(request.result), request.freed_pages,
	       request.high_water_blocks,
	       request.error ? strerrorname_np(request.error) : "none");
	close(fd);
}

static __u32 parse_u32(const char *text)
{
	char *end;
	unsigned long value;

	errno = 0;
	value = strtoul(text, &end, 10);
	if (errno || end == text || *end || value > 0xffffffffUL) {
		fprintf(stderr, "tcmu-reclaim-example: not a number: %s\n", text);
		exit(2);
	}
	return value;
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "count")) {
		print_devices();
	} else if (argc == 4 && !strcmp(argv[1], "scan")) {
		truncate_device(parse_u32(argv[2]), parse_u32(argv[3]));
	} else {
		fprintf(stderr, "usage: %s count | scan MINOR KEEP_BLOCKS\n", argv[0]);
		return 2;
	}
	return 0;
}
