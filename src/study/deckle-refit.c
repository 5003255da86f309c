/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "deckle-config.h"
#include "study/deckle-refit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many new answers make another fit worthwhile: the larger the log, the more. */
#define NEW_ANSWERS_MIN 32
#define NEW_ANSWERS_SHARE 0.02

struct _DeckleRefit
{
  GObject        parent_instance;

  DeckleLibrary *library;     /* (owned) */
  GCancellable  *cancellable; /* (owned) (nullable): of the fit under way */
};

typedef enum { PROP_RUNNING = 1, N_PROPS } DeckleRefitProp;

enum { FINISHED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleRefit, deckle_refit, G_TYPE_OBJECT)

/* What the worker gets, and what it gives back. */
typedef struct
{
  DeckleScheduler scheduler;
  guint           n_answers;
  DeckleFitChoice choice;
} Job;

static void
fit_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  DeckleRefit *self = source;
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleFitLog) log = deckle_library_read_fit_log (self->library, cancellable, &error);

  if (log != NULL && deckle_fit_choose (log, &job->scheduler.model, job->scheduler.policy.n_relearning_steps, cancellable,
                                        &job->choice, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
end (DeckleRefit *self)
{
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (DeckleRefit) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    g_warning ("Noting the fit failed: %s", error->message);
  end (self);
}

static void
note_fit (DeckleRefit *self,
          const Job   *job)
{
  const DeckleFitNote note = {
    .time_ms = deckle_clock_now_ms (deckle_library_get_clock (self->library)),
    .reason = job->choice.reason,
    .version = job->choice.accepted ? job->choice.model.version : job->scheduler.model.version,
    .n_answers = job->n_answers,
    .n_items = job->choice.n_items,
    .old_loss = job->choice.old_loss,
    .new_loss = job->choice.new_loss,
  };

  deckle_library_set_fit_note_async (self->library, &note, self->cancellable, noted_cb, g_object_ref (self));
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  DeckleRefit *self = g_task_get_source_object (task);

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    {
      note_fit (self, g_task_get_task_data (task));
      return;
    }
  g_warning ("Storing the fitted parameters failed: %s", error->message);
  end (self);
}

/* A setting that was changed while the fit ran makes its answer worthless: parameters are compared with those in force. */
static gboolean
is_still_wanted (DeckleRefit *self,
                 const Job   *job)
{
  DeckleScheduler now;

  deckle_library_get_scheduler (self->library, &now);
  return now.model.version == job->scheduler.model.version && now.model.n == job->scheduler.model.n &&
         memcmp (now.model.w, job->scheduler.model.w, now.model.n * sizeof *now.model.w) == 0;
}

static void
fitted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  DeckleRefit *self = DECKLE_REFIT (source);
  g_autoptr (GError) error = NULL;
  const Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Fitting the memory model failed: %s", error->message);
      end (self);
    }
  else if (g_cancellable_is_cancelled (self->cancellable) || !is_still_wanted (self, job))
    end (self);
  else if (job->choice.accepted)
    deckle_library_set_fit_async (self->library, &job->choice.model, self->cancellable, stored_cb, g_object_ref (result));
  else
    note_fit (self, job);
}

static void
deckle_refit_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch ((DeckleRefitProp) prop_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, deckle_refit_is_running (DECKLE_REFIT (object)));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_refit_dispose (GObject *object)
{
  DeckleRefit *self = DECKLE_REFIT (object);

  deckle_refit_cancel (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (deckle_refit_parent_class)->dispose (object);
}

static void
deckle_refit_class_init (DeckleRefitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = deckle_refit_get_property;
  object_class->dispose = deckle_refit_dispose;

  /**
   * DeckleRefit:running:
   *
   * Whether a fit is under way.
   */
  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * DeckleRefit::finished:
   * @self: the refit
   *
   * A fit ended, was cancelled or failed.
   */
  signals[FINISHED] = g_signal_new ("finished", DECKLE_TYPE_REFIT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
deckle_refit_init (DeckleRefit *self)
{
}

/**
 * deckle_refit_new:
 * @library: whose answers
 *
 * Returns: (transfer full): a refit that has not been started
 */
DeckleRefit *
deckle_refit_new (DeckleLibrary *library)
{
  DeckleRefit *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  self = g_object_new (DECKLE_TYPE_REFIT, NULL);
  self->library = g_object_ref (library);
  return self;
}

/**
 * deckle_refit_is_running:
 * @self: a refit
 *
 * Returns: whether a fit is under way
 */
gboolean
deckle_refit_is_running (DeckleRefit *self)
{
  g_return_val_if_fail (DECKLE_IS_REFIT (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * deckle_refit_is_due:
 * @self: a refit
 *
 * Returns: whether there are enough answers since the last fit to make another worthwhile
 */
gboolean
deckle_refit_is_due (DeckleRefit *self)
{
  DeckleFitNote note;
  guint n_answers;

  g_return_val_if_fail (DECKLE_IS_REFIT (self), FALSE);

  deckle_library_get_fit_note (self->library, &note);
  n_answers = deckle_library_count_answers (self->library);
  return n_answers >= note.n_answers + MAX (NEW_ANSWERS_MIN, (guint) (NEW_ANSWERS_SHARE * note.n_answers));
}

/**
 * deckle_refit_start:
 * @self: a refit
 *
 * Begins a fit, unless one is under way.
 */
void
deckle_refit_start (DeckleRefit *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (DECKLE_IS_REFIT (self));

  if (self->cancellable != NULL)
    return;
  job = g_new0 (Job, 1);
  deckle_library_get_scheduler (self->library, &job->scheduler);
  job->n_answers = deckle_library_count_answers (self->library);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, fitted_cb, NULL);
  g_task_set_source_tag (task, deckle_refit_start);
  g_task_set_task_data (task, job, g_free);
  g_task_set_check_cancellable (task, TRUE);
  g_task_run_in_thread (task, fit_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
}

/**
 * deckle_refit_cancel:
 * @self: a refit
 *
 * Asks the fit under way to stop; “finished” follows.
 */
void
deckle_refit_cancel (DeckleRefit *self)
{
  g_return_if_fail (DECKLE_IS_REFIT (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * deckle_refit_describe:
 * @note: how the last fit ended
 *
 * Says in one sentence what the last fit did and why.
 *
 * Returns: (transfer full): a sentence
 */
char *
deckle_refit_describe (const DeckleFitNote *note)
{
  g_return_val_if_fail (note != NULL, NULL);

  if (note->time_ms == 0)
    return g_strdup (_("The model has not been fitted to your answers yet; it works with what holds for most learners."));

  switch (note->reason)
    {
    case DECKLE_FIT_TOO_FEW:
      return g_strdup_printf (ngettext ("%u answer can be predicted so far, too few to tell your memory from that of others.",
                                        "%u answers can be predicted so far, too few to tell your memory from that of others.",
                                        note->n_items), note->n_items);
    case DECKLE_FIT_BETTER:
      return g_strdup_printf (ngettext ("Fitted to %u answer: answers that the fit had not seen were predicted better.",
                                        "Fitted to %u answers: answers that the fit had not seen were predicted better.",
                                        note->n_items), note->n_items);
    case DECKLE_FIT_NO_BETTER:
      return g_strdup_printf (ngettext ("A fit to %u answer was tried and would not predict better, so the parameters stayed.",
                                        "A fit to %u answers was tried and would not predict better, so the parameters stayed.",
                                        note->n_items), note->n_items);
    case DECKLE_FIT_CANCELLED:
    default:
      return g_strdup (_("The last fit was cancelled; the parameters stayed as they were."));
    }
}
