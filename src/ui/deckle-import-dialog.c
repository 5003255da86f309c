/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-import-dialog"
#include "ui/deckle-import-dialog.h"

#include <glib/gi18n.h>

#include "cli/deckle-import-source.h"
#include "formats/deckle-format.h"
#include "ui/deckle-columns-group.h"

#define IDS_SHOWN 20
#define NOTES_SHOWN 100u
#define CARDS_SHOWN 3u

/**
 * DeckleImportDialog:
 *
 * The preview of an import: how many questions, which are new, changed or gone, what was repaired and what was left out.
 * Of a table it also asks what stands in which column, and shows the first cards as they will be; each choice reads the table anew
 * on a worker. Nothing is written before the user says so; while it is being written the dialog stays.
 *
 * Emits “imported” (sentence) after the import was written.
 */
struct _DeckleImportDialog
{
  AdwDialog            parent_instance;

  GtkStack            *stack;
  AdwSpinner          *spinner;
  AdwStatusPage       *failed_page;
  AdwEntryRow         *title_row;
  AdwPreferencesGroup *plan_group;
  DeckleColumnsGroup  *columns_group;
  AdwPreferencesGroup *cards_group;
  AdwPreferencesGroup *notes_group;
  GtkButton           *import_button;

  DeckleLibrary       *library;     /* (owned) */
  DeckleImportSource   source;      /* empty until the file is read */
  DeckleImportPlan    *plan;        /* (owned) (nullable) */
  GBytes              *bytes;       /* (owned) (nullable): of a table, which may be read anew */
  char                *name;        /* (owned) (nullable): of its file */
  GPtrArray           *lines;       /* (owned) (element-type GtkWidget): rows that the next reading replaces */
  GCancellable        *rereading;   /* (owned) (nullable): the newest reading of the table */
  GCancellable        *cancellable; /* (owned) */
};

enum { IMPORTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleImportDialog, deckle_import_dialog, ADW_TYPE_DIALOG)

/* What a worker hands over. @bytes: (nullable): as long as they are of use */
typedef struct
{
  DeckleImportSource source;
  GBytes            *bytes;
  char              *name;
} Reading;

static void
reading_free (Reading *reading)
{
  deckle_import_source_clear (&reading->source);
  g_clear_pointer (&reading->bytes, g_bytes_unref);
  g_free (reading->name);
  g_free (reading);
}

static void
show_failure (DeckleImportDialog *self,
              const char         *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
add_line (DeckleImportDialog  *self,
          AdwPreferencesGroup *group,
          const char          *title,
          const char          *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->lines, row);
}

static char *
list_ids (GStrv ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL && i < IDS_SHOWN; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ids[i]);
  if (g_strv_length (ids) > IDS_SHOWN)
    g_string_append (text, ", …");
  return g_string_free_and_steal (text);
}

/* Takes @title. */
static void
add_ids (DeckleImportDialog *self,
         GStrv               ids,
         char               *title)
{
  g_autofree char *owned_title = title;
  g_autofree char *subtitle = NULL;

  if (g_strv_length (ids) == 0)
    return;
  subtitle = list_ids (ids);
  add_line (self, self->plan_group, owned_title, subtitle);
}

static char *
describe_size (const DeckleImportPlan *plan)
{
  g_autofree char *cards = g_strdup_printf (ngettext ("%u question", "%u questions", plan->n_cards), plan->n_cards);
  g_autofree char *sections = g_strdup_printf (ngettext ("%u section", "%u sections", plan->n_sections),
                                               plan->n_sections);

  /* Translators: “358 questions in 18 sections” */
  return g_strdup_printf (_("%s in %s"), cards, sections);
}

