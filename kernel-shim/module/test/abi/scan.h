/* SPDX-License-Identifier: GPL-2.0-only */
/* SCAN: the call, and what each of its requests is told. */
static struct tcmu_reclaim_request good_request(void)
{
	return (struct tcmu_reclaim_request) {
		.generation = target.generation,
		.minor = target.minor,
		.budget_pages = ~0ULL,
	};
}

static struct tcmu_reclaim_scan scan_of(void *requests, __u32 bytes, __u32 count)
{
	return (struct tcmu_reclaim_scan) {
		.size = sizeof(struct tcmu_reclaim_scan),
		.requests = (unsigned long)requests,
		.request_bytes = bytes,
		.count = count,
	};
}

static int scan_errno(void *requests, __u32 bytes, __u32 count)
{
	struct tcmu_reclaim_scan arg = scan_of(requests, bytes, count);

	return call(controller, TCMU_RECLAIM_SCAN, &arg);
}

static void check_scan(void)
{
	struct tcmu_reclaim_request requests[3] = { good_request() };
	struct tcmu_reclaim_scan arg = scan_of(requests, sizeof(*requests), 1);
	struct { struct tcmu_reclaim_request v1; __u64 later; } one = { .later = 1 };

	check_frame("SCAN", TCMU_RECLAIM_SCAN, &arg, sizeof(arg), sizeof(arg));
	expect("SCAN by a reader", call(reader, TCMU_RECLAIM_SCAN, &arg), EPERM);
	arg.reserved = 1;
	expect("SCAN, reserved", call(controller, TCMU_RECLAIM_SCAN, &arg), EINVAL);
	expect("request, one byte short", scan_errno(requests, sizeof(*requests) - 1, 1), EINVAL);
	expect("request, odd size", scan_errno(requests, sizeof(*requests) + 4, 1), EINVAL);
	expect("request, size above a page", scan_errno(requests, 4104, 1), E2BIG);
	expect("requests, no address", scan_errno(NULL, sizeof(*requests), 1), EFAULT);
	expect("no requests", scan_errno(NULL, sizeof(*requests), 0), 0);
	expect("too many requests", scan_errno(requests, sizeof(*requests), 4097), E2BIG);
	one.v1 = good_request();
	expect("longer request, not zero", scan_errno(&one, sizeof(one), 1), E2BIG);
	one.later = 0;
	expect("longer request, zero", scan_errno(&one, sizeof(one), 1), 0);
}

/* The first request is there, the second is not. */
static void check_half_a_scan(void)
{
	struct tcmu_reclaim_request *request = (void *)(brink - sizeof(*request));
	struct tcmu_reclaim_scan arg = scan_of(request, sizeof(*request), 2);

	*request = good_request();
	request->keep_blocks = target.max_blocks;
	expect("second request without memory", call(controller, TCMU_RECLAIM_SCAN, &arg), EFAULT);
	expect("the first was done", arg.done, 1);
	expect("and has its result", request->result, TCMU_RECLAIM_NOTHING);
}

/*
 * Many requests for the same device, each a page: none frees more than that.
 * One that only tries meets a command that has the device locked now and then.
 */
static void check_more_requests_than_devices(void)
{
	static struct tcmu_reclaim_request requests[4096];
	struct tcmu_reclaim_scan arg = scan_of(requests, sizeof(*requests), 4096);
	int i, results = 0;

	for (i = 0; i < 4096; i++) {
		requests[i] = good_request();
		requests[i].flags = i % 2 ? TCMU_RECLAIM_TRY : 0;
		requests[i].budget_pages = 1;
	}
	expect("most requests", call(controller, TCMU_RECLAIM_SCAN, &arg), 0);
	expect("most requests, all done", arg.done, 4096);
	for (i = 0; i < 4096; i++)
		results += (requests[i].result == TCMU_RECLAIM_FREED &&
			    requests[i].freed_pages == 1) ||
			   ((requests[i].result == TCMU_RECLAIM_NOTHING ||
			     requests[i].result == TCMU_RECLAIM_BUSY) &&
			    !requests[i].freed_pages);
	expect("each frees a page or nothing", results, 4096);
}

static void check_request(const char *what, struct tcmu_reclaim_request bad,
			  __u32 result, __u32 error)
{
	struct tcmu_reclaim_request requests[3] = { bad, bad, good_request() };
	struct tcmu_reclaim_scan arg = scan_of(requests, sizeof(*requests), 3);

	expect(what, call(controller, TCMU_RECLAIM_SCAN, &arg), 0);
	expect(what, arg.done, 3);
	expect(what, requests[0].result, result);
	expect(what, requests[0].error, error);
	expect(what, requests[0].freed_pages, 0);
	expect(what, requests[1].result, result);
	expect("a good request after bad ones", requests[2].error, 0);
	expect("a good request after bad ones",
	       requests[2].result == TCMU_RECLAIM_FREED ||
	       requests[2].result == TCMU_RECLAIM_NOTHING, 1);
}

static void check_requests(void)
{
	struct tcmu_reclaim_request bad = good_request();

	bad.flags = 2;
	check_request("unknown flag", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.wait_micros = TCMU_RECLAIM_MAX_WAIT_MICROS + 1;
	check_request("wait beyond the most", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.flags = TCMU_RECLAIM_TRY;
	bad.wait_micros = 1;
	check_request("wait and try", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.reserved2 = 1;
	check_request("reserved field", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.budget_pages = 0;
	check_request("no budget", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.keep_blocks = target.max_blocks + 1;
	check_request("keep beyond the area", bad, TCMU_RECLAIM_REFUSED, EINVAL);
	bad = good_request();
	bad.keep_blocks = target.max_blocks;
	bad.wait_micros = TCMU_RECLAIM_MAX_WAIT_MICROS;
	check_request("the longest wait", bad, TCMU_RECLAIM_NOTHING, 0);
	bad = good_request();
	bad.minor = ABSENT_MINOR;
	check_request("absent device", bad, TCMU_RECLAIM_GONE, ENODEV);
	bad = good_request();
	bad.generation++;
	check_request("other generation", bad, TCMU_RECLAIM_GONE, ESTALE);
	bad.generation = 0;
	check_request("no generation", bad, TCMU_RECLAIM_GONE, ESTALE);
}
