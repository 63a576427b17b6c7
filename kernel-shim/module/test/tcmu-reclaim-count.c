// SPDX-License-Identifier: GPL-2.0-only
/*
 * Times COUNT, without and with heat ladders in turns, as a reader:
 *
 *	tcmu-reclaim-count ROUNDS
 *
 * One line for each: devices, bytes written to the caller, microseconds of the
 * fastest, median and slowest call.
 */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>

#include <linux/tcmu_reclaim.h>

#define CAPACITY 4096

static struct tcmu_reclaim_device devices[CAPACITY];
static struct tcmu_reclaim_ladder ladders[CAPACITY];

static double now_micros(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1e6 + ts.tv_nsec / 1e3;
}

/* Returns the devices there are. */
static unsigned int count(int fd, int with_ladders)
{
	struct tcmu_reclaim_count c = {
		.size = sizeof(c),
		.devices = (uintptr_t)devices,
		.device_bytes = sizeof(devices[0]),
		.capacity = CAPACITY,
	};

	if (with_ladders) {
		c.ladders = (uintptr_t)ladders;
		c.ladder_bytes = sizeof(ladders[0]);
	}
	if (ioctl(fd, TCMU_RECLAIM_COUNT, &c))
		err(1, "COUNT");
	if (c.returned != c.total)
		errx(1, "%u devices, more than the %u there is room for", c.total, CAPACITY);
	return c.returned;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void report(const char *what, double *micros, long rounds, unsigned int n, size_t bytes)
{
	qsort(micros, rounds, sizeof(micros[0]), by_value);
	printf("%s devices=%u bytes=%zu min_us=%.1f median_us=%.1f max_us=%.1f\n",
	       what, n, n * bytes, micros[0], micros[rounds / 2], micros[rounds - 1]);
}

int main(int argc, char **argv)
{
	long rounds = argc == 2 ? atol(argv[1]) : 0, i;
	double *plain, *full, start;
	unsigned int n = 0;
	int fd;

	if (rounds < 1)
		errx(2, "usage: tcmu-reclaim-count ROUNDS");
	fd = open("/dev/tcmu-reclaim", O_RDONLY);
	if (fd < 0)
		err(1, "/dev/tcmu-reclaim");
	plain = calloc(rounds, sizeof(*plain));
	full = calloc(rounds, sizeof(*full));
	if (!plain || !full)
		err(1, "calloc");

	count(fd, 1); /* the pages of the buffers */
	for (i = 0; i < rounds; i++) {
		start = now_micros();
		n = count(fd, 0);
		plain[i] = now_micros() - start;
		start = now_micros();
		n = count(fd, 1);
		full[i] = now_micros() - start;
	}
	report("plain", plain, rounds, n, sizeof(devices[0]));
	report("ladders", full, rounds, n, sizeof(devices[0]) + sizeof(ladders[0]));
	return 0;
}
