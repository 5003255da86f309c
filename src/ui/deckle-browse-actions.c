/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-browse-page"
#include "ui/deckle-browse-page-private.h"

#include <glib/gi18n.h>

#include "library/deckle-library-actions.h"
#include "library/deckle-library-own.h"
#include "library/deckle-library-reset.h"

/* What can be done with the selected cards. Each action is one step that can be undone. */

/* The toast of an action that was asked for. */
typedef struct
{
  DeckleBrowsePage *page;     /* (owned) */
  char             *sentence; /* (owned) */
} Wish;

static Wish *
wish_new (DeckleBrowsePage *page,
          char             *sentence)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->page = g_object_ref (page);
  wish->sentence = sentence;
  return wish;
}

static void
wish_free (Wish *wish)
{
  g_object_unref (wish->page);
  g_free (wish->sentence);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    deckle_browse_page_say (wish->page, wish->sentence, TRUE);
  else
    deckle_browse_page_say (wish->page, error->message, FALSE);
}

typedef gboolean (*LineTest) (const DeckleCardLine *line,
                              int                   value);

static gboolean
is_suspended (const DeckleCardLine *line,
              int                   value)
{
  return line->suspended;
}

static gboolean
is_buried (const DeckleCardLine *line,
           int                   value)
{
  return line->buried;
}

static gboolean
has_flag (const DeckleCardLine *line,
          int                   value)
{
  return line->flag == value;
}

/* Whether an action has to be taken back: all cards pass the test. */
static gboolean
all_pass (DeckleBrowsePage *self,
          GArray           *rows,
          LineTest          test,
          int               value)
{
  for (guint i = 0; i < rows->len; i += DECKLE_LINES_MAX)
    {
      guint n_rows = MIN (rows->len - i, DECKLE_LINES_MAX);
      g_autoptr (GPtrArray) lines = deckle_library_load_lines (self->library, &g_array_index (rows, gint64, i), n_rows, NULL);

      for (guint j = 0; lines != NULL && j < lines->len; j++)
        if (!test (g_ptr_array_index (lines, j), value))
          return FALSE;
    }
  return TRUE;
}

/* NULL when nothing is selected. */
static GArray *
dup_rows (DeckleBrowsePage *self)
{
  g_autoptr (GArray) rows = deckle_card_selection_dup_rows (self->selection);

  return rows->len > 0 ? g_steal_pointer (&rows) : NULL;
}

static const gint64 *
ids (GArray *rows)
{
  return (const gint64 *) (gpointer) rows->data;
}

static void
set_suspended (DeckleBrowsePage *self,
               GArray           *rows,
               gboolean          suspended)
{
  char *sentence = suspended ? g_strdup_printf (ngettext ("%'u card suspended", "%'u cards suspended", rows->len), rows->len)
                             : g_strdup_printf (ngettext ("%'u card no longer suspended", "%'u cards no longer suspended",
                                                          rows->len), rows->len);

  deckle_library_set_suspended_async (self->library, ids (rows), rows->len, suspended, written_cb, wish_new (self, sentence));
}

static void
set_buried (DeckleBrowsePage *self,
            GArray           *rows,
            gboolean          buried)
{
  int until = buried ? deckle_library_get_today (self->library) + 1 : 0;
  char *sentence = buried ? g_strdup_printf (ngettext ("%'u card buried until tomorrow", "%'u cards buried until tomorrow",
                                                       rows->len), rows->len)
                          : g_strdup_printf (ngettext ("%'u card no longer buried", "%'u cards no longer buried",
                                                       rows->len), rows->len);

  deckle_library_bury_async (self->library, ids (rows), rows->len, until, written_cb, wish_new (self, sentence));
}

static void
set_flag (DeckleBrowsePage *self,
          GArray           *rows,
          int               flag)
{
  char *sentence = flag > 0 ? g_strdup_printf (ngettext ("%'u card flagged", "%'u cards flagged", rows->len), rows->len)
                            : g_strdup_printf (ngettext ("%'u card no longer flagged", "%'u cards no longer flagged",
                                                         rows->len), rows->len);

  deckle_library_set_flag_async (self->library, ids (rows), rows->len, flag, written_cb, wish_new (self, sentence));
}

static void
suspend_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  g_autoptr (GArray) rows = dup_rows (self);

  if (rows != NULL)
    set_suspended (self, rows, !all_pass (self, rows, is_suspended, 0));
}

static void
unsuspend_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  g_autoptr (GArray) rows = dup_rows (self);

  if (rows != NULL)
    set_suspended (self, rows, FALSE);
}

