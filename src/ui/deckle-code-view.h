/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define DECKLE_TYPE_CODE_VIEW (deckle_code_view_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCodeView, deckle_code_view, DECKLE, CODE_VIEW, GtkSourceView)

/* @scrolls: the view scrolls its lines itself: it is not measured by them */
void deckle_code_view_set_scrolls (DeckleCodeView *self,
                                   gboolean        scrolls);

G_END_DECLS
