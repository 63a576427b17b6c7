/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Flags of a struct tcmu_dev: defines of the driver, and so not in BTF. The
 * self-test looks at which of them rise and fall.
 */
#ifndef _COMPANION_BITS_H
#define _COMPANION_BITS_H

#define COMPANION_BIT_OPEN	0
#define COMPANION_BIT_BROKEN	1
#define COMPANION_BIT_BLOCKED	2

#endif /* _COMPANION_BITS_H */
