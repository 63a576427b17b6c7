// SPDX-License-Identifier: GPL-2.0-only
/*
 * Truncates every device to nothing again and again, at a fixed period or
 * whenever a burst of writes to DISK (sdX) has ended:
 *
 *	tcmu-reclaim-truncate shim|stock PERIOD_MILLIS SECONDS [DISK]
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

static unsigned long long effective, pages, longest_held_nanos, releases;

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

static void await(double then)
{
	double micros = then - now_micros();

	if (micros > 0)
		usleep(micros);
}

static int writes_in_flight(int fd)
{
	char text[64] = { 0 };
	int reads, writes;

	if (pread(fd, text, sizeof(text) - 1, 0) < 0 ||
	    sscanf(text, "%d %d", &reads, &writes) != 2)
		errx(1, "no figures of what is in flight");
	return writes;
}

/* Waits for writes to begin and to end, or for the time to be over. */
static void await_burst(int fd, double end)
{
	while (!writes_in_flight(fd) && now_micros() < end)
		usleep(1000);
	while (writes_in_flight(fd) && now_micros() < end)
		usleep(1000);
}

static int open_in_flight(const char *disk)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/sys/block/%s/inflight", disk);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		err(1, "%s", path);
	return fd;
}

int main(int argc, char **argv)
{
	int shim = argc >= 4 && !strcmp(argv[1], "shim"), fd, in_flight = -1;
	double period, next, end;

	if (argc < 4 || argc > 5 || (!shim && strcmp(argv[1], "stock")))
		errx(2, "usage: tcmu-reclaim-truncate shim|stock PERIOD_MILLIS SECONDS [DISK]");
	if (argc == 5)
		in_flight = open_in_flight(argv[4]);
	fd = shim ? open("/dev/tcmu-reclaim", O_RDWR | O_CLOEXEC) :
		    open(PARAMETER, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		err(1, "%s", shim ? "/dev/tcmu-reclaim" : PARAMETER);

	period = atof(argv[2]) * 1e3;
	next = now_micros();
	end = next + atof(argv[3]) * 1e6;
	for (;; next += period) {
		if (in_flight >= 0)
			await_burst(in_flight, end);
		else
			await(next);
		if (next >= end || now_micros() >= end)
			break;
		releases++;
		if (shim) {
			truncate_all(fd);
		} else {
			set_parameter(fd, "1");
			usleep(period / 10);
			set_parameter(fd, "2048");
		}
	}
	if (shim)
		printf("effective=%llu pages=%llu longest_held_us=%llu releases=%llu\n",
		       effective, pages, longest_held_nanos / 1000, releases);
	else
		printf("releases=%llu\n", releases);
	return 0;
}
