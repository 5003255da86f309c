/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void             deckle_label_set_card_text      (GtkLabel         *label,
                                                  const char       *text);

GtkTextDirection deckle_language_get_direction   (const char       *language);

void             deckle_widget_set_direction_deep (GtkWidget       *widget,
                                                   GtkTextDirection direction);

char            *deckle_widget_get_selection     (GtkWidget        *widget) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