static void
show_plan_lines (DeckleImportDialog *self)
{
  const DeckleImportPlan *plan = self->plan;
  g_autofree char *size = describe_size (plan);

  add_line (self, self->plan_group, size,
            plan->exists ? _("Updates a deck that you have; your progress is kept") : _("Becomes a new deck"));
  if (plan->exists)
    {
      guint n_fresh = g_strv_length (plan->fresh);
      guint n_changed = g_strv_length (plan->changed);
      guint n_vanished = g_strv_length (plan->vanished);

      add_ids (self, plan->fresh,
               g_strdup_printf (ngettext ("%u new question", "%u new questions", n_fresh), n_fresh));
      add_ids (self, plan->changed,
               g_strdup_printf (ngettext ("%u changed question", "%u changed questions", n_changed), n_changed));
      add_ids (self, plan->vanished,
               g_strdup_printf (ngettext ("%u question is gone; its answers are kept",
                                          "%u questions are gone; their answers are kept", n_vanished), n_vanished));
      if (plan->n_same == plan->n_cards)
        add_line (self, self->plan_group, _("Nothing has changed"), NULL);
    }
  if (plan->n_overlap > 0)
    {
      g_autofree char *overlap =
        g_strdup_printf (ngettext ("%u question already stands in “%s”", "%u questions already stand in “%s”",
                                   plan->n_overlap), plan->n_overlap, plan->overlap_title);

      add_line (self, self->plan_group, overlap,
                plan->starts_enabled ? NULL : _("So the deck starts switched off for Today; Preferences switch it on"));
    }
}

static void
show_notes (DeckleImportDialog *self)
{
  guint n_notes = self->source.notes != NULL ? self->source.notes->len : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->notes_group), n_notes > 0);
  for (guint i = 0; i < MIN (n_notes, NOTES_SHOWN); i++)
    {
      const DeckleImportNote *note = g_ptr_array_index (self->source.notes, i);
      g_autofree char *line = note->line > 0 ? g_strdup_printf (_("Line %u"), note->line) : NULL;

      add_line (self, self->notes_group, note->message, line);
    }
  if (n_notes > NOTES_SHOWN)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u more", "%u more", n_notes - NOTES_SHOWN),
                                               n_notes - NOTES_SHOWN);

      add_line (self, self->notes_group, more, NULL);
    }
}

/* Takes away what an earlier reading of the table showed. */
static void
clear_lines (DeckleImportDialog *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->lines, i);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)), row);
    }
  g_ptr_array_set_size (self->lines, 0);
}

static char *
make_line (const char *text)
{
  return g_strdelimit (g_strdup (text), "\n\t", ' ');
}

/* The first cards as they will be, of however many sections. */
static void
show_cards (DeckleImportDialog *self)
{
  GListModel *bank = G_LIST_MODEL (self->source.bank);
  guint n_shown = 0;

  for (guint i = 0; bank != NULL && i < g_list_model_get_n_items (bank) && n_shown < CARDS_SHOWN; i++)
    {
      g_autoptr (GListModel) section = g_list_model_get_item (bank, i);

      for (guint j = 0; j < g_list_model_get_n_items (section) && n_shown < CARDS_SHOWN; j++, n_shown++)
        {
          g_autoptr (DeckleCard) card = g_list_model_get_item (section, j);
          const char *answer = deckle_card_get_answer (card);
          g_autofree char *title = make_line (deckle_card_get_question (card));
          g_autofree char *subtitle = make_line (*answer != '\0' ? answer : deckle_card_get_code (card)->text);

          add_line (self, self->cards_group, title, subtitle);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->cards_group), n_shown > 0);
}

