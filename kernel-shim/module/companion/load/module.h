/* SPDX-License-Identifier: GPL-2.0-only */
/* Loading a module beside the driver, with what it has to know. */
#include <sys/syscall.h>

static void add_parameters(char *parameters, size_t room)
{
	snprintf(parameters, room, "layout=");
	add_layout(parameters, room);
	snprintf(parameters + strlen(parameters), room - strlen(parameters), " symbols=");
	add_symbols(parameters, room);
}

static void load(const char *path, const char *parameters)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		refuse("%s: %s", path, strerror(errno));
	if (!syscall(SYS_finit_module, fd, parameters, 0)) {
		close(fd);
		return;
	}
	if (errno == EEXIST)
		refuse("%s: a module of that name is loaded already; rmmod it first", path);
	if (errno == EKEYREJECTED || errno == EPERM)
		refuse("%s: %s; Secure Boot and lockdown want it signed",
		       path, strerror(errno));
	refuse("%s: %s; the last lines of dmesg say why", path, strerror(errno));
}
