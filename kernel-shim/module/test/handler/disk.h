/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What handlers for tests have in common: a device that is opened and mapped,
 * and what the kernel asks of a disk before it shows one.
 */
#ifndef _TCMU_TEST_DISK_H
#define _TCMU_TEST_DISK_H

#include <endian.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include <linux/target_core_user.h>
#include <linux/types.h>

#define TCMU_TEST_UNKNOWN 2	/* CHECK CONDITION */

static inline void tcmu_test_copy_out(char *map, struct tcmu_cmd_entry *entry,
				      const void *data, size_t len)
{
	const char *from = data;
	size_t part;
	__u32 i;

	for (i = 0; i < entry->req.iov_cnt && len; i++) {
		part = entry->req.iov[i].iov_len;
		if (part > len)
			part = len;
		memcpy(map + (size_t)entry->req.iov[i].iov_base, from, part);
		from += part;
		len -= part;
	}
}

/* Returns the SCSI status. What reads and writes move is the caller's. */
static inline __u8 tcmu_test_answer(char *map, struct tcmu_cmd_entry *entry,
				    __u64 blocks)
{
	const __u8 *cdb = (__u8 *)map + entry->req.cdb_off;
	__u8 data[36] = { 0 };
	__u64 last = htobe64(blocks - 1);
	__u32 last_short = htobe32(blocks - 1), block_bytes = htobe32(512);

	switch (cdb[0]) {
	case 0x12: /* INQUIRY; no vital product data */
		if (cdb[1] & 1)
			return TCMU_TEST_UNKNOWN;
		data[2] = 5;
		data[3] = 2;
		data[4] = 31;
		data[7] = 2; /* command queueing */
		memcpy(data + 8, "TCMU    measured        0001", 28);
		tcmu_test_copy_out(map, entry, data, 36);
		return 0;
	case 0x25: /* READ CAPACITY(10) */
		memcpy(data, &last_short, 4);
		memcpy(data + 4, &block_bytes, 4);
		tcmu_test_copy_out(map, entry, data, 8);
		return 0;
	case 0x9e: /* READ CAPACITY(16) */
		memcpy(data, &last, 8);
		memcpy(data + 8, &block_bytes, 4);
		tcmu_test_copy_out(map, entry, data, 32);
		return 0;
	case 0x1a: /* MODE SENSE(6): no pages */
		data[0] = 3;
		tcmu_test_copy_out(map, entry, data, 4);
		return 0;
	case 0x5a: /* MODE SENSE(10) */
		data[1] = 6;
		tcmu_test_copy_out(map, entry, data, 8);
		return 0;
	case 0x00: case 0x1b: case 0x1e: case 0x35: case 0x91:
	case 0x28: case 0x2a: case 0x88: case 0x8a: case 0x08: case 0x0a:
		return 0;
	default:
		return TCMU_TEST_UNKNOWN;
	}
}

/* Illegal request, invalid command. */
static inline void tcmu_test_unknown(struct tcmu_cmd_entry *entry)
{
	memset(entry->rsp.sense_buffer, 0, TCMU_SENSE_BUFFERSIZE);
	entry->rsp.sense_buffer[0] = 0x70;
	entry->rsp.sense_buffer[2] = 5;
	entry->rsp.sense_buffer[7] = 10;
	entry->rsp.sense_buffer[12] = 0x20;
}

/* Opens a device and maps as much as sysfs says there is. */
static inline int tcmu_test_open(const char *minor, char **map)
{
	unsigned long long size;
	char path[64];
	FILE *file;
	int fd;

	snprintf(path, sizeof(path), "/sys/class/uio/uio%s/maps/map0/size", minor);
	file = fopen(path, "r");
	if (!file || fscanf(file, "%llx", &size) != 1)
		errx(1, "%s: no size", path);
	fclose(file);
	snprintf(path, sizeof(path), "/dev/uio%s", minor);
	fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		err(1, "%s", path);
	*map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (*map == MAP_FAILED)
		err(1, "mmap of %s", path);
	return fd;
}

#endif /* _TCMU_TEST_DISK_H */
