// SPDX-License-Identifier: GPL-2.0-only
/*
 * A badly behaved neighbour of the handler: makes it fault on blocks that are
 * not in flight, until SIGTERM.
 *
 *	tcmu-reclaim-adversary PROCESSES [DISK...]
 *
 * Each process reads single bytes of allocated data-area pages, chosen at
 * random, through /proc/PID/mem of tcmu-runner: a remote fault, which gets EIO
 * and not SIGBUS where the page has just gone. It finds tcmu-runner and its
 * mappings anew all the time, as both come and go.
 *
 * A page that the handler has touched is mapped and does not fault again. So
 * another process sends each DISK commands with far more room for an answer
 * than the answer takes: they leave pages that are allocated, idle, and mapped
 * by nobody.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <scsi/sg.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/tcmu_reclaim.h>

#define HANDLER "tcmu-runner"
#define MOST 64
#define PAGE 4096
#define LOOKS 500		/* after which everything is found anew */
#define PROBES 4		/* in one device, in one look */
#define ANSWER_ROOM (256 * 1024)
#define SHORT_PAUSE_MICROS 5000

struct area {
	unsigned long end;	/* of the mapping in the handler */
	__u32 minor;
};

static struct area areas[MOST];
static int area_count;
static struct tcmu_reclaim_device devices[MOST];
static unsigned long probes, absent;
static atomic_int stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

/* The handler's process id, or 0. */
static int find_handler(void)
{
	FILE *pipe = popen("pidof -s " HANDLER, "r");
	int pid = 0;

	if (pipe && fscanf(pipe, "%d", &pid) != 1)
		pid = 0;
	if (pipe)
		pclose(pipe);
	return pid;
}

static void find_areas(int pid)
{
	char path[64], line[512];
	struct area area;
	FILE *maps;

	area_count = 0;
	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "r");
	if (!maps)
		return;
	while (area_count < MOST && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%*x-%lx %*s %*s %*s %*s /dev/uio%u",
			   &area.end, &area.minor) == 2)
			areas[area_count++] = area;
	fclose(maps);
}

static __u32 count_devices(int fd)
{
	struct tcmu_reclaim_count arg = {
		.size = sizeof(arg),
		.devices = (unsigned long)devices,
		.device_bytes = sizeof(devices[0]),
		.capacity = MOST,
	};

	if (!ioctl(fd, TCMU_RECLAIM_COUNT, &arg))
		return arg.returned;
	perror("tcmu-reclaim-adversary: COUNT");
	exit(1);
}

static const struct area *area_of(__u32 minor)
{
	int i;

	for (i = 0; i < area_count; i++)
		if (areas[i].minor == minor)
			return &areas[i];
	return NULL;
}

/* The data area is the end of the mapping. */
static void probe(int mem, const struct tcmu_reclaim_device *device)
{
	const struct area *area = area_of(device->minor);
	unsigned long pages = (unsigned long)device->max_blocks *
			      device->pages_per_block;
	unsigned long page;
	char byte;
	int i;

	if (!area || !device->high_water_blocks)
		return;
	for (i = 0; i < PROBES; i++) {
		page = random() % (device->high_water_blocks *
				   device->pages_per_block);
		probes++;
		if (pread(mem, &byte, 1, area->end - (pages - page) * PAGE) == 1)
			continue;
		absent++;	/* cut since it was counted */
		break;
	}
}

static void look_around(int fd)
{
	char path[64];
	int pid = find_handler();
	int mem, looks;
	__u32 i, count;

	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	mem = pid ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	if (mem < 0) {
		usleep(100000);
		return;
	}
	find_areas(pid);
	for (looks = 0; looks < LOOKS && !stopped; looks++) {
		count = count_devices(fd);
		for (i = 0; i < count; i++)
			probe(mem, &devices[i]);
		usleep(500);
	}
	close(mem);
}

static int haunt(int number)
{
	int fd = open("/dev/tcmu-reclaim", O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		perror("tcmu-reclaim-adversary: /dev/tcmu-reclaim");
		return 1;
	}
	srandom(number);
	while (!stopped)
		look_around(fd);
	printf("process=%d probes=%lu absent=%lu\n", number, probes, absent);
	return 0;
}

/* INQUIRY: 36 bytes or so come back, and room is made for ANSWER_ROOM. */
static int ask(const char *disk)
{
	static unsigned char answer[ANSWER_ROOM], sense[32];
	unsigned char inquiry[6] = { 0x12, 0, 0, 0xff, 0xff, 0 };
	sg_io_hdr_t header = {
		.interface_id = 'S',
		.dxfer_direction = SG_DXFER_FROM_DEV,
		.cmd_len = sizeof(inquiry),
		.mx_sb_len = sizeof(sense),
		.dxfer_len = sizeof(answer),
		.dxferp = answer,
		.cmdp = inquiry,
		.sbp = sense,
		.timeout = 600000,
	};
	int ret, fd = open(disk, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return 0;	/* a LUN that is not there just now */
	ret = ioctl(fd, SG_IO, &header);
	close(fd);
	return !ret;
}

static int ask_all(int disk_count, char **disks)
{
	unsigned long asked = 0;
	int i;

	while (!stopped) {
		for (i = 0; i < disk_count && !stopped; i++) {
			asked += ask(disks[i]);
			usleep(SHORT_PAUSE_MICROS);
		}
	}
	printf("short commands=%lu\n", asked);
	return 0;
}

/* Starts a process; in it, does not return. */
static void start(int number, int disk_count, char **disks)
{
	int status;

	if (fork())
		return;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	status = number ? haunt(number) : ask_all(disk_count, disks);
	fflush(stdout);
	_exit(status);
}

int main(int argc, char **argv)
{
	int status, number, bad = 0, processes = argc > 1 ? atoi(argv[1]) : 0;
	struct sigaction action = { .sa_handler = stop };

	if (processes < 1) {
		fprintf(stderr, "usage: %s PROCESSES [DISK...]\n", argv[0]);
		return 2;
	}
	setpgid(0, 0);	/* a group of its own, to be signalled */
	sigaction(SIGTERM, &action, NULL);
	for (number = argc > 2 ? 0 : 1; number <= processes; number++)
		start(number, argc - 2, argv + 2);
	while (!stopped)
		sleep(1);
	kill(0, SIGTERM);
	while (wait(&status) > 0)
		bad |= status;
	return bad ? 1 : 0;
}
