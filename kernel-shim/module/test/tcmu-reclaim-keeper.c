// SPDX-License-Identifier: GPL-2.0-only
/*
 * A TCMU handler with a disk in its memory, which goes on to look at buffers
 * of commands that it has answered, as TCMU_UFLAG_KEEP_BUF allows, and which
 * answers some commands only when it is told that they are aborted. Until
 * SIGTERM.
 *
 *	tcmu-reclaim-keeper MINOR BLOCKS FREE_KEPT_BUF HOLD_EVERY
 *
 * FREE_KEPT_BUF is the device's action, BLOCKS are of 512 bytes. Of the reads
 * and writes every second is kept for KEEP_MICROS, and one in HOLD_EVERY held
 * (0: none) and not carried out. Once a second it says how often a kept buffer
 * had changed when it was given back.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "handler/disk.h"

#define BLOCK 512
#define MOST_IOVS 64
#define MOST 1024
#define KEEP_MICROS 20000
#define TASK_ABORTED 0x40

struct command {
	struct iovec iov[MOST_IOVS];
	__u32 iov_count;
	__u16 id;
	__u8 status;
	int may_keep;
	__u64 sum;	/* of a kept buffer when it was answered */
	double until;	/* it is kept */
};

struct list {
	struct command commands[MOST];
	int count;
};

static struct list answered, held, kept;
static struct tcmu_mailbox *mailbox;
static char *map, *disk;
static __u64 blocks;
static __u32 seen;
static unsigned long hold_every, moved, notices, aborted, freed, changed;
static atomic_int stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static double now_micros(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1e6 + ts.tv_nsec / 1e3;
}

static void append(struct list *list, const struct command *command)
{
	if (list->count == MOST)
		errx(1, "more than %d commands", MOST);
	list->commands[list->count++] = *command;
}

static void take_out(struct list *list, int at)
{
	list->count--;
	memmove(&list->commands[at], &list->commands[at + 1],
		(list->count - at) * sizeof(struct command));
}

/* Every byte is read: a page that is not there any more ends this program. */
static __u64 sum_of(const struct command *command)
{
	__u64 sum = 0xcbf29ce484222325;
	const __u64 *word;
	size_t at;
	__u32 i;

	for (i = 0; i < command->iov_count; i++) {
		word = (const __u64 *)(map + (size_t)command->iov[i].iov_base);
		for (at = 0; at < command->iov[i].iov_len / 8; at++)
			sum = (sum ^ word[at]) * 0x100000001b3;
	}
	return sum;
}

/* Reads and writes of 10 and 16 bytes, which is all that a disk of Linux gets. */
static int moves_data(const __u8 *cdb)
{
	return cdb[0] == 0x28 || cdb[0] == 0x2a || cdb[0] == 0x88 || cdb[0] == 0x8a;
}

static __u64 first_block(const __u8 *cdb)
{
	__u64 wide;
	__u32 narrow;

	if (cdb[0] & 0x80) {
		memcpy(&wide, cdb + 2, 8);
		return be64toh(wide);
	}
	memcpy(&narrow, cdb + 2, 4);
	return be32toh(narrow);
}

static void carry_out(const struct tcmu_cmd_entry *entry, const __u8 *cdb)
{
	char *at = disk + first_block(cdb) * BLOCK;
	size_t length;
	char *buffer;
	__u32 i;

	for (i = 0; i < entry->req.iov_cnt; i++) {
		buffer = map + (size_t)entry->req.iov[i].iov_base;
		length = entry->req.iov[i].iov_len;
		if (at + length > disk + blocks * BLOCK)
			errx(1, "a command behind the end");
		if (cdb[0] & 2)
			memcpy(at, buffer, length);
		else
			memcpy(buffer, at, length);
		at += length;
	}
}

static void take_command(struct tcmu_cmd_entry *entry)
{
	const __u8 *cdb = (__u8 *)map + entry->req.cdb_off;
	struct command command = { .id = entry->hdr.cmd_id };

	if (!moves_data(cdb)) {
		command.status = tcmu_test_answer(map, entry, blocks);
		append(&answered, &command);
		return;
	}
	if (entry->req.iov_cnt <= MOST_IOVS) {
		command.iov_count = entry->req.iov_cnt;
		memcpy(command.iov, entry->req.iov, command.iov_count * sizeof(struct iovec));
		command.may_keep = moved % 2;
	}
	moved++;
	if (hold_every && moved % hold_every == 0) {
		append(&held, &command);
		return;
	}
	carry_out(entry, cdb);
	append(&answered, &command);
}

