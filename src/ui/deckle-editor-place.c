/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-editor-place"
#include "ui/deckle-editor-place.h"

#include <glib/gi18n.h>

#include "deckle-config.h"
#include "ui/deckle-combo.h"
#include "ui/deckle-editor-bound.h"

#define NAME_CHARS 200

/**
 * DeckleEditorPlace:
 *
 * Where a card of the user's own goes: a deck and a section, or new ones with the names that are typed below.
 */
struct _DeckleEditorPlace
{
  AdwBin         parent_instance;

  AdwComboRow   *deck_row;
  AdwEntryRow   *deck_name;
  AdwComboRow   *section_row;
  AdwEntryRow   *section_name;
  GtkLabel      *sentence_label;

  GPtrArray     *decks;    /* (owned) (element-type DeckleDeckInfo): the user's own */
  GPtrArray     *sections; /* (owned) (element-type DeckleSectionInfo): of all decks */
  GArray        *shown;    /* (owned) (element-type gint64): rows of the sections that are listed */
  gboolean       loading;  /* rows are being filled by us */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleEditorPlace, deckle_editor_place, ADW_TYPE_BIN)

static gint64
get_deck (DeckleEditorPlace *self)
{
  guint selected = adw_combo_row_get_selected (self->deck_row);

  return selected < self->decks->len ? ((const DeckleDeckInfo *) g_ptr_array_index (self->decks, selected))->row : 0;
}

static gint64
get_section (DeckleEditorPlace *self)
{
  guint selected = adw_combo_row_get_selected (self->section_row);

  return selected < self->shown->len ? g_array_index (self->shown, gint64, selected) : 0;
}

static void
say (DeckleEditorPlace *self,
     const char        *sentence)
{
  gtk_label_set_label (self->sentence_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence_label), sentence != NULL);
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
update_rows (DeckleEditorPlace *self)
{
  gboolean new_deck = get_deck (self) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->deck_row), self->decks->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->deck_name), new_deck);
  gtk_widget_set_visible (GTK_WIDGET (self->section_row), !new_deck);
  gtk_widget_set_visible (GTK_WIDGET (self->section_name), new_deck || get_section (self) == 0);
}

/* The sections of the chosen deck, then “New Section…”. */
static void
list_sections (DeckleEditorPlace *self,
               gint64             section)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  gint64 deck = get_deck (self);
  guint selected = 0;

  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->sections->len; i++)
    {
      const DeckleSectionInfo *info = g_ptr_array_index (self->sections, i);

      if (info->deck != deck)
        continue;
      if (info->row == section)
        selected = self->shown->len;
      g_array_append_val (self->shown, info->row);
      gtk_string_list_append (titles, info->title);
    }
  gtk_string_list_append (titles, _("New Section…"));
  adw_combo_row_set_model (self->section_row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->section_row, selected);
}

static void
changed_cb (DeckleEditorPlace *self)
{
  if (self->loading)
    return;
  say (self, NULL);
  update_rows (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
deck_selected_cb (DeckleEditorPlace *self)
{
  if (self->loading)
    return;
  self->loading = TRUE;
  list_sections (self, 0);
  self->loading = FALSE;
  changed_cb (self);
}

static void
bound_cb (const char *sentence,
          gpointer    user_data)
{
  say (user_data, sentence);
}

/* The focus comes to the first row. */
static gboolean
deckle_editor_place_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
deckle_editor_place_dispose (GObject *object)
{
  DeckleEditorPlace *self = DECKLE_EDITOR_PLACE (object);

  self->loading = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_EDITOR_PLACE);

  G_OBJECT_CLASS (deckle_editor_place_parent_class)->dispose (object);
}

static void
deckle_editor_place_finalize (GObject *object)
{
  DeckleEditorPlace *self = DECKLE_EDITOR_PLACE (object);

  g_ptr_array_unref (self->decks);
  g_ptr_array_unref (self->sections);
  g_array_unref (self->shown);

  G_OBJECT_CLASS (deckle_editor_place_parent_class)->finalize (object);
}

static void
deckle_editor_place_class_init (DeckleEditorPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_editor_place_dispose;
  object_class->finalize = deckle_editor_place_finalize;
  widget_class->grab_focus = deckle_editor_place_grab_focus;

  /**
   * DeckleEditorPlace::changed:
   * @self: the rows
   *
   * The user chose another place.
   */
  signals[CHANGED] = g_signal_new ("changed", DECKLE_TYPE_EDITOR_PLACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/editor-place.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorPlace, deck_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorPlace, deck_name);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorPlace, section_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorPlace, section_name);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorPlace, sentence_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, deck_selected_cb);
}

