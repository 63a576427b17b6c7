// SPDX-License-Identifier: GPL-2.0-only
/*
 * Drives one device step by step, one command or truncation at a time, and
 * prints what the shim counts after each, for a model to be compared with:
 *
 *	tcmu-reclaim-steps MINOR DISK ORDERS SEED STEPS >FILE
 *
 * DISK is served by tcmu-reclaim-handler, which reads its orders from the FIFO
 * ORDERS and holds every read and write until it is told to answer it. So
 * what is in flight at any step, and which command ends, is this program's
 * choice and nobody's speed.
 *
 * FILE: one line "area MAX_BLOCKS PAGES_PER_BLOCK SEED" with the pages that were
 * allocated and allocated again before the first step, then one per step:
 * its number, what was done (submit SECTORS, complete N: the Nth of those in
 * flight, truncate KEEP_BLOCKS), and blocks in use, floor, high water, pages,
 * pages allocated, released and allocated again.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <linux/tcmu_reclaim.h>

#define MOST_IN_FLIGHT 48
#define MOST_SECTORS 512
#define SECTOR 512
#define PAGE 4096
#define MOST_DEVICES 16

static struct in_flight {
	struct iocb iocb;
	char *buffer;
	__u32 blocks;
} commands[MOST_IN_FLIGHT], *order[MOST_IN_FLIGHT];

static __u32 in_flight, blocks_in_flight;
static unsigned int minor;
static int control, disk, orders;
static aio_context_t context;
static __u64 random_state;
static struct tcmu_reclaim_device now;

/* splitmix64 */
static __u64 next_random(void)
{
	__u64 z = random_state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

static __u32 below(__u32 bound)
{
	return next_random() % bound;
}

static void count(void)
{
	static struct tcmu_reclaim_device devices[MOST_DEVICES];
	struct tcmu_reclaim_count arg = {
		.size = sizeof(arg),
		.devices = (unsigned long)devices,
		.device_bytes = sizeof(devices[0]),
		.capacity = MOST_DEVICES,
	};
	__u32 i;

	if (ioctl(control, TCMU_RECLAIM_COUNT, &arg))
		err(1, "COUNT");
	for (i = 0; i < arg.returned; i++)
		if (devices[i].minor == minor) {
			now = devices[i];
			return;
		}
	errx(1, "no device with minor %u", minor);
}

/* Until the kernel has as many commands as this program has, and then its figures. */
static void settle(void)
{
	do
		count();
	while (now.commands != in_flight);
	count();
}

static __u32 blocks_of(__u32 sectors)
{
	__u32 block_bytes = now.pages_per_block * PAGE;

	return (sectors * SECTOR + block_bytes - 1) / block_bytes;
}

static int try_submit(__u64 step)
{
	__u32 sectors = 1 + below(below(4) ? 64 : MOST_SECTORS);
	struct in_flight *command = commands;
	struct iocb *iocb;

	if (in_flight == MOST_IN_FLIGHT ||
	    blocks_in_flight + blocks_of(sectors) > now.max_blocks)
		return 0;
	while (command->blocks)
		command++;
	iocb = &command->iocb;
	memset(iocb, 0, sizeof(*iocb));
	iocb->aio_fildes = disk;
	iocb->aio_lio_opcode = below(2) ? IOCB_CMD_PREAD : IOCB_CMD_PWRITE;
	iocb->aio_buf = (unsigned long)command->buffer;
	iocb->aio_nbytes = sectors * SECTOR;
	iocb->aio_data = (unsigned long)command;
	if (syscall(SYS_io_submit, context, 1, &iocb) != 1)
		err(1, "io_submit");
	command->blocks = blocks_of(sectors);
	blocks_in_flight += command->blocks;
	order[in_flight++] = command;
	printf("%llu submit %u", (unsigned long long)step, sectors);
	return 1;
}

/* Has the handler answer the command that was the CHOSENth to be submitted. */
static void end_command(__u32 chosen)
{
	struct timespec patience = { .tv_sec = 120 };
	struct in_flight *command = order[chosen];
	struct io_event event;

	if (dprintf(orders, "answer %u\n", chosen) < 0)
		err(1, "the handler's orders");
	if (syscall(SYS_io_getevents, context, 1, 1, &event, &patience) != 1)
		errx(1, "no answer");
	if (event.data != (unsigned long)command || event.res < 0)
		errx(1, "another command ended, or this one failed: %lld", (long long)event.res);
	blocks_in_flight -= command->blocks;
	command->blocks = 0;
	in_flight--;
	memmove(order + chosen, order + chosen + 1,
		(in_flight - chosen) * sizeof(order[0]));
}

static int try_complete(__u64 step)
{
	__u32 chosen;

	if (!in_flight)
		return 0;
	chosen = below(in_flight);
	end_command(chosen);
	printf("%llu complete %u", (unsigned long long)step, chosen);
	return 1;
}

static int truncate_some(__u64 step)
{
	struct tcmu_reclaim_request request = {
		.generation = now.generation,
		.minor = minor,
		.keep_blocks = below(3) ? below(now.high_water_blocks + 1) : 0,
		.budget_pages = ~0ULL,
	};
	struct tcmu_reclaim_scan arg = {
		.size = sizeof(arg),
		.requests = (unsigned long)&request,
		.request_bytes = sizeof(request),
		.count = 1,
	};

	if (ioctl(control, TCMU_RECLAIM_SCAN, &arg))
		err(1, "SCAN");
	printf("%llu truncate %u", (unsigned long long)step, request.keep_blocks);
	return 1;
}

/*
 * Phases of sixty-four steps each lean towards filling, draining or neither,
 * so that high and low levels are visited. One step in ten truncates.
 */
static void take_step(__u64 step)
{
	static const __u32 filling[] = { 8, 2, 5 };
	__u32 lean = filling[step / 64 % 3];
	int done = 0;

	while (!done)
		if (!below(10))
			done = truncate_some(step);
		else if (below(10) < lean)
			done = try_submit(step);
		else
			done = try_complete(step);
}

static void open_all(char **argv)
{
	int i;

	control = open("/dev/tcmu-reclaim", O_RDWR | O_CLOEXEC);
	if (control < 0)
		err(1, "/dev/tcmu-reclaim");
	disk = open(argv[2], O_RDWR | O_DIRECT | O_CLOEXEC);
	if (disk < 0)
		err(1, "%s", argv[2]);
	orders = open(argv[3], O_WRONLY | O_CLOEXEC);
	if (orders < 0)
		err(1, "%s", argv[3]);
	if (syscall(SYS_io_setup, MOST_IN_FLIGHT, &context))
		err(1, "io_setup");
	for (i = 0; i < MOST_IN_FLIGHT; i++)
		if (posix_memalign((void **)&commands[i].buffer, PAGE, MOST_SECTORS * SECTOR))
			errx(1, "no memory");
}

int main(int argc, char **argv)
{
	__u64 step, steps;

	if (argc != 6)
		errx(2, "usage: tcmu-reclaim-steps MINOR DISK ORDERS SEED STEPS");
	minor = strtoul(argv[1], NULL, 10);
	random_state = strtoull(argv[4], NULL, 10);
	steps = strtoull(argv[5], NULL, 10);
	open_all(argv);
	count();
	if (now.commands || now.pages)
		errx(1, "the device is not empty");
	printf("area %u %u %s %llu %llu\n", now.max_blocks, now.pages_per_block, argv[4],
	       (unsigned long long)now.allocated_pages,
	       (unsigned long long)now.reallocated_pages);
	for (step = 1; step <= steps; step++) {
		take_step(step);
		settle();
		printf(" %u %u %u %llu %llu %llu %llu\n", now.blocks_in_use, now.floor_blocks,
		       now.high_water_blocks, (unsigned long long)now.pages,
		       (unsigned long long)now.allocated_pages,
		       (unsigned long long)now.released_pages,
		       (unsigned long long)now.reallocated_pages);
	}
	/* A process does not end before its commands do */
	while (in_flight)
		end_command(0);
	return 0;
}
