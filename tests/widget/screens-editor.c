/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screens.h"

#include "fixture.h"
#include "helper.h"
#include "library/deckle-library-edit.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-browse-page.h"
#include "ui/deckle-card-editor.h"
#include "ui/deckle-compare-dialog.h"

static GtkWidget *
create_behind (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();

  fixture_import_plain (library, 8);
  return GTK_WIDGET (deckle_browse_page_new (library, NULL, DECKLE_SCOPE_ALL));
}

static DeckleLibrary *
create_library (gboolean hebrew)
{
  DeckleLibrary *library = fixture_library_new ();

  if (hebrew)
    fixture_import (library, "he", sample_card_hebrew (), NULL);
  else
    fixture_import (library, "en", sample_card_new_make (), NULL);
  return library;
}

static DeckleCardEditor *
present (GtkWidget     *parent,
         DeckleLibrary *library,
         gint64         card)
{
  DeckleCardEditor *editor = deckle_card_editor_new (library, card);

  adw_dialog_present (ADW_DIALOG (editor), parent);
  helper_draw_frames (GTK_WIDGET (gtk_widget_get_root (parent)), 5);
  return editor;
}

static gint64
find_sample (DeckleLibrary *library,
             const char    *id)
{
  return deckle_library_find_card (library, parts_find_deck (library, "sample"), id);
}

static void
show_edit (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = create_library (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL);
  gint64 card = find_sample (library, "go-016");

  present (parent, library, card != 0 ? card : find_sample (library, "he-1"));
}

/* The end of the form, of a new card that was saved too early */
static void
show_new (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = create_library (FALSE);
  DeckleCardEditor *editor = present (parent, library, 0);
  GtkWidget *form = parts_get (editor, DECKLE_TYPE_CARD_EDITOR, "form");
  GtkAdjustment *adjustment;

  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  helper_draw_frames (GTK_WIDGET (gtk_widget_get_root (parent)), 5);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (form,
                                                                                                 GTK_TYPE_SCROLLED_WINDOW)));
  gtk_adjustment_set_value (adjustment, 0);
}

static void
show_end (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = create_library (FALSE);
  DeckleCardEditor *editor = present (parent, library, 0);
  GtkWidget *form = parts_get (editor, DECKLE_TYPE_CARD_EDITOR, "form");
  GtkAdjustment *adjustment;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (form,
                                                                                                 GTK_TYPE_SCROLLED_WINDOW)));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static DeckleCard *
create_changed (void)
{
  g_autoptr (DeckleCard) sample = sample_card_new_make ();
  DeckleCard *card = deckle_card_new ("go-016", 16, "How do `new` and `make` differ in Go?",
                                      "`new(T)` returns a pointer to a zeroed `T`. `make` is for slices, maps and channels.");

  deckle_card_set_points (card, deckle_card_get_points (sample));
  deckle_card_set_code (card, deckle_card_get_code (sample));
  return card;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error);
  g_assert_no_error (error);
}

/* The bank brought another text after the user had changed the card. */
static void
show_pending (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = create_library (FALSE);
  g_autoptr (DeckleCard) changed = create_changed ();
  gint64 card = find_sample (library, "go-016");

  deckle_library_edit_card_async (library, card, changed, NULL, written_cb, NULL);
  fixture_flush (library);
  fixture_import (library, "en", deckle_card_new ("go-016", 16, "A newer question?", "A newer answer."), NULL);
  present (parent, library, card);
}

static void
show_compare (GtkWidget *parent)
{
  g_autoptr (DeckleCard) mine = create_changed ();
  g_autoptr (DeckleCard) bank = sample_card_new_make ();

  adw_dialog_present (ADW_DIALOG (deckle_compare_dialog_new (mine, bank)), parent);
}

const Screen screens_editor[] = {
  { "editor", create_behind, show_edit },
  { "editor-new", create_behind, show_new },
  { "editor-end", create_behind, show_end },
  { "editor-pending", create_behind, show_pending },
  { "editor-compare", create_behind, show_compare },
  { NULL, NULL, NULL },
};
