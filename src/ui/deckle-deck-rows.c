/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-deck-rows"
#include "ui/deckle-deck-rows.h"

#include <glib/gi18n.h>

#include "library/deckle-library-own.h"

/* The row of one deck; its widgets live in the group. */
typedef struct
{
  DeckleDeckRows *owner;
  gint64          deck;
  char           *title;      /* (owned) (not nullable) */
  GtkWidget      *expander;   /* (unowned) */
  GtkWidget      *switch_row; /* (unowned) */
  GtkWidget      *name_row;   /* (unowned) */
  GPtrArray      *sections;   /* (owned) (element-type DeckleSectionInfo): of a deck of the user's own, else empty */
  GPtrArray      *section_rows; /* (owned) (element-type GtkWidget, unowned): their names, in the same order */
} DeckRow;

struct _DeckleDeckRows
{
  DeckleLibrary       *library;    /* (owned) */
  AdwPreferencesGroup *group;      /* (unowned) */
  GPtrArray           *rows;       /* (owned) (element-type DeckRow) */
  gulong               changed_id;
  gboolean             loading;    /* rows are being filled by us */
};

static void refresh (DeckleDeckRows *self);

/* How a group finds its rows: it outlives them, and callbacks hold it. */
static GQuark
rows_quark (void)
{
  return g_quark_from_static_string ("deckle-deck-rows");
}

static void
deck_row_free (DeckRow *deck_row)
{
  g_free (deck_row->title);
  g_ptr_array_unref (deck_row->sections);
  g_ptr_array_unref (deck_row->section_rows);
  g_free (deck_row);
}

static void
add_toast (GtkWidget *group,
           AdwToast  *toast)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (group, ADW_TYPE_PREFERENCES_DIALOG);

  adw_toast_set_use_markup (toast, FALSE);
  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) group = user_data;
  g_autoptr (GError) error = NULL;
  DeckleDeckRows *self = g_object_get_qdata (G_OBJECT (group), rows_quark ());

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    return;
  add_toast (group, adw_toast_new (error->message));
  /* Nothing has changed: what was moved here goes back. */
  if (self != NULL)
    refresh (self);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) group = user_data;
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
  add_toast (group, toast);
}

static void
enabled_changed_cb (GtkWidget  *row,
                    GParamSpec *pspec,
                    DeckRow    *deck_row)
{
  if (!deck_row->owner->loading)
    deckle_library_enable_deck_async (deck_row->owner->library, deck_row->deck,
                                      adw_switch_row_get_active (ADW_SWITCH_ROW (row)), written_cb,
                                      g_object_ref (deck_row->owner->group));
}

/* A deck must have a name: without one it keeps the one that it has. */
static void
renamed_cb (GtkWidget *row,
            DeckRow   *deck_row)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*title == '\0')
    gtk_editable_set_text (GTK_EDITABLE (row), deck_row->title);
  else
    deckle_library_rename_deck_async (deck_row->owner->library, deck_row->deck, title, written_cb,
                                      g_object_ref (deck_row->owner->group));
}

/* So must a section. */
static void
section_renamed_cb (GtkWidget *row,
                    DeckRow   *deck_row)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  const DeckleSectionInfo *section;
  guint position;

  if (!g_ptr_array_find (deck_row->section_rows, row, &position))
    return;
  section = g_ptr_array_index (deck_row->sections, position);
  if (*title == '\0')
    gtk_editable_set_text (GTK_EDITABLE (row), section->title);
  else
    deckle_library_rename_section_async (deck_row->owner->library, section->row, title, written_cb,
                                         g_object_ref (deck_row->owner->group));
}

static void
remove_cb (GtkWidget *row,
           DeckRow   *deck_row)
{
  deckle_library_remove_deck_async (deck_row->owner->library, deck_row->deck, removed_cb,
                                    g_object_ref (deck_row->owner->group));
}

static void
add_switch (DeckRow *deck_row)
{
  deck_row->switch_row = adw_switch_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (deck_row->switch_row), _("Study in Today"));
  g_signal_connect (deck_row->switch_row, "notify::active", G_CALLBACK (enabled_changed_cb), deck_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (deck_row->expander), deck_row->switch_row);
}

static void
add_name (DeckRow *deck_row)
{
  deck_row->name_row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (deck_row->name_row), _("Name"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (deck_row->name_row), TRUE);
  g_signal_connect (deck_row->name_row, "apply", G_CALLBACK (renamed_cb), deck_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (deck_row->expander), deck_row->name_row);
}

/* The window asks first, and says how many cards it is about. */
static void
forget_cb (GtkWidget *row,
           DeckRow   *deck_row)
{
  gtk_widget_activate_action (row, "win.forget", "(xx)", deck_row->deck, (gint64) 0);
}

static void
add_forget (DeckRow *deck_row)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Forget…"));
  g_signal_connect (row, "activated", G_CALLBACK (forget_cb), deck_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (deck_row->expander), row);
}

/* Only sections of the user's own can be renamed. */
static GPtrArray *
list_sections (DeckleDeckRows       *self,
               const DeckleDeckInfo *deck)
{
  GPtrArray *sections = deck->kind == DECKLE_DECK_OWN ? deckle_library_list_sections (self->library, deck->row, NULL) : NULL;

  return sections != NULL ? sections : g_ptr_array_new ();
}

