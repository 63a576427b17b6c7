/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Types of the running kernel, and of the driver on top of it: a module's BTF
 * counts types and strings on from where the kernel's end.
 */
#include <linux/btf.h>

#define BTF_FOLDER "/sys/kernel/btf/"
#define MOST_TYPES 1048576

struct btf {
	const struct btf_header *header;
	const char *strings;
	struct blob blob;
	__u32 first_string;
};

static struct btf kernel_btf, driver_btf;
static const struct btf_type *types[MOST_TYPES];
static __u32 type_count = 1; /* 0 is void */

static const char *string_at(__u32 at)
{
	const struct btf *btf = at < kernel_btf.header->str_len ? &kernel_btf : &driver_btf;

	at -= btf->first_string;
	if (at >= btf->header->str_len)
		refuse("BTF: a name is outside of its strings");
	return btf->strings + at;
}

/* Bytes that follow a type. */
static size_t bytes_behind(const struct btf_type *type)
{
	__u32 n = BTF_INFO_VLEN(type->info);

	switch (BTF_INFO_KIND(type->info)) {
	case BTF_KIND_INT:
	case BTF_KIND_VAR:
	case BTF_KIND_DECL_TAG:
		return sizeof(__u32);
	case BTF_KIND_ARRAY:
		return sizeof(struct btf_array);
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return n * sizeof(struct btf_member);
	case BTF_KIND_ENUM:
		return n * sizeof(struct btf_enum);
	case BTF_KIND_ENUM64:
		return n * 12;
	case BTF_KIND_FUNC_PROTO:
		return n * sizeof(struct btf_param);
	case BTF_KIND_DATASEC:
		return n * sizeof(struct btf_var_secinfo);
	case BTF_KIND_PTR:
	case BTF_KIND_FWD:
	case BTF_KIND_TYPEDEF:
	case BTF_KIND_VOLATILE:
	case BTF_KIND_CONST:
	case BTF_KIND_RESTRICT:
	case BTF_KIND_FUNC:
	case BTF_KIND_FLOAT:
	case BTF_KIND_TYPE_TAG:
		return 0;
	}
	refuse("BTF: a kind of type that this program does not know: %u",
	       BTF_INFO_KIND(type->info));
}

static void add_types(struct btf *btf, const char *name, __u32 first_string)
{
	char path[64];
	const char *at, *end;

	snprintf(path, sizeof(path), BTF_FOLDER "%s", name);
	btf->blob = read_file(path);
	if (!btf->blob.bytes)
		refuse("%s: %s; this kernel has no CONFIG_DEBUG_INFO_BTF_MODULES",
		       path, strerror(errno));
	btf->header = (const void *)btf->blob.bytes;
	if (btf->blob.size < sizeof(*btf->header) || btf->header->magic != BTF_MAGIC ||
	    btf->header->hdr_len + (size_t)btf->header->str_off + btf->header->str_len >
		    btf->blob.size ||
	    btf->header->hdr_len + (size_t)btf->header->type_off + btf->header->type_len >
		    btf->blob.size)
		refuse("%s: no BTF that this program can read", path);
	btf->first_string = first_string;
	btf->strings = btf->blob.bytes + btf->header->hdr_len + btf->header->str_off;
	at = btf->blob.bytes + btf->header->hdr_len + btf->header->type_off;
	end = at + btf->header->type_len;
	while (at + sizeof(struct btf_type) <= end && type_count < MOST_TYPES) {
		const struct btf_type *type = (const void *)at;

		types[type_count++] = type;
		at += sizeof(*type) + bytes_behind(type);
	}
	if (at != end)
		refuse("%s: its types do not end where they should", path);
}

static void read_types(void)
{
	add_types(&kernel_btf, "vmlinux", 0);
	add_types(&driver_btf, DRIVER, kernel_btf.header->str_len);
}

static const struct btf_type *type_at(__u32 id)
{
	if (!id || id >= type_count)
		refuse("BTF: type %u is not there", id);
	return types[id];
}

/* Without typedefs and qualifiers. */
static const struct btf_type *plain_type(__u32 id)
{
	const struct btf_type *type = type_at(id);
	int steps;

	for (steps = 0; steps < 32; steps++)
		switch (BTF_INFO_KIND(type->info)) {
		case BTF_KIND_TYPEDEF:
		case BTF_KIND_VOLATILE:
		case BTF_KIND_CONST:
		case BTF_KIND_RESTRICT:
		case BTF_KIND_TYPE_TAG:
			type = type_at(type->type);
			break;
		default:
			return type;
		}
	refuse("BTF: a type without an end");
}

static const struct btf_type *struct_of_name(const char *name)
{
	const struct btf_type *found = NULL;
	__u32 id;

	for (id = 1; id < type_count; id++)
		if (BTF_INFO_KIND(types[id]->info) == BTF_KIND_STRUCT &&
		    !strcmp(string_at(types[id]->name_off), name)) {
			if (found)
				refuse("BTF: there are two of struct %s", name);
			found = types[id];
		}
	if (!found)
		refuse("BTF: no struct %s", name);
	return found;
}

static const struct btf_member *member_of(const struct btf_type *type, const char *name)
{
	const struct btf_member *member = (const void *)(type + 1);
	__u32 i, n = BTF_INFO_VLEN(type->info);

	for (i = 0; i < n; i++)
		if (!strcmp(string_at(member[i].name_off), name))
			return &member[i];
	return NULL;
}

/* Bit fields have no place in bytes. */
static __u32 offset_of(const struct btf_type *type, const struct btf_member *member)
{
	__u32 bits = member->offset;

	if (BTF_INFO_KFLAG(type->info)) {
		if (BTF_MEMBER_BITFIELD_SIZE(bits))
			refuse("BTF: %s is a bit field", string_at(member->name_off));
		bits = BTF_MEMBER_BIT_OFFSET(bits);
	}
	if (bits % 8)
		refuse("BTF: %s begins within a byte", string_at(member->name_off));
	return bits / 8;
}
