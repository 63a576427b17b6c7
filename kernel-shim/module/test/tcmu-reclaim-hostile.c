// SPDX-License-Identifier: GPL-2.0-only
/*
 * Plays a handler that is broken or hostile. It answers nothing, writes
 * rubbish into its ring and then keeps the device open until it is killed:
 *
 *	tcmu-reclaim-hostile MINOR KIND [NOTIFY]
 *
 * KIND: nolength	an entry of length 0
 *	 outside	a tail behind the end of the ring
 *	 unaligned	a tail between two entries
 *	 pasttail	entries that go past the tail, round and round
 *	 pastend	an entry that goes past the end of the ring
 *	 unknown	an entry of no kind there is
 *	 short		a command at the very end of the ring, with no room for
 *			its answer
 *	 nocommand	the answer to a command that nobody sent
 *	 chase		good entries, and a tail that another thread keeps
 *			moving, so that they never end
 *	 absent		nothing in the ring; touches data pages that are not
 *			there
 *
 * NOTIFY: how many times the kernel is told, by default not once. Prints
 * "ready" when the ring is as it should be, and "told" once it was told that
 * often.
 */
#include <err.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/target_core_user.h>
#include <linux/types.h>

#define PAGE 4096
#define STEP 8 /* the least that an entry can have */
#define TOUCHES 1000

static char *map, *ring;
static unsigned long long map_bytes;
static int node;
static struct tcmu_mailbox *mailbox;

static void set_entry(__u32 at, __u32 len_op)
{
	__atomic_store_n((__u32 *)(ring + at), len_op, __ATOMIC_RELAXED);
}

static void set_tail(__u32 tail)
{
	__atomic_store_n(&mailbox->cmd_tail, tail, __ATOMIC_RELEASE);
}

static void tell_kernel(void)
{
	__s32 kick = 0;

	if (write(node, &kick, sizeof(kick)) != sizeof(kick))
		err(1, "write");
}

static void fill_with_pads(__u32 len)
{
	__u32 at;

	for (at = 0; at + len <= mailbox->cmdr_size; at += len)
		set_entry(at, len | TCMU_OP_PAD);
}

static void *move_tail(void *unused)
{
	__u32 tail;

	for (tail = STEP;; tail = (tail + 1001 * STEP) % mailbox->cmdr_size)
		set_tail(tail);
	return unused;
}

static void chase(void)
{
	pthread_t thread;

	fill_with_pads(STEP);
	if (pthread_create(&thread, NULL, move_tail, NULL))
		errx(1, "no thread");
}

static void spoil_ring(const char *kind)
{
	const __u32 size = mailbox->cmdr_size;

	if (!strcmp(kind, "nolength")) {
		set_entry(0, 0);
		set_tail(128);
	} else if (!strcmp(kind, "outside")) {
		fill_with_pads(64);
		set_tail(size + 64);
	} else if (!strcmp(kind, "unaligned")) {
		fill_with_pads(64);
		set_tail(68);
	} else if (!strcmp(kind, "pasttail")) {
		fill_with_pads(64);
		set_tail(32);
	} else if (!strcmp(kind, "pastend")) {
		set_entry(0, (size + 64) | TCMU_OP_PAD);
		set_tail(64);
	} else if (!strcmp(kind, "unknown")) {
		set_entry(0, 64 | 7);
		set_tail(64);
	} else if (!strcmp(kind, "short")) {
		/* A good entry first: a tail of 0 would say that there is none */
		set_entry(0, STEP | TCMU_OP_PAD);
		set_tail(STEP);
		tell_kernel();
		set_entry(STEP, (size - 2 * STEP) | TCMU_OP_PAD);
		set_entry(size - STEP, STEP | TCMU_OP_CMD);
		set_tail(0);
	} else if (!strcmp(kind, "nocommand")) {
		memset(ring, 0, sizeof(struct tcmu_cmd_entry));
		set_entry(0, sizeof(struct tcmu_cmd_entry) | TCMU_OP_CMD);
		((struct tcmu_cmd_entry *)ring)->hdr.cmd_id = 4711;
		set_tail(sizeof(struct tcmu_cmd_entry));
	} else if (!strcmp(kind, "chase")) {
		chase();
	} else if (strcmp(kind, "absent")) {
		errx(2, "no such kind: %s", kind);
	}
}

static sigjmp_buf touched;
static int absent;

static void on_sigbus(int signal)
{
	absent++;
	siglongjmp(touched, signal);
}

/* Touches the last page of the area; each touch gives SIGBUS. */
static int touch_absent_pages(void)
{
	static int touches;

	signal(SIGBUS, on_sigbus);
	sigsetjmp(touched, 1);
	while (touches++ < TOUCHES)
		(void)__atomic_load_n(map + map_bytes - PAGE, __ATOMIC_SEQ_CST);
	return absent == TOUCHES;
}

static void open_device(const char *minor)
{
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/sys/class/uio/uio%s/maps/map0/size", minor);
	file = fopen(path, "r");
	if (!file || fscanf(file, "%llx", &map_bytes) != 1)
		errx(1, "%s: no size", path);
	fclose(file);
	snprintf(path, sizeof(path), "/dev/uio%s", minor);
	node = open(path, O_RDWR | O_CLOEXEC);
	if (node < 0)
		err(1, "%s", path);
	map = mmap(NULL, map_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, node, 0);
	if (map == MAP_FAILED)
		err(1, "mmap of %s", path);
	mailbox = (void *)map;
	ring = map + mailbox->cmdr_off;
}

static void say(const char *what)
{
	puts(what);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	int times = argc > 3 ? atoi(argv[3]) : 0;

	if (argc < 3 || argc > 4)
		errx(2, "usage: tcmu-reclaim-hostile MINOR KIND [NOTIFY]");
	open_device(argv[1]);
	spoil_ring(argv[2]);
	say("ready");
	if (!strcmp(argv[2], "absent") && !touch_absent_pages())
		errx(1, "a page that should be absent is there");
	for (; times > 0; times--)
		tell_kernel();
	say("told");
	for (;;)
		pause();
}
