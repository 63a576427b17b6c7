// SPDX-License-Identifier: GPL-2.0-only
/*
 * A TCMU handler for measurements: a disk that keeps no data, answers small
 * commands at once and large ones after a while, as a busy backend would. It
 * touches every page of a command's buffer once, so that it is mapped.
 *
 *	tcmu-reclaim-handler MINOR BLOCKS LARGE_DELAY_MICROS
 *
 * On standard input it takes "faults THREADS MILLIS PAGES": that many threads
 * drop their share of the first PAGES pages from the mapping and touch them
 * again, while the handler goes on; one line tells how it went. And
 * "delay MICROS": from now on large commands take that long. And "hold":
 * from now on reads and writes wait for "answer N", N being 0 for the oldest.
 */
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <linux/target_core_user.h>
#include <linux/types.h>

#include "handler/disk.h"

#define PAGE 4096
#define LARGE (64 * 1024)
#define MOST_IN_FLIGHT 4096
#define MOST_THREADS 8
#define NEVER 1e300
#define SAMPLES 262144

static char *map;
static struct tcmu_mailbox *mailbox;
static __u64 blocks;
static double large_delay;
static int holding;

static double now_micros(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1e6 + ts.tv_nsec / 1e3;
}

/* Commands that were taken from the ring and not answered yet, by due time */
static struct pending {
	__u16 id;
	__u8 status;
	double due;
} pending[MOST_IN_FLIGHT];

/* Protects the commands in flight from the orders */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int in_flight;
static __u32 seen; /* offset in the ring up to which commands were taken */

static void touch_page(const char *page)
{
	(void)__atomic_load_n(page, __ATOMIC_SEQ_CST);
}

/* Maps the pages of the buffer; returns its length. */
static size_t touch(struct tcmu_cmd_entry *entry)
{
	size_t sum = 0, at;
	__u32 i;

	for (i = 0; i < entry->req.iov_cnt; i++) {
		for (at = 0; at < entry->req.iov[i].iov_len; at += PAGE)
			touch_page(map + (size_t)entry->req.iov[i].iov_base + at);
		sum += entry->req.iov[i].iov_len;
	}
	return sum;
}

static void keep(__u16 id, __u8 status, double due)
{
	int at = in_flight++;

	if (in_flight > MOST_IN_FLIGHT)
		errx(1, "more than %d commands in flight", MOST_IN_FLIGHT);
	for (; at && pending[at - 1].due > due; at--)
		pending[at] = pending[at - 1];
	pending[at] = (struct pending){ id, status, due };
}

static double due(const __u8 *cdb, size_t bytes)
{
	int io = cdb[0] == 0x28 || cdb[0] == 0x2a || cdb[0] == 0x88 || cdb[0] == 0x8a;

	if (io && holding)
		return NEVER;
	return now_micros() + (bytes >= LARGE ? large_delay : 0);
}

static void take_commands(void)
{
	__u32 head = __atomic_load_n(&mailbox->cmd_head, __ATOMIC_ACQUIRE);
	struct tcmu_cmd_entry *entry;
	__u8 status;
	size_t bytes;

	while (seen != head) {
		entry = (void *)(map + mailbox->cmdr_off + seen);
		if (tcmu_hdr_get_op(entry->hdr.len_op) == TCMU_OP_CMD) {
			status = tcmu_test_answer(map, entry, blocks);
			bytes = touch(entry);
			keep(entry->hdr.cmd_id, status,
			     due((__u8 *)map + entry->req.cdb_off, bytes));
		}
		seen = (seen + tcmu_hdr_get_len(entry->hdr.len_op)) % mailbox->cmdr_size;
	}
}

/* Answers what is due, in whatever order: each answer names its command. */
static int finish_commands(void)
{
	double now = now_micros();
	struct tcmu_cmd_entry *entry;
	int done = 0, moved = 0;

	for (;;) {
		if (mailbox->cmd_tail == seen)
			break;
		entry = (void *)(map + mailbox->cmdr_off + mailbox->cmd_tail);
		if (tcmu_hdr_get_op(entry->hdr.len_op) == TCMU_OP_CMD) {
			if (done == in_flight || pending[done].due > now)
				break;
			entry->hdr.cmd_id = pending[done].id;
			entry->hdr.uflags = 0;
			entry->rsp.scsi_status = pending[done].status;
			if (pending[done].status)
				tcmu_test_unknown(entry);
			done++;
		}
		moved = 1;
		__atomic_store_n(&mailbox->cmd_tail,
				 (mailbox->cmd_tail + tcmu_hdr_get_len(entry->hdr.len_op)) %
				 mailbox->cmdr_size, __ATOMIC_RELEASE);
	}
	in_flight -= done;
	memmove(pending, pending + done, in_flight * sizeof(pending[0]));
	return moved;
}

struct faulter {
	pthread_t thread;
	char *from;
	size_t pages;
	double until;
	unsigned long long faults;
	float *micros;
};

