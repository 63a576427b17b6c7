/* SPDX-License-Identifier: GPL-2.0-only */
/* The members that the module has to know, and what they have to be. */

/* @type: "struct x", "* struct x", "* int" or "int" */
static const struct wanted {
	const char *in, *member, *type;
} wanted[] = {
	{ "tcmu_dev", "node", "struct list_head" },
	{ "tcmu_dev", "se_dev", "struct se_device" },
	{ "tcmu_dev", "flags", "int" },
	{ "tcmu_dev", "uio_info", "struct uio_info" },
	{ "tcmu_dev", "inode", "* struct inode" },
	{ "tcmu_dev", "cmdr_lock", "struct mutex" },
	{ "tcmu_dev", "data_pages", "struct xarray" },
	{ "tcmu_dev", "data_bitmap", "* int" },
	{ "tcmu_dev", "max_blocks", "int" },
	{ "tcmu_dev", "data_off", "int" },
	{ "tcmu_dev", "data_blk_size", "int" },
	{ "tcmu_dev", "data_pages_per_blk", "int" },
	{ "tcmu_dev", "dbi_max", "int" },
	{ "tcmu_dev", "dbi_thresh", "int" },
	{ "tcmu_dev", "commands", "struct xarray" },
	{ "tcmu_dev", "qfull_queue", "struct list_head" },
	{ "tcmu_cmd", "tcmu_dev", "* struct tcmu_dev" },
	{ "tcmu_cmd", "cmd_id", "int" },
	{ "tcmu_cmd", "dbi", "* int" },
	{ "uio_device", "minor", "int" },
	{ "uio_device", "info", "* struct uio_info" },
	{ "uio_device", "info_lock", "struct mutex" },
	{ "uio_info", "uio_dev", "* struct uio_device" },
	{ "uio_info", "name", "* int" },
	{ "se_device", "dev_index", "int" },
	{ "se_device", "transport", "* struct target_backend_ops" },
	{ "target_backend_ops", "owner", "* struct module" },
	{ "inode", "i_mapping", "* struct address_space" },
	{ "address_space", "invalidate_lock", "struct rw_semaphore" },
};

static const char *kind_of(const struct btf_type *type, char *text, size_t room)
{
	const char *pointer = "";

	if (BTF_INFO_KIND(type->info) == BTF_KIND_PTR) {
		pointer = "* ";
		type = type->type ? plain_type(type->type) : NULL;
	}
	if (!type)
		snprintf(text, room, "* void");
	else if (BTF_INFO_KIND(type->info) == BTF_KIND_INT)
		snprintf(text, room, "%sint", pointer);
	else if (BTF_INFO_KIND(type->info) == BTF_KIND_STRUCT)
		snprintf(text, room, "%sstruct %s", pointer, string_at(type->name_off));
	else
		snprintf(text, room, "something else");
	return text;
}

static void add_member(const struct wanted *want, char *text, size_t room)
{
	const struct btf_type *in = struct_of_name(want->in), *type;
	const struct btf_member *member = member_of(in, want->member);
	int private = !strcmp(want->in, "tcmu_dev");
	size_t len = strlen(text);
	char kind[128];
	__u32 size;

	if (!member)
		refuse("the running %s has no %s.%s: it is too old or too new",
		       DRIVER, want->in, want->member);
	type = plain_type(member->type);
	if (strcmp(kind_of(type, kind, sizeof(kind)), want->type))
		refuse("%s.%s of the running kernel is a %s and should be a %s",
		       want->in, want->member, kind, want->type);
	size = BTF_INFO_KIND(type->info) == BTF_KIND_PTR ? sizeof(void *) :
							   type->size;
	snprintf(text + len, room - len, "%s%s%s%s:%u:%u",
		 text[len - 1] == '=' ? "" : ",", private ? "" : want->in,
		 private ? "" : ".", want->member, offset_of(in, member), size);
}

static void add_layout(char *text, size_t room)
{
	size_t i;

	if (member_of(struct_of_name("tcmu_dev"), "reclaim"))
		refuse("the running %s is the patched one, which needs no other", DRIVER);
	for (i = 0; i < sizeof(wanted) / sizeof(*wanted); i++)
		add_member(&wanted[i], text, room);
}
