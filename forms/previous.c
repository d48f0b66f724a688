#include "forms/previous.h"

#include <string.h>

#include "forms/inifile.h"
#include "forms/safefile.h"
#include "locale/message.h"

char *previous_path(const char *path, const char *name)
{
    struct strbuf whole = STRBUF_INIT;
    const char *slash = strrchr(path, '/');
    if (*name != '/' && slash)
        strbuf_add(&whole, path, (size_t)(slash - path) + 1);
    strbuf_add_str(&whole, name);
    return strbuf_steal(&whole);
}

bool previous_lies_below(const char *path, const char *below)
{
    size_t len = below ? strlen(below) : 0;
    return !below || (strncmp(path, below, len) == 0 && (path[len] == '/' || len == 1));
}

bool previous_read(const char *path, const char *below, struct strbuf *bytes, struct err *err)
{
    struct safefile file = SAFEFILE_INIT;
    bool ok = safefile_open(&file, path, err) &&
              (previous_lies_below(file.path, below) || err_set(err, "%s", _("不在草稿文件夹里，受限方式下不能打开"))) &&
              safefile_read(&file, INI_MAX_BYTES, bytes, NULL, err);
    safefile_close(&file);
    return ok;
}
