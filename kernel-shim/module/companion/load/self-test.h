/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The self-test: does to a scratch device what is done to others, and looks whether
 * the driver's memory says so. It confirms what is in no BTF, and that what BTF
 * says is where the driver really keeps it.
 */
#include <sys/ioctl.h>
#include <sys/prctl.h>

#define SCRATCH_BLOCK_PAGES 2

static struct self_test_look look;
static unsigned long long given_back; /* so far */
static int missed; /* times that blocks were given back unnoticed */

/* refuse_unless(THING, SENTENCE): a sentence about what was found instead. */
#define refuse_unless(thing, ...)				\
	do {							\
		if (!(thing))					\
			refuse("self-test: " __VA_ARGS__);	\
	} while (0)

static void ask(unsigned long request, const char *when)
{
	memset(&look, 0, sizeof(look));
	look.minor = minor;
	look.node = node;
	if (map)
		look.page_address = (size_t)map + map_bytes - (1 << 20);
	if (ioctl(looker, request, &look)) {
		if (errno == ENODEV)
			refuse("self-test: %s: the driver's list has no such device",
			       when);
		refuse("self-test: %s: %s", when, strerror(errno));
	}
	refuse_unless(!*look.wrong, "%s: the scratch device is not one: %s", when, look.wrong);
}

static void require_flag(const char *when, unsigned int bit, unsigned long long before,
			 unsigned long long after)
{
	refuse_unless((before ^ after) == 1ull << bit,
		      "%s: the driver's flags went from %#llx to %#llx, not by bit %u alone",
		      when, before, after, bit);
}

static void require_sizes(void)
{
	__u32 block = SCRATCH_BLOCK_PAGES * getpagesize();
	__u32 blocks = (1 << 20) / block;

	refuse_unless(look.pages_per_block == SCRATCH_BLOCK_PAGES && look.block_bytes == block,
		      "a block has %u pages and %u bytes, where %u and %u were asked for",
		      look.pages_per_block, look.block_bytes, SCRATCH_BLOCK_PAGES, block);
	refuse_unless(look.max_blocks == blocks,
		      "an area of 1 MiB has %u blocks and should have %u",
		      look.max_blocks, blocks);
}

/* A device that was never used has nothing. */
static void look_at_unused(void)
{
	ask(SELF_TEST_LOOK, "never used");
	require_sizes();
	refuse_unless(!look.has_pages && !look.has_commands && !look.bitmap,
		      "a device that was never used has pages, commands or blocks in use");
	refuse_unless(!look.dbi_max && !look.dbi_thresh,
		      "the marks of a device that was never used are %u and %u",
		      look.dbi_max, look.dbi_thresh);
	refuse_unless(look.is_queue_empty, "a device that was never used has commands that wait");
	refuse_unless(!look.is_locked, "cmdr_lock of a device that nobody uses is taken");
}

static void look_at_open(void)
{
	unsigned long long closed = look.flags;

	open_scratch();
	ask(SELF_TEST_LOOK, "open");
	require_flag("opened", COMPANION_BIT_OPEN, closed, look.flags);
	refuse_unless(look.inode_is_nodes,
		      "the inode that the driver remembers is not the one that was opened");
	refuse_unless(look.area_offset == map_bytes - (1 << 20),
		      "the area begins at %llu and should at %zu", look.area_offset,
		      map_bytes - (1 << 20));
}

static void look_at_blocked(void)
{
	unsigned long long before = look.flags, blocked;

	require_put(SCRATCH "/action/block_dev", "1");
	ask(SELF_TEST_LOOK, "blocked");
	blocked = look.flags;
	require_flag("blocked", COMPANION_BIT_BLOCKED, before, blocked);
	require_put(SCRATCH "/action/block_dev", "0");
	ask(SELF_TEST_LOOK, "not blocked");
	require_flag("not blocked any more", COMPANION_BIT_BLOCKED, blocked, look.flags);
}

/* An answer to a command that nobody sent. The driver logs that. */
static void look_at_broken(void)
{
	unsigned long long before, broken;
	struct tcmu_cmd_entry *entry = entry_at_tail();

	ask(SELF_TEST_LOOK, "before its ring breaks");
	before = look.flags;
	memset(entry, 0, sizeof(*entry));
	entry->hdr.len_op = sizeof(*entry) | TCMU_OP_CMD;
	entry->hdr.cmd_id = 0xfff0;
	move_tail(sizeof(*entry));
	ask(SELF_TEST_LOOK, "its ring broken");
	broken = look.flags;
	require_flag("its ring broken", COMPANION_BIT_BROKEN, before, broken);
	require_put(SCRATCH "/action/reset_ring", "2");
	ask(SELF_TEST_LOOK, "its ring reset");
	require_flag("its ring reset", COMPANION_BIT_BROKEN, broken, look.flags);
}

/* One command is in flight. It has the lowest block, and that one its page. */
static __u16 look_in_flight(void)
{
	struct tcmu_cmd_entry *entry;
	size_t at;

	start_link();
	entry = await_command();
	at = (size_t)entry->req.iov[0].iov_base;
	*(map + at) = 0; /* has it mapped */
	ask(SELF_TEST_LOOK, "with a command in flight");
	refuse_unless(entry->req.iov_cnt == 1 && at == look.area_offset,
		      "the first command's buffer is not the first block of the area");
	refuse_unless(look.bitmap == 1, "with one command in flight the bitmap is %#llx",
		      look.bitmap);
	refuse_unless(look.has_commands, "with one command in flight there is none");
	refuse_unless(!look.dbi_max && look.dbi_thresh && look.dbi_thresh <= look.max_blocks,
		      "with one block in use the marks are %u and %u",
		      look.dbi_max, look.dbi_thresh);
	refuse_unless(look.is_queue_empty, "a command that is in flight waits for room as well");
	refuse_unless(look.page_is_callers,
		      "the first page of the area is not the one that is mapped");
	refuse_unless(look.given_back == given_back,
		      "a command gave blocks back before it had ended");
	return entry->hdr.cmd_id;
}

