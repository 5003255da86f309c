/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Text in charts. Positions are in px of the widget; “at end” means that the text ends there, in its own direction. */
PangoLayout *deckle_chart_create_label   (GtkWidget     *widget,
                                          const char    *text,
                                          gboolean       bold) G_GNUC_WARN_UNUSED_RESULT;
int          deckle_chart_label_height   (GtkWidget     *widget);
int          deckle_chart_label_width    (GtkWidget     *widget,
                                          const char    *text,
                                          gboolean       bold);
void         deckle_chart_snapshot_label (GtkWidget     *widget,
                                          GtkSnapshot   *snapshot,
                                          const char    *label,
                                          gboolean       bold,
                                          float          x,
                                          float          y,
                                          gboolean       at_end,
                                          const GdkRGBA *colour);
gboolean     deckle_chart_is_rtl         (GtkWidget     *widget);

G_END_DECLS
