/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-export-dialog"
#include "ui/deckle-export-dialog.h"

#include <glib/gi18n.h>

#include "cli/deckle-export-job.h"
#include "ui/deckle-combo.h"

#define PROGRESS_MS 100

/* One line of the list of what can be exported. */
typedef struct
{
  DeckleScope scope;
  GArray     *rows;   /* (owned) (nullable) */
  char       *name;   /* (owned): of the file */
} Choice;

/**
 * DeckleExportDialog:
 *
 * Asks which cards go into which kind of file, and writes it. While it is written the dialog shows how far it is; closing
 * it then leaves the file as it was.
 *
 * Emits “exported” (file, sentence) when the file is there.
 */
struct _DeckleExportDialog
{
  AdwDialog            parent_instance;

  GtkButton           *cancel_button;
  GtkButton           *export_button;
  AdwComboRow         *scope_row;
  AdwComboRow         *format_row;
  AdwPreferencesGroup *status_group;
  GtkProgressBar      *progress_bar;
  GtkLabel            *problem_label;

  DeckleLibrary       *library;     /* (owned) (nullable): until it is closed */
  GPtrArray           *choices;     /* (owned) (element-type Choice) */
  DeckleExport        *running;     /* (unowned) (nullable): the export of the task */
  GCancellable        *cancellable; /* (owned) */
  guint                tick;
};

enum { EXPORTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleExportDialog, deckle_export_dialog, ADW_TYPE_DIALOG)

static void
choice_free (Choice *choice)
{
  g_clear_pointer (&choice->rows, g_array_unref);
  g_free (choice->name);
  g_free (choice);
}

static void
export_free (DeckleExport *job)
{
  g_clear_pointer (&job->rows, g_array_unref);
  g_free (job);
}

/* Takes @label. */
static void
add_choice (DeckleExportDialog *self,
            GtkStringList      *labels,
            char               *label,
            const char         *name,
            DeckleScope         scope,
            GArray             *rows)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->scope = scope;
  choice->rows = rows != NULL ? g_array_ref (rows) : NULL;
  choice->name = g_strdelimit (g_strdup (name), "/\\:*?\"<>|\n\t", ' ');
  g_ptr_array_add (self->choices, choice);
  gtk_string_list_take (labels, label);
}

static void
add_section (DeckleExportDialog *self,
             GtkStringList      *labels,
             DeckleScope         scope)
{
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (self->library, scope.deck, NULL);

  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      const DeckleSectionInfo *section = g_ptr_array_index (sections, i);

      if (section->row == scope.section)
        /* Translators: %s is the title of a section */
        add_choice (self, labels, g_strdup_printf (_("Section “%s”"), section->title), section->title, scope, NULL);
    }
}

/* What is nearest comes first: the selection, the section, then the decks and everything. */
static void
fill_choices (DeckleExportDialog *self,
              DeckleScope         scope,
              GArray             *rows)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (self->library, NULL);

  if (rows != NULL && rows->len > 0)
    add_choice (self, labels, g_strdup_printf (ngettext ("%u selected card", "%u selected cards", rows->len), rows->len),
                _("Selection"), DECKLE_SCOPE_ALL, rows);
  if (scope.section != 0)
    add_section (self, labels, scope);
  for (guint i = 0; decks != NULL && i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);

      /* Translators: %s is the title of a deck */
      add_choice (self, labels, g_strdup_printf (_("Deck “%s”"), deck->title), deck->title,
                  (DeckleScope){ deck->row, 0 }, NULL);
    }
  if (decks == NULL || decks->len != 1)
    add_choice (self, labels, g_strdup (_("All decks")), _("All Cards"), DECKLE_SCOPE_ALL, NULL);
  adw_combo_row_set_model (self->scope_row, G_LIST_MODEL (labels));
}

static const Choice *
get_choice (DeckleExportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->scope_row);

  return selected < self->choices->len ? g_ptr_array_index (self->choices, selected) : NULL;
}

static DeckleExportFormat
get_format (DeckleExportDialog *self)
{
  return (DeckleExportFormat) MIN (adw_combo_row_get_selected (self->format_row), DECKLE_N_EXPORT_FORMATS - 1);
}

/* What the file will hold and what not. */
static void
choice_cb (DeckleExportDialog *self)
{
  const Choice *choice = get_choice (self);
  const char *text = NULL;

  switch (get_format (self))
    {
    case DECKLE_EXPORT_JSON:
      text = choice != NULL && choice->scope.deck == 0 && choice->scope.section == 0
               ? _("Everything on the cards, read back without loss; cards of several decks become one deck")
               : _("Everything on the cards, read back without loss");
      break;
    case DECKLE_EXPORT_CSV:
      text = _("A row a card, with a column for everything on it");
      break;
    case DECKLE_EXPORT_TSV:
      text = _("Question and answer become the fields of a note; deck and tags come along");
      break;
    case DECKLE_EXPORT_MARKDOWN:
      text = _("Sections, questions, answers and code to read; key points, tags and references are left out");
      break;
    default:
      break;
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format_row), text);
}

static gboolean
tick_cb (gpointer user_data)
{
  DeckleExportDialog *self = user_data;
  int n_cards = g_atomic_int_get (&self->running->n_cards);

  if (n_cards > 0)
    gtk_progress_bar_set_fraction (self->progress_bar, MIN (1.0, (double) g_atomic_int_get (&self->running->n_loaded) / n_cards));
  return G_SOURCE_CONTINUE;
}

