/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/* A widget of the template of @widget, by its id. */
#define parts_get(widget, type, name) GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (widget), type, name))

/* The first widget of a type below @widget, in the order of the tree; NULL when there is none. */
GtkWidget *parts_find         (GtkWidget     *widget,
                               GType          type);
/* The first label below @widget that says @text; NULL when there is none. */
GtkWidget *parts_find_label   (GtkWidget     *widget,
                               const char    *text);

/* Presses a key on the widget's own shortcuts or key controller. Returns whether it took the key. */
gboolean   parts_press        (GtkWidget     *widget,
                               guint          keyval);

/* A deck of its own: @n_sections sections “<title> 1”…, with @n_cards cards each. */
void       parts_import_deck  (DeckleLibrary *library,
                               const char    *id,
                               const char    *title,
                               guint          n_sections,
                               guint          n_cards);
/* How many cards the decks have that are switched on. */
guint      parts_count_cards  (DeckleLibrary *library);
/* Row id of a deck, 0 when it is not listed. */
gint64     parts_find_deck    (DeckleLibrary *library,
                               const char    *id);
void       parts_enable_deck  (DeckleLibrary *library,
                               gint64         deck,
                               gboolean       enabled);
void       parts_rename_deck  (DeckleLibrary *library,
                               gint64         deck,
                               const char    *title);
void       parts_remove_deck  (DeckleLibrary *library,
                               gint64         deck);
/* Answers one card of today, if there is one, and waits until it is stored. */
void       parts_grade_one    (DeckleLibrary *library,
                               DeckleRating   rating);
/* Takes the last step back and waits. */
void       parts_undo         (DeckleLibrary *library);

/* Warnings end a test; not from here on. Returns what to hand to g_log_set_always_fatal() afterwards. */
GLogLevelFlags parts_allow_warnings (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
