/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DOCUMENT_OFFICELIBS_H
#define FORMS_DOCUMENT_OFFICELIBS_H

/* libzip and libxml2, loaded when the first file of Word or Excel is read: linked into the program
 * they would cost every start 16 ms and every operator 4 MB. Only where the build had their
 * headers. */

#ifdef HAVE_OFFICE

#include <libxml/xmlreader.h>
#include <stdbool.h>
#include <zip.h>

#define OFFICELIBS_ZIP(X)                                                                          \
    X(zip_error_init)                                                                              \
    X(zip_error_fini)                                                                              \
    X(zip_source_buffer_create)                                                                    \
    X(zip_source_free)                                                                             \
    X(zip_open_from_source)                                                                        \
    X(zip_get_num_entries)                                                                         \
    X(zip_discard)                                                                                 \
    X(zip_name_locate)                                                                             \
    X(zip_stat_index)                                                                              \
    X(zip_fopen_index)                                                                             \
    X(zip_fread)                                                                                   \
    X(zip_fclose)
#define OFFICELIBS_XML(X)                                                                          \
    X(xmlReaderForMemory)                                                                          \
    X(xmlFreeTextReader)                                                                           \
    X(xmlTextReaderRead)                                                                           \
    X(xmlTextReaderNodeType)                                                                       \
    X(xmlTextReaderDepth)                                                                          \
    X(xmlTextReaderConstValue)                                                                     \
    X(xmlTextReaderConstLocalName)                                                                 \
    X(xmlTextReaderIsEmptyElement)                                                                 \
    X(xmlTextReaderMoveToNextAttribute)                                                            \
    X(xmlTextReaderMoveToElement)

#define OFFICELIBS_MEMBER(name) __typeof__(name) *name;
/* The functions; to be called once officelibs_load() was true. */
extern struct officelibs {
    OFFICELIBS_ZIP(OFFICELIBS_MEMBER)
    OFFICELIBS_XML(OFFICELIBS_MEMBER)
} officelibs;
#undef OFFICELIBS_MEMBER

/* false: this machine does not have them. */
bool officelibs_load(void);

#endif /* HAVE_OFFICE */
#endif