/* What is held and aborted is answered; it was never carried out. */
static void take_notice(const struct tcmu_tmr_entry *entry)
{
	__u32 i;
	int at;

	notices++;
	for (i = 0; i < entry->cmd_cnt; i++) {
		for (at = 0; at < held.count; at++) {
			if (held.commands[at].id != entry->cmd_ids[i])
				continue;
			held.commands[at].status = TASK_ABORTED;
			held.commands[at].may_keep = 0;
			append(&answered, &held.commands[at]);
			take_out(&held, at);
			aborted++;
			break;
		}
	}
}

static void take_entries(void)
{
	__u32 head = __atomic_load_n(&mailbox->cmd_head, __ATOMIC_ACQUIRE);
	struct tcmu_cmd_entry *entry;

	while (seen != head) {
		entry = (void *)(map + mailbox->cmdr_off + seen);
		if (tcmu_hdr_get_op(entry->hdr.len_op) == TCMU_OP_CMD)
			take_command(entry);
		else if (tcmu_hdr_get_op(entry->hdr.len_op) == TCMU_OP_TMR)
			take_notice((struct tcmu_tmr_entry *)entry);
		seen = (seen + tcmu_hdr_get_len(entry->hdr.len_op)) % mailbox->cmdr_size;
	}
}

static void answer(struct tcmu_cmd_entry *entry)
{
	struct command *command = &answered.commands[0];

	entry->hdr.cmd_id = command->id;
	entry->hdr.uflags = 0;
	entry->rsp.scsi_status = command->status;
	if (command->status == TCMU_TEST_UNKNOWN)
		tcmu_test_unknown(entry);
	if (command->may_keep && kept.count < MOST) {
		entry->hdr.uflags = TCMU_UFLAG_KEEP_BUF;
		command->sum = sum_of(command);
		command->until = now_micros() + KEEP_MICROS;
		append(&kept, command);
	}
	take_out(&answered, 0);
}

/* Answers are in whatever order: each names its command. */
static int answer_all(void)
{
	__u32 tail = mailbox->cmd_tail;
	struct tcmu_cmd_entry *entry;

	while (tail != seen) {
		entry = (void *)(map + mailbox->cmdr_off + tail);
		if (tcmu_hdr_get_op(entry->hdr.len_op) == TCMU_OP_CMD) {
			if (!answered.count)
				break;
			answer(entry);
		}
		tail = (tail + tcmu_hdr_get_len(entry->hdr.len_op)) % mailbox->cmdr_size;
	}
	if (tail == mailbox->cmd_tail)
		return 0;
	__atomic_store_n(&mailbox->cmd_tail, tail, __ATOMIC_RELEASE);
	return 1;
}

/* After the driver has seen the answers. */
static void free_kept(int action)
{
	struct command *command = &kept.commands[0];
	char text[16];
	int length;

	while (kept.count && command->until <= now_micros()) {
		changed += sum_of(command) != command->sum;
		length = snprintf(text, sizeof(text), "%u", command->id);
		if (pwrite(action, text, length, 0) != length)
			err(1, "free_kept_buf of %u", command->id);
		take_out(&kept, 0);
		freed++;
	}
}

static void say(void)
{
	static double next;

	if (!stopped && now_micros() < next)
		return;
	next = now_micros() + 1e6;
	printf("moved=%lu freed=%lu changed=%lu notices=%lu aborted=%lu\n", moved, freed,
	       changed, notices, aborted);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = stop };
	struct pollfd pollfd = { .events = POLLIN };
	__s32 events, kick = 0;
	int free_action;

	if (argc != 5)
		errx(2, "usage: tcmu-reclaim-keeper MINOR BLOCKS FREE_KEPT_BUF HOLD_EVERY");
	blocks = strtoull(argv[2], NULL, 10);
	hold_every = strtoul(argv[4], NULL, 10);
	disk = calloc(blocks, BLOCK);
	free_action = open(argv[3], O_WRONLY | O_CLOEXEC);
	if (!disk || free_action < 0)
		err(1, "%s", argv[3]);
	pollfd.fd = tcmu_test_open(argv[1], &map);
	mailbox = (void *)map;
	seen = mailbox->cmd_tail;
	sigaction(SIGTERM, &action, NULL);
	while (!stopped) {
		if (poll(&pollfd, 1, 1) < 0 && errno != EINTR)
			err(1, "poll");
		if (pollfd.revents && read(pollfd.fd, &events, sizeof(events)) < 0 &&
		    errno != EAGAIN)
			err(1, "read");
		take_entries();
		if (answer_all() && write(pollfd.fd, &kick, sizeof(kick)) < 0)
			err(1, "write");
		free_kept(free_action);
		say();
	}
	say();
	return 0;
}
