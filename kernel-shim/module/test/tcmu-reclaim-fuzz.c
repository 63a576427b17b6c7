// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls /dev/tcmu-reclaim with input that is mostly right and wrong in some
 * place, from several threads, and checks what comes back: only errnos that
 * <linux/tcmu_reclaim.h> names, nothing written where it should not be, no
 * more released than was allowed.
 *
 *	tcmu-reclaim-fuzz SECONDS [SEED [THREADS]]
 *
 * Each thread's input depends on the seed, its number and what COUNT told it.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdarg.h>
#include <sys/random.h>
#include <time.h>

#include "fuzz/arena.h"

#define NODE "/dev/tcmu-reclaim"
#define MOST_THREADS 16
#define CALLS 8
#define ERRNOS 134

enum { INFO, COUNT, SCAN, WATCH, OTHER, POLL, REOPEN };

static const char * const names[] = {
	"INFO", "COUNT", "SCAN", "WATCH", "other", "poll", "open",
};

struct thread {
	pthread_t id;
	struct arena arena;
	int fd;
	int controls;
	unsigned long calls[CALLS];
	unsigned long errnos[CALLS][ERRNOS];
	unsigned long freed_pages;
	__u32 devices;
	struct tcmu_reclaim_device known[8];
};

static __u64 seed;
static struct timespec end;
static int wrong;

static void complain(struct thread *thread, const char *format, ...)
{
	va_list args;

	if (__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED) > 20)
		return;
	va_start(args, format);
	printf("seed=%llu thread=%u: ", seed, thread->arena.number);
	vprintf(format, args);
	printf("\n");
	va_end(args);
}

/* Calls, and looks after errno and the memory around what may be written. */
static int call(struct thread *thread, int kind, unsigned long cmd, void *arg)
{
	int error;

	arena_remember(&thread->arena);
	error = ioctl(thread->fd, cmd, arg) ? errno : 0;
	thread->calls[kind]++;
	thread->errnos[kind][error < ERRNOS ? error : 0]++;
	if (arena_damaged(&thread->arena))
		complain(thread, "%s wrote where it should not", names[kind]);

	if (kind == OTHER ? error != ENOTTY :
	    error && error != EFAULT && error != EINVAL && error != E2BIG &&
	    !(kind == SCAN && error == EPERM && !thread->controls) &&
	    !(kind == WATCH && error == EOPNOTSUPP))
		complain(thread, "%s returned %s", names[kind], strerrorname_np(error));
	return error;
}

/* A structure of @size bytes that begins with its size; mostly right. */
static void *frame(struct thread *thread, const void *good, __u32 size)
{
	struct arena *arena = &thread->arena;
	__u32 said = odd_size(arena, size);
	char *at = place(arena, said > size && said <= 512 ? said : size);

	if (!arena_has(arena, at, size)) {
		/* A COUNT that was left at the end is an INFO of the first size. */
		arena_allow(arena, at, size);
		return at;
	}
	memcpy(at, good, size);
	memcpy(at, &said, sizeof(said));
	if (said > size && arena_has(arena, at, said) && !rarely(arena))
		arena_clear(arena, at + size, said - size);
	/* Flags or what is at the end, but never an address */
	if (rarely(arena))
		at[(chance(arena, 2) ? 4 : size - 4) + chance(arena, 4)] ^= 1 << chance(arena, 8);
	arena_allow(arena, at, said < size ? said : size);
	return at;
}

static void fuzz_info(struct thread *thread)
{
	struct tcmu_reclaim_info info = {};

	call(thread, INFO, TCMU_RECLAIM_INFO, frame(thread, &info, sizeof(info)));
}

static void fuzz_watch(struct thread *thread)
{
	struct tcmu_reclaim_watch watch = { .limit_pages = odd_number(&thread->arena, 40000) };

	call(thread, WATCH, TCMU_RECLAIM_WATCH, frame(thread, &watch, sizeof(watch)));
}

static void check_count(struct thread *thread, const struct tcmu_reclaim_count *count)
{
	const struct tcmu_reclaim_device *device;
	__u32 i;

	if (count->returned > count->capacity || count->returned > count->total)
		complain(thread, "COUNT returned %u of %u into %u", count->returned,
			 count->total, count->capacity);
	if (count->device_bytes != sizeof(*device) ||
	    !arena_has(&thread->arena, (void *)count->devices, sizeof(*device)))
		return;

	device = (void *)count->devices;
	thread->devices = count->returned < 8 ? count->returned : 8;
	memcpy(thread->known, device, thread->devices * sizeof(*device));
	for (i = 0; i < thread->devices; i++, device++)
		if (device->floor_blocks > device->high_water_blocks ||
		    device->high_water_blocks > device->max_blocks ||
		    device->peak_blocks > device->max_blocks ||
		    device->tail_pages + device->pinned_pages != device->pages ||
		    (i && device->minor <= device[-1].minor))
			complain(thread, "COUNT of uio%u does not add up", device->minor);
}

