/* SPDX-License-Identifier: MIT */
#ifndef TUI_VIEW_FRAME_H
#define TUI_VIEW_FRAME_H

/* The frame round every view: title and state, outline, message line, key bar. */

#include "tui/screen/box.h"
#include "tui/screen/screen.h"
#include "tui/view/desk.h"

/* The area left for the view. */
struct area frame_view_area(void);
/* Everything but the message line, with this section of the outline as the current one. */
void frame_draw(const struct screen *screen, const struct desk *desk, int section);
/* The message line, or what the section still wants. It grows over the view's last lines where it
 * needs to and is therefore drawn after the view. */
void frame_draw_message(const struct screen *screen, const struct desk *desk, int section);

#endif
