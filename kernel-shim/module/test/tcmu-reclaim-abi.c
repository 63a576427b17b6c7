// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bad input for /dev/tcmu-reclaim: one line for each case that does not get
 * the answer that <linux/tcmu_reclaim.h> promises, then a summary.
 *
 *	tcmu-reclaim-abi MINOR		of an idle device that a handler serves,
 *					with one page per block, and with pages
 */
#define _GNU_SOURCE
#include "abi/expect.h"
#include "abi/count.h"
#include "abi/watch.h"
#include "abi/scan.h"

static void check_openers(void)
{
	expect("second controller", open_errno(O_RDWR), EBUSY);
	expect("write-only opener", open_errno(O_WRONLY), EINVAL);
	expect("another reader", open_errno(O_RDONLY), 0);
	expect("unknown ioctl", call(reader, _IO(TCMU_RECLAIM_IOC, 99), NULL), ENOTTY);
	expect("no ioctl at all", call(reader, 0, NULL), ENOTTY);
}

static void check_info(void)
{
	struct tcmu_reclaim_info info = { .size = sizeof(info) };
	struct tcmu_reclaim_info older = { .size = TCMU_RECLAIM_INFO_SIZE_VER1 };

	check_frame("INFO", TCMU_RECLAIM_INFO, &info, sizeof(info),
		    TCMU_RECLAIM_INFO_SIZE_VER1);
	expect("INFO for a reader", call(reader, TCMU_RECLAIM_INFO, &info), 0);
	expect("ABI version", info.abi_version, TCMU_RECLAIM_ABI_VERSION);
	expect("bytes of a device", info.device_bytes, sizeof(target));
	expect("bytes of a request", info.request_bytes,
	       sizeof(struct tcmu_reclaim_request));
	expect("bytes of a ladder", info.ladder_bytes,
	       sizeof(struct tcmu_reclaim_ladder));
	expect("the shrinker is off", info.shrinker, 0);
	expect("waits can be bounded",
	       !!(info.capabilities & TCMU_RECLAIM_CAN_BOUND_WAITS), 1);
	expect("no capability without a name", info.capabilities >> 7, 0);
	capabilities = info.capabilities;
	expect("INFO for an older caller", call(reader, TCMU_RECLAIM_INFO, &older), 0);
	expect("an older caller, limit", older.limit_pages, info.limit_pages);
	expect("an older caller, nothing behind its size", older.capabilities, 0);
	expect("INFO into a page that cannot be written",
	       call(reader, TCMU_RECLAIM_INFO, fixed), EINVAL);
}

int main(int argc, char **argv)
{
	controller = open(NODE, O_RDWR | O_CLOEXEC);
	reader = open(NODE, O_RDONLY | O_CLOEXEC);
	if (argc != 2 || controller < 0 || reader < 0) {
		perror(NODE);
		return 2;
	}
	map_pages();
	check_openers();
	check_info();
	check_count(atoi(argv[1]));
	check_ladders();
	check_watch();
	check_half_a_scan();
	check_more_requests_than_devices();
	check_scan();
	check_requests();
	close(controller);
	expect("controller after the first has left", open_errno(O_RDWR), 0);
	printf("%d expectations, %d not met\n", cases, wrong);
	return wrong ? 1 : 0;
}
