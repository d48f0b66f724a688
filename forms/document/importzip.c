/* SPDX-License-Identifier: MIT */
#include "forms/document/importzip.h"

#ifdef HAVE_OFFICE

#include <stdlib.h>

#include "forms/document/officelibs.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"

enum {
    MAX_ENTRIES = 3000,
    MAX_ENTRY_BYTES = 12 * 1024 * 1024,
    MAX_ALL_BYTES = 24 * 1024 * 1024, /* of what is read of one archive */
    RATIO_FROM_BYTES = 1024 * 1024,   /* smaller files may be packed as tightly as they like */
    MAX_RATIO = 150,
    CHUNK_BYTES = 64 * 1024,
};

struct importzip {
    zip_t *archive;
    size_t n_bytes; /* read so far */
};

static bool is_too_large(struct err *err)
{
    return err_set(err, "%s",
                   _("这个文件解压以后大得不像年度报告，没有读。请另存为网页（html）再导入。"));
}

struct importzip *importzip_open(const char *bytes, size_t len, struct err *err)
{
    if (!officelibs_load()) {
        err_set(err, "%s",
                _("这台机器没有安装读 Word、Excel 文件要用的 libzip 和 libxml2，请管理员安装；"
                  "或者把文件另存为网页（html）再导入。"));
        return NULL;
    }
    zip_error_t error;
    officelibs.zip_error_init(&error);
    zip_source_t *source = officelibs.zip_source_buffer_create(bytes, len, 0, &error);
    zip_t *archive = source ? officelibs.zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!archive) {
        officelibs.zip_source_free(source);
        officelibs.zip_error_fini(&error);
        err_set(
            err, "%s",
            _("这是 Word（docx）、Excel（xlsx）、WPS 或者压缩文件，但已经损坏，不能读。请在 Word 或 WPS 里重新保存。"));
        return NULL;
    }
    officelibs.zip_error_fini(&error);
    if (officelibs.zip_get_num_entries(archive, 0) > MAX_ENTRIES) {
        officelibs.zip_discard(archive);
        is_too_large(err);
        return NULL;
    }
    struct importzip *zip = xcalloc(1, sizeof *zip);
    zip->archive = archive;
    return zip;
}

void importzip_close(struct importzip *zip)
{
    if (!zip)
        return;
    officelibs.zip_discard(zip->archive);
    free(zip);
}

bool importzip_has(const struct importzip *zip, const char *name)
{
    return officelibs.zip_name_locate(zip->archive, name, 0) >= 0;
}

/* What the archive says of the size is looked at first; what comes out is counted all the same. */
bool importzip_read(struct importzip *zip, const char *name, struct strbuf *out, struct err *err)
{
    struct zip_stat stat;
    zip_int64_t index = officelibs.zip_name_locate(zip->archive, name, 0), n = -1;
    if (index < 0 || officelibs.zip_stat_index(zip->archive, (zip_uint64_t)index, 0, &stat) != 0 ||
        !(stat.valid & ZIP_STAT_SIZE) || !(stat.valid & ZIP_STAT_COMP_SIZE))
        return err_set(err, "%s", _("文件里缺少正文，不能读。请另存为网页（html）再导入。"));
    if (stat.size > MAX_ENTRY_BYTES ||
        (stat.size > RATIO_FROM_BYTES && stat.size / MAX_RATIO > stat.comp_size))
        return is_too_large(err);
    zip_file_t *file = officelibs.zip_fopen_index(zip->archive, (zip_uint64_t)index, 0);
    char *chunk = xcalloc(1, CHUNK_BYTES);
    size_t n_bytes = 0;
    while (file && (n = officelibs.zip_fread(file, chunk, CHUNK_BYTES)) > 0) {
        n_bytes += (size_t)n;
        zip->n_bytes += (size_t)n;
        if (n_bytes > MAX_ENTRY_BYTES || zip->n_bytes > MAX_ALL_BYTES)
            break;
        strbuf_add(out, chunk, (size_t)n);
    }
    free(chunk);
    if (file)
        officelibs.zip_fclose(file);
    if (n > 0)
        return is_too_large(err);
    if (n < 0)
        return err_set(
            err, "%s",
            _("文件已经损坏或者有密码，不能读。请在 Word 或 WPS 里重新保存，不要加密。"));
    return true;
}

#endif
