/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "study/deckle-plan-queue.h"

#include "library/deckle-library-history.h"
#include "library/deckle-library-sections.h"
#include "schedule/deckle-backlog.h"
#include "study/deckle-planner.h"

/* Beyond this many cards the order of the library stays: the queue is made while the learner waits. */
#define CARDS_MAX 20000

/* What a plan orders. */
typedef struct
{
  DeckleLibrary       *library;
  DeckleForecastInput  now;
  DecklePlan           plan;
  int                  today;
  GArray              *standings; /* (element-type DeckleCardStanding) */
  GArray              *cards;     /* (element-type DeckleForecastCard), the same cards */
  GHashTable          *left;      /* (nullable) (element-type gint64 int): reviews that sections with a limit of their own may bring */
} Ordering;

static gboolean
may_come (const Ordering *self,
          guint           index)
{
  const DeckleCardStanding *standing = &g_array_index (self->standings, DeckleCardStanding, index);

  return standing->schedule.state == DECKLE_STATE_REVIEW && standing->buried_until_day <= self->today;
}

/* Whether the section's own limit, if it has one, has room for the card, which is taken. */
static gboolean
take_room (const Ordering *self,
           guint           index)
{
  gint64 section = g_array_index (self->standings, DeckleCardStanding, index).section;
  int *left = self->left != NULL ? g_hash_table_lookup (self->left, &section) : NULL;

  if (left == NULL)
    return TRUE;
  if (*left <= 0)
    return FALSE;
  (*left)--;
  return TRUE;
}

static void
append (const Ordering *self,
        guint           index,
        GArray         *entries)
{
  const DeckleCardStanding *standing = &g_array_index (self->standings, DeckleCardStanding, index);
  const DeckleDueEntry entry = { standing->card, standing->schedule.due_ms };

  g_array_append_val (entries, entry);
}

/* The cards that add most on the day, due or not, as many as are left of the day's number. */
static void
make_sweep (const Ordering *self,
            const guint    *order,
            guint           n,
            GArray         *reviews)
{
  guint done = deckle_library_count_reviews (self->library, self->today);
  guint left = (guint) MAX (self->plan.sweep_cards - (int) done, 0);

  g_array_set_size (reviews, 0);
  for (guint i = 0; i < n && reviews->len < left; i++)
    if (may_come (self, order[i]) && take_room (self, order[i]))
      append (self, order[i], reviews);
}

/* What is due stays due; the plan says what comes first, and what may wait for the sweep comes last. */
static void
sort_due (const Ordering *self,
          const guint    *order,
          guint           n,
          GArray         *reviews)
{
  g_autoptr (GHashTable) due = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) old = g_array_copy (reviews);

  for (guint i = 0; i < old->len; i++)
    g_hash_table_add (due, &g_array_index (old, DeckleDueEntry, i).card);
  g_array_set_size (reviews, 0);
  for (guint i = 0; i < n; i++)
    {
      gint64 card = g_array_index (self->standings, DeckleCardStanding, order[i]).card;

      if (g_hash_table_remove (due, &card))
        append (self, order[i], reviews);
    }
  for (guint i = 0; i < old->len; i++)
    if (g_hash_table_contains (due, &g_array_index (old, DeckleDueEntry, i).card))
      g_array_append_val (reviews, g_array_index (old, DeckleDueEntry, i));
}

/* Without a plan, when the day cannot hold all that is due: the day's number of those that are best answered first. */
static void
sort_backlog (const Ordering *self,
              GArray         *reviews)
{
  g_autofree guint *order = g_new (guint, MAX (self->cards->len, 1));
  guint n = deckle_backlog_order (&self->now, DECKLE_BACKLOG_ORDER_BEST, order);
  guint n_due = 0, limit = reviews->len;

  for (guint i = 0; i < n; i++)
    n_due += may_come (self, order[i]);
  if (n_due <= limit)
    return;
  g_array_set_size (reviews, 0);
  for (guint i = 0; i < n && reviews->len < limit; i++)
    if (may_come (self, order[i]) && take_room (self, order[i]))
      append (self, order[i], reviews);
}

static gboolean
read_cards (Ordering    *self,
            DeckleScope  scope)
{
  g_autoptr (GHashTable) weights = deckle_library_get_section_weights (self->library);
  g_autoptr (GError) error = NULL;

  self->left = deckle_library_list_reviews_left (self->library);
  self->standings = deckle_library_list_standings (self->library, scope, &error);
  self->cards = deckle_library_read_collection (self->library, scope, weights, self->today, &error);
  if (self->standings == NULL || self->cards == NULL || self->standings->len != self->cards->len)
    {
      g_warning ("Ordering by the plan failed: %s", error != NULL ? error->message : "the cards changed meanwhile");
      return FALSE;
    }
  return TRUE;
}

static void
apply_plan (Ordering      *self,
            DeckleDueList *list)
{
  g_autofree guint *order = g_new (guint, MAX (self->cards->len, 1));
  guint n;

  n = deckle_plan_order (&self->now, &self->plan, self->today, order);
  if (deckle_plan_is_sweep (&self->plan, self->today))
    make_sweep (self, order, n, list->reviews);
  else
    sort_due (self, order, n, list->reviews);
}

/**
 * deckle_plan_queue_apply:
 * @library: a library
 * @scope: which cards the sitting is about
 * @scheduler: policy and model as the plan changes them
 * @list: (inout): what is due today
 *
 * While a plan leads to an interview, puts the day's reviews into the plan's order: before the sweep the due cards, those that may
 * wait for it last; during the sweep the cards whose answer adds most to the day, whether they are due or not. Without a plan, and
 * with more due than the day's limit allows, takes those first that schedule/ found best for a backlog.
 */
void
deckle_plan_queue_apply (DeckleLibrary         *library,
                         DeckleScope            scope,
                         const DeckleScheduler *scheduler,
                         DeckleDueList         *list)
{
  Ordering ordering = { .library = library, .now = DECKLE_FORECAST_INPUT_INIT };
  DeckleStudyPlan study_plan;
  DeckleCounts counts;
  gboolean is_planned;

  is_planned = deckle_library_get_study_plan (library, &study_plan);
  if ((!is_planned && list->reviews->len == 0) || !deckle_library_count (library, scope, &counts, NULL) ||
      counts.total > CARDS_MAX)
    return;
  ordering.today = deckle_library_get_today (library);
  ordering.now.scheduler = scheduler;
  deckle_plan_of_study (&study_plan, ordering.today, &ordering.plan);
  if (read_cards (&ordering, scope))
    {
      ordering.now.cards = (const DeckleForecastCard *) (gpointer) ordering.cards->data;
      ordering.now.n_cards = ordering.cards->len;
      if (is_planned)
        apply_plan (&ordering, list);
      else
        sort_backlog (&ordering, list->reviews);
    }
  g_clear_pointer (&ordering.left, g_hash_table_unref);
  g_clear_pointer (&ordering.standings, g_array_unref);
  g_clear_pointer (&ordering.cards, g_array_unref);
}
