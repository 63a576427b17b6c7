/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that a fuzzed call is pointed at: some pages of noise, then one
 * without memory. It knows which bytes the call may write; the others must
 * stay as they were. And the dice, one sequence for each arena.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/tcmu_reclaim.h>

#define ARENA_BYTES 16384
#define ARENA_RANGES 4

struct arena {
	unsigned int number;
	__u64 dice;
	char *bytes;
	char *fixed;		/* a page that cannot be written */
	char before[ARENA_BYTES];
	struct { size_t from, to; } allowed[ARENA_RANGES];
	int ranges;
	int spoiled;		/* two of its parts overlap */
};

/* xorshift64*; never at zero */
static __u64 random_word(struct arena *arena)
{
	arena->dice ^= arena->dice >> 12;
	arena->dice ^= arena->dice << 25;
	arena->dice ^= arena->dice >> 27;
	return arena->dice * 0x2545f4914f6cdd1dULL;
}

/* From zero to @n - 1. */
static __u32 chance(struct arena *arena, __u32 n)
{
	return (random_word(arena) >> 33) % n;
}

static int rarely(struct arena *arena)
{
	return !chance(arena, 16);
}

static void arena_make(struct arena *arena, __u64 seed, unsigned int number)
{
	arena->number = number;
	arena->dice = (seed + number * 0x9e3779b97f4a7c15ULL) | 1;
	arena->bytes = mmap(NULL, ARENA_BYTES + 2 * 4096, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	arena->fixed = arena->bytes + ARENA_BYTES + 4096;
	if (arena->bytes == MAP_FAILED ||
	    mprotect(arena->bytes + ARENA_BYTES, 4096, PROT_NONE) ||
	    mprotect(arena->fixed, 4096, PROT_READ)) {
		perror("mmap");
		exit(2);
	}
}

/* New noise in some place; nothing may be written. */
static void arena_scramble(struct arena *arena)
{
	char *from = arena->bytes + chance(arena, ARENA_BYTES / 256) * 256;
	int i;

	for (i = 0; i < 256; i += 8) {
		__u64 noise = random_word(arena);

		memcpy(from + i, &noise, sizeof(noise));
	}
	arena->ranges = 0;
	arena->spoiled = 0;
}

static int arena_has(const struct arena *arena, const void *at, size_t bytes)
{
	size_t offset = (const char *)at - arena->bytes;

	return (const char *)at >= arena->bytes && offset < ARENA_BYTES &&
	       bytes <= ARENA_BYTES - offset;
}

/* What comes back from a call of which two parts overlap means nothing. */
static void arena_take(struct arena *arena, size_t from, size_t to)
{
	int i;

	for (i = 0; i < arena->ranges; i++)
		if (from < arena->allowed[i].to && arena->allowed[i].from < to)
			arena->spoiled = 1;
}

/* That part may be written. */
static void arena_allow(struct arena *arena, const void *at, size_t bytes)
{
	size_t from = (const char *)at - arena->bytes;
	size_t to = bytes < ARENA_BYTES - from ? from + bytes : ARENA_BYTES;

	if (!arena_has(arena, at, 0) || !bytes)
		return;
	arena_take(arena, from, to);
	arena->allowed[arena->ranges].from = from;
	arena->allowed[arena->ranges++].to = to;
}

/* Zeros that a call reads, in memory that it may not write. */
static void arena_clear(struct arena *arena, char *at, size_t bytes)
{
	arena_take(arena, at - arena->bytes, at - arena->bytes + bytes);
	memset(at, 0, bytes);
}

static void arena_remember(struct arena *arena)
{
	memcpy(arena->before, arena->bytes, ARENA_BYTES);
}

static int arena_damaged(struct arena *arena)
{
	int i;

	for (i = 0; i < arena->ranges; i++)
		memcpy(arena->before + arena->allowed[i].from,
		       arena->bytes + arena->allowed[i].from,
		       arena->allowed[i].to - arena->allowed[i].from);
	return memcmp(arena->before, arena->bytes, ARENA_BYTES) != 0;
}

/* Mostly room for @bytes, sometimes none at all or too little. */
static char *place(struct arena *arena, size_t bytes)
{
	size_t most = bytes < ARENA_BYTES ? ARENA_BYTES - bytes : 0;

	switch (chance(arena, 24)) {
	case 0:
		return NULL;
	case 1:
		return (char *)random_word(arena);
	case 2:
		return (char *)(0xffff888000000000UL + chance(arena, 1 << 30));
	case 3:
		return (char *)(0xffffffff81000000UL + chance(arena, 1 << 24));
	case 4:
		return (char *)(0x00007ffffffff000UL - chance(arena, 64));
	case 5:
		return (char *)-(unsigned long)chance(arena, 4096);
	case 6:
		return arena->fixed + chance(arena, 64);
	case 7: /* it ends where there is no memory */
		return arena->bytes + ARENA_BYTES - chance(arena, 256);
	case 8: /* it ends with the memory */
		return arena->bytes + most;
	default:
		return arena->bytes + chance(arena, most + 1);
	}
}

/* Mostly @right. */
static __u32 odd_size(struct arena *arena, __u32 right)
{
	switch (chance(arena, 24)) {
	case 0:
		return chance(arena, right);
	case 1:
		return right + 8 * chance(arena, 8);
	case 2:
		return 4096 + 8 * chance(arena, 3) - 8;
	case 3:
		return random_word(arena);
	default:
		return right;
	}
}

/* Mostly up to @usual. */
static __u64 odd_number(struct arena *arena, __u32 usual)
{
	switch (chance(arena, 16)) {
	case 0:
		return 0;
	case 1:
		return random_word(arena);
	case 2:
		return ~0ULL >> chance(arena, 64);
	default:
		return 1 + chance(arena, usual);
	}
}