static void *fault_loop(void *arg)
{
	struct faulter *f = arg;
	double start, end = 0;
	size_t i;

	do {
		if (madvise(f->from, f->pages * PAGE, MADV_DONTNEED))
			err(1, "madvise");
		for (i = 0; i < f->pages; i++) {
			start = now_micros();
			touch_page(f->from + i * PAGE);
			end = now_micros();
			f->micros[f->faults++ % SAMPLES] = end - start;
			if (end >= f->until)
				break;
		}
	} while (end < f->until);
	return NULL;
}

static int by_value(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

static void measure_faults(int threads, long millis, long pages)
{
	static struct faulter faulters[MOST_THREADS];
	unsigned long long faults = 0, kept = 0;
	static float all[MOST_THREADS * SAMPLES];
	double start = now_micros(), took;
	int i;

	for (i = 0; i < threads; i++) {
		struct faulter *f = &faulters[i];

		if (!f->micros)
			f->micros = malloc(SAMPLES * sizeof(float));
		f->pages = pages / threads;
		f->from = map + mailbox->cmdr_off + mailbox->cmdr_size + i * f->pages * PAGE;
		f->faults = 0;
		f->until = start + millis * 1e3;
		if (!f->micros || pthread_create(&f->thread, NULL, fault_loop, f))
			errx(1, "no thread");
	}
	for (i = 0; i < threads; i++) {
		unsigned long long n;

		pthread_join(faulters[i].thread, NULL);
		n = faulters[i].faults < SAMPLES ? faulters[i].faults : SAMPLES;
		memcpy(all + kept, faulters[i].micros, n * sizeof(float));
		kept += n;
		faults += faulters[i].faults;
	}
	took = now_micros() - start;
	qsort(all, kept, sizeof(float), by_value);
	printf("threads=%d faults=%llu per_second=%.0f ", threads, faults,
	       faults / (took / 1e6));
	printf("p50_us=%.3f p99_us=%.3f p999_us=%.3f max_us=%.3f\n",
	       all[kept / 2], all[kept * 99 / 100], all[kept * 999 / 1000],
	       all[kept - 1]);
	fflush(stdout);
}

/*
 * Makes a held command due, which takes it to the front. Whoever asks knows it
 * from the kernel, so it may have to be waited for here.
 */
static void answer_held(int number)
{
	struct pending chosen;

	pthread_mutex_lock(&lock);
	while (number >= in_flight) {
		pthread_mutex_unlock(&lock);
		usleep(200);
		pthread_mutex_lock(&lock);
	}
	chosen = pending[number];
	chosen.due = 0;
	memmove(pending + 1, pending, number * sizeof(pending[0]));
	pending[0] = chosen;
	pthread_mutex_unlock(&lock);
}

static void *orders(void *unused)
{
	int threads, number;
	long millis, pages;
	char line[128];
	double delay;

	while (fgets(line, sizeof(line), stdin))
		if (sscanf(line, "faults %d %ld %ld", &threads, &millis, &pages) == 3 &&
		    threads >= 1 && threads <= MOST_THREADS && millis > 0 && pages >= threads)
			measure_faults(threads, millis, pages);
		else if (sscanf(line, "delay %lf", &delay) == 1)
			__atomic_store(&large_delay, &delay, __ATOMIC_RELAXED);
		else if (!strcmp(line, "hold\n"))
			__atomic_store_n(&holding, 1, __ATOMIC_RELAXED);
		else if (sscanf(line, "answer %d", &number) == 1 && number >= 0)
			answer_held(number);
		else
			printf("refused\n");
	return unused;
}

/* How long nothing can be due; orders come at any time. */
static int patience_millis(void)
{
	double micros = in_flight ? pending[0].due - now_micros() : 1e6;

	if (holding)
		return 1;
	return micros > 0 ? (int)(micros / 1e3) + 1 : 0;
}

int main(int argc, char **argv)
{
	struct pollfd pollfd = { .events = POLLIN };
	pthread_t thread;
	__s32 events, kick = 0;
	int finished;

	if (argc != 4)
		errx(2, "usage: tcmu-reclaim-handler MINOR BLOCKS LARGE_DELAY_MICROS");
	blocks = strtoull(argv[2], NULL, 10);
	large_delay = atof(argv[3]);
	pollfd.fd = tcmu_test_open(argv[1], &map);
	mailbox = (void *)map;
	seen = mailbox->cmd_tail;
	if (pthread_create(&thread, NULL, orders, NULL))
		errx(1, "no thread");
	for (;;) {
		if (poll(&pollfd, 1, patience_millis()) < 0)
			err(1, "poll");
		if (pollfd.revents && read(pollfd.fd, &events, sizeof(events)) < 0 &&
		    errno != EAGAIN)
			err(1, "read");
		pthread_mutex_lock(&lock);
		take_commands();
		finished = finish_commands();
		pthread_mutex_unlock(&lock);
		if (finished && write(pollfd.fd, &kick, sizeof(kick)) < 0)
			err(1, "write");
	}
}
