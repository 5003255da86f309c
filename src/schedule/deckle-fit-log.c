/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fit"
#include "schedule/deckle-fit-private.h"

#include <stdlib.h>
#include <string.h>

#define DAY_MS 86400000.0

typedef struct
{
  gint64  time_ms;
  gint32  local_day;
  guint32 card; /* in the order of first appearance */
  guint8  rating;
} Row;

typedef struct
{
  gint64 id;
  guint  kept_from; /* rows of this card before this one are dropped */
} Card;

struct _DeckleFitLog
{
  GArray        *rows;  /* Row */
  GArray        *cards; /* Card */
  GHashTable    *index; /* id → position in @cards + 1 */
  gint64         last_id;
  guint          last_card;
  gboolean       has_data;
  DeckleFitData  data;
};

/* An answer to predict, while they are sorted by time. */
typedef struct
{
  gint64  time_ms;
  guint32 row;
  guint32 review;
} Item;

static guint
card_of (DeckleFitLog *self,
         gint64        id)
{
  gpointer position;

  if (self->cards->len > 0 && id == self->last_id)
    return self->last_card;

  position = g_hash_table_lookup (self->index, &id);
  if (position == NULL)
    {
      Card card = { .id = id };
      gint64 *key = g_memdup2 (&id, sizeof id);

      g_array_append_val (self->cards, card);
      position = GUINT_TO_POINTER (self->cards->len);
      g_hash_table_insert (self->index, key, position);
    }
  self->last_id = id;
  self->last_card = GPOINTER_TO_UINT (position) - 1;

  return self->last_card;
}

static void
drop_data (DeckleFitLog *self)
{
  if (!self->has_data)
    return;

  g_free (self->data.start);
  g_free (self->data.rating);
  g_free (self->data.days);
  g_free (self->data.elapsed);
  g_free (self->data.rank);
  g_free (self->data.order);
  self->data = (DeckleFitData){ 0 };
  self->has_data = FALSE;
}

/* Counting sort: the rows that count, by card, in the order in which they were added. */
static guint32 *
group_rows (DeckleFitLog *self)
{
  DeckleFitData *data = &self->data;
  guint32 *row_of;
  guint32 *next;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (i >= g_array_index (self->cards, Card, row->card).kept_from)
        data->start[row->card + 1]++;
    }
  for (guint card = 0; card < data->n_cards; card++)
    data->start[card + 1] += data->start[card];
  data->n_reviews = data->start[data->n_cards];

  row_of = g_new (guint32, data->n_reviews);
  next = g_memdup2 (data->start, (data->n_cards + 1) * sizeof *next);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (i >= g_array_index (self->cards, Card, row->card).kept_from)
        row_of[next[row->card]++] = i;
    }
  g_free (next);

  return row_of;
}

/* Clocks run backwards and logs are merged: what is not an interval is none. */
static float
interval (double from,
          double to)
{
  double days = to - from;

  return days > 0.0 ? (float) MIN (days, DECKLE_STABILITY_MAX) : 0.0f;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const Item *one = a;
  const Item *other = b;

  if (one->time_ms != other->time_ms)
    return one->time_ms < other->time_ms ? -1 : 1;

  return (one->row > other->row) - (one->row < other->row);
}

static void
fill_intervals (DeckleFitLog  *self,
                const guint32 *row_of)
{
  DeckleFitData *data = &self->data;

  for (guint card = 0; card < data->n_cards; card++)
    for (guint i = data->start[card]; i < data->start[card + 1]; i++)
      {
        const Row *row = &g_array_index (self->rows, Row, row_of[i]);
        const Row *before = i > data->start[card] ? &g_array_index (self->rows, Row, row_of[i - 1]) : row;

        data->rating[i] = row->rating;
        data->days[i] = interval (before->local_day, row->local_day);
        data->elapsed[i] = interval ((double) before->time_ms / DAY_MS, (double) row->time_ms / DAY_MS);
        data->n_items += data->days[i] > 0.0f;
      }
}

