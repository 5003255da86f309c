/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-balance"
#include "schedule/deckle-balance.h"

#include <math.h>

#define MAX_RANGE 64 /* days; fuzz around 90 days spans 14 */
#define LOAD_EXPONENT 2.15
#define INTERVAL_EXPONENT 3.0

static const double factors[] = {
  [DECKLE_EASY_DAY_NORMAL] = 1.0,
  [DECKLE_EASY_DAY_REDUCED] = 0.5,
  [DECKLE_EASY_DAY_MINIMUM] = 0.0001,
};

/* A day that an interval may end on. */
typedef struct
{
  int           interval;
  double        minutes;
  DeckleEasyDay level;
  double        weight;
} Candidate;

static double
get_minutes (const DeckleLoad *load,
             int               day)
{
  gint64 offset = (gint64) day - load->today;

  return offset >= 0 && offset < DECKLE_LOAD_DAYS ? fmax (load->minutes[offset], 0.0) : 0.0;
}

/* A reduced day is a minimum one once it holds more than half of what the other days hold, and a normal one until then. */
static void
settle_reduced (Candidate *days,
                int        n_days)
{
  double minutes = 0.0, shares = 0.0;
  DeckleEasyDay settled[MAX_RANGE];

  for (int i = 0; i < n_days; i++)
    {
      minutes += days[i].minutes;
      shares += factors[days[i].level];
    }
  for (int i = 0; i < n_days; i++)
    {
      double share = factors[days[i].level];

      settled[i] = days[i].level;
      if (days[i].level != DECKLE_EASY_DAY_REDUCED || n_days == 1)
        continue;
      settled[i] = days[i].minutes / share > (minutes - days[i].minutes) / (shares - share) ? DECKLE_EASY_DAY_MINIMUM
                                                                                            : DECKLE_EASY_DAY_NORMAL;
    }
  for (int i = 0; i < n_days; i++)
    days[i].level = settled[i];
}

/*
 * In cards of average length, so that the weight of a day with one card lies below that of an empty day, however short the
 * learner's answers are.
 */
static double
weigh_load (const Candidate *day,
            double           minutes_per_card)
{
  if (!(day->minutes > 0.0))
    return 1.0;

  return pow (1.0 / fmax (day->minutes / minutes_per_card, 1.0), LOAD_EXPONENT) *
         pow (1.0 / day->interval, INTERVAL_EXPONENT);
}

/* An easy day weighs its factor of what the normal days weigh at most: while it is empty and they are full, it would
 * otherwise draw the cards that it is to be spared. */
static void
weigh_easy (Candidate *days,
            int        n_days)
{
  double sum = 0.0;
  int n_normal = 0;

  for (int i = 0; i < n_days; i++)
    if (days[i].level == DECKLE_EASY_DAY_NORMAL)
      {
        sum += days[i].weight;
        n_normal++;
      }
  for (int i = 0; i < n_days; i++)
    if (days[i].level != DECKLE_EASY_DAY_NORMAL)
      {
        if (n_normal > 0)
          days[i].weight = fmin (days[i].weight, sum / n_normal);
        days[i].weight *= factors[days[i].level];
      }
}

static int
pick (const Candidate *days,
      int              n_days,
      double           fuzz)
{
  double sum = 0.0, target;

  for (int i = 0; i < n_days; i++)
    sum += days[i].weight;
  target = fuzz * sum;
  for (int i = 0; i < n_days - 1; i++)
    {
      target -= days[i].weight;
      if (target < 0.0)
        return days[i].interval;
    }

  return days[n_days - 1].interval;
}

/**
 * deckle_balance_is_on:
 * @policy: a policy within its ranges
 *
 * Returns: whether the day of an interval depends on the load or on easy days
 */
gboolean
deckle_balance_is_on (const DecklePolicy *policy)
{
  g_return_val_if_fail (policy != NULL, FALSE);

  return policy->load_balance || deckle_policy_has_easy_day (policy);
}

/**
 * deckle_balance_pick:
 * @policy: a policy within its ranges
 * @load: what is due on the coming days
 * @today: local day of the answer
 * @lower: shortest interval allowed, days, at least 1
 * @upper: longest interval allowed, days, less than @lower + 64
 * @fuzz: uniform in [0, 1), from the card and its number of answers
 *
 * Picks an interval by the load of the day that it ends on and by easy days.
 *
 * Each day weighs (1/load)^2.15 · (1/interval)^3, or 1 while nothing is due on it, times the
 * factor of an easy day: 1 on a normal day, 0.0001 on a minimum one. A reduced
 * day counts as a minimum one when its load / 0.5 exceeds the load of the other days
 * divided by the sum of their factors, else as a normal one (the weights of Anki’s load balancer). Here the
 * load is counted in minutes, not cards; the factor holds on empty days too, where an easy day weighs no more
 * than its factor of the normal days’ mean. Without load balancing every day weighs 1 before the factor.
 * There is no factor for siblings: in Deckle no two cards come of one note. May be called from any thread.
 *
 * Returns: days
 */
int
deckle_balance_pick (const DecklePolicy *policy,
                     const DeckleLoad   *load,
                     int                 today,
                     int                 lower,
                     int                 upper,
                     double              fuzz)
{
  Candidate days[MAX_RANGE];
  double minutes_per_card;
  int n_days;

  g_return_val_if_fail (policy != NULL && load != NULL, lower);
  g_return_val_if_fail (lower >= 1 && lower <= upper && upper - lower < MAX_RANGE, lower);

  n_days = upper - lower + 1;
  for (int i = 0; i < n_days; i++)
    days[i] = (Candidate){
      .interval = lower + i,
      .minutes = get_minutes (load, today + lower + i),
      .level = deckle_policy_get_easy_day (policy, today + lower + i),
    };
  settle_reduced (days, n_days);

  minutes_per_card = load->minutes_per_card > 0.0 ? load->minutes_per_card : 1.0;
  for (int i = 0; i < n_days; i++)
    days[i].weight = policy->load_balance ? weigh_load (&days[i], minutes_per_card) : 1.0;
  weigh_easy (days, n_days);

  return pick (days, n_days, fuzz);
}
