/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Builds of the driver that the self-test found to be as they should, one a line:
 *
 *	BUILD_ID SELF_TEST heat|no-heat KERNEL
 *
 * A line of another self-test than this program's says nothing.
 */
#include <sys/stat.h>
#include <sys/utsname.h>

#define VERDICTS_FOLDER "/var/lib/tcmu-reclaim"
#define VERDICTS VERDICTS_FOLDER "/driver-builds"
#define SELF_TEST_NUMBER 1 /* rises when it looks at more */

enum verdict { UNKNOWN, WITHOUT_HEAT, WITH_HEAT };

/* Only root may have written it: it says what may be done to other people's data. */
static void require_roots(const char *path)
{
	struct stat stat_of;

	if (stat(path, &stat_of))
		return;
	if (stat_of.st_uid || stat_of.st_mode & 0022)
		refuse("%s is not root's alone to write; what it says is not believed", path);
}

static enum verdict kept_verdict(const char *build)
{
	enum verdict verdict = UNKNOWN;
	struct blob kept;
	char *line, *rest, id[65], heat[16];
	int number;

	require_roots(VERDICTS_FOLDER);
	require_roots(VERDICTS);
	kept = read_file(VERDICTS);
	for (line = kept.bytes ? strtok_r(kept.bytes, "\n", &rest) : NULL; line;
	     line = strtok_r(NULL, "\n", &rest))
		if (sscanf(line, "%64s %d %15s", id, &number, heat) == 3 &&
		    !strcmp(id, build) && number == SELF_TEST_NUMBER)
			verdict = strcmp(heat, "heat") ? WITHOUT_HEAT : WITH_HEAT;
	free(kept.bytes);
	return verdict;
}

/* Written beside it and renamed, so that it is never half there. */
static void keep_verdict(const char *build, enum verdict verdict)
{
	struct blob kept = read_file(VERDICTS);
	struct utsname kernel;
	FILE *file;

	if (kept_verdict(build) == verdict)
		return;
	uname(&kernel);
	mkdir(VERDICTS_FOLDER, 0755);
	file = fopen(VERDICTS ".new", "we");
	if (!file)
		refuse("%s.new: %s; the driver passed, but nothing will know", VERDICTS,
		       strerror(errno));
	fprintf(file, "%s%s %d %s %s\n", kept.bytes ? kept.bytes : "", build,
		SELF_TEST_NUMBER, verdict == WITH_HEAT ? "heat" : "no-heat", kernel.release);
	if (fflush(file) || fsync(fileno(file)) || fclose(file) ||
	    rename(VERDICTS ".new", VERDICTS))
		refuse("%s: %s; the driver passed, but nothing will know", VERDICTS,
		       strerror(errno));
	free(kept.bytes);
}
