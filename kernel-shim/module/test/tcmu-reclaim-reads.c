// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads 4 KiB from a disk, one at a time, past the page cache, and prints how
 * long reads took:
 *
 *	tcmu-reclaim-reads DISK READS [AFTER FIFO]
 *
 * After AFTER of them the line "release" is written to FIFO, for somebody else
 * to release the device's pages. Where a clock counts instructions, these are
 * instructions.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define READ_BYTES 4096
#define DISK_BYTES (16 << 20)

static long long now_nanos(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
	long long x = *(const long long *)a, y = *(const long long *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	long reads = argc > 2 ? atol(argv[2]) : 0, after = argc == 5 ? atol(argv[3]) : -1, i;
	int disk, fifo = -1;
	long long *nanos;
	void *buffer;

	if (reads < 1 || (argc != 3 && argc != 5))
		errx(2, "usage: tcmu-reclaim-reads DISK READS [AFTER FIFO]");
	disk = open(argv[1], O_RDONLY | O_DIRECT | O_CLOEXEC);
	if (disk < 0)
		err(1, "%s", argv[1]);
	if (argc == 5) {
		fifo = open(argv[4], O_WRONLY | O_CLOEXEC);
		if (fifo < 0)
			err(1, "%s", argv[4]);
	}
	nanos = calloc(reads, sizeof(*nanos));
	if (!nanos || posix_memalign(&buffer, READ_BYTES, READ_BYTES))
		errx(1, "no memory");

	for (i = 0; i < reads; i++) {
		long long start = now_nanos();

		if (pread(disk, buffer, READ_BYTES, i * READ_BYTES % DISK_BYTES) != READ_BYTES)
			err(1, "%s", argv[1]);
		nanos[i] = now_nanos() - start;
		if (i == after && write(fifo, "release\n", 8) != 8)
			err(1, "%s", argv[4]);
	}
	qsort(nanos, reads, sizeof(*nanos), by_value);
	printf("reads=%ld min=%lld p50=%lld p99=%lld p999=%lld p9999=%lld max=%lld\n",
	       reads, nanos[0], nanos[reads / 2], nanos[reads * 99 / 100],
	       nanos[reads * 999 / 1000], nanos[reads * 9999 / 10000], nanos[reads - 1]);
	return 0;
}
