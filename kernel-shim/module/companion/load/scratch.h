/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The scratch device: a TCMU backend of 1 MiB with a LUN of the loopback fabric on
 * it, that no initiator ever sees: the one INQUIRY that a new LUN gets is
 * answered with "not supported here".
 *
 * It is removed by a process that does nothing else. It waits until the test has
 * ended, however that was, and then takes back all of it, so that a test that
 * gets killed leaves nothing. What is left when both were killed is taken back
 * by the next one.
 */
#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "../self_test.h"

#define TARGET "/sys/kernel/config/target"
#define HBA TARGET "/core/user_" SELF_TEST_HBA
#define SCRATCH HBA "/" SELF_TEST_DEVICE
#define FABRIC TARGET "/loopback"
#define WWN "naa.3746376d75726563" /* 3: assigned locally */
#define PORTAL FABRIC "/" WWN "/tpgt_1"
#define LUN PORTAL "/lun/lun_0"
#define LINK LUN "/scratch"
#define SELF_TEST_MODULE "tcmu_reclaim_self_test"
#define SELF_TEST_NODE "/dev/tcmu-reclaim-self-test"
#define LOCK_FILE "/run/tcmu-reclaim-self-test.lock"

#define PATIENCE_MILLIS 60000

static int test_end[2], link_end[2]; /* pipes that close with the test, and with its link */
static pid_t remover;
static int looker = -1; /* descriptor of the module */
static int fabric_was_there;

static int put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), ret = 0;

	if (fd < 0)
		return -1;
	if (write(fd, text, strlen(text)) < 0)
		ret = -1;
	close(fd);
	return ret;
}

static void require_put(const char *path, const char *text)
{
	if (put(path, text))
		refuse("%s: %s", path, strerror(errno));
}

static void require_folder(const char *path)
{
	if (mkdir(path, 0755) && errno != EEXIST)
		refuse("%s: %s", path, strerror(errno));
}

static int pipe_closes_within(int fd, int millis)
{
	struct pollfd wait = { fd, POLLIN, 0 };

	return poll(&wait, 1, millis) > 0;
}

/*
 * Making a link lasts as long as the command that comes with it. Whoever makes
 * one without a handler gets that command failed here, as often as it comes.
 */
static void end_link(void)
{
	int tries;

	for (tries = 0; tries < PATIENCE_MILLIS / 100; tries++) {
		if (pipe_closes_within(link_end[0], 100))
			return;
		put(SCRATCH "/action/reset_ring", "2\n");
	}
}

static int is_gone(const char *path, int ret)
{
	if (!ret || errno == ENOENT)
		return 1;
	fprintf(stderr, "tcmu-reclaim-load: %s stays: %s\n", path, strerror(errno));
	return 0;
}

static int remove_module(void)
{
	int tries;

	for (tries = 0; tries < 100; tries++) {
		if (!syscall(SYS_delete_module, SELF_TEST_MODULE, O_NONBLOCK) ||
		    errno == ENOENT)
			return 1;
		usleep(100000);
	}
	return is_gone(SELF_TEST_MODULE, -1);
}

/* Whether nothing is left. */
static int remove_scratch(void)
{
	static const char *const folders[] = {
		LUN, PORTAL, FABRIC "/" WWN, SCRATCH, HBA,
	};
	int gone = is_gone(LINK, unlink(LINK));
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		gone &= is_gone(folders[i], rmdir(folders[i]));
	if (!fabric_was_there)
		rmdir(FABRIC); /* unless somebody has come to use it */
	return gone & remove_module();
}

static noreturn void wait_and_remove(void)
{
	setsid();
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	close(test_end[1]);
	close(link_end[1]);
	pipe_closes_within(test_end[0], -1);
	end_link();
	_exit(!remove_scratch());
}

/* The test ends here, well or not. A remover that was killed is made up for. */
static void end_test(void)
{
	int status = -1;

	if (!remover)
		return;
	if (looker >= 0)
		close(looker); /* else the module could not be removed */
	looker = -1;
	close(test_end[1]);
	close(link_end[1]);
	waitpid(remover, &status, 0);
	remover = 0;
	if (WIFSIGNALED(status)) {
		end_link();
		status = !remove_scratch();
	}
	if (status) {
		fputs("tcmu-reclaim-load: the scratch device stays until the next self-test\n",
		      stderr);
		_exit(1);
	}
}

/* One test at a time. What an earlier one left goes first. */
static void start_remover(void)
{
	int lock = open(LOCK_FILE, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (lock < 0)
		refuse("%s: %s", LOCK_FILE, strerror(errno));
	if (flock(lock, LOCK_EX | LOCK_NB))
		refuse("another self-test is running, or is being removed");
	fabric_was_there = !access(FABRIC, F_OK);
	if (!remove_scratch())
		refuse("what an earlier self-test left could not be removed");
	if (pipe(test_end) || pipe(link_end))
		refuse("no pipe: %s", strerror(errno));
	fflush(stdout);
	remover = fork();
	if (remover < 0)
		refuse("no process: %s", strerror(errno));
	if (!remover)
		wait_and_remove();
	atexit(end_test);
}

static void make_scratch(void)
{
	if (access(TARGET, F_OK))
		refuse(TARGET ": %s; configfs is not mounted", strerror(errno));
	require_folder(HBA);
	require_folder(SCRATCH);
	require_put(SCRATCH "/control",
		    "dev_config=" SELF_TEST_DEVICE ",dev_size=4194304,hw_block_size=512");
	require_put(SCRATCH "/control", "max_data_area_mb=1");
	require_put(SCRATCH "/control", "data_pages_per_blk=2");
	put(SCRATCH "/control", "cmd_ring_size_mb=1"); /* newer drivers only */
	require_put(SCRATCH "/attrib/nl_reply_supported", "-1"); /* wait for no handler */
	require_put(SCRATCH "/enable", "1");
}

/* The minor of its UIO device. */
static unsigned int scratch_minor(void)
{
	static const char wanted[] = "tcm-user/" SELF_TEST_HBA "/" SELF_TEST_DEVICE;
	DIR *folder = opendir("/sys/class/uio");
	struct dirent *entry;
	unsigned int minor;
	char path[300];

	while (folder && (entry = readdir(folder))) {
		struct blob name;
		int found;

		if (sscanf(entry->d_name, "uio%u", &minor) != 1)
			continue;
		snprintf(path, sizeof(path), "/sys/class/uio/%s/name", entry->d_name);
		name = read_file(path);
		found = name.bytes && !strncmp(name.bytes, wanted, strlen(wanted));
		free(name.bytes);
		if (found) {
			closedir(folder);
			return minor;
		}
	}
	refuse("the scratch device has no UIO device; without one there is no verdict");
}

static void make_portal(void)
{
	if (mkdir(FABRIC, 0755) && errno != EEXIST)
		refuse(FABRIC ": %s; the self-test needs the module tcm_loop", strerror(errno));
	require_folder(FABRIC "/" WWN);
	require_folder(PORTAL);
	require_put(PORTAL "/nexus", "naa.3746376d75726564");
	require_folder(LUN);
}
