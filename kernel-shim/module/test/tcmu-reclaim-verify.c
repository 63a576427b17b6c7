// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writes and verifies disks whose commands may fail, until SIGTERM.
 *
 *	tcmu-reclaim-verify SEED THREADS DISK...
 *
 * On each disk THREADS threads send one command each, wait for each other, and
 * let the device go idle for a moment. Every thread has slots of its own, of
 * 4 to 64 KiB, which it writes and reads as a whole. Each sector tells its
 * place and its generation, and all of its words follow from these. What was
 * written last is what must be read; after a write that failed also what such
 * writes wrote, or what was there before. At the end all slots are read.
 *
 * Five times a second a line tells the sums, and how many commands of the disk
 * with the fewest have succeeded; each wrong slot has a line among the errors.
 * Exits with 1 if there was one.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <linux/types.h>

#define SLOTS 8
#define SLOT_BYTES (64 * 1024)
#define SECTOR_WORDS 64
#define IDLE_MICROS 6000
#define SAY_MICROS 200000
#define MOST_DISKS 16
#define MOST_THREADS 64 /* on each */

struct slot {
	__u64 oldest, newest; /* generations that may be read; 0: never written */
};

struct disk {
	const char *name;
	int fd;
	int number;
	atomic_ullong commands;
	pthread_barrier_t barrier;
};

struct worker {
	struct disk *disk;
	struct slot slots[SLOTS];
	__u64 *buffer;
	unsigned int random;
	int number;
};

static struct disk disks[MOST_DISKS];
static int disk_count;
static atomic_ullong reads, writes, bytes, failed, wrong;
static atomic_int stopped;
static __u64 seed;
static int thread_count;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static __u64 word(__u64 place, __u64 generation)
{
	__u64 x = place * 0x9e3779b97f4a7c15 ^ generation * 0xd1b54a32d192ed03 ^ seed;

	x ^= x >> 31;
	x *= 0x94d049bb133111eb;
	return x ^ x >> 29;
}

static size_t slot_bytes(int slot)
{
	return 4096 << slot % 5;
}

static off_t place_of(const struct worker *w, int slot)
{
	return ((off_t)w->number * SLOTS + slot) * SLOT_BYTES;
}

/* Places of different disks differ, whatever reaches the wrong one. */
static __u64 place_word(const struct worker *w, int slot, size_t at)
{
	return (__u64)w->disk->number << 48 | (place_of(w, slot) / 8 + at);
}

static void fill(struct worker *w, int slot, __u64 generation)
{
	size_t at, end = slot_bytes(slot) / 8;

	for (at = 0; at < end; at++)
		w->buffer[at] = at % SECTOR_WORDS ?
			word(place_word(w, slot, at), generation) : generation;
}

/* Returns the first word that is not as it may be, or the end. */
static size_t compare(const struct worker *w, int slot)
{
	const struct slot *s = &w->slots[slot];
	size_t at, end = slot_bytes(slot) / 8;
	__u64 generation = 0;

	for (at = 0; at < end; at++) {
		if (at % SECTOR_WORDS == 0) {
			generation = w->buffer[at];
			if (generation < s->oldest || generation > s->newest)
				return at;
		} else if (w->buffer[at] != word(place_word(w, slot, at), generation)) {
			return at;
		}
	}
	return end;
}

static void verify(struct worker *w, int slot)
{
	size_t length = slot_bytes(slot), at;
	struct slot *s = &w->slots[slot];

	if (pread(w->disk->fd, w->buffer, length, place_of(w, slot)) != (ssize_t)length) {
		failed++;
		return;
	}
	w->disk->commands++;
	reads++;
	bytes += length;
	at = compare(w, slot);
	if (at * 8 == length)
		return;
	wrong++;
	fprintf(stderr, "wrong: %s, %zu bytes at %lld: at byte %zu %#llx, ",
		w->disk->name, length, (long long)place_of(w, slot), at * 8,
		w->buffer[at]);
	fprintf(stderr, "generations %llu to %llu\n", s->oldest, s->newest);
}

/* A write that failed may have been carried out, as a whole or in part. */
static void write_slot(struct worker *w, int slot)
{
	size_t length = slot_bytes(slot);
	struct slot *s = &w->slots[slot];

	fill(w, slot, ++s->newest);
	if (pwrite(w->disk->fd, w->buffer, length, place_of(w, slot)) != (ssize_t)length) {
		failed++;
		return;
	}
	s->oldest = s->newest;
	w->disk->commands++;
	writes++;
}

static void send_one(struct worker *w)
{
	int slot = rand_r(&w->random) % SLOTS;

	if (!w->slots[slot].oldest || rand_r(&w->random) % 2)
		write_slot(w, slot);
	else
		verify(w, slot);
}

/* One thread decides for all whether there is another burst. */
static void *work(void *arg)
{
	static int last[MOST_DISKS];
	struct worker *w = arg;
	int slot, *ended = &last[w->disk->number];

	for (;;) {
		if (pthread_barrier_wait(&w->disk->barrier) == PTHREAD_BARRIER_SERIAL_THREAD) {
			usleep(IDLE_MICROS);
			*ended = stopped;
		}
		pthread_barrier_wait(&w->disk->barrier);
		if (*ended)
			break;
		send_one(w);
	}
	for (slot = 0; slot < SLOTS; slot++)
		if (w->slots[slot].oldest)
			verify(w, slot);
	return NULL;
}

static void say(void)
{
	unsigned long long fewest = ~0ULL;
	int disk;

	for (disk = 0; disk < disk_count; disk++)
		if (disks[disk].commands < fewest)
			fewest = disks[disk].commands;
	printf("reads=%llu writes=%llu fewest=%llu bytes=%llu failed=%llu wrong=%llu\n",
	       reads, writes, fewest, bytes, failed, wrong);
	fflush(stdout);
}

static void open_disk(struct disk *disk, const char *name, int number)
{
	disk->name = name;
	disk->number = number;
	disk->fd = open(name, O_RDWR | O_DIRECT | O_CLOEXEC);
	if (disk->fd < 0)
		err(2, "%s", name);
	pthread_barrier_init(&disk->barrier, NULL, thread_count);
}

static pthread_t start(struct disk *disk, int number)
{
	struct worker *w = calloc(1, sizeof(*w));
	pthread_t thread;

	if (!w || posix_memalign((void **)&w->buffer, 4096, SLOT_BYTES))
		errx(2, "no memory");
	w->disk = disk;
	w->number = number;
	w->random = seed + disk->number * MOST_THREADS + number;
	if (pthread_create(&thread, NULL, work, w))
		errx(2, "no thread");
	return thread;
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = stop };
	static pthread_t threads[MOST_DISKS * MOST_THREADS];
	int disk, number, at = 0;

	disk_count = argc - 3;
	thread_count = argc > 2 ? atoi(argv[2]) : 0;
	if (disk_count < 1 || disk_count > MOST_DISKS || thread_count < 1 ||
	    thread_count > MOST_THREADS)
		errx(2, "usage: tcmu-reclaim-verify SEED THREADS DISK...");
	seed = strtoull(argv[1], NULL, 10);
	sigaction(SIGTERM, &action, NULL);
	for (disk = 0; disk < disk_count; disk++) {
		open_disk(&disks[disk], argv[3 + disk], disk);
		for (number = 0; number < thread_count; number++)
			threads[at++] = start(&disks[disk], number);
	}
	while (!stopped) {
		usleep(SAY_MICROS);
		say();
	}
	while (at)
		pthread_join(threads[--at], NULL);
	say();
	return wrong ? 1 : 0;
}
