/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "study/deckle-queue.h"

struct _DeckleQueue
{
  GArray *returned; /* (owned) (element-type DeckleQueueEntry), last one first */
  GArray *learning; /* (owned) (element-type DeckleQueueEntry), by due moment */
  GArray *rest;     /* (owned) (element-type DeckleQueueEntry), reviews and new cards in order */
  guint   head;     /* first entry of @rest that was not taken */
};

static DeckleQueueEntry *
entry_at (GArray *array,
          guint   position)
{
  return &g_array_index (array, DeckleQueueEntry, position);
}

/*
 * deckle_queue_new:
 *
 * Returns: (transfer full): an empty queue
 */
DeckleQueue *
deckle_queue_new (void)
{
  DeckleQueue *self = g_new0 (DeckleQueue, 1);

  self->returned = g_array_new (FALSE, FALSE, sizeof (DeckleQueueEntry));
  self->learning = g_array_new (FALSE, FALSE, sizeof (DeckleQueueEntry));
  self->rest = g_array_new (FALSE, FALSE, sizeof (DeckleQueueEntry));
  return self;
}

/*
 * deckle_queue_free:
 * @self: (transfer full): a queue
 */
void
deckle_queue_free (DeckleQueue *self)
{
  g_array_unref (self->returned);
  g_array_unref (self->learning);
  g_array_unref (self->rest);
  g_free (self);
}