static void
rank_items (DeckleFitLog  *self,
            const guint32 *row_of)
{
  DeckleFitData *data = &self->data;
  Item *items = g_new (Item, data->n_items);
  gboolean sorted = TRUE;
  guint n = 0;

  for (guint i = 0; i < data->n_reviews; i++)
    {
      data->rank[i] = DECKLE_FIT_NO_RANK;
      if (!(data->days[i] > 0.0f))
        continue;
      items[n] = (Item){ g_array_index (self->rows, Row, row_of[i]).time_ms, row_of[i], i };
      sorted = sorted && (n == 0 || compare_items (&items[n - 1], &items[n]) < 0);
      n++;
    }
  if (!sorted)
    qsort (items, n, sizeof *items, compare_items);
  for (guint i = 0; i < n; i++)
    {
      data->order[i] = items[i].review;
      data->rank[items[i].review] = i;
    }

  g_free (items);
}

/**
 * deckle_fit_log_get_data:
 * @self: a log
 *
 * Groups the log by card and puts what is to be predicted in time order.
 *
 * Returns: (transfer none): the arrays, valid until @self changes
 */
const DeckleFitData *
deckle_fit_log_get_data (DeckleFitLog *self)
{
  DeckleFitData *data = &self->data;
  guint32 *row_of;

  if (self->has_data)
    return data;

  data->n_cards = self->cards->len;
  data->start = g_new0 (guint32, data->n_cards + 1);
  row_of = group_rows (self);
  data->rating = g_new (guint8, data->n_reviews);
  data->days = g_new (float, data->n_reviews);
  data->elapsed = g_new (float, data->n_reviews);
  fill_intervals (self, row_of);
  data->rank = g_new (guint32, data->n_reviews);
  data->order = g_new (guint32, data->n_items);
  rank_items (self, row_of);
  g_free (row_of);
  self->has_data = TRUE;

  return data;
}

/**
 * deckle_fit_log_new:
 *
 * Makes an empty log.
 *
 * Returns: (transfer full): the log
 */
DeckleFitLog *
deckle_fit_log_new (void)
{
  DeckleFitLog *self = g_new0 (DeckleFitLog, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->cards = g_array_new (FALSE, FALSE, sizeof (Card));
  self->index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return self;
}

/**
 * deckle_fit_log_free:
 * @self: (nullable) (transfer full): a log
 *
 * Frees a log.
 */
void
deckle_fit_log_free (DeckleFitLog *self)
{
  if (self == NULL)
    return;

  drop_data (self);
  g_array_unref (self->rows);
  g_array_unref (self->cards);
  g_hash_table_unref (self->index);
  g_free (self);
}

/**
 * deckle_fit_log_add:
 * @self: a log
 * @card: any number that tells cards apart
 * @time_ms: when it was answered, ms since the Unix epoch (UTC)
 * @local_day: stored local calendar day of the answer, days since 1970-01-01
 * @rating: the answer; %DECKLE_RATING_NONE and what is no rating are left out
 *
 * Adds an answer. Rows of one card come in the order of its answers. Where
 * time or day run backwards, the interval is 0; none is longer than 36,500 days.
 */
void
deckle_fit_log_add (DeckleFitLog *self,
                    gint64        card,
                    gint64        time_ms,
                    int           local_day,
                    DeckleRating  rating)
{
  Row row = { .time_ms = time_ms, .local_day = local_day };

  g_return_if_fail (self != NULL);

  if ((int) rating < DECKLE_RATING_AGAIN || (int) rating > DECKLE_RATING_EASY)
    return;

  drop_data (self);
  row.card = card_of (self, card);
  row.rating = (guint8) rating;
  g_array_append_val (self->rows, row);
}

/**
 * deckle_fit_log_forget:
 * @self: a log
 * @card: a card that was made new again
 *
 * Drops the answers of @card that were added so far.
 */
void
deckle_fit_log_forget (DeckleFitLog *self,
                       gint64        card)
{
  g_return_if_fail (self != NULL);

  drop_data (self);
  g_array_index (self->cards, Card, card_of (self, card)).kept_from = self->rows->len;
}

/**
 * deckle_fit_log_get_n_items:
 * @self: a log
 *
 * Counts the answers to predict: those given at least one local day after the
 * answer before.
 *
 * Returns: how many
 */
guint
deckle_fit_log_get_n_items (DeckleFitLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return deckle_fit_log_get_data (self)->n_items;
}
