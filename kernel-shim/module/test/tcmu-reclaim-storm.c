// SPDX-License-Identifier: GPL-2.0-only
/*
 * Truncates every device, as fast as the ABI allows, and prints what came of
 * it. Alternates between waiting for locks and trying them. Of the requests to
 * a device that has a tail, one in WHOLE_EVERY, picked at random, is for the
 * whole tail, as many for half of it, and the others for a few blocks: several
 * effective truncations come out of one burst of commands. "waiting" is how
 * often a look found a device with commands that wait for room.
 *
 *	tcmu-reclaim-storm SECONDS [PAUSE_MICROS [WHOLE_EVERY]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <linux/tcmu_reclaim.h>

#define MOST 64
#define FEW_BLOCKS 8

static struct tcmu_reclaim_device devices[MOST];
static struct tcmu_reclaim_request requests[MOST];
static unsigned long long results[6], pages, whole, waiting;
static unsigned int whole_every = 4;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static __u32 pick_keep(const struct tcmu_reclaim_device *device)
{
	__u32 floor = device->floor_blocks;
	__u32 tail = device->high_water_blocks - floor;
	unsigned int pick = random() % whole_every;

	if (tail <= FEW_BLOCKS || pick == 0)
		return 0;
	if (pick == 1)
		return floor + tail / 2;
	return floor + tail - 1 - random() % FEW_BLOCKS;
}

static __u32 aim(int fd)
{
	struct tcmu_reclaim_count arg = {
		.size = sizeof(arg),
		.devices = (unsigned long)devices,
		.device_bytes = sizeof(devices[0]),
		.capacity = MOST,
	};
	__u32 i;

	if (ioctl(fd, TCMU_RECLAIM_COUNT, &arg))
		fail("COUNT");
	for (i = 0; i < arg.returned; i++) {
		requests[i].generation = devices[i].generation;
		requests[i].minor = devices[i].minor;
		requests[i].budget_pages = ~0ULL;
		requests[i].keep_blocks = pick_keep(&devices[i]);
		waiting += devices[i].waiters > 0;
	}
	return arg.returned;
}

static void fire(int fd, __u32 count, __u32 flags)
{
	struct tcmu_reclaim_scan arg = {
		.size = sizeof(arg),
		.requests = (unsigned long)requests,
		.request_bytes = sizeof(requests[0]),
		.count = count,
	};
	__u32 i;

	for (i = 0; i < count; i++)
		requests[i].flags = flags;
	if (ioctl(fd, TCMU_RECLAIM_SCAN, &arg))
		fail("SCAN");
	for (i = 0; i < count; i++) {
		results[requests[i].result]++;
		pages += requests[i].freed_pages;
		if (requests[i].freed_pages && !requests[i].keep_blocks)
			whole++;
	}
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	int fd = open("/dev/tcmu-reclaim", O_RDWR | O_CLOEXEC);
	unsigned int pause_micros = argc > 2 ? atoi(argv[2]) : 0;
	double end = now() + (argc > 1 ? atof(argv[1]) : 1);
	unsigned long round;

	if (argc > 3 && atoi(argv[3]) > 0)
		whole_every = atoi(argv[3]);
	if (fd < 0)
		fail("/dev/tcmu-reclaim");
	for (round = 0; now() < end; round++) {
		fire(fd, aim(fd), round % 2 ? TCMU_RECLAIM_TRY : 0);
		if (pause_micros)
			usleep(pause_micros);
	}
	printf("rounds=%lu freed=%llu whole=%llu pages=%llu ", round,
	       results[TCMU_RECLAIM_FREED], whole, pages);
	printf("nothing=%llu busy=%llu gone=%llu refused=%llu waiting=%llu\n",
	       results[TCMU_RECLAIM_NOTHING], results[TCMU_RECLAIM_BUSY],
	       results[TCMU_RECLAIM_GONE], results[TCMU_RECLAIM_REFUSED],
	       waiting);
	return 0;
}
