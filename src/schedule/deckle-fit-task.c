/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fit"
#include "schedule/deckle-fit-private.h"

#include <math.h>
#include <stdlib.h>

#define N_CHUNKS_MAX 32
#define CHUNK_MIN 1024

/* In a shorter log all groups are small, and the filter would leave out most of it. */
#define FILTER_MIN 8000
#define OUTLIERS_MIN 20
#define OUTLIER_SHARE 20 /* one in so many */
#define GROUP_MIN 6
#define GROUP_DAYS_MAX 100
#define GROUP_DAYS_MAX_EASY 365

#define OLDEST_WEIGHT 0.25

/* Index of the first answer of @card to predict, or its end. */
static guint
first_item (const DeckleFitData *data,
            guint                card)
{
  guint i = data->start[card];

  while (i < data->start[card + 1] && data->rank[i] == DECKLE_FIT_NO_RANK)
    i++;

  return i;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const DeckleFitGroup *one = a;
  const DeckleFitGroup *other = b;

  if (one->n != other->n)
    return one->n < other->n ? -1 : 1;

  return (one->days > other->days) - (one->days < other->days);
}

static guint64
group_key (guint rating,
           guint days)
{
  return ((guint64) rating << 32) | days;
}

/* The first intervals of the training part, by first answer and length. */
static GArray *
collect_groups (const DeckleFitTask *task,
                GHashTable          *place_of)
{
  const DeckleFitData *data = task->data;
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (DeckleFitGroup));

  for (guint card = 0; card < data->n_cards; card++)
    {
      guint item = first_item (data, card);
      DeckleFitGroup new_group = { 0 };
      guint64 key;
      guint place;

      if (item == data->start[card + 1] || data->rank[item] >= task->n_train)
        continue;
      new_group.rating = data->rating[data->start[card]];
      new_group.days = (guint) data->days[item];
      key = group_key (new_group.rating, new_group.days);
      place = GPOINTER_TO_UINT (g_hash_table_lookup (place_of, &key));
      if (place == 0)
        {
          g_array_append_val (groups, new_group);
          place = groups->len;
          g_hash_table_insert (place_of, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (place));
        }
      g_array_index (groups, DeckleFitGroup, place - 1).n++;
      g_array_index (groups, DeckleFitGroup, place - 1).recalled += data->rating[item] > DECKLE_RATING_AGAIN;
    }

  return groups;
}

/* Sorts the groups of one first answer into @task->groups; removes what is dropped from @place_of. */
static void
filter_groups (DeckleFitTask *task,
               GArray        *groups,
               guint          rating,
               GHashTable    *place_of)
{
  guint days_max = rating == DECKLE_RATING_EASY ? GROUP_DAYS_MAX_EASY : GROUP_DAYS_MAX;
  guint n_total = 0;
  guint n_dropped = 0;

  for (guint i = 0; i < groups->len; i++)
    if (g_array_index (groups, DeckleFitGroup, i).rating == rating)
      n_total += g_array_index (groups, DeckleFitGroup, i).n;

  for (guint i = 0; i < groups->len; i++)
    {
      DeckleFitGroup group = g_array_index (groups, DeckleFitGroup, i);
      guint64 key = group_key (group.rating, group.days);
      gboolean drop;

      if (group.rating != rating)
        continue;
      if (n_dropped + group.n < MAX (n_total / OUTLIER_SHARE, OUTLIERS_MIN))
        {
          n_dropped += group.n;
          drop = TRUE;
        }
      else
        {
          drop = group.n < GROUP_MIN || group.days > days_max;
        }
      if (drop)
        g_hash_table_remove (place_of, &key);
      else
        g_array_append_val (task->groups, group);
    }
}

