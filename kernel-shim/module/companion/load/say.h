/* SPDX-License-Identifier: GPL-2.0-only */
/* What is in the way, in a sentence; and files as a whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <unistd.h>

#define DRIVER "target_core_user"

static noreturn void refuse(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("tcmu-reclaim-load: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

struct blob {
	char *bytes;
	size_t size;
};

/* A whole file, with a zero behind it; no bytes where there is none. */
static struct blob read_file(const char *path)
{
	struct blob blob = { NULL, 0 };
	size_t room = 1 << 16;
	ssize_t got;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return blob;
	do {
		room *= 2;
		blob.bytes = realloc(blob.bytes, room + 1);
		if (!blob.bytes)
			refuse("no memory");
		while ((got = read(fd, blob.bytes + blob.size, room - blob.size)) > 0)
			blob.size += got;
		if (got < 0)
			refuse("%s: %s", path, strerror(errno));
	} while (blob.size == room);
	close(fd);
	blob.bytes[blob.size] = 0;
	return blob;
}
