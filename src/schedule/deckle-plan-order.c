/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-plan"
#include "schedule/deckle-backlog.h"
#include "schedule/deckle-plan.h"
#include "schedule/deckle-simulation.h"

#include <math.h>

/* What a plan says about one day: used while studying. */

/**
 * deckle_plan_is_sweep:
 * @plan: a plan
 * @today: local day, days since 1970-01-01
 *
 * Returns: whether @today is one of the last days before the interview
 */
gboolean
deckle_plan_is_sweep (const DecklePlan *plan,
                      int               today)
{
  g_return_val_if_fail (plan != NULL, FALSE);

  return plan->status == DECKLE_PLAN_OK && today < plan->date && (gint64) plan->date - today <= plan->sweep_days;
}

/**
 * deckle_plan_gain:
 * @scheduler: model and steps
 * @habits: (nullable): how long answers take, %NULL for the defaults
 * @memory: of a card
 * @elapsed_days: days since its last answer
 * @days_until: days until the interview
 *
 * Computes what answering a card now adds to its recall on the day of the interview: the expected
 * value over remembering and forgetting.
 *
 * Returns: gain in R per second; 0 without memory
 */
double
deckle_plan_gain (const DeckleScheduler *scheduler,
                  const DeckleHabits    *habits,
                  const DeckleMemory    *memory,
                  double                 elapsed_days,
                  double                 days_until)
{
  DeckleHabits fallback;
  double seconds;
  double gain;

  g_return_val_if_fail (scheduler != NULL, 0.0);
  g_return_val_if_fail (memory != NULL, 0.0);

  if (!deckle_memory_is_set (memory))
    return 0.0;

  deckle_habits_init_default (&fallback);
  gain = deckle_simulation_gain (scheduler, habits != NULL ? habits : &fallback, memory,
                                 elapsed_days > 0.0 ? elapsed_days : 0.0, days_until > 0.0 ? days_until : 0.0,
                                 &seconds);

  return seconds > 0.0 ? gain / seconds : 0.0;
}

/**
 * deckle_plan_may_wait:
 * @plan: a plan
 * @model: the memory model
 * @memory: of a card that is due
 * @elapsed_days: days since its last answer
 * @today: local day, days since 1970-01-01
 *
 * Returns: whether the card may be left for the sweep, because it is then still remembered as well as the
 *   plan asks; %FALSE in the sweep and without a plan
 */
gboolean
deckle_plan_may_wait (const DecklePlan   *plan,
                      const DeckleFsrs   *model,
                      const DeckleMemory *memory,
                      double              elapsed_days,
                      int                 today)
{
  gint64 left;

  g_return_val_if_fail (plan != NULL, FALSE);
  g_return_val_if_fail (model != NULL, FALSE);
  g_return_val_if_fail (memory != NULL, FALSE);

  left = (gint64) plan->date - today - plan->sweep_days;
  if (plan->status != DECKLE_PLAN_OK || plan->sweep_days == 0 || left <= 0)
    return FALSE;

  return deckle_simulation_may_wait (model, memory, elapsed_days, (int) MIN (left, G_MAXINT),
                                     plan->desired_retention);
}

static gboolean
is_candidate (const DeckleForecastCard *card)
{
  return !card->suspended && card->state == DECKLE_STATE_REVIEW && deckle_memory_is_set (&card->memory);
}

/* Cards by what they add on the day, those answered today left out. */
static guint
order_sweep (const DeckleForecastInput *now,
             const DecklePlan          *plan,
             int                        days_until,
             guint                     *indices)
{
  g_autofree DeckleOrderEntry *entries = g_new (DeckleOrderEntry, now->n_cards);
  gboolean weighted = FALSE;
  DeckleHabits fallback;
  guint n = 0;

  deckle_habits_init_default (&fallback);
  for (guint i = 0; i < now->n_cards && !weighted; i++)
    weighted = !now->cards[i].suspended && now->cards[i].weight > 0.0;

  for (guint i = 0; i < now->n_cards; i++)
    {
      const DeckleForecastCard *card = &now->cards[i];
      double eve_gain = NAN;
      double weight = !weighted ? 1.0 : card->weight > 0.0 ? card->weight : 0.0;

      if (is_candidate (card) && card->elapsed_days >= 1.0)
        entries[n++] = (DeckleOrderEntry){
          .key = -weight * deckle_simulation_urgency (now->scheduler, now->habits != NULL ? now->habits : &fallback,
                                                      &card->memory, card->elapsed_days, days_until, &eve_gain),
          .index = (int) i,
        };
    }
  deckle_simulation_sort (entries, n);
  n = MIN (n, (guint) plan->sweep_cards);
  for (guint i = 0; i < n; i++)
    indices[i] = (guint) entries[i].index;

  return n;
}

/**
 * deckle_plan_order:
 * @now: the collection as it is today
 * @plan: a plan, made today or earlier
 * @today: local day, days since 1970-01-01
 * @indices: (out caller-allocates): room for as many as there are cards
 *
 * Puts today's reviews into order. In the sweep these are the plan's number of cards, due or
 * not, by the gain in R on the day times the card's weight, per second; cards answered today are left out, so ask once
 * a day and keep the list. Before it they are the due cards, in the order of a backlog, without those that may
 * wait for the sweep. After the interview and without a plan they are the due cards. Cards in (re)learning steps
 * count as due and are never part of the sweep's list.
 *
 * Returns: how many
 */
guint
deckle_plan_order (const DeckleForecastInput *now,
                   const DecklePlan          *plan,
                   int                        today,
                   guint                     *indices)
{
  guint n, kept = 0;

  g_return_val_if_fail (now != NULL && now->scheduler != NULL, 0);
  g_return_val_if_fail (plan != NULL, 0);
  g_return_val_if_fail (now->n_cards == 0 || (now->cards != NULL && indices != NULL), 0);

  if (deckle_plan_is_sweep (plan, today))
    return order_sweep (now, plan, plan->date - today, indices);

  n = deckle_backlog_order (now, DECKLE_BACKLOG_ORDER_BEST, indices);
  for (guint i = 0; i < n; i++)
    {
      const DeckleForecastCard *card = &now->cards[indices[i]];

      if (card->state != DECKLE_STATE_REVIEW ||
          !deckle_plan_may_wait (plan, &now->scheduler->model, &card->memory, card->elapsed_days, today))
        indices[kept++] = indices[i];
    }

  return kept;
}
