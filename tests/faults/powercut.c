/* SPDX-License-Identifier: MIT */
#include "tests/faults/powercut.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/strbuf.h"

enum {
    MAX_CHANGES = 64,
    MAX_SUBSET_CHANGES = 8,
    MAX_INODES = 64,
    MAX_NAMES = 64,
    PATH_BYTES = 4096
};

/* A write, or a truncation (data.len 0, offset the new length). */
struct data_change {
    size_t offset;
    struct strbuf data;
    bool is_truncation;
};

struct inode {
    unsigned long number;
    struct strbuf durable;
    struct data_change *pending;
    size_t n_pending, capacity;
};

enum name_change_kind { NAME_ADDED, NAME_REMOVED, NAME_MOVED, NAME_EXCHANGED };
struct name_change {
    enum name_change_kind kind;
    char from[PATH_BYTES], to[PATH_BYTES]; /* to: of an addition, a move or an exchange */
    int inode;                             /* that to has then */
    int inode_back;                        /* of an exchange: that from has then */
};

struct name {
    char path[PATH_BYTES];
    int inode; /* -1: removed */
};
struct names {
    struct name items[MAX_NAMES];
    size_t count;
};

struct model {
    struct powercut *cut;
    struct inode inodes[MAX_INODES];
    int n_inodes;
    struct names durable, current;
    struct name_change changes[MAX_CHANGES];
    size_t n_changes;
    char path[PATH_BYTES];
    struct strbuf said;
    char step[200];
};

/* Paths are shorter than PATH_BYTES: they were read with that limit. */
static void copy_path(char *to, const char *from) { memmove(to, from, strlen(from) + 1); }

static struct name *find_name(struct names *names, const char *path)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i].path, path) == 0)
            return &names->items[i];
    return NULL;
}

static void set_name(struct names *names, const char *path, int inode)
{
    struct name *name = find_name(names, path);
    if (!name) {
        if (names->count == MAX_NAMES)
            abort();
        name = &names->items[names->count++];
        copy_path(name->path, path);
    }
    name->inode = inode;
}

static void apply_name_change(struct names *names, const struct name_change *change)
{
    if (change->kind != NAME_ADDED)
        set_name(names, change->from, change->kind == NAME_EXCHANGED ? change->inode_back : -1);
    if (change->kind != NAME_REMOVED)
        set_name(names, change->to, change->inode);
}

static void apply_data_change(struct strbuf *content, const struct data_change *change, size_t len,
                              bool zeros)
{
    if (change->is_truncation) {
        strbuf_truncate(content, change->offset);
        while (content->len < change->offset)
            strbuf_add_byte(content, '\0');
        return;
    }
    while (content->len < change->offset + len)
        strbuf_add_byte(content, '\0');
    if (len && zeros)
        memset(content->data + change->offset, 0, len);
    else if (len)
        memcpy(content->data + change->offset, change->data.data, len);
}

static void judge(struct model *model, const char *content, size_t len, const char *what)
{
    struct powercut *cut = model->cut;
    cut->n_states++;
    const char *wrong = cut->check(content, len, model->said.data, cut->context);
    if (wrong && !cut->n_wrong++)
        snprintf(cut->first_wrong, sizeof cut->first_wrong, "after \"%.150s\", %s: %s", model->step,
                 what, wrong);
}

/* All contents that the inode may have. */
static void judge_contents(struct model *model, const struct inode *inode)
{
    struct strbuf content = STRBUF_INIT, torn = STRBUF_INIT;
    strbuf_add(&content, inode->durable.data, inode->durable.len);
    for (size_t i = 0; i <= inode->n_pending; i++) {
        judge(model, content.data, content.len, "with the first writes");
        if (i == inode->n_pending)
            break;
        const struct data_change *next = &inode->pending[i];
        for (int zeros = 0; zeros <= 1 && next->data.len; zeros++) {
            strbuf_clear(&torn);
            strbuf_add(&torn, content.data, content.len);
            apply_data_change(&torn, next, zeros ? next->data.len : next->data.len / 2, zeros);
            judge(model, torn.data, torn.len,
                  zeros ? "with zeros for a write" : "with half a write");
        }
        apply_data_change(&content, next, next->data.len, false);
    }
    strbuf_release(&content);
    strbuf_release(&torn);
}

