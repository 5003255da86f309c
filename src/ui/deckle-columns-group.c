/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-columns-group"
#include "ui/deckle-columns-group.h"

#include <glib/gi18n.h>

#include "ui/deckle-combo.h"

/**
 * DeckleColumnsGroup:
 *
 * How a table is read: what parts the fields, whether the first row names the columns, and what stands in each of them.
 *
 * Emits “changed” when the user chose something else.
 */
struct _DeckleColumnsGroup
{
  AdwPreferencesGroup  parent_instance;

  AdwComboRow         *separator_row;
  AdwSwitchRow        *header_row;
  AdwSwitchRow        *html_row;
  GPtrArray           *column_rows;    /* (owned) (element-type AdwComboRow) */
  GArray              *columns;        /* (owned) (element-type DeckleColumn): what they say */
  char                 separator;      /* that the table has now */
  gboolean             columns_chosen; /* the user chose a column, which a row of names does not change any more */
  gboolean             is_filling;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleColumnsGroup, deckle_columns_group, ADW_TYPE_PREFERENCES_GROUP)

static const struct
{
  char        sign;
  const char *name;
} separators[] = {
  { '\t', N_("Tab") }, { ',', N_("Comma") }, { ';', N_("Semicolon") }, { '|', N_("Vertical line") },
  { ':', N_("Colon") }, { ' ', N_("Space") },
};

static const char * const column_names[DECKLE_N_COLUMNS] = {
  [DECKLE_COLUMN_NONE] = N_("Left out"),
  [DECKLE_COLUMN_QUESTION] = N_("Question"),
  [DECKLE_COLUMN_ANSWER] = N_("Answer"),
  [DECKLE_COLUMN_DETAIL] = N_("Detail"),
  [DECKLE_COLUMN_POINTS] = N_("Key points"),
  [DECKLE_COLUMN_TAGS] = N_("Tags"),
  [DECKLE_COLUMN_SECTION] = N_("Section"),
  [DECKLE_COLUMN_DECK] = N_("Deck"),
  [DECKLE_COLUMN_ID] = N_("Id"),
  [DECKLE_COLUMN_NUMBER] = N_("Number"),
  [DECKLE_COLUMN_LEVEL] = N_("Level"),
  [DECKLE_COLUMN_CODE] = N_("Code"),
  [DECKLE_COLUMN_LANGUAGE] = N_("Language of the code"),
  [DECKLE_COLUMN_OUTPUT] = N_("Output of the code"),
  [DECKLE_COLUMN_KIND] = N_("Kind of code"),
  [DECKLE_COLUMN_IMPORTS] = N_("Imports of the code"),
  [DECKLE_COLUMN_GO] = N_("Version of Go"),
  [DECKLE_COLUMN_FLAGS] = N_("More about the code"),
  [DECKLE_COLUMN_REFERENCES] = N_("References"),
  [DECKLE_COLUMN_SEE_ALSO] = N_("See also"),
};

static void
changed_cb (DeckleColumnsGroup *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
column_changed_cb (DeckleColumnsGroup *self)
{
  if (self->is_filling)
    return;
  self->columns_chosen = TRUE;
  for (guint i = 0; i < self->column_rows->len; i++)
    g_array_index (self->columns, DeckleColumn, i) =
      (DeckleColumn) adw_combo_row_get_selected (g_ptr_array_index (self->column_rows, i));
  changed_cb (self);
}

static void
separator_changed_cb (DeckleColumnsGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->separator_row);

  if (self->is_filling || selected >= G_N_ELEMENTS (separators))
    return;
  self->separator = separators[selected].sign;
  self->columns_chosen = FALSE;
  changed_cb (self);
}

static void
add_column_row (DeckleColumnsGroup *self,
                guint               number)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *title = g_strdup_printf (_("Column %u"), number + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (column_names); i++)
    gtk_string_list_append (names, _(column_names[i]));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  deckle_combo_name_items (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (column_changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->column_rows, row);
}

