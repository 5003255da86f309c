/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-weight-rows"
#include "ui/deckle-weight-rows.h"

#include <glib/gi18n.h>

/* What can be chosen, in the order of the rows. */
static const double choices[] = { 1.0, 2.0, 3.0, 0.0 };

/* The row of one section; it lives in the expander. */
typedef struct
{
  gint64       section;
  char        *title; /* (owned) */
  AdwComboRow *row;   /* (unowned) */
} WeightRow;

struct _DeckleWeightRows
{
  AdwExpanderRow *expander; /* (unowned) */
  GArray         *rows;     /* (owned) (element-type WeightRow) */
};

static void
weight_row_clear (gpointer data)
{
  g_free (((WeightRow *) data)->title);
}

static guint
find_choice (const double *weight)
{
  for (guint i = 0; weight != NULL && i < G_N_ELEMENTS (choices); i++)
    if (choices[i] == *weight)
      return i;
  return 0;
}

/* “Concurrency ×2, the others ×1” */
static void
sum_up (DeckleWeightRows *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_others = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const WeightRow *row = &g_array_index (self->rows, WeightRow, i);
      double weight = choices[MIN (adw_combo_row_get_selected (row->row), G_N_ELEMENTS (choices) - 1)];

      if (weight == 1.0)
        n_others++;
      else
        /* Translators: the title of a section and how many times it counts in a plan */
        g_string_append_printf (text, _("%s ×%.0f, "), row->title, weight);
    }
  if (n_others == self->rows->len)
    g_string_assign (text, _("All sections count the same"));
  else
    g_string_append (text, _("the others ×1"));
  adw_expander_row_set_subtitle (self->expander, text->str);
}

static GtkWidget *
create_row (DeckleWeightRows        *self,
            const DeckleSectionInfo *section,
            const double            *weight)
{
  const char *names[] = { _("Once"), _("Twice"), _("Three Times"), _("Not at All"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), section->title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_choice (weight));
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (sum_up), self);
  return row;
}

/**
 * deckle_weight_rows_new:
 * @library: where sections and weights are
 * @expander: gets a row for each section of a deck that is switched on
 *
 * Returns: (transfer full): the rows; @expander must not outlive them with a changed row
 */
DeckleWeightRows *
deckle_weight_rows_new (DeckleLibrary  *library,
                        AdwExpanderRow *expander)
{
  DeckleWeightRows *self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = NULL;
  g_autoptr (GPtrArray) decks = NULL;
  g_autoptr (GHashTable) weights = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (ADW_IS_EXPANDER_ROW (expander), NULL);

  self = g_new0 (DeckleWeightRows, 1);
  self->expander = expander;
  self->rows = g_array_new (FALSE, FALSE, sizeof (WeightRow));
  g_array_set_clear_func (self->rows, weight_row_clear);
  weights = deckle_library_get_section_weights (library);
  decks = deckle_library_list_decks (library, &error);
  for (guint i = 0; decks != NULL && i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);

      g_clear_pointer (&sections, g_ptr_array_unref);
      sections = deck->enabled ? deckle_library_list_sections (library, deck->row, NULL) : NULL;
      for (guint j = 0; sections != NULL && j < sections->len; j++)
        {
          const DeckleSectionInfo *section = g_ptr_array_index (sections, j);
          GtkWidget *row = create_row (self, section, g_hash_table_lookup (weights, &section->row));
          const WeightRow entry = { section->row, g_strdup (section->short_title), ADW_COMBO_ROW (row) };

          adw_expander_row_add_row (expander, row);
          g_array_append_val (self->rows, entry);
        }
    }
  sum_up (self);
  return self;
}

/**
 * deckle_weight_rows_free:
 * @self: (transfer full) (nullable): the rows
 *
 * Lets go of the rows; they stay in the expander and do nothing any more.
 */
void
deckle_weight_rows_free (DeckleWeightRows *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (g_array_index (self->rows, WeightRow, i).row, self);
  g_array_unref (self->rows);
  g_free (self);
}

/**
 * deckle_weight_rows_get:
 * @self: the rows
 *
 * Returns: (transfer full) (element-type gint64 gdouble): what is chosen, by section row id; sections that count once are left out
 */
GHashTable *
deckle_weight_rows_get (DeckleWeightRows *self)
{
  GHashTable *weights = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  g_return_val_if_fail (self != NULL, weights);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const WeightRow *row = &g_array_index (self->rows, WeightRow, i);
      double weight = choices[MIN (adw_combo_row_get_selected (row->row), G_N_ELEMENTS (choices) - 1)];

      if (weight != 1.0)
        g_hash_table_insert (weights, g_memdup2 (&row->section, sizeof row->section), g_memdup2 (&weight, sizeof weight));
    }
  return weights;
}