/* @problem: (nullable): why there is nothing to import */
static void
show_preview (DeckleImportDialog *self,
              const char         *problem)
{
  gboolean first = !g_str_equal (gtk_stack_get_visible_child_name (self->stack), "preview");

  clear_lines (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), problem == NULL);
  if (problem != NULL)
    add_line (self, self->plan_group, problem, _("Choose other columns"));
  else
    show_plan_lines (self);
  if (self->source.table != NULL)
    {
      deckle_columns_group_show (self->columns_group, self->source.table);
      show_cards (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->columns_group), self->source.table != NULL);
  show_notes (self);
  gtk_stack_set_visible_child_name (self->stack, "preview");
  adw_dialog_set_default_widget (ADW_DIALOG (self), GTK_WIDGET (self->import_button));
  if (first)
    gtk_widget_grab_focus (GTK_WIDGET (problem == NULL ? GTK_WIDGET (self->import_button) : GTK_WIDGET (self->columns_group)));
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (DeckleImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  DeckleImportPlan *plan = deckle_library_plan_import_finish (DECKLE_LIBRARY (source), result, &error);

  if (plan == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failure (self, error->message);
      return;
    }
  /* A title that the user typed stays when columns are chosen. */
  if (self->plan == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->title_row), plan->title);
  g_clear_pointer (&self->plan, deckle_import_plan_free);
  self->plan = plan;
  gtk_widget_set_visible (GTK_WIDGET (self->title_row), !self->plan->exists);
  show_preview (self, NULL);
}

static GBytes *
load_file (GFile         *file,
           const char    *name,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE ","
                                                  G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_READ, _("“%s” is not a file."), name);
      return NULL;
    }
  if (g_file_info_get_size (info) > DECKLE_FORMAT_SIZE_MAX)
    {
      g_set_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_TOO_LARGE,
                   _("“%s” is larger than 64 MiB, which is more than Deckle reads."), name);
      return NULL;
    }
  return g_file_load_bytes (file, cancellable, NULL, error);
}

static void
read_file (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  GFile *file = task_data;
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  Reading *reading = g_new0 (Reading, 1);
  GError *error = NULL;

  reading->name = g_strdup (name);
  reading->bytes = load_file (file, name, cancellable, &error);
  if (reading->bytes != NULL &&
      deckle_import_source_parse (&reading->source, reading->bytes, file, name, cancellable, &error))
    {
      g_task_return_pointer (task, reading, (GDestroyNotify) reading_free);
      return;
    }
  reading_free (reading);
  g_task_return_error (task, error);
}

static void
take_source (DeckleImportDialog *self,
             Reading            *reading)
{
  deckle_import_source_clear (&self->source);
  self->source = reading->source;
  reading->source = (DeckleImportSource){ 0 };
  if (self->source.bank == NULL)
    show_preview (self, self->source.table->problem);
  else
    deckle_library_plan_import_async (self->library, self->source.bank,
                                      self->rereading != NULL ? self->rereading : self->cancellable, planned_cb,
                                      g_object_ref (self));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  DeckleImportDialog *self = DECKLE_IMPORT_DIALOG (object);
  g_autoptr (GError) error = NULL;
  Reading *reading = g_task_propagate_pointer (G_TASK (result), &error);

  if (reading == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failure (self, error->message);
      return;
    }
  if (reading->source.table != NULL && self->bytes == NULL)
    {
      self->bytes = g_steal_pointer (&reading->bytes);
      self->name = g_steal_pointer (&reading->name);
    }
  take_source (self, reading);
  reading_free (reading);
}

/* How to read the table anew. */
typedef struct
{
  GBytes                *bytes;
  char                  *name;
  DeckleColumn          *columns;
  DeckleSeparatedOptions options;
} Rereading;

static void
rereading_free (Rereading *rereading)
{
  g_bytes_unref (rereading->bytes);
  g_free (rereading->name);
  g_free (rereading->columns);
  g_free (rereading);
}

static void
reread_file (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Rereading *rereading = task_data;
  Reading *reading = g_new0 (Reading, 1);
  GError *error = NULL;

  if (deckle_import_source_parse_table (&reading->source, rereading->bytes, rereading->name, &rereading->options, &error))
    {
      g_task_return_pointer (task, reading, (GDestroyNotify) reading_free);
      return;
    }
  reading_free (reading);
  g_task_return_error (task, error);
}