static void fuzz_count(struct thread *thread)
{
	struct arena *arena = &thread->arena;
	struct tcmu_reclaim_count count = {
		.device_bytes = odd_size(arena, sizeof(struct tcmu_reclaim_device)),
		.capacity = odd_number(arena, 8),
	}, *at;
	size_t bytes = (size_t)count.device_bytes * count.capacity;

	count.devices = (unsigned long)place(arena, bytes);
	arena_allow(arena, (void *)count.devices, bytes);
	if (chance(arena, 2)) {
		count.ladder_bytes = odd_size(arena, sizeof(struct tcmu_reclaim_ladder));
		bytes = (size_t)count.ladder_bytes * count.capacity;
		count.ladders = (unsigned long)place(arena, bytes);
		arena_allow(arena, (void *)count.ladders, bytes);
	}
	at = frame(thread, &count, sizeof(count));
	if (!call(thread, COUNT, TCMU_RECLAIM_COUNT, at) && !arena->spoiled)
		check_count(thread, at);
}

static struct tcmu_reclaim_request odd_request(struct thread *thread)
{
	struct arena *arena = &thread->arena;
	__u32 which = chance(arena, thread->devices + 1);
	struct tcmu_reclaim_request request = {
		.budget_pages = odd_number(arena, 600),
		.flags = rarely(arena) ? 1U << chance(arena, 32) : chance(arena, 2),
		.keep_blocks = odd_number(arena, 64),
		.wait_micros = rarely(arena) ? random_word(arena) : 0,
		.reserved2 = rarely(arena) ? random_word(arena) : 0,
		.minor = random_word(arena),
		.generation = random_word(arena),
	};

	if (which < thread->devices) {
		request.minor = thread->known[which].minor;
		request.generation = thread->known[which].generation + rarely(arena);
	}
	return request;
}

static int is_bad(const struct tcmu_reclaim_request *request)
{
	__u32 longest = request->flags & TCMU_RECLAIM_TRY ? 0 :
			TCMU_RECLAIM_MAX_WAIT_MICROS;

	return request->flags & ~TCMU_RECLAIM_TRY || request->wait_micros > longest ||
	       request->reserved2 || !request->budget_pages;
}

static int is_stated(const struct tcmu_reclaim_request *request)
{
	switch (request->result) {
	case TCMU_RECLAIM_FREED:
		return request->freed_pages && request->error != EINVAL;
	case TCMU_RECLAIM_NOTHING:
		return !request->error;
	case TCMU_RECLAIM_BUSY:
		return request->error == EAGAIN;
	case TCMU_RECLAIM_GONE:
		return request->error == ENODEV || request->error == ESTALE;
	case TCMU_RECLAIM_REFUSED:
		return request->error == EINVAL || request->error == EPERM ||
		       request->error == EIO;
	default:
		return 0;
	}
}

static void check_request(struct thread *thread, const struct tcmu_reclaim_request *asked,
			  const struct tcmu_reclaim_request *request)
{
	thread->freed_pages += request->freed_pages;
	if (memcmp(request, asked, offsetof(struct tcmu_reclaim_request, result)))
		complain(thread, "SCAN changed a request");
	if (!is_stated(request) ||
	    (request->result != TCMU_RECLAIM_FREED && request->freed_pages))
		complain(thread, "SCAN: result %u with error %u and %llu pages",
			 request->result, request->error, request->freed_pages);
	if (request->freed_pages > request->budget_pages)
		complain(thread, "SCAN released %llu pages of %llu",
			 request->freed_pages, request->budget_pages);
	if (is_bad(asked) && request->error != EINVAL)
		complain(thread, "SCAN took a bad request: error %u", request->error);
}

