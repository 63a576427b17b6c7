// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bad input for /dev/tcmu-reclaim: one line for each case that does not get
 * the answer that <linux/tcmu_reclaim.h> promises, then a summary.
 *
 *	tcmu-reclaim-abi MINOR		of an idle device that a handler serves
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
#define ABSENT_MINOR 1000000

static int cases, wrong;
static int controller, reader;
static struct tcmu_reclaim_device target;

static void expect(const char *what, long got, long wanted)
{
	cases++;
	if (got == wanted)
		return;
	wrong++;
	printf("%s: %ld instead of %ld\n", what, got, wanted);
}

/* The errno of a call, 0 for success. */
static int call(int fd, unsigned long cmd, void *arg)
{
	return ioctl(fd, cmd, arg) ? errno : 0;
}

static int open_errno(int flags)
{
	int fd = open(NODE, flags | O_CLOEXEC);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static void check_openers(void)
{
	expect("second controller", open_errno(O_RDWR), EBUSY);
	expect("write-only opener", open_errno(O_WRONLY), EINVAL);
	expect("another reader", open_errno(O_RDONLY), 0);
	expect("unknown ioctl", call(reader, _IO(TCMU_RECLAIM_IOC, 99), NULL), ENOTTY);
	expect("no ioctl at all", call(reader, 0, NULL), ENOTTY);
}

/* Sizes and flags, for any of the calls; @good is of @size bytes. */
static void check_frame(const char *name, unsigned long cmd, const void *good,
			__u32 size)
{
	__u64 words[1024];
	char what[80], *buffer = (char *)words;
	const struct { const char *what; __u32 size; int at; int wanted; } tries[] = {
		{ "size 0", 0, 0, EINVAL },
		{ "size one short", size - 1, 0, EINVAL },
		{ "right size", size, 0, 0 },
		{ "longer, zeros", size + 64, 0, 0 },
		{ "longer, not zero", size + 64, size + 8, E2BIG },
		{ "a page", 4096, 0, 0 },
		{ "more than a page", 4097, 0, E2BIG },
		{ "largest size", 0xffffffff, 0, E2BIG },
		{ "unknown flag", size, 4, EINVAL },
	};
	unsigned int i;

	for (i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		memset(words, 0, sizeof(words));
		memcpy(buffer, good, size);
		memcpy(buffer, &tries[i].size, sizeof(tries[i].size));
		if (tries[i].at)
			buffer[tries[i].at] = 1;
		snprintf(what, sizeof(what), "%s, %s", name, tries[i].what);
		expect(what, call(controller, cmd, buffer), tries[i].wanted);
	}
	snprintf(what, sizeof(what), "%s, no address", name);
	expect(what, call(controller, cmd, NULL), EFAULT);
}

static void check_info(void)
{
	struct tcmu_reclaim_info info = { .size = sizeof(info) };

	check_frame("INFO", TCMU_RECLAIM_INFO, &info, sizeof(info));
	expect("INFO for a reader", call(reader, TCMU_RECLAIM_INFO, &info), 0);
	expect("ABI version", info.abi_version, TCMU_RECLAIM_ABI_VERSION);
	expect("bytes of a device", info.device_bytes, sizeof(target));
	expect("bytes of a request", info.request_bytes,
	       sizeof(struct tcmu_reclaim_request));
}

static struct tcmu_reclaim_count count_into(void *devices, __u32 bytes,
					    __u32 capacity)
{
	return (struct tcmu_reclaim_count) {
		.size = sizeof(struct tcmu_reclaim_count),
		.devices = (unsigned long)devices,
		.device_bytes = bytes,
		.capacity = capacity,
	};
}

static int count_errno(void *devices, __u32 bytes, __u32 capacity)
{
	struct tcmu_reclaim_count arg = count_into(devices, bytes, capacity);

	return call(reader, TCMU_RECLAIM_COUNT, &arg);
}

/* Also finds the device of the test. */
static void check_count(__u32 minor)
{
	static struct tcmu_reclaim_device devices[4096];
	struct { struct tcmu_reclaim_device v1; __u64 later; } one = { .later = 1 };
	struct tcmu_reclaim_count arg = count_into(devices, sizeof(*devices), 4096);
	__u32 i, total;

	check_frame("COUNT", TCMU_RECLAIM_COUNT, &arg, sizeof(arg));
	expect("COUNT", call(reader, TCMU_RECLAIM_COUNT, &arg), 0);
	expect("all devices fit", arg.returned, arg.total);
	for (i = 0; i < arg.returned; i++)
		if (devices[i].minor == minor)
			target = devices[i];
	expect("the device is among them", target.minor, minor);
	total = arg.total;

	expect("device, one byte short", count_errno(devices, sizeof(*devices) - 1, 9), EINVAL);
	expect("device, odd size", count_errno(devices, sizeof(*devices) + 4, 9), EINVAL);
	expect("device, no size", count_errno(devices, 0, 9), EINVAL);
	expect("device, size above a page", count_errno(devices, 4104, 1), E2BIG);
	expect("devices, no address", count_errno(NULL, sizeof(*devices), 1), EFAULT);
	expect("devices, kernel address",
	       count_errno((void *)-4096UL, sizeof(*devices), 1), EFAULT);

	arg = count_into(NULL, sizeof(*devices), 0);
	expect("no room", call(reader, TCMU_RECLAIM_COUNT, &arg), 0);
	expect("no room, none returned", arg.returned, 0);
	expect("no room, the total", arg.total, total);

	arg = count_into(&one, sizeof(one), 1);
	expect("longer device", call(reader, TCMU_RECLAIM_COUNT, &arg), 0);
	expect("longer device, known part", one.v1.generation, devices[0].generation);
	expect("longer device, unknown part is zero", one.later, 0);
	expect("longer device, total", arg.total, total);
}

static struct tcmu_reclaim_request good_request(void)
{
	return (struct tcmu_reclaim_request) {
		.generation = target.generation,
		.minor = target.minor,
		.budget_pages = ~0ULL,
	};
}

static struct tcmu_reclaim_scan scan_of(void *requests, __u32 bytes, __u32 count)
{
	return (struct tcmu_reclaim_scan) {
		.size = sizeof(struct tcmu_reclaim_scan),
		.requests = (unsigned long)requests,
		.request_bytes = bytes,
		.count = count,
	};
}

static int scan_errno(void *requests, __u32 bytes, __u32 count)
{
	struct tcmu_reclaim_scan arg = scan_of(requests, bytes, count);

	return call(controller, TCMU_RECLAIM_SCAN, &arg);
}

static void check_scan(void)
{
	struct tcmu_reclaim_request requests[3] = { good_request() };
	struct tcmu_reclaim_scan arg = scan_of(requests, sizeof(*requests), 1);
	struct { struct tcmu_reclaim_request v1; __u64 later; } one = { .later = 1 };

	check_frame("SCAN", TCMU_RECLAIM_SCAN, &arg, sizeof(arg));
	expect("SCAN by a reader", call(reader, TCMU_RECLAIM_SCAN, &arg), EPERM);
	arg.reserved = 1;
	expect("SCAN, reserved", call(controller, TCMU_RECLAIM_SCAN, &arg), EINVAL);
	expect("request, one byte short", scan_errno(requests, sizeof(*requests) - 1, 1), EINVAL);
	expect("request, odd size", scan_errno(requests, sizeof(*requests) + 4, 1), EINVAL);
	expect("request, size above a page", scan_errno(requests, 4104, 1), E2BIG);
	expect("requests, no address", scan_errno(NULL, sizeof(*requests), 1), EFAULT);
	expect("no requests", scan_errno(NULL, sizeof(*requests), 0), 0);
	expect("too many requests", scan_errno(requests, sizeof(*requests), 4097), E2BIG);
	one.v1 = good_request();
	expect("longer request, not zero", scan_errno(&one, sizeof(one), 1), E2BIG);
	one.later = 0;
	expect("longer request, zero", scan_errno(&one, sizeof(one), 1), 0);
}

static void check_request(const char *what, struct tcmu_reclaim_request bad,
			  __u32 result, __u32 error)
{
	struct tcmu_reclaim_request requests[3] = { bad, bad, good_request() };
	struct tcmu_reclaim_scan arg = scan_of(requests, sizeof(*requests), 3);

	expect(what, call(controller, TCMU_RECLAIM_SCAN, &arg), 0);
	expect(what, arg.done, 3);
	expect(what, requests[0].result, result);
	expect(what, requests[0].error, error);
	expect(what, requests[0].freed_pages, 0);
	expect(what, requests[1].result, result);
	expect("a good request after bad ones", requests[2].error, 0);
	expect("a good request after bad ones",
	       requests[2].result == TCMU_RECLAIM_FREED ||
	       requests[2].result == TCMU_RECLAIM_NOTHING, 1);
}

static void check_requests(void)
{
	struct tcmu_reclaim_request bad = good_request();

	bad.flags = 2;
	check_request("unknown flag", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.reserved = 1;
	check_request("reserved field", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.reserved2 = 1;
	check_request("second reserved field", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.budget_pages = 0;
	check_request("no budget", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.keep_blocks = target.max_blocks + 1;
	check_request("keep beyond the area", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.minor = ABSENT_MINOR;
	check_request("absent device", bad, TCMU_RECLAIM_GONE, ENODEV);
	bad = good_request();
	bad.generation++;
	check_request("other generation", bad, TCMU_RECLAIM_GONE, ESTALE);
	bad.generation = 0;
	check_request("no generation", bad, TCMU_RECLAIM_GONE, ESTALE);
}

int main(int argc, char **argv)
{
	controller = open(NODE, O_RDWR | O_CLOEXEC);
	reader = open(NODE, O_RDONLY | O_CLOEXEC);
	if (argc != 2 || controller < 0 || reader < 0) {
		perror(NODE);
		return 2;
	}
	check_openers();
	check_info();
	check_count(atoi(argv[1]));
	check_scan();
	check_requests();
	close(controller);
	expect("controller after the first has left", open_errno(O_RDWR), 0);
	printf("%d expectations, %d not met\n", cases, wrong);
	return wrong ? 1 : 0;
}