/* Only the newest choice counts: a reading that is overtaken is cancelled. Nothing can be imported meanwhile. */
static void
columns_changed_cb (DeckleImportDialog *self)
{
  g_autoptr (GTask) task = NULL;
  Rereading *rereading;

  if (self->library == NULL || self->bytes == NULL)
    return;
  g_cancellable_cancel (self->rereading);
  g_clear_object (&self->rereading);
  self->rereading = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);

  rereading = g_new0 (Rereading, 1);
  rereading->bytes = g_bytes_ref (self->bytes);
  rereading->name = g_strdup (self->name);
  deckle_columns_group_get_options (self->columns_group, &rereading->options);
  rereading->columns = g_memdup2 (rereading->options.columns, rereading->options.n_columns * sizeof (DeckleColumn));
  rereading->options.columns = rereading->columns;
  task = g_task_new (self, self->rereading, read_cb, NULL);
  g_task_set_source_tag (task, columns_changed_cb);
  g_task_set_task_data (task, rereading, (GDestroyNotify) rereading_free);
  g_task_run_in_thread (task, reread_file);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (DeckleImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *size = NULL;
  g_autofree char *message = NULL;

  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    {
      show_failure (self, error->message);
      return;
    }
  size = describe_size (self->plan);
  /* Translators: %s is “358 questions in 18 sections” */
  message = g_strdup_printf (_("Imported %s."), size);
  g_signal_emit (self, signals[IMPORTED], 0, message);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
import_cb (DeckleImportDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row))));

  adw_dialog_set_default_widget (ADW_DIALOG (self), NULL);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Importing the questions"), -1);
  gtk_stack_set_visible_child_name (self->stack, "working");
  deckle_library_import_async (self->library, self->source.bank,
                               deckle_import_source_choose_kind (&self->source, self->library),
                               self->plan->exists || *title == '\0' ? NULL : title, NULL,
                               imported_cb, g_object_ref (self));
}

static void
cancel_cb (DeckleImportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
deckle_import_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (DECKLE_IMPORT_DIALOG (dialog)->cancellable);
  g_cancellable_cancel (DECKLE_IMPORT_DIALOG (dialog)->rereading);
}

static void
deckle_import_dialog_dispose (GObject *object)
{
  DeckleImportDialog *self = DECKLE_IMPORT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->rereading);
  g_clear_object (&self->library);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  deckle_import_source_clear (&self->source);
  g_clear_pointer (&self->plan, deckle_import_plan_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (deckle_import_dialog_parent_class)->dispose (object);
}

static void
deckle_import_dialog_class_init (DeckleImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_import_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = deckle_import_dialog_closed;

  /**
   * DeckleImportDialog::imported:
   * @self: the dialog
   * @message: a sentence for a toast
   *
   * The import was written.
   */
  signals[IMPORTED] = g_signal_new ("imported", DECKLE_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (DECKLE_TYPE_COLUMNS_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DeckleImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeckleImportDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, DeckleImportDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleImportDialog, plan_group);
  gtk_widget_class_bind_template_child (widget_class, DeckleImportDialog, columns_group);
  gtk_widget_class_bind_template_child (widget_class, DeckleImportDialog, cards_group);
  gtk_widget_class_bind_template_child (widget_class, DeckleImportDialog, notes_group);
  gtk_widget_class_bind_template_child (widget_class, DeckleImportDialog, import_button);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_changed_cb);
}

static void
deckle_import_dialog_init (DeckleImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->lines = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_import_dialog_new:
 * @library: where the cards go
 * @file: a Markdown list of questions, a table, or a bank
 *
 * Makes the dialog and starts reading.
 *
 * Returns: (transfer floating): a dialog
 */
DeckleImportDialog *
deckle_import_dialog_new (DeckleLibrary *library,
                          GFile         *file)
{
  DeckleImportDialog *self;
  g_autoptr (GTask) task = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (DECKLE_TYPE_IMPORT_DIALOG, NULL);
  self->library = g_object_ref (library);
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, deckle_import_dialog_new);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_file);
  return self;
}