static void
add_sections (DeckRow *deck_row)
{
  for (guint i = 0; i < deck_row->sections->len; i++)
    {
      const DeckleSectionInfo *section = g_ptr_array_index (deck_row->sections, i);
      GtkWidget *row = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Section"));
      gtk_editable_set_text (GTK_EDITABLE (row), section->title);
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
      g_signal_connect (row, "apply", G_CALLBACK (section_renamed_cb), deck_row);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (deck_row->expander), row);
      g_ptr_array_add (deck_row->section_rows, row);
    }
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

  deck_row->owner = self;
  deck_row->deck = deck->row;
  deck_row->expander = adw_expander_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (deck_row->expander), FALSE);
  add_switch (deck_row);
  add_name (deck_row);
  deck_row->sections = list_sections (self, deck);
  deck_row->section_rows = g_ptr_array_new ();
  add_sections (deck_row);
  add_forget (deck_row);
  /* The bundled deck would come back with the next start; it can be switched off. */
  if (deck->kind != DECKLE_DECK_BUNDLED)
    add_remove (deck_row);
  adw_preferences_group_add (self->group, deck_row->expander);
  g_ptr_array_add (self->rows, deck_row);
}

static void
fill_row (DeckRow              *deck_row,
          const DeckleDeckInfo *deck)
{
  g_autofree char *cards = g_strdup_printf (ngettext ("%u card", "%u cards", deck->n_cards), deck->n_cards);
  g_autofree char *subtitle = NULL;

  /* Translators: %s is “43 cards” */
  subtitle = deck->kind == DECKLE_DECK_BUNDLED ? g_strdup_printf (_("%s, comes with Deckle"), cards) : g_strdup (cards);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (deck_row->expander), deck->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (deck_row->expander), subtitle);
  adw_switch_row_set_active (ADW_SWITCH_ROW (deck_row->switch_row), deck->enabled);
  /* A name that is being typed is not taken away. */
  if (g_set_str (&deck_row->title, deck->title))
    gtk_editable_set_text (GTK_EDITABLE (deck_row->name_row), deck->title);
}

/* Takes over names that were changed elsewhere; FALSE when there are other sections than there were. */
static gboolean
refresh_sections (DeckRow              *deck_row,
                  const DeckleDeckInfo *deck)
{
  g_autoptr (GPtrArray) sections = list_sections (deck_row->owner, deck);

  if (sections->len != deck_row->sections->len)
    return FALSE;
  for (guint i = 0; i < sections->len; i++)
    {
      const DeckleSectionInfo *now = g_ptr_array_index (sections, i);
      const DeckleSectionInfo *before = g_ptr_array_index (deck_row->sections, i);

      if (now->row != before->row)
        return FALSE;
      if (!g_str_equal (now->title, before->title))
        gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (deck_row->section_rows, i)), now->title);
    }
  g_ptr_array_unref (deck_row->sections);
  deck_row->sections = g_steal_pointer (&sections);
  return TRUE;
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

static gboolean
has_same_decks (DeckleDeckRows *self,
                GPtrArray      *decks)
{
  if (decks->len != self->rows->len)
    return FALSE;
  for (guint i = 0; i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);
      DeckRow *deck_row = g_ptr_array_index (self->rows, i);

      if (deck->row != deck_row->deck || !refresh_sections (deck_row, deck))
        return FALSE;
    }
  return TRUE;
}

/* Rows are made anew only for other decks: a switch that was just moved must not lose the focus. */
static void
refresh (DeckleDeckRows *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (self->library, &error);

  if (decks == NULL)
    {
      g_warning ("Listing the decks failed: %s", error->message);
      return;
    }
  if (!has_same_decks (self, decks))
    {
      remove_rows (self);
      for (guint i = 0; i < decks->len; i++)
        add_deck (self, g_ptr_array_index (decks, i));
    }
  self->loading = TRUE;
  for (guint i = 0; i < decks->len; i++)
    fill_row (g_ptr_array_index (self->rows, i), g_ptr_array_index (decks, i));
  self->loading = FALSE;
}

/**
 * deckle_deck_rows_new:
 * @library: where the decks are
 * @group: the group to fill
 *
 * Fills @group with a row a deck, and keeps the rows up to date. @group must outlive the result.
 *
 * Returns: (transfer full): keeps the rows alive
 */
DeckleDeckRows *
deckle_deck_rows_new (DeckleLibrary       *library,
                      AdwPreferencesGroup *group)
{
  DeckleDeckRows *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (ADW_IS_PREFERENCES_GROUP (group), NULL);

  self = g_new0 (DeckleDeckRows, 1);
  self->library = g_object_ref (library);
  self->group = group;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) deck_row_free);
  g_object_set_qdata (G_OBJECT (group), rows_quark (), self);
  self->changed_id = g_signal_connect_swapped (library, "decks-changed", G_CALLBACK (refresh), self);
  refresh (self);
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
  g_return_if_fail (self != NULL);

  g_object_set_qdata (G_OBJECT (self->group), rows_quark (), NULL);
  remove_rows (self);
  g_ptr_array_unref (self->rows);
  g_signal_handler_disconnect (self->library, self->changed_id);
  g_object_unref (self->library);
  g_free (self);
}
