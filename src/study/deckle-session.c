/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "study/deckle-session-private.h"

#include "library/deckle-library-log.h"

static guint signals[DECKLE_SESSION_N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleSession, deckle_session, G_TYPE_OBJECT)

void
deckle_session_emit (DeckleSession       *self,
                     DeckleSessionSignal  signal,
                     const char          *sentence)
{
  g_assert (signal != DECKLE_SESSION_GRADED && signal != DECKLE_SESSION_LEECH);

  if (sentence != NULL)
    g_signal_emit (self, signals[signal], 0, sentence);
  else
    g_signal_emit (self, signals[signal], 0);
}

void
deckle_session_emit_graded (DeckleSession *self,
                            gint64         card,
                            DeckleRating   rating)
{
  g_signal_emit (self, signals[DECKLE_SESSION_GRADED], 0, card, (int) rating);
}

void
deckle_session_emit_leech (DeckleSession *self,
                           gint64         card)
{
  g_signal_emit (self, signals[DECKLE_SESSION_LEECH], 0, card);
}

static void
deckle_session_dispose (GObject *object)
{
  DeckleSession *self = DECKLE_SESSION (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_handle_id (&self->complaint_id, g_source_remove);
  g_clear_handle_id (&self->reload_id, g_source_remove);
  deckle_session_clear_inputs (self);

  G_OBJECT_CLASS (deckle_session_parent_class)->dispose (object);
}

static void
deckle_session_finalize (GObject *object)
{
  DeckleSession *self = DECKLE_SESSION (object);

  g_clear_pointer (&self->record, deckle_card_record_free);
  g_clear_pointer (&self->queue, deckle_queue_free);
  g_clear_pointer (&self->answers, g_array_unref);
  g_clear_pointer (&self->taken_back, g_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->failed, g_array_unref);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->complaint, g_free);
  g_clear_object (&self->clock);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (deckle_session_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, DECKLE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static guint
add_sentence_signal (const char *name)
{
  return g_signal_new (name, DECKLE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       1, G_TYPE_STRING);
}

static void
deckle_session_class_init (DeckleSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = deckle_session_dispose;
  object_class->finalize = deckle_session_finalize;

  /**
   * DeckleSession::changed:
   * @self: the session
   *
   * State, card, position or total differ.
   */
  signals[DECKLE_SESSION_CHANGED] = add_signal ("changed");

  /**
   * DeckleSession::answer-shown:
   * @self: the session
   *
   * The answer of the present card came up.
   */
  signals[DECKLE_SESSION_ANSWER_SHOWN] = add_signal ("answer-shown");

  /**
   * DeckleSession::graded:
   * @self: the session
   * @card: row id of the card
   * @rating: the answer
   *
   * A grade was given; its commit is still to come.
   */
  signals[DECKLE_SESSION_GRADED] =
    g_signal_new ("graded", DECKLE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  2, G_TYPE_INT64, G_TYPE_INT);

  /**
   * DeckleSession::failed:
   * @self: the session
   * @sentence: why, and what was not saved
   *
   * Writes failed; their cards came back in their order. Or the library could not be read.
   */
  signals[DECKLE_SESSION_FAILED] = add_sentence_signal ("failed");

  /**
   * DeckleSession::undone:
   * @self: the session
   * @sentence: for example “Took back Good”
   *
   * An undo or redo was carried out.
   */
  signals[DECKLE_SESSION_UNDONE] = add_sentence_signal ("undone");

  /**
   * DeckleSession::rolled-over:
   * @self: the session
   *
   * A new day began; the queue was made anew.
   */
  signals[DECKLE_SESSION_ROLLED_OVER] = add_signal ("rolled-over");

  /**
   * DeckleSession::leech:
   * @self: the session
   * @card: row id of the card
   *
   * A card was forgotten so often that it deserves another look; its grade is saved.
   */
  signals[DECKLE_SESSION_LEECH] =
    g_signal_new ("leech", DECKLE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  1, G_TYPE_INT64);

  /**
   * DeckleSession::notice:
   * @self: the session
   * @sentence: what happened
   *
   * Something worth a toast that is no failure: a card vanished, nothing is left to undo.
   */
  signals[DECKLE_SESSION_NOTICE] = add_sentence_signal ("notice");
}

static void
deckle_session_init (DeckleSession *self)
{
  self->queue = deckle_queue_new ();
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->answers = g_array_new (FALSE, FALSE, sizeof (DeckleSessionAnswer));
  self->taken_back = g_array_new (FALSE, FALSE, sizeof (DeckleSessionAnswer));
  self->failed = g_array_new (FALSE, FALSE, sizeof (DeckleQueueEntry));
  g_queue_init (&self->writes);
  g_queue_init (&self->inputs);
}

/**
 * deckle_session_new:
 * @library: where the cards are
 * @scope: which cards
 *
 * Begins a sitting with what is due today in @scope. Reads the queue and the first card from the
 * library; a failure of that is told through “failed” from the main loop.
 *
 * Returns: (transfer full): a session, already showing its first card
 */
DeckleSession *
deckle_session_new (DeckleLibrary *library,
                    DeckleScope    scope)
{
  DeckleSession *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  self = g_object_new (DECKLE_TYPE_SESSION, NULL);
  self->library = g_object_ref (library);
  self->clock = g_object_ref (deckle_library_get_clock (library));
  self->scope = scope;
  deckle_session_fill (self);
  deckle_session_advance (self);
  deckle_session_watch_library (self);
  return self;
}

/**
 * deckle_session_get_scope:
 * @self: a session
 *
 * Returns: which cards the sitting is about
 */
DeckleScope
deckle_session_get_scope (DeckleSession *self)
{
  g_return_val_if_fail (DECKLE_IS_SESSION (self), DECKLE_SCOPE_ALL);

  return self->scope;
}

/**
 * deckle_session_get_state:
 * @self: a session
 *
 * Returns: what is shown
 */
DeckleSessionState
deckle_session_get_state (DeckleSession *self)
{
  g_return_val_if_fail (DECKLE_IS_SESSION (self), DECKLE_SESSION_EMPTY);

  return self->state;
}

/**
 * deckle_session_get_record:
 * @self: a session
 *
 * The present card. It is valid until the next “changed”.
 *
 * Returns: (transfer none) (nullable): the card, %NULL unless a question or answer is shown
 */
const DeckleCardRecord *
deckle_session_get_record (DeckleSession *self)
{
  g_return_val_if_fail (DECKLE_IS_SESSION (self), NULL);

  return self->record;
}

/**
 * deckle_session_get_outcomes:
 * @self: a session
 *
 * Returns: (array fixed-size=4) (transfer none) (nullable): what each rating would do to the
 *   present card, at rating − 1; %NULL unless a question or answer is shown
 */
const DeckleOutcome *
deckle_session_get_outcomes (DeckleSession *self)
{
  g_return_val_if_fail (DECKLE_IS_SESSION (self), NULL);

  return deckle_session_has_card (self) ? self->outcomes : NULL;
}

/**
 * deckle_session_get_position:
 * @self: a session
 *
 * The number of the answer that is being given. Position and total count answers, so that total
 * less what lies behind is the number of cards that the sidebar shows as due.
 *
 * Returns: from 1 on; the number of answers given when no card is shown
 */
guint
deckle_session_get_position (DeckleSession *self)
{
  g_return_val_if_fail (DECKLE_IS_SESSION (self), 0);

  return self->answers->len + (deckle_session_has_card (self) ? 1 : 0);
}

/**
 * deckle_session_get_total:
 * @self: a session
 *
 * It grows when a card has to come again.
 *
 * Returns: answers given, the present card and the cards that wait for today
 */
guint
deckle_session_get_total (DeckleSession *self)
{
  g_return_val_if_fail (DECKLE_IS_SESSION (self), 0);

  return deckle_session_get_position (self) + deckle_queue_get_length (self->queue);
}

/**
 * deckle_session_get_fraction:
 * @self: a session
 *
 * How much of the sitting lies behind. A new card counts with all the steps that it takes today, so
 * that a bar drawn from this moves forward with every answer but Again.
 *
 * Returns: 0 to 1
 */
double
deckle_session_get_fraction (DeckleSession *self)
{
  guint left;

  g_return_val_if_fail (DECKLE_IS_SESSION (self), 0.0);

  left = deckle_queue_get_answers (self->queue) + (deckle_session_has_card (self) ? self->entry.answers : 0);
  if (left == 0)
    return 1.0;
  return (double) self->answers->len / (self->answers->len + left);
}

/**
 * deckle_session_add_new:
 * @self: a session
 * @n_cards: how many
 *
 * Adds new cards beyond today's limit (“Study More”); they count until the day ends.
 */
void
deckle_session_add_new (DeckleSession *self,
                        guint          n_cards)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));

  self->extra_new += n_cards;
  deckle_session_remake (self);
}

/**
 * deckle_session_reload:
 * @self: a session
 *
 * Makes the queue anew. The present card stays, with or without its answer, unless it was
 * answered, hidden or removed elsewhere.
 */
void
deckle_session_reload (DeckleSession *self)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));

  deckle_session_remake (self);
}

/**
 * deckle_session_set_active:
 * @self: a session
 * @active: whether the window is active
 *
 * Lets the answer clock run or stand still. Becoming active also compares the clock with the day, so
 * that a machine that slept over the rollover is right at once.
 */
void
deckle_session_set_active (DeckleSession *self,
                           gboolean       active)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));

  deckle_answer_clock_set_paused (&self->answer_clock, self->clock, !active);
  if (active)
    {
      deckle_session_check_clock (self);
      deckle_session_start_timer (self);
    }
}