static void judge_names(struct model *model, struct names *names)
{
    struct name *name = find_name(names, model->path);
    if (name && name->inode >= 0)
        judge_contents(model, &model->inodes[name->inode]);
    else
        judge(model, NULL, 0, "without the name");
}

static void cut_the_power(struct model *model)
{
    static struct names names;
    if (!model->path[0])
        return;
    names = model->durable;
    for (size_t i = 0; i <= model->n_changes; i++) {
        judge_names(model, &names);
        if (i < model->n_changes)
            apply_name_change(&names, &model->changes[i]);
    }
    for (unsigned subset = 0;
         model->n_changes <= MAX_SUBSET_CHANGES && subset < 1U << model->n_changes; subset++) {
        names = model->durable;
        for (size_t i = 0; i < model->n_changes; i++)
            if (subset >> i & 1)
                apply_name_change(&names, &model->changes[i]);
        judge_names(model, &names);
    }
}

static bool in_folder(const struct model *model, const char *path)
{
    size_t len = strlen(model->cut->folder);
    return strncmp(path, model->cut->folder, len) == 0 && path[len] == '/' &&
           !strchr(path + len + 1, '/');
}

static int inode_of(struct model *model, unsigned long number)
{
    for (int i = model->n_inodes - 1; i >= 0; i--)
        if (model->inodes[i].number == number)
            return i;
    return -1;
}

static int add_inode(struct model *model, unsigned long number, const char *content)
{
    if (model->n_inodes == MAX_INODES)
        abort();
    struct inode *inode = &model->inodes[model->n_inodes];
    *inode = (struct inode){.number = number, .durable = STRBUF_INIT};
    strbuf_add_str(&inode->durable, content);
    return model->n_inodes++;
}

static void add_data_change(struct inode *inode, size_t offset, const char *bytes, size_t len,
                            bool is_truncation)
{
    GROW(inode->pending, inode->n_pending, inode->capacity);
    struct data_change *change = &inode->pending[inode->n_pending++];
    *change =
        (struct data_change){.offset = offset, .data = STRBUF_INIT, .is_truncation = is_truncation};
    strbuf_add(&change->data, bytes, len);
}

static void sync_inode(struct inode *inode)
{
    for (size_t i = 0; i < inode->n_pending; i++) {
        apply_data_change(&inode->durable, &inode->pending[i], inode->pending[i].data.len, false);
        strbuf_release(&inode->pending[i].data);
    }
    inode->n_pending = 0;
}

static void change_name(struct model *model, enum name_change_kind kind, const char *from,
                        const char *to, int inode)
{
    struct name *other = find_name(&model->current, to);
    if (model->n_changes == MAX_CHANGES)
        abort();
    struct name_change *change = &model->changes[model->n_changes++];
    *change =
        (struct name_change){.kind = kind, .inode = inode, .inode_back = other ? other->inode : -1};
    copy_path(change->from, from);
    copy_path(change->to, to);
    apply_name_change(&model->current, change);
}