/* Sets @task->end, and in @task->weight 1 for what is learned from; returns how many. */
static void
mark_items (DeckleFitTask *task,
            GHashTable    *place_of)
{
  const DeckleFitData *data = task->data;

  for (guint card = 0; card < data->n_cards; card++)
    {
      guint item = first_item (data, card);
      guint64 key;

      task->end[card] = data->start[card];
      if (item == data->start[card + 1])
        continue;
      key = group_key (data->rating[data->start[card]], (guint) data->days[item]);
      if (!g_hash_table_contains (place_of, &key))
        continue;
      for (guint i = item; i < data->start[card + 1]; i++)
        if (data->rank[i] < task->n_train)
          {
            task->weight[i] = 1.0f;
            task->end[card] = i + 1;
            task->n_used++;
            task->n_later += i > item;
          }
    }
}

/* Recent answers count more: from 0.25 for the oldest to 1 for the latest. */
static void
weigh_items (DeckleFitTask *task)
{
  double last = MAX (1.0, (double) task->n_used - 1.0);
  guint n = 0;

  for (guint rank = 0; rank < task->n_train; rank++)
    {
      guint i = task->data->order[rank];
      double age;

      if (!(task->weight[i] > 0.0f))
        continue;
      age = n++ / last;
      task->weight[i] = (float) (OLDEST_WEIGHT + (1.0 - OLDEST_WEIGHT) * age * age * age);
    }
}

/* Parts of about as many answers, in which nothing depends on the machine. */
static void
cut_chunks (DeckleFitTask *task)
{
  const DeckleFitData *data = task->data;
  guint64 n_total = 0;
  guint64 n = 0;
  guint n_chunks;

  for (guint card = 0; card < data->n_cards; card++)
    n_total += task->end[card] - data->start[card];
  n_chunks = (guint) CLAMP (n_total / CHUNK_MIN, 1, N_CHUNKS_MAX);
  task->chunk = g_new (guint32, n_chunks + 1);
  for (guint card = 0; card < data->n_cards; card++)
    {
      while (task->n_chunks < n_chunks && n >= n_total * task->n_chunks / n_chunks)
        task->chunk[task->n_chunks++] = card;
      n += task->end[card] - data->start[card];
    }
  if (task->n_chunks == 0)
    task->chunk[task->n_chunks++] = 0;
  task->chunk[task->n_chunks] = data->n_cards;
}

/**
 * deckle_fit_task_init:
 * @self: (out caller-allocates): a task
 * @data: the log, which must outlive @self
 * @n_train: learn from the first so many answers to predict, in time order
 *
 * Chooses and weighs what is learned from. In a long log, cards with unusual
 * first intervals are left out.
 */
void
deckle_fit_task_init (DeckleFitTask       *self,
                      const DeckleFitData *data,
                      guint                n_train)
{
  g_autoptr (GHashTable) place_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) groups = NULL;

  *self = (DeckleFitTask){ .data = data, .n_train = MIN (n_train, data->n_items) };
  self->weight = g_new0 (float, data->n_reviews);
  self->end = g_new0 (guint32, data->n_cards);
  groups = collect_groups (self, place_of);
  g_array_sort (groups, compare_groups);
  if (self->n_train >= FILTER_MIN)
    {
      self->groups = g_array_new (FALSE, FALSE, sizeof (DeckleFitGroup));
      for (guint rating = DECKLE_RATING_AGAIN; rating <= DECKLE_RATING_EASY; rating++)
        filter_groups (self, groups, rating, place_of);
    }
  else
    {
      self->groups = g_steal_pointer (&groups);
    }
  mark_items (self, place_of);
  weigh_items (self);
  cut_chunks (self);
}

/**
 * deckle_fit_task_clear:
 * @self: a task
 *
 * Frees what belongs to a task.
 */
void
deckle_fit_task_clear (DeckleFitTask *self)
{
  g_free (self->weight);
  g_free (self->end);
  g_free (self->chunk);
  g_clear_pointer (&self->groups, g_array_unref);
  *self = (DeckleFitTask){ 0 };
}