static void fuzz_scan(struct thread *thread)
{
	struct tcmu_reclaim_request asked[6];
	struct arena *arena = &thread->arena;
	struct tcmu_reclaim_scan scan = {
		.request_bytes = odd_size(arena, sizeof(*asked)),
		.count = odd_number(arena, 6),
	}, *at;
	size_t bytes = (size_t)scan.request_bytes * scan.count;
	char *requests = place(arena, bytes);
	__u32 i, filled = 0;

	if (!thread->controls && !rarely(arena))
		return;
	for (i = 0; i < 6 && i < scan.count && scan.request_bytes >= sizeof(*asked); i++) {
		char *to = requests + i * scan.request_bytes;

		asked[i] = odd_request(thread);
		if (!arena_has(arena, to, scan.request_bytes))
			break;
		memset(to, 0, scan.request_bytes);
		memcpy(to, &asked[i], sizeof(asked[i]));
		filled++;
	}
	arena_allow(arena, requests, bytes);
	scan.requests = (unsigned long)requests;
	at = frame(thread, &scan, sizeof(scan));
	if (call(thread, SCAN, TCMU_RECLAIM_SCAN, at) || arena->spoiled ||
	    at->requests != scan.requests || at->request_bytes != scan.request_bytes)
		return;
	if (at->done != at->count)
		complain(thread, "SCAN did %u of %u", at->done, at->count);
	for (i = 0; i < filled && i < at->done; i++)
		check_request(thread, &asked[i], (void *)(requests + i * scan.request_bytes));
}

static void fuzz_other(struct thread *thread)
{
	struct arena *arena = &thread->arena;
	unsigned long cmd = chance(arena, 2) ?
		_IO(TCMU_RECLAIM_IOC, 5 + chance(arena, 250)) :
		_IOWR(0xc0 + chance(arena, 0x40), chance(arena, 256), int);

	call(thread, OTHER, cmd, place(arena, 64));
}

static void fuzz_poll(struct thread *thread)
{
	struct pollfd poller = { .fd = thread->fd, .events = random_word(&thread->arena) };

	thread->calls[POLL]++;
	poller.events |= POLLIN | POLLPRI;
	if (poll(&poller, 1, rarely(&thread->arena)) < 0 ||
	    poller.revents & ~(POLLIN | POLLPRI | POLLRDNORM))
		complain(thread, "poll told %#x", poller.revents);
}

static void reopen(struct thread *thread)
{
	thread->calls[REOPEN]++;
	if (thread->fd >= 0)
		close(thread->fd);
	thread->controls = chance(&thread->arena, 2);
	thread->fd = open(NODE, (thread->controls ? O_RDWR : O_RDONLY) | O_CLOEXEC);
	if (thread->fd >= 0)
		return;
	if (!thread->controls || errno != EBUSY)
		complain(thread, "open: %s", strerrorname_np(errno));
	thread->controls = 0;
	thread->fd = open(NODE, O_RDONLY | O_CLOEXEC);
}

static int in_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec < end.tv_sec ||
	       (now.tv_sec == end.tv_sec && now.tv_nsec < end.tv_nsec);
}

static void *fuzz(void *data)
{
	static void (*const kinds[])(struct thread *) = {
		fuzz_info, fuzz_count, fuzz_count, fuzz_scan, fuzz_scan, fuzz_scan,
		fuzz_watch, fuzz_other, fuzz_poll,
	};
	struct thread *thread = data;

	thread->fd = -1;
	reopen(thread);
	while (in_time()) {
		arena_scramble(&thread->arena);
		kinds[chance(&thread->arena, sizeof(kinds) / sizeof(*kinds))](thread);
		if (!chance(&thread->arena, 200))
			reopen(thread);
	}
	close(thread->fd);
	return NULL;
}

static unsigned long print_totals(const struct thread *threads, int count)
{
	unsigned long all = 0, good, freed = 0;
	int kind, i;

	for (kind = INFO; kind <= REOPEN; kind++) {
		unsigned long calls = 0;

		for (i = 0, good = 0; i < count; i++) {
			calls += threads[i].calls[kind];
			good += threads[i].errnos[kind][0];
		}
		printf("%s=%lu/%lu ", names[kind], good, calls);
		all += calls;
	}
	for (i = 0; i < count; i++)
		freed += threads[i].freed_pages;
	printf("freed_pages=%lu\n", freed);
	return all;
}

int main(int argc, char **argv)
{
	static struct thread threads[MOST_THREADS];
	int i, count = argc > 3 ? atoi(argv[3]) : 4;
	unsigned long all;

	if (argc < 2 || count < 1 || count > MOST_THREADS) {
		fprintf(stderr, "usage: %s SECONDS [SEED [THREADS]]\n", argv[0]);
		return 2;
	}
	if (argc > 2)
		seed = strtoull(argv[2], NULL, 10);
	else if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		return 2;
	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += atoi(argv[1]);
	for (i = 0; i < count; i++) {
		arena_make(&threads[i].arena, seed, i);
		if (pthread_create(&threads[i].id, NULL, fuzz, &threads[i]))
			return 2;
	}
	for (i = 0; i < count; i++)
		pthread_join(threads[i].id, NULL);
	all = print_totals(threads, count);
	printf("seed=%llu threads=%d calls=%lu wrong=%d\n", seed, count, all, wrong);
	return wrong ? 1 : 0;
}
