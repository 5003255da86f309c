/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-section-rows"
#include "ui/deckle-section-rows.h"

#include <glib/gi18n.h>

#include "ui/deckle-section-dialog.h"

typedef struct
{
  gint64     section;
  GtkWidget *row;     /* (unowned): lives in the expander */
} SectionRow;

struct _DeckleSectionRows
{
  DeckleLibrary  *library;    /* (owned) */
  AdwExpanderRow *expander;   /* (unowned) */
  GArray         *rows;       /* (owned) (element-type SectionRow) */
  gulong          changed_id;
};

static void
activated_cb (DeckleSectionRows *self,
              GtkWidget         *row)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SectionRow *entry = &g_array_index (self->rows, SectionRow, i);

      if (entry->row == row)
        adw_dialog_present (ADW_DIALOG (deckle_section_dialog_new (self->library, entry->section)), row);
    }
}

/* How many sections differ, and each row how. */
static void
refresh (DeckleSectionRows *self)
{
  g_autoptr (GHashTable) policies = deckle_library_list_section_policies (self->library, NULL);
  g_autofree char *summary = NULL;
  guint n_own = 0;

  for (guint i = 0; policies != NULL && i < self->rows->len; i++)
    {
      SectionRow *entry = &g_array_index (self->rows, SectionRow, i);
      const DeckleSectionPolicy *policy = g_hash_table_lookup (policies, &entry->section);
      g_autofree char *words = policy != NULL ? deckle_section_policy_describe (policy) : NULL;

      n_own += words != NULL;
      adw_action_row_set_subtitle (ADW_ACTION_ROW (entry->row), words != NULL ? words : "");
    }
  if (n_own > 0)
    summary = g_strdup_printf (ngettext ("%u section has values of its own", "%u sections have values of their own", n_own),
                               n_own);
  adw_expander_row_set_subtitle (self->expander, summary != NULL ? summary : _("All sections follow the general values"));
}

static void
add_row (DeckleSectionRows       *self,
         const DeckleSectionInfo *section)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  const SectionRow entry = { section->row, row };

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), section->title);
  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (activated_cb), self);
  adw_expander_row_add_row (self->expander, row);
  g_array_append_val (self->rows, entry);
}

/**
 * deckle_section_rows_new:
 * @library: where the sections are
 * @expander: gets a row for each section
 *
 * Fills @expander with rows that open the settings of a section, and keeps what they say up to date.
 *
 * Returns: (transfer full): the rows; @expander must outlive them
 */
DeckleSectionRows *
deckle_section_rows_new (DeckleLibrary  *library,
                         AdwExpanderRow *expander)
{
  g_autoptr (GPtrArray) decks = NULL;
  DeckleSectionRows *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (ADW_IS_EXPANDER_ROW (expander), NULL);

  self = g_new0 (DeckleSectionRows, 1);
  self->library = g_object_ref (library);
  self->expander = expander;
  self->rows = g_array_new (FALSE, FALSE, sizeof (SectionRow));
  decks = deckle_library_list_decks (library, NULL);
  for (guint i = 0; decks != NULL && i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);
      g_autoptr (GPtrArray) sections = deckle_library_list_sections (library, deck->row, NULL);

      for (guint j = 0; sections != NULL && j < sections->len; j++)
        add_row (self, g_ptr_array_index (sections, j));
    }
  self->changed_id = g_signal_connect_swapped (library, "schedule-changed", G_CALLBACK (refresh), self);
  refresh (self);
  return self;
}

/**
 * deckle_section_rows_free:
 * @self: (transfer full): the rows
 *
 * Lets go of the rows; they stay in the expander and do nothing any more.
 */
void
deckle_section_rows_free (DeckleSectionRows *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (g_array_index (self->rows, SectionRow, i).row, self);
  g_signal_handler_disconnect (self->library, self->changed_id);
  g_array_unref (self->rows);
  g_object_unref (self->library);
  g_free (self);
}
