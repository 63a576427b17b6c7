/* SPDX-License-Identifier: GPL-2.0-only */
/* The handler of the scratch device, step by step. */
#include <linux/target_core_user.h>
#include <sys/mman.h>

static unsigned int minor;
static int node = -1; /* of the UIO device */
static char *map;
static size_t map_bytes;
static struct tcmu_mailbox *mailbox;
static pid_t linker;

/* Waits until udev or devtmpfs has made it. */
static void open_scratch(void)
{
	char path[64], sizes[64];
	struct blob size;
	int tries;

	snprintf(sizes, sizeof(sizes), "/sys/class/uio/uio%u/maps/map0/size", minor);
	size = read_file(sizes);
	map_bytes = size.bytes ? strtoull(size.bytes, NULL, 16) : 0;
	free(size.bytes);
	snprintf(path, sizeof(path), "/dev/uio%u", minor);
	for (tries = 0; tries < 100 && node < 0; tries++) {
		node = open(path, O_RDWR | O_CLOEXEC);
		if (node < 0)
			usleep(100000);
	}
	if (node < 0)
		refuse("%s: %s", path, strerror(errno));
	map = mmap(NULL, map_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, node, 0);
	if (map == MAP_FAILED)
		refuse("%s: mmap: %s", path, strerror(errno));
	mailbox = (void *)map;
}

static void close_scratch(void)
{
	munmap(map, map_bytes);
	close(node);
	map = NULL;
	node = -1;
}

static struct tcmu_cmd_entry *entry_at_tail(void)
{
	return (void *)(map + mailbox->cmdr_off + mailbox->cmd_tail);
}

static void move_tail(__u32 bytes)
{
	__s32 kick = 0;

	__atomic_store_n(&mailbox->cmd_tail, (mailbox->cmd_tail + bytes) % mailbox->cmdr_size,
			 __ATOMIC_RELEASE);
	if (write(node, &kick, sizeof(kick)) != sizeof(kick))
		refuse("write to uio%u: %s", minor, strerror(errno));
}

static int command_is_there(void)
{
	return __atomic_load_n(&mailbox->cmd_head, __ATOMIC_ACQUIRE) != mailbox->cmd_tail;
}

/* Exports the device, in a process that ends when its INQUIRY was answered. */
static void start_link(void)
{
	linker = fork();
	if (linker < 0)
		refuse("no process: %s", strerror(errno));
	if (linker)
		return;
	munmap(map, map_bytes);
	close(node);
	close(looker);
	close(test_end[1]);
	_exit(symlink(SCRATCH, LINK) ? errno : 0);
}

static struct tcmu_cmd_entry *await_command(void)
{
	int status = 0, millis;

	for (millis = 0; millis < PATIENCE_MILLIS; millis += 10) {
		if (command_is_there())
			return entry_at_tail();
		if (waitpid(linker, &status, WNOHANG) == linker)
			refuse("the scratch device cannot be exported: %s",
			       strerror(WEXITSTATUS(status)));
		usleep(10000);
	}
	refuse("no command came to the scratch device in %d s", PATIENCE_MILLIS / 1000);
}

/* Says that there is no such LUN, and that there never will be. */
static void answer(__u8 user_flags)
{
	struct tcmu_cmd_entry *entry = entry_at_tail();
	__u32 length = tcmu_hdr_get_len(entry->hdr.len_op);

	if (tcmu_hdr_get_op(entry->hdr.len_op) == TCMU_OP_CMD) {
		char *data = map + (size_t)entry->req.iov[0].iov_base;

		if (entry->req.iov_cnt && entry->req.iov[0].iov_len)
			*data = 0x7f;
		entry->hdr.uflags |= user_flags;
		memset(&entry->rsp, 0, sizeof(entry->rsp));
	}
	move_tail(length);
}

/* Answers whatever else comes until the device is exported, and takes that back. */
static void finish_link(void)
{
	int status = 0, millis;

	for (millis = 0; millis < PATIENCE_MILLIS; millis += 10) {
		if (waitpid(linker, &status, WNOHANG) == linker)
			break;
		if (command_is_there())
			answer(0);
		usleep(10000);
	}
	if (millis >= PATIENCE_MILLIS)
		refuse("exporting the scratch device does not end");
	if (status)
		refuse("the scratch device cannot be exported: %s",
		       strerror(WEXITSTATUS(status)));
	if (unlink(LINK))
		refuse(LINK ": %s", strerror(errno));
}
