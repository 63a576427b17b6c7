// SPDX-License-Identifier: GPL-2.0-only
/*
 * Example of /dev/tcmu-reclaim.
 *
 *	tcmu-reclaim-example info
 *	tcmu-reclaim-example count		as a reader
 *	tcmu-reclaim-example interval		as the controller: begins a new
 *						interval of the peaks
 *	tcmu-reclaim-example control		the same every second, until
 *						it is killed; prints once
 *	tcmu-reclaim-example ladder MINOR
 *	tcmu-reclaim-example watch LIMIT_PAGES	until it is killed
 *	tcmu-reclaim-example scan MINOR KEEP_BLOCKS
 */
#define _GNU_SOURCE
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

struct usage {
	__u32 count;
	struct tcmu_reclaim_device *devices;
	struct tcmu_reclaim_ladder *ladders;
};

static void *room(void *array, __u32 count, size_t bytes)
{
	array = realloc(array, count * bytes);
	if (!array)
		fail("memory");
	return array;
}

/* Reads all devices; asks again with more room when there were more. */
static struct usage count(int fd)
{
	struct usage usage = {};
	struct tcmu_reclaim_count arg = {
		.size = sizeof(arg),
		.device_bytes = sizeof(*usage.devices),
		.ladder_bytes = sizeof(*usage.ladders),
	};

	do {
		arg.capacity = arg.total + 8;
		usage.devices = room(usage.devices, arg.capacity, arg.device_bytes);
		usage.ladders = room(usage.ladders, arg.capacity, arg.ladder_bytes);
		arg.devices = (unsigned long)usage.devices;
		arg.ladders = (unsigned long)usage.ladders;
		if (ioctl(fd, TCMU_RECLAIM_COUNT, &arg))
			fail("COUNT");
	} while (arg.total > arg.capacity);

	usage.count = arg.returned;
	return usage;
}

static void forget(struct usage *usage)
{
	free(usage->devices);
	free(usage->ladders);
}

static void print_info(void)
{
	struct tcmu_reclaim_info info = { .size = sizeof(info) };
	int fd = open_node(O_RDONLY);

	if (ioctl(fd, TCMU_RECLAIM_INFO, &info))
		fail("INFO");
	printf("abi=%u capabilities=%#llx slice_pages=%u shrinker=%s",
	       info.abi_version, info.capabilities, info.slice_pages,
	       info.shrinker ? "tail" : "off");
	printf(" changes=%llu pages=%llu limit_pages=%llu\n", info.changes,
	       info.pages, info.limit_pages);
	close(fd);
}

static void print_device(const struct tcmu_reclaim_device *device)
{
	printf("uio%u generation=%llu flags=%u max=%u in_use=%u floor=%u high_water=%u peak=%u",
	       device->minor, device->generation, device->flags,
	       device->max_blocks, device->blocks_in_use,
	       device->floor_blocks, device->high_water_blocks,
	       device->peak_blocks);
	printf(" pages_per_block=%u commands=%u waiters=%u pages=%llu tail=%llu pinned=%llu",
	       device->pages_per_block, device->commands, device->waiters,
	       device->pages, device->tail_pages, device->pinned_pages);
	printf(" allocated=%llu released=%llu reallocated=%llu faults=%llu",
	       device->allocated_pages, device->released_pages,
	       device->reallocated_pages, device->faults);
	printf(" truncations=%llu held_nanos=%llu longest_held_nanos=%llu last_command=%llu\n",
	       device->truncations, device->held_nanos,
	       device->longest_held_nanos, device->last_command_nanos);
}

static void print_devices(int fd)
{
	struct usage usage = count(fd);
	__u32 i;

	for (i = 0; i < usage.count; i++)
		print_device(&usage.devices[i]);
	forget(&usage);
}

/*
 * As long as this goes on the kernel's own shrinker stays out of the way. A
 * controller that has to be read back in, or waits to write, misses its beats
 * when memory is short: this one is locked, and prints but once.
 */
