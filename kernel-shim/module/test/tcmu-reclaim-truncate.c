// SPDX-License-Identifier: GPL-2.0-only
/*
 * Truncates every device to nothing again and again, at a fixed period:
 *
 *	tcmu-reclaim-truncate shim  PERIOD_MILLIS SECONDS
 *	tcmu-reclaim-truncate stock PERIOD_MILLIS SECONDS
 *
 * shim: through SCAN. stock: by lowering global_max_data_area_mb for a tenth of
 * the period, which is all that an unpatched module offers. The last line says
 * what came of it, as far as it can be known.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <linux/tcmu_reclaim.h>

#define MOST 64
#define PARAMETER "/sys/module/target_core_user/parameters/global_max_data_area_mb"

static unsigned long long effective, pages, longest_held_nanos;

static double now_micros(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1e6 + ts.tv_nsec / 1e3;
}

static __u32 count(int fd, struct tcmu_reclaim_device *devices)
{
	struct tcmu_reclaim_count arg = {
		.size = sizeof(arg),
		.devices = (unsigned long)devices,
		.device_bytes = sizeof(devices[0]),
		.capacity = MOST,
	};

	if (ioctl(fd, TCMU_RECLAIM_COUNT, &arg))
		err(1, "COUNT");
	return arg.returned;
}

static void truncate_all(int fd)
{
	static struct tcmu_reclaim_device devices[MOST];
	static struct tcmu_reclaim_request requests[MOST];
	struct tcmu_reclaim_scan arg = {
		.size = sizeof(arg),
		.requests = (unsigned long)requests,
		.request_bytes = sizeof(requests[0]),
	};
	__u32 i;

	arg.count = count(fd, devices);
	for (i = 0; i < arg.count; i++) {
		requests[i].generation = devices[i].generation;
		requests[i].minor = devices[i].minor;
		requests[i].budget_pages = ~0ULL;
		if (longest_held_nanos < devices[i].longest_held_nanos)
			longest_held_nanos = devices[i].longest_held_nanos;
	}
	if (arg.count && ioctl(fd, TCMU_RECLAIM_SCAN, &arg))
		err(1, "SCAN");
	for (i = 0; i < arg.count; i++) {
		effective += requests[i].freed_pages > 0;
		pages += requests[i].freed_pages;
	}
}

static void set_parameter(int fd, const char *text)
{
	if (pwrite(fd, text, strlen(text), 0) < 0)
		err(1, PARAMETER);
}

int main(int argc, char **argv)
{
	int shim = argc == 4 && !strcmp(argv[1], "shim"), fd;
	double period, next, end;

	if (argc != 4 || (!shim && strcmp(argv[1], "stock")))
		errx(2, "usage: tcmu-reclaim-truncate shim|stock PERIOD_MILLIS SECONDS");
	fd = shim ? open("/dev/tcmu-reclaim", O_RDWR | O_CLOEXEC) :
		    open(PARAMETER, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		err(1, "%s", shim ? "/dev/tcmu-reclaim" : PARAMETER);

	period = atof(argv[2]) * 1e3;
	next = now_micros();
	for (end = next + atof(argv[3]) * 1e6; next < end; next += period) {
		double wait = next - now_micros();

		if (wait > 0)
			usleep(wait);
		if (shim) {
			truncate_all(fd);
		} else {
			set_parameter(fd, "1");
			usleep(period / 10);
			set_parameter(fd, "2048");
		}
	}
	if (shim)
		printf("effective=%llu pages=%llu longest_held_us=%llu\n",
		       effective, pages, longest_held_nanos / 1000);
	return 0;
}
