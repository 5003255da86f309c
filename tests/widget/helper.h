/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HELPER_DEADLINE_S 20

/* Runs the main loop until @condition holds; fails the test when it does not in time. */
#define helper_wait_until(condition) \
  G_STMT_START { \
    gint64 helper_end = g_get_monotonic_time () + HELPER_DEADLINE_S * G_USEC_PER_SEC; \
    g_autoptr (GSource) helper_tick = helper_start_tick (); \
    while (!(condition) && g_get_monotonic_time () < helper_end) \
      g_main_context_iteration (NULL, TRUE); \
    g_source_destroy (helper_tick); \
    g_assert_true (condition); \
  } G_STMT_END

/* Loads the style sheets, symbols and fonts that the application has. */
void        helper_init        (void);

/* Wakes the main loop up now and then, so that a deadline is noticed. */
GSource    *helper_start_tick  (void) G_GNUC_WARN_UNUSED_RESULT;

/* Runs the main loop until so many frames were drawn. */
void        helper_draw_frames (GtkWidget  *window,
                                guint       n_frames);

/* A window of exactly this size in px, shown and drawn, with the focus nowhere in particular. */
GtkWidget  *helper_show        (GtkWidget  *child,
                                int         width,
                                int         height) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a window that is there. */
void        helper_show_window (GtkWidget  *window,
                                int         width,
                                int         height);

/* What the widget looks like on screen. */
GdkTexture *helper_render      (GtkWidget  *widget) G_GNUC_WARN_UNUSED_RESULT;
gboolean    helper_same_pixels (GdkTexture *a,
                                GdkTexture *b);
/* Pixels below @top that differ much from the one on their left, as in letters. */
guint       helper_count_edges (GdkTexture *texture,
                                int         top);
/* Pixels of the colour that GSK paints where it cannot draw. */
guint       helper_count_pink  (GdkTexture *texture);

G_END_DECLS
