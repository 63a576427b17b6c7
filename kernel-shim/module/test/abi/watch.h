/* SPDX-License-Identifier: GPL-2.0-only */
/* WATCH and poll(). */
/* POLLIN and POLLPRI of a descriptor. */
static int polled(int fd)
{
	struct pollfd poller = { .fd = fd, .events = POLLIN | POLLPRI };

	return poll(&poller, 1, 0) < 0 ? -errno : poller.revents;
}

static int watch_errno(int fd, __u64 limit_pages)
{
	struct tcmu_reclaim_watch arg = { .size = sizeof(arg), .limit_pages = limit_pages };

	return call(fd, TCMU_RECLAIM_WATCH, &arg);
}

/* The device of the test has pages. */
static void check_watch(void)
{
	struct tcmu_reclaim_watch arg = { .size = sizeof(arg) };

	check_frame("WATCH", TCMU_RECLAIM_WATCH, &arg, sizeof(arg), sizeof(arg));
	expect("poll before WATCH", polled(reader), 0);
	if (!(capabilities & TCMU_RECLAIM_CAN_WATCH)) {
		expect("WATCH where it cannot be", watch_errno(reader, 1), EOPNOTSUPP);
		return;
	}
	expect("WATCH below what there is", watch_errno(reader, 1), 0);
	expect("poll tells at once", polled(reader), POLLPRI);
	expect("poll tells again", polled(reader), POLLPRI);
	expect("another descriptor has its own limit", polled(controller), 0);
	expect("WATCH above what there is", watch_errno(reader, 1 << 30), 0);
	expect("poll after that", polled(reader), 0);
	expect("WATCH a limit beyond any", watch_errno(reader, ~0ULL), 0);
	expect("poll after that", polled(reader), 0);
	expect("WATCH nothing", watch_errno(reader, 0), 0);
	expect("poll after that", polled(reader), 0);
}
