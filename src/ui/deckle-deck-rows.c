/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-deck-rows"
#include "ui/deckle-deck-rows.h"

#include <glib/gi18n.h>

/* The row of one deck */
typedef struct
{
  DeckleDeckRows *owner;
  gint64          deck;
  GtkWidget      *expander; /* (unowned): in the group */
} DeckRow;

struct _DeckleDeckRows
{
  DeckleLibrary       *library;    /* (owned) */
  AdwPreferencesGroup *group;      /* (unowned) */
  GPtrArray           *rows;       /* (owned) (element-type DeckRow) */
  char                *shown;      /* (owned) (nullable): what the rows were made from */
  gulong               changed_id;
};

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_DIALOG);

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error) && dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), adw_toast_new (error->message));
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    {
      toast = adw_toast_new (_("The deck was removed. Its answers are kept."));
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  else
    toast = adw_toast_new (error->message);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

static void
enabled_changed_cb (GtkWidget  *row,
                    GParamSpec *pspec,
                    DeckRow    *deck_row)
{
  deckle_library_enable_deck_async (deck_row->owner->library, deck_row->deck,
                                    adw_switch_row_get_active (ADW_SWITCH_ROW (row)), written_cb, g_object_ref (row));
}

static void
renamed_cb (GtkWidget *row,
            DeckRow   *deck_row)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*title != '\0')
    deckle_library_rename_deck_async (deck_row->owner->library, deck_row->deck, title, written_cb, g_object_ref (row));
}

static void
remove_cb (GtkWidget *row,
           DeckRow   *deck_row)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_DIALOG);

  deckle_library_remove_deck_async (deck_row->owner->library, deck_row->deck, removed_cb, g_object_ref (dialog));
}

static void
add_switch (DeckRow  *deck_row,
            gboolean  enabled)
{
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Study in Today"));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), enabled);
  g_signal_connect (row, "notify::active", G_CALLBACK (enabled_changed_cb), deck_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (deck_row->expander), row);
}

static void
add_name (DeckRow    *deck_row,
          const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Name"));
  gtk_editable_set_text (GTK_EDITABLE (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect (row, "apply", G_CALLBACK (renamed_cb), deck_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (deck_row->expander), row);
}

static void
add_remove (DeckRow *deck_row)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Remove"));
  gtk_widget_add_css_class (row, "destructive-action");
  g_signal_connect (row, "activated", G_CALLBACK (remove_cb), deck_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (deck_row->expander), row);
}

static void
add_deck (DeckleDeckRows       *self,
          const DeckleDeckInfo *deck)
{
  DeckRow *deck_row = g_new0 (DeckRow, 1);
  g_autofree char *cards = g_strdup_printf (ngettext ("%u card", "%u cards", deck->n_cards), deck->n_cards);
  g_autofree char *subtitle = NULL;

  deck_row->owner = self;
  deck_row->deck = deck->row;
  deck_row->expander = adw_expander_row_new ();
  /* Translators: %s is “43 cards” */
  subtitle = deck->kind == DECKLE_DECK_BUNDLED ? g_strdup_printf (_("%s, comes with Deckle"), cards) : g_strdup (cards);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (deck_row->expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (deck_row->expander), deck->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (deck_row->expander), subtitle);

  add_switch (deck_row, deck->enabled);
  add_name (deck_row, deck->title);
  /* The bundled deck would come back with the next start; it can be switched off. */
  if (deck->kind != DECKLE_DECK_BUNDLED)
    add_remove (deck_row);
  adw_preferences_group_add (self->group, deck_row->expander);
  g_ptr_array_add (self->rows, deck_row);
}

static void
remove_rows (DeckleDeckRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      DeckRow *deck_row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (self->group, deck_row->expander);
    }
  g_ptr_array_set_size (self->rows, 0);
}

/* A switch that the user has just moved must not lose its row and the focus. */
static char *
describe (GPtrArray *decks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);

      g_string_append_printf (text, "%" G_GINT64_FORMAT " %u %s\n", deck->row, deck->n_cards, deck->title);
    }
  return g_string_free_and_steal (text);
}

static void
rebuild (DeckleDeckRows *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (self->library, &error);
  g_autofree char *description = NULL;

  if (decks == NULL)
    {
      g_warning ("Listing the decks failed: %s", error->message);
      return;
    }
  description = describe (decks);
  if (g_strcmp0 (description, self->shown) == 0)
    return;

  g_set_str (&self->shown, description);
  remove_rows (self);
  for (guint i = 0; i < decks->len; i++)
    add_deck (self, g_ptr_array_index (decks, i));
}

/**
 * deckle_deck_rows_new:
 * @library: where the decks are
 * @group: the group to fill
 *
 * Fills @group with a row a deck, and again when decks come and go. @group must outlive the result.
 *
 * Returns: (transfer full): keeps the rows alive
 */
DeckleDeckRows *
deckle_deck_rows_new (DeckleLibrary       *library,
                      AdwPreferencesGroup *group)
{
  DeckleDeckRows *self = g_new0 (DeckleDeckRows, 1);

  self->library = g_object_ref (library);
  self->group = group;
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->changed_id = g_signal_connect_swapped (library, "decks-changed", G_CALLBACK (rebuild), self);
  rebuild (self);
  return self;
}

/**
 * deckle_deck_rows_free:
 * @self: (transfer full): the rows
 *
 * Takes the rows out of their group.
 */
void
deckle_deck_rows_free (DeckleDeckRows *self)
{
  remove_rows (self);
  g_ptr_array_unref (self->rows);
  g_signal_handler_disconnect (self->library, self->changed_id);
  g_object_unref (self->library);
  g_free (self->shown);
  g_free (self);
}
