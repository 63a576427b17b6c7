/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Between tcmu_reclaim_self_test.ko and the program that loads it. Both come out
 * of one build, so nothing here has a version.
 */
#ifndef _TCMU_RECLAIM_SELF_TEST_H
#define _TCMU_RECLAIM_SELF_TEST_H

#include <linux/ioctl.h>
#include <linux/types.h>

/* The scratch device: user_NUMBER/NAME in configfs */
#define SELF_TEST_HBA		"9477162"
#define SELF_TEST_DEVICE	"tcmu-reclaim-self-test"

/**
 * struct self_test_look - the scratch device, as the driver has it
 * @minor: in: of its UIO device
 * @node: in: descriptor of that, or -1
 * @page_address: in: where the caller mapped the first page of the area, or zero
 * @flags: the driver's flags
 * @area_offset: of the data area in the mapping, in bytes
 * @bitmap: the first 64 blocks that commands hold
 * @max_blocks: blocks of the area
 * @pages_per_block: pages in a block
 * @block_bytes: bytes in a block
 * @dbi_max: highest block ever used
 * @dbi_thresh: blocks that commands may take
 * @has_commands: there is a command
 * @has_pages: there is a page
 * @page_is_callers: the first page is the one that the caller mapped
 * @inode_is_nodes: the inode that the driver remembers is that of @node
 * @is_queue_empty: no command waits for room
 * @is_locked: cmdr_lock is taken
 * @given_back: how often tcmu_cmd_free_data() has begun
 * @last_id: id of the command, as of the last time
 * @last_blocks: blocks that it gave back
 * @last_block: the first of these
 * @wrong: what is wrong with it, or nothing
 */
struct self_test_look {
	__u32 minor;
	__s32 node;
	__u64 page_address;
	__u64 flags;
	__u64 area_offset;
	__u64 bitmap;
	__u32 max_blocks;
	__u32 pages_per_block;
	__u32 block_bytes;
	__u32 dbi_max;
	__u32 dbi_thresh;
	__u8 has_commands;
	__u8 has_pages;
	__u8 page_is_callers;
	__u8 inode_is_nodes;
	__u8 is_queue_empty;
	__u8 is_locked;
	__u16 last_id;
	__u32 last_blocks;
	__u32 last_block;
	__u64 given_back;
	char wrong[64];
};

#define SELF_TEST_LOOK	_IOWR(0xbf, 0x80, struct self_test_look)
/*
 * Locks the caller's page until a fault waits for it, and then looks. ETIME: none
 * did in two seconds.
 */
#define SELF_TEST_FAULT	_IOWR(0xbf, 0x81, struct self_test_look)

#endif /* _TCMU_RECLAIM_SELF_TEST_H */
