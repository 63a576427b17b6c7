/* SPDX-License-Identifier: GPL-2.0-only */
/* COUNT: devices and ladders. */
static struct tcmu_reclaim_count count_into(void *devices, __u32 bytes,
					    __u32 capacity)
{
	return (struct tcmu_reclaim_count) {
		.size = sizeof(struct tcmu_reclaim_count),
		.devices = (unsigned long)devices,
		.device_bytes = bytes,
		.capacity = capacity,
	};
}

static int count_errno(void *devices, __u32 bytes, __u32 capacity)
{
	struct tcmu_reclaim_count arg = count_into(devices, bytes, capacity);

	return call(reader, TCMU_RECLAIM_COUNT, &arg);
}

/* Also finds the device of the test. */
static void check_count(__u32 minor)
{
	static struct tcmu_reclaim_device devices[4096];
	struct { struct tcmu_reclaim_device v1; __u64 later; } one = { .later = 1 };
	struct tcmu_reclaim_count arg = count_into(devices, sizeof(*devices), 4096);
	__u32 i, total;

	check_frame("COUNT", TCMU_RECLAIM_COUNT, &arg, sizeof(arg), sizeof(arg));
	expect("COUNT for an older caller",
	       count_errno(devices, TCMU_RECLAIM_DEVICE_SIZE_VER1, 9), 0);
	expect("COUNT", call(reader, TCMU_RECLAIM_COUNT, &arg), 0);
	expect("all devices fit", arg.returned, arg.total);
	for (i = 0; i < arg.returned; i++)
		if (devices[i].minor == minor)
			target = devices[i];
	expect("the device is among them", target.minor, minor);
	total = arg.total;

	expect("figures have a time", target.figures_nanos > 0, 1);
	expect("device, one byte short",
	       count_errno(devices, TCMU_RECLAIM_DEVICE_SIZE_VER1 - 1, 9), EINVAL);
	expect("device, odd size", count_errno(devices, sizeof(*devices) + 4, 9), EINVAL);
	expect("device, no size", count_errno(devices, 0, 9), EINVAL);
	expect("device, size above a page", count_errno(devices, 4104, 1), E2BIG);
	expect("devices, no address", count_errno(NULL, sizeof(*devices), 1), EFAULT);
	expect("devices, kernel address",
	       count_errno((void *)-4096UL, sizeof(*devices), 1), EFAULT);

	arg = count_into(NULL, sizeof(*devices), 0);
	expect("no room", call(reader, TCMU_RECLAIM_COUNT, &arg), 0);
	expect("no room, none returned", arg.returned, 0);
	expect("no room, the total", arg.total, total);

	arg = count_into(&one, sizeof(one), 1);
	expect("longer device", call(reader, TCMU_RECLAIM_COUNT, &arg), 0);
	expect("longer device, known part", one.v1.generation, devices[0].generation);
	expect("longer device, unknown part is zero", one.later, 0);
	expect("longer device, total", arg.total, total);
}

static int ladder_errno(void *ladders, __u32 bytes)
{
	static struct tcmu_reclaim_device devices[8];
	struct tcmu_reclaim_count arg = count_into(devices, sizeof(*devices), 8);

	arg.ladders = (unsigned long)ladders;
	arg.ladder_bytes = bytes;
	return call(reader, TCMU_RECLAIM_COUNT, &arg);
}

/* Its rungs begin where the header says, and no figure rises with the rung. */
static void check_rungs(const struct tcmu_reclaim_device *device,
			const struct tcmu_reclaim_rung *rungs)
{
	__u64 pages = 0;
	int i, rising = 0;

	for (i = 0; i < TCMU_RECLAIM_RUNGS; i++) {
		pages += rungs[i].pages;
		if (i && (rungs[i].first_block < rungs[i - 1].first_block ||
			  rungs[i].last_reached_nanos > rungs[i - 1].last_reached_nanos ||
			  rungs[i].times_reached > rungs[i - 1].times_reached))
			rising++;
	}
	expect("the ladder begins at the first block", rungs[0].first_block, 0);
	expect("its first rung has 16 blocks", rungs[1].first_block, 16);
	expect("no rung is warmer than the one below", rising, 0);
	expect("the last rung is in the area", rungs[31].first_block <= device->max_blocks, 1);
	if (device->pages_per_block == 1)
		expect("all pages are in some rung", pages, device->pages);
}

static void check_ladders(void)
{
	static struct tcmu_reclaim_device devices[64];
	static struct { struct tcmu_reclaim_ladder v1; __u64 later; } ladders[64];
	const __u32 bytes = sizeof(struct tcmu_reclaim_ladder);
	struct tcmu_reclaim_count arg = count_into(devices, sizeof(*devices), 64);
	__u32 i;

	ladders[0].later = 1;
	arg.ladders = (unsigned long)ladders;
	arg.ladder_bytes = sizeof(*ladders);
	expect("COUNT with ladders", call(reader, TCMU_RECLAIM_COUNT, &arg), 0);
	expect("longer ladder, unknown part is zero", ladders[0].later, 0);
	for (i = 0; i < arg.returned; i++)
		if (capabilities & TCMU_RECLAIM_CAN_TELL_HEAT)
			check_rungs(&devices[i], ladders[i].v1.rungs);
	expect("ladder, one byte short", ladder_errno(ladders, bytes - 1), EINVAL);
	expect("ladder, odd size", ladder_errno(ladders, bytes + 4), EINVAL);
	expect("ladder, no size", ladder_errno(ladders, 0), EINVAL);
	expect("ladder, size above a page", ladder_errno(ladders, 4104), E2BIG);
	expect("ladder, size without address", ladder_errno(NULL, bytes), EINVAL);
	expect("ladder, no memory", ladder_errno(brink, bytes), EFAULT);
	expect("ladder, half of it without memory", ladder_errno(brink - 8, bytes), EFAULT);
	expect("ladder, cannot be written", ladder_errno(fixed, bytes), EFAULT);
	expect("ladder, kernel address", ladder_errno((void *)-4096UL, bytes), EFAULT);
	arg.reserved = 1;
	expect("COUNT, reserved", call(reader, TCMU_RECLAIM_COUNT, &arg), EINVAL);
}
