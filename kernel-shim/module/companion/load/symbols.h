/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the driver's wanted_symbols are, and the function that is hooked. */

static const char *const wanted_symbols[] = {
	"root_udev_mutex", "root_udev", "tcmu_ops", "global_page_count", "tcmu_global_max_pages",
	"tcmu_cmd_free_data",
};

/* The address of a symbol of the driver; it must be there once. */
static unsigned long long address_of(const struct blob *symbols, const char *name)
{
	unsigned long long found = 0, address;
	char line[64], *at = symbols->bytes;
	size_t len;

	len = snprintf(line, sizeof(line), " %s\t[%s]", name, DRIVER);
	while ((at = strstr(at, line))) {
		char *begin = at;

		if (at[len] != '\n')
			refuse("/proc/kallsyms: a line that is not understood");
		while (begin > symbols->bytes && begin[-1] != '\n')
			begin--;
		address = strtoull(begin, NULL, 16);
		if (!address)
			refuse("/proc/kallsyms: no addresses; kernel.kptr_restrict is above 1");
		if (found)
			refuse("/proc/kallsyms: %s is there twice", name);
		found = address;
		at += len;
	}
	if (!found)
		refuse("/proc/kallsyms does not know %s of %s (CONFIG_KALLSYMS_ALL)", name, DRIVER);
	return found;
}

static void add_symbols(char *text, size_t room)
{
	struct blob symbols = read_file("/proc/kallsyms");
	size_t i, len;

	if (!symbols.bytes)
		refuse("/proc/kallsyms: %s", strerror(errno));
	for (i = 0; i < sizeof(wanted_symbols) / sizeof(*wanted_symbols); i++) {
		len = strlen(text);
		snprintf(text + len, room - len, "%s%s:%llx", i ? "," : "", wanted_symbols[i],
			 address_of(&symbols, wanted_symbols[i]));
	}
	free(symbols.bytes);
}