static void
deckle_editor_place_init (DeckleEditorPlace *self)
{
  self->decks = g_ptr_array_new ();
  self->sections = g_ptr_array_new ();
  self->shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  deckle_combo_name_items (self->deck_row);
  deckle_combo_name_items (self->section_row);
  deckle_bound_editable (GTK_EDITABLE (self->deck_name), NAME_CHARS, bound_cb, self);
  deckle_bound_editable (GTK_EDITABLE (self->section_name), NAME_CHARS, bound_cb, self);
  self->loading = FALSE;
}

static void
read_decks (DeckleEditorPlace *self,
            DeckleLibrary     *library)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *decks = deckle_library_list_decks (library, &error);
  GPtrArray *sections = decks != NULL ? deckle_library_list_sections (library, 0, &error) : NULL;

  if (error != NULL)
    g_warning ("Listing the decks failed: %s", error->message);
  g_ptr_array_unref (self->decks);
  g_ptr_array_unref (self->sections);
  self->decks = decks != NULL ? decks : g_ptr_array_new ();
  self->sections = sections != NULL ? sections : g_ptr_array_new ();
  for (guint i = self->decks->len; i > 0; i--)
    if (((const DeckleDeckInfo *) g_ptr_array_index (self->decks, i - 1))->kind != DECKLE_DECK_OWN)
      g_ptr_array_remove_index (self->decks, i - 1);
}

static gint64
find_deck_of (DeckleEditorPlace *self,
              gint64             section)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      const DeckleSectionInfo *info = g_ptr_array_index (self->sections, i);

      if (info->row == section)
        return info->deck;
    }
  return 0;
}

/**
 * deckle_editor_place_load:
 * @self: the rows
 * @library: where the decks are; it is not kept
 * @section: row id of a section of the user's own; 0 chooses the first one, or new ones where there is none
 *
 * Lists the user's own decks and their sections, and chooses a place. “changed” is not emitted.
 */
void
deckle_editor_place_load (DeckleEditorPlace *self,
                          DeckleLibrary     *library,
                          gint64             section)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  gint64 deck;
  guint selected = 0;

  g_return_if_fail (DECKLE_IS_EDITOR_PLACE (self));
  g_return_if_fail (DECKLE_IS_LIBRARY (library));

  self->loading = TRUE;
  read_decks (self, library);
  deck = find_deck_of (self, section);
  for (guint i = 0; i < self->decks->len; i++)
    {
      const DeckleDeckInfo *info = g_ptr_array_index (self->decks, i);

      if (info->row == deck)
        selected = i;
      gtk_string_list_append (titles, info->title);
    }
  gtk_string_list_append (titles, _("New Deck…"));
  adw_combo_row_set_model (self->deck_row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->deck_row, selected);
  list_sections (self, section);
  gtk_editable_set_text (GTK_EDITABLE (self->deck_name), self->decks->len == 0 ? _("My Cards") : "");
  gtk_editable_set_text (GTK_EDITABLE (self->section_name), self->decks->len == 0 ? _("Cards") : "");
  update_rows (self);
  self->loading = FALSE;
}

/**
 * deckle_editor_place_get_target:
 * @self: the rows
 * @target: (out caller-allocates): where the card goes
 *
 * Says where the card goes. The strings are the fields' own.
 */
void
deckle_editor_place_get_target (DeckleEditorPlace *self,
                                DeckleCardTarget  *target)
{
  g_return_if_fail (DECKLE_IS_EDITOR_PLACE (self));
  g_return_if_fail (target != NULL);

  *target = (DeckleCardTarget){ .deck = get_deck (self) };
  if (target->deck != 0)
    target->section = get_section (self);
  else
    target->deck_title = gtk_editable_get_text (GTK_EDITABLE (self->deck_name));
  if (target->section == 0)
    target->section_title = gtk_editable_get_text (GTK_EDITABLE (self->section_name));
}

/**
 * deckle_editor_place_get_section:
 * @self: the rows
 *
 * Returns: row id of the chosen section, 0 for one that is yet to be made
 */
gint64
deckle_editor_place_get_section (DeckleEditorPlace *self)
{
  g_return_val_if_fail (DECKLE_IS_EDITOR_PLACE (self), 0);

  return get_deck (self) != 0 ? get_section (self) : 0;
}

static gboolean
has_name (DeckleEditorPlace *self,
          AdwEntryRow       *row,
          const char        *sentence)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (!gtk_widget_get_visible (GTK_WIDGET (row)) || *name != '\0')
    return TRUE;
  say (self, sentence);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return FALSE;
}

/**
 * deckle_editor_place_check:
 * @self: the rows
 *
 * Looks whether a deck and a section that are to be made have names. Otherwise says so and moves the focus there.
 *
 * Returns: whether the card can go there
 */
gboolean
deckle_editor_place_check (DeckleEditorPlace *self)
{
  g_return_val_if_fail (DECKLE_IS_EDITOR_PLACE (self), FALSE);

  return has_name (self, self->deck_name, _("The new deck needs a name.")) &&
         has_name (self, self->section_name, _("The new section needs a name."));
}
