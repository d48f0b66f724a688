/* SPDX-License-Identifier: MIT */
#ifdef HAVE_OFFICE

#include "forms/document/officelibs.h"

#include <dlfcn.h>
#include <pthread.h>

struct officelibs officelibs;
static bool is_loaded;

static void *open_first(const char *const *names)
{
    void *library = NULL;
    for (; *names && !library; names++)
        library = dlopen(*names, RTLD_NOW | RTLD_LOCAL);
    return library;
}

static bool find(void *library, const char *name, void **function)
{
    *function = dlsym(library, name);
    return *function != NULL;
}

static void load(void)
{
    static const char *const zip_names[] = {"libzip.so.5", "libzip.so.4", NULL};
    static const char *const xml_names[] = {"libxml2.so.2", "libxml2.so.16", NULL};
    void *zip = open_first(zip_names), *xml = open_first(xml_names);
    is_loaded = zip && xml;
#define FIND_ZIP(name) is_loaded = is_loaded && find(zip, #name, (void **)&officelibs.name);
#define FIND_XML(name) is_loaded = is_loaded && find(xml, #name, (void **)&officelibs.name);
    OFFICELIBS_ZIP(FIND_ZIP)
    OFFICELIBS_XML(FIND_XML)
}

bool officelibs_load(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return is_loaded;
}

#endif