/*
 * Its blocks are back, its page is not; and tcmu_cmd_free_data() has begun for it,
 * or is inlined there.
 */
static void look_given_back(const char *when, __u16 id)
{
	ask(SELF_TEST_LOOK, when);
	refuse_unless(!look.bitmap && !look.has_commands,
		      "%s: the command has not ended: bitmap %#llx", when, look.bitmap);
	refuse_unless(look.has_pages, "%s: the page went with its command", when);
	if (look.given_back == given_back) {
		printf("self-test: %s: blocks are given back without tcmu_cmd_free_data()\n",
		       when);
		missed++;
		return;
	}
	refuse_unless(look.given_back == given_back + 1 && look.last_id == id &&
		      look.last_blocks == 1 && !look.last_block,
		      "%s: of command %u, tcmu_cmd_free_data() began %llu times, for command %u, %u blocks from %u",
		      when, id, look.given_back - given_back, look.last_id, look.last_blocks,
		      look.last_block);
	given_back++;
}

/* Faults on the first page of the area, again and again. */
static pid_t start_faulting(void)
{
	char *page = map + look.area_offset;
	pid_t parent = getpid(), faulting = fork();

	if (faulting < 0)
		refuse("no process: %s", strerror(errno));
	if (faulting)
		return faulting;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close(test_end[1]);
	close(link_end[1]);
	close(looker);
	while (getppid() == parent) {
		(void)__atomic_load_n(page, __ATOMIC_RELAXED);
		madvise(page, getpagesize(), MADV_DONTNEED);
	}
	_exit(0);
}

/*
 * A fault has to lock its page with cmdr_lock held. Without that a page can be
 * truncated between a fault's finding and mapping it, and the handler then works
 * on a page that is nobody's.
 */
static void look_at_fault(void)
{
	pid_t faulting = start_faulting();
	int failed = 0;

	memset(&look, 0, sizeof(look));
	look.minor = minor;
	look.node = node;
	look.page_address = (size_t)map + map_bytes - (1 << 20);
	if (ioctl(looker, SELF_TEST_FAULT, &look))
		failed = errno;
	kill(faulting, SIGKILL);
	waitpid(faulting, NULL, 0);
	refuse_unless(!failed, "a fault does not wait for its page: %s", strerror(failed));
	refuse_unless(look.is_locked,
		      "a fault locks its page without cmdr_lock: no page-lock hand-shake");
	ask(SELF_TEST_LOOK, "after a fault");
}

/* Commands that the kernel tried again have given blocks back as well. */
static void end_in_flight(void)
{
	finish_link();
	ask(SELF_TEST_LOOK, "taken back");
	given_back = look.given_back;
}

/* Wherever a command gives its blocks back. */
static void look_at_ends(void)
{
	__u16 id = look_in_flight();

	look_at_fault();
	answer(0);
	look_given_back("answered", id);
	end_in_flight();

	id = look_in_flight();
	require_put(SCRATCH "/action/reset_ring", "2");
	look_given_back("its ring reset under it", id);
	end_in_flight();
}

static void look_at_kept(void)
{
	char text[16];
	__u16 id;

	if (!(mailbox->flags & TCMU_MAILBOX_FLAG_CAP_KEEP_BUF))
		return;
	id = look_in_flight();
	answer(TCMU_UFLAG_KEEP_BUF);
	end_in_flight();
	snprintf(text, sizeof(text), "%u", id);
	require_put(SCRATCH "/action/free_kept_buf", text);
	look_given_back("its buffer kept, then freed", id);

	id = look_in_flight();
	answer(TCMU_UFLAG_KEEP_BUF);
	end_in_flight();
	close_scratch();
	look_given_back("its buffer kept, then closed", id);
}

static void look_at_closed(void)
{
	unsigned long long open;

	if (node < 0)
		open_scratch();
	ask(SELF_TEST_LOOK, "open again");
	open = look.flags;
	close_scratch();
	ask(SELF_TEST_LOOK, "closed");
	require_flag("closed", COMPANION_BIT_OPEN, open, look.flags);
}

/* Else a driver that tells would be remembered as one that does not. */
static void require_ftrace(void)
{
	struct blob enabled = read_file("/proc/sys/kernel/ftrace_enabled");

	refuse_unless(enabled.bytes && *enabled.bytes == '1',
		      "kernel.ftrace_enabled is not 1; set it for the time of the self-test");
	free(enabled.bytes);
}

static enum verdict self_test(const char *module, const char *parameters)
{
	require_ftrace();
	start_remover();
	load(module, parameters);
	looker = open(SELF_TEST_NODE, O_RDWR | O_CLOEXEC);
	if (looker < 0)
		refuse("%s: %s", SELF_TEST_NODE, strerror(errno));
	make_scratch();
	minor = scratch_minor();
	look_at_unused();
	look_at_open();
	look_at_blocked();
	look_at_broken();
	make_portal();
	look_at_ends();
	look_at_kept();
	look_at_closed();
	return missed ? WITHOUT_HEAT : WITH_HEAT;
}
