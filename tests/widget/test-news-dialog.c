/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/deckle-news-dialog.h"

static DeckleUpdate *
make_update (DeckleLibrary *library,
             guint          n_fresh,
             guint          n_changed)
{
  g_autoptr (GArray) rows = deckle_library_list_cards (library, DECKLE_SCOPE_ALL, NULL);
  DeckleUpdate *update = g_new0 (DeckleUpdate, 1);

  update->title = g_strdup ("Go Interview");
  update->version = g_strdup ("1.1.0");
  update->since = n_fresh + n_changed > 0 ? g_strdup ("1.0.0") : NULL;
  update->n_cards = rows->len;
  update->fresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  update->changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (update->fresh, rows->data, n_fresh);
  g_array_append_vals (update->changed, &g_array_index (rows, gint64, n_fresh), n_changed);
  return update;
}

static void
activated_cb (gint64 *opened,
              gint64  card)
{
  *opened = card;
}

/* A dialog that was closed takes a moment to go. */
static void
tear_down (DeckleLibrary *library,
           GtkWidget     *window)
{
  gpointer alive = library;

  gtk_window_destroy (GTK_WINDOW (window));
  deckle_library_close (library, NULL);
  g_object_add_weak_pointer (G_OBJECT (library), &alive);
  g_object_unref (library);
  helper_wait_until (alive == NULL);
}

static void
test_list (void)
{
  DeckleLibrary *library = fixture_library_new ();
  GtkWidget *window = helper_show (gtk_label_new (NULL), 700, 700);
  g_autoptr (DeckleUpdate) update = NULL;
  DeckleNewsDialog *dialog;
  gpointer shown;
  GtkWidget *list;
  const char *summary;
  gint64 opened = 0;

  fixture_import_plain (library, 5);
  update = make_update (library, 2, 1);
  update->n_retired = 1;
  dialog = deckle_news_dialog_new (library, update);
  g_signal_connect_swapped (dialog, "card-activated", G_CALLBACK (activated_cb), &opened);
  adw_dialog_present (ADW_DIALOG (dialog), window);
  helper_draw_frames (window, 3);

  list = parts_get (dialog, DECKLE_TYPE_NEWS_DIALOG, "list");
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2));
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 3));
  g_assert_nonnull (parts_find_label (list, "New"));
  g_assert_nonnull (parts_find_label (list, "Changed"));
  summary = gtk_label_get_label (GTK_LABEL (parts_get (dialog, DECKLE_TYPE_NEWS_DIALOG, "summary")));
  g_assert_cmpstr (summary, ==,
                   "Since version 1.0.0: 2 new questions, 1 question with a better text. 1 question left the bank; your "
                   "answers to it are kept. Your progress and your own changes stay as they are.");

  shown = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), &shown);
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2)));
  g_assert_cmpint (opened, ==, g_array_index (update->changed, gint64, 0));
  helper_wait_until (shown == NULL);
  tear_down (library, window);
}

static void
test_nothing (void)
{
  DeckleLibrary *library = fixture_library_new ();
  GtkWidget *window = helper_show (gtk_label_new (NULL), 700, 700);
  g_autoptr (DeckleUpdate) update = NULL;
  DeckleNewsDialog *dialog;

  fixture_import_plain (library, 1);
  update = make_update (library, 0, 0);
  dialog = deckle_news_dialog_new (library, update);
  adw_dialog_present (ADW_DIALOG (dialog), window);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (parts_get (dialog, DECKLE_TYPE_NEWS_DIALOG, "stack"))),
                   ==, "nothing");
  g_assert_cmpstr (adw_window_title_get_subtitle (ADW_WINDOW_TITLE (parts_get (dialog, DECKLE_TYPE_NEWS_DIALOG, "title"))),
                   ==, "Go Interview, version 1.1.0, 1 question");
  tear_down (library, window);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  helper_init ();
  g_test_add_func ("/ui/news-dialog/list", test_list);
  g_test_add_func ("/ui/news-dialog/nothing", test_nothing);
  return g_test_run ();
}
