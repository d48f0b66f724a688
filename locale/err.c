/* SPDX-License-Identifier: MIT */
#include "locale/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "locale/compat.h"
#include "locale/message.h"
#include "locale/utf8.h"

static const struct {
    int number;
    const char *text;
} descriptions[] = {
    {EACCES, N_("没有权限")},
    {EPERM, N_("不允许这样操作")},
    {ENOENT, N_("没有这个文件或者文件夹")},
    {EEXIST, N_("文件已经存在")},
    {ENOTDIR, N_("路径中有一段不是文件夹")},
    {EISDIR, N_("这是文件夹，不是文件")},
    {ENOSPC, N_("磁盘已满")},
    {EDQUOT, N_("超出了磁盘配额")},
    {EROFS, N_("文件系统是只读的")},
    {EIO, N_("读写出错（设备或网络故障）")},
    {ESTALE, N_("网络文件系统上的文件已经失效")},
    {EMFILE, N_("打开的文件太多")},
    {ENFILE, N_("系统打开的文件太多")},
    {ENAMETOOLONG, N_("文件名太长")},
    {ELOOP, N_("这是符号链接")},
    {EFBIG, N_("文件太大")},
    {ENOLCK, N_("这个文件系统不能加锁")},
    {EINTR, N_("操作被打断")},
    {EPIPE, N_("对方已经关闭")},
    {ENOMEM, N_("内存不足")},
    {ETIMEDOUT, N_("等待超时")},
    {EAGAIN, N_("暂时不可用")},
    {EBUSY, N_("正在被使用")},
    {EXDEV, N_("不在同一个文件系统上")},
    {ENODEV, N_("这不是普通文件（是设备、管道一类）")}, /* as safefile.h has it */
    {ENXIO, N_("没有这个设备")},
    {ETXTBSY, N_("文件正在执行")},
    {EINVAL, N_("参数无效")},
    {EBADF, N_("文件没有打开")},
};

const char *err_describe(int errnum)
{
    for (size_t i = 0; i < sizeof descriptions / sizeof descriptions[0]; i++)
        if (descriptions[i].number == errnum)
            return message_get(descriptions[i].text);
    const char *text = compat_error_text(errnum);
    return text ? text : _("未知错误");
}

/* Text that did not fit may end in half a character. A name in it may hold bytes that are none:
 * those stay. */
static void drop_half_character(char *text)
{
    size_t len = strlen(text), start = len, n_max = len < UTF8_MAX_BYTES ? len : UTF8_MAX_BYTES;
    uint32_t c;
    while (len - start < n_max && ((unsigned char)text[--start] & 0xC0) == 0x80)
        ;
    if ((unsigned char)text[start] >= 0xC0 && !utf8_decode(text + start, len - start, &c))
        text[start] = '\0';
}

static void __attribute__((format(printf, 2, 0)))
set_text(struct err *err, const char *format, va_list args)
{
    if (vsnprintf(err->text, sizeof err->text, format, args) >= (int)sizeof err->text)
        drop_half_character(err->text);
}

bool err_set(struct err *err, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        err->number = 0;
        set_text(err, format, args);
        va_end(args);
    }
    return false;
}

bool err_set_errno(struct err *err, int errnum, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        err->number = errnum;
        set_text(err, format, args);
        va_end(args);
        size_t used = strlen(err->text);
        if (snprintf(err->text + used, sizeof err->text - used, "%s%s", _("："),
                     err_describe(errnum)) >= (int)(sizeof err->text - used))
            drop_half_character(err->text);
    }
    return false;
}
