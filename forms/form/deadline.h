/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FORM_DEADLINE_H
#define FORMS_FORM_DEADLINE_H

#include "forms/base/date.h"

/* When a unit, by its full name, has to have published its report of that year
 * (《条例》第四十九条): 31 March for a government, 31 January for everybody else. Sub-district
 * offices (街道办事处) and administrative committees (管理委员会) are sent by a government and are
 * none; the offices above them collect from them, as from departments, in January. */
struct date deadline_of(const char *unit, int year);

#endif