/* One row a column; what is there already stays, and with it the focus. */
static void
fit_column_rows (DeckleColumnsGroup *self,
                 guint               n_columns)
{
  while (self->column_rows->len > n_columns)
    {
      GtkWidget *row = g_ptr_array_index (self->column_rows, self->column_rows->len - 1);

      g_ptr_array_set_size (self->column_rows, (int) self->column_rows->len - 1);
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
    }
  while (self->column_rows->len < n_columns)
    add_column_row (self, self->column_rows->len);
}

static void
deckle_columns_group_finalize (GObject *object)
{
  DeckleColumnsGroup *self = DECKLE_COLUMNS_GROUP (object);

  g_ptr_array_unref (self->column_rows);
  g_array_unref (self->columns);

  G_OBJECT_CLASS (deckle_columns_group_parent_class)->finalize (object);
}

static void
deckle_columns_group_class_init (DeckleColumnsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = deckle_columns_group_finalize;

  /**
   * DeckleColumnsGroup::changed:
   * @self: the group
   *
   * The table is to be read in another way.
   */
  signals[CHANGED] = g_signal_new ("changed", DECKLE_TYPE_COLUMNS_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static GtkWidget *
add_switch (DeckleColumnsGroup *self,
            const char         *title)
{
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
deckle_columns_group_init (DeckleColumnsGroup *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  self->column_rows = g_ptr_array_new ();
  self->columns = g_array_new (FALSE, TRUE, sizeof (DeckleColumn));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Columns"));
  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    gtk_string_list_append (names, _(separators[i].name));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Fields Are Parted By"));
  deckle_combo_name_items (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (separator_changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  self->separator_row = ADW_COMBO_ROW (row);
  self->header_row = ADW_SWITCH_ROW (add_switch (self, _("First Row Names the Columns")));
  self->html_row = ADW_SWITCH_ROW (add_switch (self, _("Fields Are HTML")));
}

/**
 * deckle_columns_group_show:
 * @self: the group
 * @table: a table that was read
 *
 * Shows how the table was read. Emits nothing.
 */
void
deckle_columns_group_show (DeckleColumnsGroup    *self,
                           const DeckleSeparated *table)
{
  guint separator = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (DECKLE_IS_COLUMNS_GROUP (self));
  g_return_if_fail (table != NULL);

  self->is_filling = TRUE;
  self->separator = table->separator;
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (separators[i].sign == table->separator)
      separator = i;
  adw_combo_row_set_selected (self->separator_row, separator);
  adw_switch_row_set_active (self->header_row, table->has_header);
  adw_switch_row_set_active (self->html_row, table->is_html);
  fit_column_rows (self, table->columns->len);
  g_array_set_size (self->columns, table->columns->len);
  for (guint i = 0; i < table->columns->len; i++)
    {
      AdwComboRow *row = g_ptr_array_index (self->column_rows, i);
      DeckleColumn column = g_array_index (table->columns, DeckleColumn, i);

      g_array_index (self->columns, DeckleColumn, i) = column;
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), g_ptr_array_index (table->labels, i));
      adw_combo_row_set_selected (row, column);
    }
  self->is_filling = FALSE;
}

/**
 * deckle_columns_group_get_options:
 * @self: the group
 * @options: (out caller-allocates): how to read the table; borrows from the group
 *
 * Columns are named only once the user chose one, so that another separator or a row of names finds them anew.
 */
void
deckle_columns_group_get_options (DeckleColumnsGroup     *self,
                                  DeckleSeparatedOptions *options)
{
  g_return_if_fail (DECKLE_IS_COLUMNS_GROUP (self));
  g_return_if_fail (options != NULL);

  options->separator = self->separator;
  options->header = adw_switch_row_get_active (self->header_row) ? DECKLE_YES : DECKLE_NO;
  options->html = adw_switch_row_get_active (self->html_row) ? DECKLE_YES : DECKLE_NO;
  options->columns = self->columns_chosen ? (const DeckleColumn *) (const void *) self->columns->data : NULL;
  options->n_columns = self->columns_chosen ? self->columns->len : 0;
}