static void
set_running (DeckleExportDialog *self,
             DeckleExport       *job)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  self->running = job;
  gtk_widget_set_sensitive (GTK_WIDGET (self->export_button), job == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scope_row), job == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->format_row), job == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), job != NULL);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  if (job != NULL)
    self->tick = g_timeout_add (PROGRESS_MS, tick_cb, self);
}

static void
show_problem (DeckleExportDialog *self,
              const char         *message)
{
  gtk_label_set_text (self->problem_label, message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->status_group), TRUE);
}

/* What the worker gets. */
typedef struct
{
  DeckleLibrary *library;
  GFile         *file;
  DeckleExport  *job;
} Work;

static void
work_free (Work *work)
{
  g_object_unref (work->library);
  g_object_unref (work->file);
  export_free (work->job);
  g_free (work);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (deckle_export_replace (work->job, work->library, work->file, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  DeckleExportDialog *self = DECKLE_EXPORT_DIALOG (source);
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *base = NULL, *name = NULL, *message = NULL;
  int n_cards = work->job->n_cards;

  if (self->library == NULL)
    return;
  set_running (self, NULL);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_problem (self, error->message);
      return;
    }
  base = g_file_get_basename (work->file);
  name = g_filename_display_name (base);
  message = g_strdup_printf (ngettext ("Wrote %d card to “%s”.", "Wrote %d cards to “%s”.", n_cards), n_cards, name);
  g_signal_emit (self, signals[EXPORTED], 0, work->file, message);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (DeckleExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    deckle_export_dialog_save (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED) && self->library != NULL)
    show_problem (self, error->message);
}

static void
choose_file_cb (DeckleExportDialog *self)
{
  const Choice *choice = get_choice (self);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (choice == NULL)
    return;
  name = g_strdup_printf ("%s.%s", choice->name, deckle_export_format_get_nick (get_format (self)));
  gtk_file_dialog_set_title (dialog, _("Export Cards"));
  gtk_file_dialog_set_accept_label (dialog, _("_Export"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable, file_chosen_cb,
                        g_object_ref (self));
}

static void
cancel_cb (DeckleExportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
deckle_export_dialog_closed (AdwDialog *dialog)
{
  DeckleExportDialog *self = DECKLE_EXPORT_DIALOG (dialog);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->library);
}

static void
deckle_export_dialog_dispose (GObject *object)
{
  DeckleExportDialog *self = DECKLE_EXPORT_DIALOG (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->library);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_EXPORT_DIALOG);

  G_OBJECT_CLASS (deckle_export_dialog_parent_class)->dispose (object);
}

static void
deckle_export_dialog_class_init (DeckleExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_export_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = deckle_export_dialog_closed;

  /**
   * DeckleExportDialog::exported:
   * @self: the dialog
   * @file: what was written
   * @message: a sentence for a toast
   *
   * The file is complete.
   */
  signals[EXPORTED] = g_signal_new ("exported", DECKLE_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleExportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleExportDialog, scope_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleExportDialog, status_group);
  gtk_widget_class_bind_template_child (widget_class, DeckleExportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, DeckleExportDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
}

static void
deckle_export_dialog_init (DeckleExportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  deckle_combo_name_items (self->scope_row);
  deckle_combo_name_items (self->format_row);
}

/**
 * deckle_export_dialog_new:
 * @library: where the cards are
 * @scope: what the window shows; a section is offered by itself
 * @rows: (nullable) (element-type gint64): the selected cards, offered first
 *
 * Returns: (transfer floating): a dialog
 */
DeckleExportDialog *
deckle_export_dialog_new (DeckleLibrary *library,
                          DeckleScope    scope,
                          GArray        *rows)
{
  DeckleExportDialog *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  self = g_object_new (DECKLE_TYPE_EXPORT_DIALOG, NULL);
  self->library = g_object_ref (library);
  fill_choices (self, scope, rows);
  choice_cb (self);
  adw_dialog_set_default_widget (ADW_DIALOG (self), GTK_WIDGET (self->export_button));
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->export_button));
  return self;
}

/**
 * deckle_export_dialog_save:
 * @self: the dialog
 * @file: where to
 *
 * Starts writing what is chosen. Emits [signal@ExportDialog::exported] and closes itself, or says what went wrong and stays.
 */
void
deckle_export_dialog_save (DeckleExportDialog *self,
                           GFile              *file)
{
  const Choice *choice;
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (DECKLE_IS_EXPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  choice = get_choice (self);
  if (self->library == NULL || choice == NULL || self->running != NULL)
    return;
  work = g_new0 (Work, 1);
  work->library = g_object_ref (self->library);
  work->file = g_object_ref (file);
  work->job = g_new0 (DeckleExport, 1);
  work->job->format = get_format (self);
  work->job->scope = choice->scope;
  work->job->rows = choice->rows != NULL ? g_array_ref (choice->rows) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->status_group), TRUE);
  set_running (self, work->job);
  task = g_task_new (self, self->cancellable, written_cb, NULL);
  g_task_set_source_tag (task, deckle_export_dialog_save);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, write_in_thread);
}