static void control(void)
{
	int fd = open_node(O_RDWR);

	if (mlockall(MCL_CURRENT | MCL_FUTURE))
		fail("mlockall");
	print_devices(fd);
	fflush(stdout);
	for (;; sleep(1)) {
		struct usage usage = count(fd);

		forget(&usage);
	}
}

/* The index of a device; as many as there are if it is not among them. */
static __u32 find(const struct usage *usage, __u32 minor)
{
	__u32 i = 0;

	while (i < usage->count && usage->devices[i].minor != minor)
		i++;
	return i;
}

static void print_rung(int index, const struct tcmu_reclaim_rung *rung)
{
	printf("rung %d first_block=%u pages=%u last_reached=%llu times_reached=%llu\n",
	       index, rung->first_block, rung->pages, rung->last_reached_nanos,
	       rung->times_reached);
}

static void print_ladder(__u32 minor)
{
	int i, fd = open_node(O_RDONLY);
	struct usage usage = count(fd);
	__u32 index = find(&usage, minor);

	if (index == usage.count) {
		fprintf(stderr, "tcmu-reclaim-example: no device uio%u\n", minor);
		exit(1);
	}
	for (i = 0; i < TCMU_RECLAIM_RUNGS; i++)
		print_rung(i, &usage.ladders[index].rungs[i]);
	forget(&usage);
	close(fd);
}

/* Says what poll() says, and takes note of it so that it can be said again. */
static void watch(__u32 limit_pages)
{
	struct tcmu_reclaim_watch arg = { .size = sizeof(arg), .limit_pages = limit_pages };
	struct pollfd poller = { .fd = open_node(O_RDONLY), .events = POLLIN | POLLPRI };
	struct usage usage;

	if (ioctl(poller.fd, TCMU_RECLAIM_WATCH, &arg))
		fail("WATCH");
	for (;;) {
		if (poll(&poller, 1, -1) < 0)
			fail("poll");
		usage = count(poller.fd);
		if (poller.revents & POLLIN)
			printf("devices=%u\n", usage.count);
		if (poller.revents & POLLPRI) {
			printf("limit crossed\n");
			arg.limit_pages = 0;
			if (ioctl(poller.fd, TCMU_RECLAIM_WATCH, &arg))
				fail("WATCH");
		}
		fflush(stdout);
		forget(&usage);
	}
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
	struct usage usage = count(fd);
	__u32 index = find(&usage, minor);
	struct tcmu_reclaim_request request = {
		.generation = index < usage.count ? usage.devices[index].generation : 0,
		.minor = minor,
		.keep_blocks = keep_blocks,
		.wait_micros = TCMU_RECLAIM_MAX_WAIT_MICROS,
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
	forget(&usage);
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

static int usage_error(const char *name)
{
	fprintf(stderr,
		"usage: %s info | count | interval | control | ladder MINOR | watch LIMIT_PAGES | scan MINOR KEEP_BLOCKS\n",
		name);
	return 2;
}

int main(int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";

	if (argc == 2 && !strcmp(verb, "info"))
		print_info();
	else if (argc == 2 && !strcmp(verb, "count"))
		print_devices(open_node(O_RDONLY));
	else if (argc == 2 && !strcmp(verb, "interval"))
		print_devices(open_node(O_RDWR));
	else if (argc == 2 && !strcmp(verb, "control"))
		control();
	else if (argc == 3 && !strcmp(verb, "ladder"))
		print_ladder(parse_u32(argv[2]));
	else if (argc == 3 && !strcmp(verb, "watch"))
		watch(parse_u32(argv[2]));
	else if (argc == 4 && !strcmp(verb, "scan"))
		truncate_device(parse_u32(argv[2]), parse_u32(argv[3]));
	else
		return usage_error(argv[0]);
	return 0;
}
