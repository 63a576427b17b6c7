// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cuts devices in turn to what their commands hold, with a moment in between,
 * and prints what came of it:
 *
 *	tcmu-reclaim-cuts SECONDS MINOR...		by SCAN
 *	tcmu-reclaim-cuts SECONDS --plain MINOR...	by tcmu_plain_cut.ko
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <linux/tcmu_reclaim.h>

#define NODE "/dev/tcmu-reclaim"
#define PARAMETER "/sys/module/tcmu_plain_cut/parameters/cut"
#define MOST 64

/* Between two cuts, or this program would take a CPU from the load */
#define PAUSE_MICROS 200

static struct tcmu_reclaim_request requests[MOST];
static unsigned long long results[6], pages, calls;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static int open_or_fail(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0)
		fail(path);
	return fd;
}

/* Fills in which device each minor is. */
static void aim(int fd, int count)
{
	static struct tcmu_reclaim_device devices[MOST];
	struct tcmu_reclaim_count arg = {
		.size = sizeof(arg),
		.devices = (unsigned long)devices,
		.device_bytes = sizeof(devices[0]),
		.capacity = MOST,
	};
	__u32 device;
	int i;

	if (ioctl(fd, TCMU_RECLAIM_COUNT, &arg))
		fail("COUNT");
	for (i = 0; i < count; i++)
		for (device = 0; device < arg.returned; device++)
			if (devices[device].minor == requests[i].minor)
				requests[i].generation = devices[device].generation;
}

static void scan(int fd, struct tcmu_reclaim_request *request)
{
	struct tcmu_reclaim_scan arg = {
		.size = sizeof(arg),
		.requests = (unsigned long)request,
		.request_bytes = sizeof(*request),
		.count = 1,
	};

	request->budget_pages = ~0ULL;
	if (ioctl(fd, TCMU_RECLAIM_SCAN, &arg))
		fail("SCAN");
	results[request->result]++;
	pages += request->freed_pages;
}

static void cut_plainly(int fd, const struct tcmu_reclaim_request *request)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%u", request->minor);

	if (pwrite(fd, text, len, 0) != len && errno != EAGAIN)
		fail(PARAMETER);
}

/* What that module has counted since it was loaded. */
static void read_plain(int fd, unsigned long long *counted)
{
	char text[128] = "";

	if (pread(fd, text, sizeof(text) - 1, 0) < 0 ||
	    sscanf(text, "freed=%llu pages=%llu busy=%llu", &counted[0],
		   &counted[1], &counted[2]) != 3)
		fail(PARAMETER);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	int plain = argc > 2 && !strcmp(argv[2], "--plain");
	int count = argc - 2 - plain, i, fd;
	unsigned long long before[3] = {}, after[3] = {};
	double end;

	if (count < 1 || count > MOST) {
		fprintf(stderr, "usage: tcmu-reclaim-cuts SECONDS [--plain] MINOR...\n");
		return 2;
	}
	for (i = 0; i < count; i++)
		requests[i].minor = atoi(argv[2 + plain + i]);
	fd = open_or_fail(plain ? PARAMETER : NODE, O_RDWR);
	if (plain)
		read_plain(fd, before);
	else
		aim(fd, count);
	for (end = now() + atof(argv[1]); now() < end; calls++) {
		usleep(PAUSE_MICROS);
		if (plain)
			cut_plainly(fd, &requests[calls % count]);
		else
			scan(fd, &requests[calls % count]);
	}
	if (plain)
		read_plain(fd, after);
	else
		after[0] = results[TCMU_RECLAIM_FREED], after[1] = pages,
		after[2] = results[TCMU_RECLAIM_BUSY];
	printf("calls=%llu freed=%llu pages=%llu busy=%llu\n", calls,
	       after[0] - before[0], after[1] - before[1], after[2] - before[2]);
	return 0;
}
