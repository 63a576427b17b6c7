/* SPDX-License-Identifier: GPL-2.0-only */
/* What a hook on a function of the driver is told. */
#ifndef _COMPANION_HOOK_H
#define _COMPANION_HOOK_H

#include <linux/ftrace.h>

#ifdef ftrace_regs_get_argument
#define companion_argument(fregs, n) ftrace_regs_get_argument(fregs, n)
#else
#define companion_argument(fregs, n) regs_get_kernel_argument(&(fregs)->regs, n)
#endif

#define companion_of_cmd(cmd, type, member) \
	(*(type *)((char *)(cmd) + companion_at.cmd_ ## member))

#endif /* _COMPANION_HOOK_H */
