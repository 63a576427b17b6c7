// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loads the module beside the running target_core_user, with what it has to
 * know of that driver:
 *
 *	tcmu-reclaim-load MODULE.ko	loads it
 *	tcmu-reclaim-load --print	prints the module's parameters instead
 *
 * Offsets and sizes come from the BTF of the running kernel, addresses from
 * /proc/kallsyms. Where something is missing or is not what it should be, it
 * says so in a sentence, loads nothing and ends with status 1.
 */
#include "load/say.h"
#include "load/btf.h"
#include "load/layout.h"
#include "load/symbols.h"
#include "load/build.h"

#include <sys/syscall.h>

static void load(const char *path, const char *parameters)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		refuse("%s: %s", path, strerror(errno));
	if (!syscall(SYS_finit_module, fd, parameters, 0))
		return;
	if (errno == EEXIST)
		refuse("%s: a module of that name is loaded already; rmmod tcmu_reclaim first",
		       path);
	if (errno == EKEYREJECTED || errno == EPERM)
		refuse("%s: %s; Secure Boot and lockdown want it signed",
		       path, strerror(errno));
	refuse("%s: %s; the last lines of dmesg say why", path, strerror(errno));
}

int main(int argc, char **argv)
{
	static char parameters[8192];

	if (argc != 2) {
		fprintf(stderr, "usage: tcmu-reclaim-load MODULE.ko | --print\n");
		return 2;
	}
	require_known_build();
	read_types();
	snprintf(parameters, sizeof(parameters), "layout=");
	add_layout(parameters, sizeof(parameters));
	strcat(parameters, " symbols=");
	add_symbols(parameters, sizeof(parameters));
	if (strcmp(argv[1], "--print"))
		load(argv[1], parameters);
	else
		puts(parameters);
	return 0;
}