static gboolean
find (GArray *array,
      guint   from,
      gint64  card,
      guint  *position)
{
  for (guint i = from; i < array->len; i++)
    if (entry_at (array, i)->card == card)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/* Whether a card must not be listed a second time. */
static gboolean
is_taken (DeckleQueue *self,
          GHashTable  *except,
          gint64       card)
{
  guint position;

  return (except != NULL && g_hash_table_contains (except, &card)) || find (self->returned, 0, card, &position);
}

/* Two lists become one in which both are spread evenly: the entry whose middle lies nearer to the start goes next. */
static void
interleave (DeckleQueue *self,
            GHashTable  *except,
            GArray      *reviews,
            GArray      *fresh,
            guint        learning_steps)
{
  guint r = 0, f = 0;

  while (r < reviews->len || f < fresh->len)
    {
      gboolean take_review = f == fresh->len ||
        (r < reviews->len && (guint64) (2 * r + 1) * fresh->len <= (guint64) (2 * f + 1) * reviews->len);
      const DeckleDueEntry *due = take_review ? &g_array_index (reviews, DeckleDueEntry, r++)
                                              : &g_array_index (fresh, DeckleDueEntry, f++);
      DeckleQueueEntry entry = { due->card, 0, take_review ? 1 : MAX (learning_steps, 1) };

      if (!is_taken (self, except, due->card))
        g_array_append_val (self->rest, entry);
    }
}

/*
 * deckle_queue_fill:
 * @self: a queue
 * @list: what the library says is due
 * @except: (nullable) (element-type gint64): a set of cards that are not to be listed
 * @learning_steps: answers that a new card takes until it leaves its steps
 *
 * Takes over @list in place of what was in the queue. Cards that were given back keep their places.
 */
void
deckle_queue_fill (DeckleQueue         *self,
                   const DeckleDueList *list,
                   GHashTable          *except,
                   guint                learning_steps)
{
  g_array_set_size (self->learning, 0);
  g_array_set_size (self->rest, 0);
  self->head = 0;

  for (guint i = 0; i < list->learning->len; i++)
    {
      const DeckleDueEntry *due = &g_array_index (list->learning, DeckleDueEntry, i);

      if (!is_taken (self, except, due->card))
        deckle_queue_wait (self, &(DeckleQueueEntry){ due->card, due->due_ms, 1 });
    }
  interleave (self, except, list->reviews, list->fresh, learning_steps);
}

/*
 * deckle_queue_give_back:
 * @self: a queue
 * @entry: a card that was taken
 *
 * Puts a card before all others. The card given back last comes first.
 */
void
deckle_queue_give_back (DeckleQueue            *self,
                        const DeckleQueueEntry *entry)
{
  g_array_append_val (self->returned, *entry);
}

/*
 * deckle_queue_wait:
 * @self: a queue
 * @entry: a (re)learning card
 *
 * Lets a card wait until its due moment. Cards of the same moment keep their order.
 */
void
deckle_queue_wait (DeckleQueue            *self,
                   const DeckleQueueEntry *entry)
{
  guint position = self->learning->len;

  while (position > 0 && entry_at (self->learning, position - 1)->due_ms > entry->due_ms)
    position--;
  g_array_insert_val (self->learning, position, *entry);
}

static gboolean
remove_from (GArray           *array,
             guint             from,
             gint64            card,
             DeckleQueueEntry *entry)
{
  guint position;

  if (!find (array, from, card, &position))
    return FALSE;

  if (entry != NULL)
    *entry = *entry_at (array, position);
  g_array_remove_index (array, position);
  return TRUE;
}

/*
 * deckle_queue_remove:
 * @self: a queue
 * @card: row id of a card
 * @entry: (out) (optional): what was removed
 *
 * Returns: whether @card was in the queue
 */
gboolean
deckle_queue_remove (DeckleQueue      *self,
                     gint64            card,
                     DeckleQueueEntry *entry)
{
  return remove_from (self->returned, 0, card, entry) ||
         remove_from (self->learning, 0, card, entry) ||
         remove_from (self->rest, self->head, card, entry);
}

/*
 * deckle_queue_take:
 * @self: a queue
 * @now_ms: ms since the Unix epoch (UTC)
 * @entry: (out): the card whose turn it is
 *
 * Cards given back come first, then (re)learning cards that are due, then reviews and new cards.
 * When nothing else is left a learning card comes up to %DECKLE_LEARN_AHEAD_MS early.
 *
 * Returns: whether a card is due
 */
gboolean
deckle_queue_take (DeckleQueue      *self,
                   gint64            now_ms,
                   DeckleQueueEntry *entry)
{
  gint64 next_due_ms = self->learning->len > 0 ? entry_at (self->learning, 0)->due_ms : G_MAXINT64;

  if (self->returned->len > 0)
    {
      *entry = *entry_at (self->returned, self->returned->len - 1);
      g_array_set_size (self->returned, self->returned->len - 1);
    }
  else if (next_due_ms <= now_ms)
    {
      *entry = *entry_at (self->learning, 0);
      g_array_remove_index (self->learning, 0);
    }
  else if (self->head < self->rest->len)
    *entry = *entry_at (self->rest, self->head++);
  else if (next_due_ms != G_MAXINT64 && next_due_ms - DECKLE_LEARN_AHEAD_MS <= now_ms)
    {
      *entry = *entry_at (self->learning, 0);
      g_array_remove_index (self->learning, 0);
    }
  else
    return FALSE;
  return TRUE;
}

/*
 * deckle_queue_get_length:
 * @self: a queue
 *
 * Returns: number of cards that wait
 */
guint
deckle_queue_get_length (const DeckleQueue *self)
{
  return self->returned->len + self->learning->len + self->rest->len - self->head;
}

/*
 * deckle_queue_get_answers:
 * @self: a queue
 *
 * Returns: number of answers that the waiting cards are expected to take
 */
guint
deckle_queue_get_answers (const DeckleQueue *self)
{
  guint answers = 0;

  for (guint i = 0; i < self->returned->len; i++)
    answers += entry_at (self->returned, i)->answers;
  for (guint i = 0; i < self->learning->len; i++)
    answers += entry_at (self->learning, i)->answers;
  for (guint i = self->head; i < self->rest->len; i++)
    answers += entry_at (self->rest, i)->answers;
  return answers;
}

/*
 * deckle_queue_get_next_due:
 * @self: a queue
 *
 * Returns: due moment of the first (re)learning card that waits, ms since the Unix epoch (UTC), 0 without any
 */
gint64
deckle_queue_get_next_due (const DeckleQueue *self)
{
  return self->learning->len > 0 ? entry_at (self->learning, 0)->due_ms : 0;
}
