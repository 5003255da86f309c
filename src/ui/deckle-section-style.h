/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char *deckle_section_style_class  (const char *colour);
void        deckle_section_style_apply  (GtkWidget  *widget,
                                         const char *colour);
char       *deckle_section_icon_name    (const char *icon) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
