/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The build of the driver that is running. Two things are in no BTF: what its
 * flag bits mean; and whether tcmu_cmd_free_data() is called wherever a command
 * that was on the ring gives its blocks back, or inlined somewhere. Of the
 * builds in this list they are known, by source and code; of others by the
 * self-test.
 */
#include <linux/elf.h>

#define BUILD_ID 3 /* NT_GNU_BUILD_ID */
#define NOTE "/sys/module/" DRIVER "/notes/.note.gnu.build-id"

#define KNOWN_BUILDS "Debian's 6.1.192-3 and 6.12.117-1~deb12u1"

static const char *const known_builds[] = {
	"95ebbb4151289c6dbea592feeea1321133e15278", /* Debian 6.1.192-3, 6.1.0-57-amd64 */
	"4c631b760be44597f163715bb45cc2b89e97f03c", /* Debian 6.12.117-1~deb12u1, amd64 */
};

static const char *driver_build(void)
{
	static char text[65];
	struct blob note = read_file(NOTE);
	const struct elf64_note *header = (const void *)note.bytes;
	const unsigned char *id;
	size_t i;

	if (!note.bytes && errno == ENOENT && access("/sys/module/" DRIVER, F_OK))
		refuse("%s is not loaded; load it, and then this module", DRIVER);
	if (!note.bytes)
		refuse("%s: %s", NOTE, strerror(errno));
	if (note.size < sizeof(*header) + 4 || header->n_type != BUILD_ID ||
	    header->n_descsz > 32 || note.size < sizeof(*header) + 4 + header->n_descsz)
		refuse("%s: no build id", NOTE);
	id = (const unsigned char *)note.bytes + sizeof(*header) + 4;
	for (i = 0; i < header->n_descsz; i++)
		sprintf(text + 2 * i, "%02x", id[i]);
	free(note.bytes);
	return text;
}

static enum verdict require_known_build(void)
{
	const char *build = driver_build();
	enum verdict verdict;
	size_t i;

	for (i = 0; i < sizeof(known_builds) / sizeof(*known_builds); i++)
		if (!strcmp(known_builds[i], build))
			return WITH_HEAT;
	verdict = kept_verdict(build);
	if (verdict == UNKNOWN)
		refuse("%s is build %s, whose flags are not known here; known: " KNOWN_BUILDS
		       "; tcmu-reclaim-load --self-test looks at any other",
		       DRIVER, build);
	return verdict;
}