/* Takes one line of the record into the model; data are the bytes behind it. */
static void take_event(struct model *model, const char *line, const char *data)
{
    static char from[PATH_BYTES], to[PATH_BYTES];
    unsigned long number;
    long offset;
    size_t len;
    struct name *name;
    if (sscanf(line, "say %zu", &len) == 1) {
        strbuf_add(&model->said, data, len);
    } else if (sscanf(line, "create %lu %4095s", &number, from) == 2) {
        name = find_name(&model->current, from);
        if (in_folder(model, from) && (!name || name->inode < 0)) {
            if (!model->path[0])
                snprintf(model->path, sizeof model->path, "%s", from);
            change_name(model, NAME_ADDED, "", from, add_inode(model, number, ""));
        }
    } else if (sscanf(line, "write %lu %ld %zu", &number, &offset, &len) == 3) {
        if (inode_of(model, number) >= 0)
            add_data_change(&model->inodes[inode_of(model, number)], (size_t)offset, data, len,
                            false);
    } else if (sscanf(line, "truncate %lu %ld", &number, &offset) == 2) {
        if (inode_of(model, number) >= 0)
            add_data_change(&model->inodes[inode_of(model, number)], (size_t)offset, "", 0, true);
    } else if (sscanf(line, "fsyncdir %4095s", from) == 1) {
        if (strcmp(from, model->cut->folder) == 0) {
            model->durable = model->current;
            model->n_changes = 0;
        }
    } else if (sscanf(line, "fsync %lu", &number) == 1) {
        if (inode_of(model, number) >= 0)
            sync_inode(&model->inodes[inode_of(model, number)]);
    } else if (sscanf(line, "rename %4095s %4095s", from, to) == 2) {
        name = find_name(&model->current, from);
        if (name && name->inode >= 0)
            change_name(model, NAME_MOVED, from, to, name->inode);
    } else if (sscanf(line, "exchange %4095s %4095s", from, to) == 2) {
        name = find_name(&model->current, from);
        if (name && name->inode >= 0)
            change_name(model, NAME_EXCHANGED, from, to, name->inode);
    } else if (sscanf(line, "link %4095s %4095s", from, to) == 2) {
        name = find_name(&model->current, from);
        if (name && name->inode >= 0)
            change_name(model, NAME_ADDED, "", to, name->inode);
    } else if (sscanf(line, "unlink %4095s", from) == 1) {
        name = find_name(&model->current, from);
        if (name && name->inode >= 0)
            change_name(model, NAME_REMOVED, from, "", -1);
    }
}

/* Bytes that follow the line. */
static size_t data_len(const char *line)
{
    size_t len = 0;
    if (sscanf(line, "say %zu", &len) != 1)
        sscanf(line, "write %*u %*d %zu", &len);
    return len;
}

static bool is_left_out(const struct powercut *cut, const char *line)
{
    size_t len = cut->left_out ? strlen(cut->left_out) : 0;
    return len && strncmp(line, cut->left_out, len) == 0 && line[len] == ' ';
}

static void release(struct model *model)
{
    for (int i = 0; i < model->n_inodes; i++) {
        sync_inode(&model->inodes[i]);
        strbuf_release(&model->inodes[i].durable);
        free(model->inodes[i].pending);
    }
    strbuf_release(&model->said);
    free(model);
}

bool powercut_run(struct powercut *cut)
{
    FILE *file = fopen(cut->trace_path, "r");
    if (!file)
        return false;
    struct model *model = xcalloc(1, sizeof *model);
    model->cut = cut;
    strbuf_init(&model->said);
    cut->n_states = cut->n_wrong = 0;
    if (cut->path)
        snprintf(model->path, sizeof model->path, "%s", cut->path);
    if (cut->old_inode)
        set_name(&model->durable, cut->path, add_inode(model, cut->old_inode, cut->old_content));
    model->current = model->durable;
    char *line = NULL;
    size_t capacity = 0;
    bool ok = true;
    for (ssize_t n; ok && (n = getline(&line, &capacity, file)) > 0;) {
        line[n - 1] = '\0';
        size_t len = data_len(line);
        char *data = xmalloc(len);
        ok = fread(data, 1, len, file) == len;
        if (ok && !is_left_out(cut, line)) {
            snprintf(model->step, sizeof model->step, "%.199s", line);
            take_event(model, line, data);
            cut_the_power(model);
        }
        free(data);
    }
    free(line);
    fclose(file);
    release(model);
    return ok;
}