static void
bury_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  g_autoptr (GArray) rows = dup_rows (self);

  if (rows != NULL)
    set_buried (self, rows, !all_pass (self, rows, is_buried, 0));
}

static void
unbury_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  g_autoptr (GArray) rows = dup_rows (self);

  if (rows != NULL)
    set_buried (self, rows, FALSE);
}

/* The key takes a flag off that all cards have; the menu sets what it says. */
static void
flag_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  g_autoptr (GArray) rows = dup_rows (self);
  int flag = g_variant_get_int32 (parameter);

  if (rows != NULL && flag >= 1 && flag <= 4)
    set_flag (self, rows, all_pass (self, rows, has_flag, flag) ? 0 : flag);
}

static void
set_flag_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  g_autoptr (GArray) rows = dup_rows (self);
  int flag = g_variant_get_int32 (parameter);

  if (rows != NULL && flag >= 0 && flag <= 4)
    set_flag (self, rows, flag);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  g_autoptr (GArray) rows = dup_rows (self);
  char *sentence;

  if (rows == NULL)
    return;
  sentence = g_strdup_printf (ngettext ("%'u card is new again", "%'u cards are new again", rows->len), rows->len);
  deckle_library_reset_async (self->library, ids (rows), rows->len, written_cb, wish_new (self, sentence));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  g_autoptr (GArray) rows = dup_rows (self);
  guint position;

  if (rows != NULL && deckle_card_list_find (self->cards, g_array_index (rows, gint64, 0), &position))
    deckle_browse_page_open (self, position);
}

static void
info_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) rows = dup_rows (DECKLE_BROWSE_PAGE (widget));

  if (rows != NULL)
    gtk_widget_activate_action (widget, "win.card-info", "x", g_array_index (rows, gint64, 0));
}

/* One card at a time. */
static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) rows = dup_rows (DECKLE_BROWSE_PAGE (widget));

  if (rows != NULL && rows->len == 1)
    gtk_widget_activate_action (widget, "win.edit-card", "x", g_array_index (rows, gint64, 0));
}

/* A card of a bank among them: nothing is deleted, and a sentence says what to do instead. */
static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  g_autoptr (GArray) rows = dup_rows (self);

  if (rows != NULL)
    deckle_library_delete_cards_async (self->library, ids (rows), rows->len, written_cb,
      wish_new (self, g_strdup_printf (ngettext ("%'u card deleted", "%'u cards deleted", rows->len), rows->len)));
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);

  /* The bar goes; the next key is for the list. */
  deckle_browse_page_focus_list (self);
  deckle_card_selection_clear (self->selection);
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (DECKLE_BROWSE_PAGE (widget)->selection));
}

/**
 * deckle_browse_page_update_selection:
 * @self: the page
 *
 * Shows the bar with what can be done, while cards are selected.
 */
void
deckle_browse_page_update_selection (DeckleBrowsePage *self)
{
  static const char * const names[] = { "study.suspend", "study.bury", "study.flag", "study.info", "study.delete", "study.export",
                                        "browse.move", "browse.unsuspend", "browse.unbury", "browse.set-flag", "browse.reset", "browse.open",
                                        "browse.clear-selection" };
  guint n_cards = deckle_card_selection_count (self->selection);
  g_autofree char *label = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n_cards), n_cards);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], n_cards > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "study.edit", n_cards == 1);
  gtk_label_set_label (self->selection_label, label);
  adw_toolbar_view_set_reveal_bottom_bars (self->toolbar_view, n_cards > 0);
}

/**
 * deckle_browse_page_install_actions:
 * @widget_class: the class of the page
 *
 * Installs the actions on the selection.
 */
void
deckle_browse_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "study.suspend", NULL, suspend_action);
  gtk_widget_class_install_action (widget_class, "study.bury", NULL, bury_action);
  gtk_widget_class_install_action (widget_class, "study.flag", "i", flag_action);
  gtk_widget_class_install_action (widget_class, "study.info", NULL, info_action);
  gtk_widget_class_install_action (widget_class, "study.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "study.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "browse.unsuspend", NULL, unsuspend_action);
  gtk_widget_class_install_action (widget_class, "browse.unbury", NULL, unbury_action);
  gtk_widget_class_install_action (widget_class, "browse.set-flag", "i", set_flag_action);
  gtk_widget_class_install_action (widget_class, "browse.reset", NULL, reset_action);
  gtk_widget_class_install_action (widget_class, "browse.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "browse.clear-selection", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "browse.select-all", NULL, select_all_action);
}
