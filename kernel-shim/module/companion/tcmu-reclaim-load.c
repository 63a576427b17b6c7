// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loads the module beside the running target_core_user, with what it has to
 * know of that driver:
 *
 *	tcmu-reclaim-load MODULE.ko	loads it
 *	tcmu-reclaim-load --print	prints the module's parameters instead
 *	tcmu-reclaim-load --self-test SELF_TEST.ko
 *					looks at the driver with a scratch device,
 *					and remembers its build if all is as it should
 *
 * Offsets and sizes come from the BTF of the running kernel, addresses from
 * /proc/kallsyms. Where something is missing or is not what it should be, it
 * says so in a sentence, loads nothing and ends with status 1.
 */
#include "load/say.h"
#include "load/btf.h"
#include "load/layout.h"
#include "load/symbols.h"
#include "load/verdict.h"
#include "load/build.h"
#include "load/module.h"
#include "companion_bits.h"
#include "load/scratch.h"
#include "load/handler.h"
#include "load/self-test.h"

static char parameters[8192];

static void run_self_test(const char *module)
{
	const char *build = driver_build();
	enum verdict verdict;

	read_types();
	add_parameters(parameters, sizeof(parameters));
	verdict = self_test(module, parameters);
	end_test();
	keep_verdict(build, verdict);
	printf("%s, build %s, is as it should be%s; kept in " VERDICTS "\n", DRIVER, build,
	       verdict == WITH_HEAT ? "" : ", without peaks and heat");
}

int main(int argc, char **argv)
{
	size_t used;

	if (argc == 3 && !strcmp(argv[1], "--self-test")) {
		run_self_test(argv[2]);
		return 0;
	}
	if (argc != 2 || !strcmp(argv[1], "--self-test")) {
		fputs("usage: tcmu-reclaim-load MODULE.ko | --print | --self-test SELF_TEST.ko\n",
		      stderr);
		return 2;
	}
	snprintf(parameters, sizeof(parameters), "heat=%d ",
		 require_known_build() == WITH_HEAT);
	used = strlen(parameters);
	read_types();
	add_parameters(parameters + used, sizeof(parameters) - used);
	if (strcmp(argv[1], "--print"))
		load(argv[1], parameters);
	else
		puts(parameters);
	return 0;
}
