// SPDX-License-Identifier: GPL-2.0-only
/*
 * Truncates every device to nothing, as fast as the ABI allows, and prints
 * what came of it. Alternates between waiting for locks and trying them.
 *
 *	tcmu-reclaim-storm SECONDS [PAUSE_MICROS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <linux/tcmu_reclaim.h>

#define MOST 64

static struct tcmu_reclaim_device devices[MOST];
static struct tcmu_reclaim_request requests[MOST];
static unsigned long long results[6], pages;

static void fail(const char *what)
{
	perror(what);
	exit(1);
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

	if (fd < 0)
		fail("/dev/tcmu-reclaim");
	for (round = 0; now() < end; round++) {
		fire(fd, aim(fd), round % 2 ? TCMU_RECLAIM_TRY : 0);
		if (pause_micros)
			usleep(pause_micros);
	}
	printf("rounds=%lu freed=%llu nothing=%llu busy=%llu gone=%llu refused=%llu pages=%llu\n",
	       round, results[TCMU_RECLAIM_FREED], results[TCMU_RECLAIM_NOTHING],
	       results[TCMU_RECLAIM_BUSY], results[TCMU_RECLAIM_GONE],
	       results[TCMU_RECLAIM_REFUSED], pages);
	return 0;
}
