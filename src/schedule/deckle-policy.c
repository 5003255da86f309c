/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-policy"
#include "deckle-config.h"
#include "schedule/deckle-policy.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CARDS_PER_DAY_MAX 9999
#define RETENTION_MIN 0.70
#define RETENTION_MAX 0.99
#define RETENTION_DEFAULT 0.90
#define INTERVAL_MAX_DAYS 36500
#define LEECH_MAX 99
#define DAY_MAX 2932896 /* 9999-12-31, days since 1970-01-01 */

static const struct
{
  char   letter;
  gint64 seconds;
} units[] = {
  { 'd', 86400 },
  { 'h', 3600 },
  { 'm', 60 },
  { 's', 1 },
};

G_DEFINE_QUARK (deckle-policy-error-quark, deckle_policy_error)

static gboolean
clamp_int (int *value,
           int  low,
           int  high)
{
  int old = *value;

  *value = CLAMP (old, low, high);

  return *value != old;
}

static gboolean
clamp_steps (gint64 *steps_s,
             int    *n_steps)
{
  gboolean changed = clamp_int (n_steps, 0, DECKLE_MAX_STEPS);

  for (int i = 0; i < *n_steps; i++)
    {
      gint64 old = steps_s[i];

      steps_s[i] = CLAMP (old, 1, DECKLE_STEP_MAX_S);
      changed |= steps_s[i] != old;
    }

  return changed;
}

static gboolean
clamp_retention (double *retention)
{
  double old = *retention;

  if (isnan (old))
    *retention = RETENTION_DEFAULT;
  else
    *retention = CLAMP (old, RETENTION_MIN, RETENTION_MAX);

  return !(*retention == old);
}

static gboolean
steps_equal (const gint64 *a,
             int           n_a,
             const gint64 *b,
             int           n_b)
{
  return n_a == n_b && (n_a <= 0 || memcmp (a, b, (gsize) n_a * sizeof *a) == 0);
}

static gboolean
clamp_easy_day (DeckleEasyDay *day,
                DeckleEasyDay  low)
{
  int level = (int) *day;
  gboolean changed = clamp_int (&level, (int) low, DECKLE_EASY_DAY_MINIMUM);

  *day = (DeckleEasyDay) level;

  return changed;
}

/* A switch is on unless it is off. */
static gboolean
clamp_switch (gboolean *value)
{
  if (*value == FALSE || *value == TRUE)
    return FALSE;
  *value = TRUE;

  return TRUE;
}

static gboolean
clamp_easy_range (DeckleEasyRange *range)
{
  gboolean changed = clamp_int (&range->first_day, 0, DAY_MAX);

  changed |= clamp_int (&range->last_day, 0, DAY_MAX);
  if (range->last_day < range->first_day)
    {
      int first_day = range->last_day;

      range->last_day = range->first_day;
      range->first_day = first_day;
      changed = TRUE;
    }

  return changed | clamp_easy_day (&range->level, DECKLE_EASY_DAY_REDUCED);
}

static int
compare_ranges (gconstpointer a,
                gconstpointer b)
{
  const DeckleEasyRange *left = a, *right = b;

  if (left->first_day != right->first_day)
    return left->first_day < right->first_day ? -1 : 1;
  if (left->last_day != right->last_day)
    return left->last_day < right->last_day ? -1 : 1;

  return (int) left->level - (int) right->level;
}

/* In order and without duplicates, so that two lists that mean the same are the same. */
static gboolean
clamp_easy_ranges (DeckleEasyRange *ranges,
                   int             *n_ranges)
{
  gboolean changed = clamp_int (n_ranges, 0, DECKLE_MAX_EASY_RANGES);
  int n = 0;

  for (int i = 0; i < *n_ranges; i++)
    {
      changed |= clamp_easy_range (&ranges[i]);
      changed |= i > 0 && compare_ranges (&ranges[i - 1], &ranges[i]) >= 0;
    }
  if (!changed)
    return FALSE;

  qsort (ranges, (gsize) *n_ranges, sizeof *ranges, compare_ranges);
  for (int i = 0; i < *n_ranges; i++)
    if (i == 0 || compare_ranges (&ranges[n - 1], &ranges[i]) != 0)
      ranges[n++] = ranges[i];
  *n_ranges = n;

  return TRUE;
}

static gboolean
easy_days_equal (const DecklePolicy *a,
                 const DecklePolicy *b)
{
  if (a->load_balance != b->load_balance || a->n_easy_ranges != b->n_easy_ranges)
    return FALSE;
  for (int i = 0; i < DECKLE_DAYS_A_WEEK; i++)
    if (a->easy_days[i] != b->easy_days[i])
      return FALSE;
  for (int i = 0; i < MIN (a->n_easy_ranges, DECKLE_MAX_EASY_RANGES); i++)
    if (compare_ranges (&a->easy_ranges[i], &b->easy_ranges[i]) != 0)
      return FALSE;

  return TRUE;
}

/* Seconds of one step, or 0 when @word is none. A number without a unit means minutes. */
static gint64
parse_step (const char *word)
{
  gint64 unit = 60;
  guint64 n;
  char *end = NULL;

  if (!g_ascii_isdigit (word[0]))
    return 0;

  errno = 0;
  n = g_ascii_strtoull (word, &end, 10);
  if (errno != 0 || n > DECKLE_STEP_MAX_S)
    return 0;

  if (*end != '\0')
    {
      unit = 0;
      for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
        if (g_ascii_tolower (*end) == units[i].letter && end[1] == '\0')
          unit = units[i].seconds;
    }

  return (gint64) n * unit <= DECKLE_STEP_MAX_S ? (gint64) n * unit : 0;
}

/**
 * deckle_policy_init_default:
 * @policy: (out): a policy
 *
 * Fills in what a new learner gets: 20 new cards and 200 reviews a day, 0.90
 * desired retention, steps 1m 10m / 10m, a day that begins at 04:00, intervals up to 36,500
 * days, new cards by number, leeches from 8 lapses on, fuzz and load balancing, no easy day, and no related card put off:
 * the bundled cards have six related ones on average, which would empty a day.
 */
void
deckle_policy_init_default (DecklePolicy *policy)
{
  g_return_if_fail (policy != NULL);

  *policy = (DecklePolicy){
    .new_per_day = 20,
    .reviews_per_day = 200,
    .desired_retention = RETENTION_DEFAULT,
    .learning_steps_s = { 60, 600 },
    .n_learning_steps = 2,
    .relearning_steps_s = { 600 },
    .n_relearning_steps = 1,
    .rollover_hour = 4,
    .max_interval_days = INTERVAL_MAX_DAYS,
    .new_order = DECKLE_NEW_ORDER_NUMBER,
    .leech_threshold = 8,
    .fuzz = TRUE,
    .load_balance = TRUE,
  };
}

/**
 * deckle_policy_clamp:
 * @policy: (inout): a policy
 *
 * Puts every value into its range, and easy dates into their order.
 *
 * Returns: whether anything changed
 */
gboolean
deckle_policy_clamp (DecklePolicy *policy)
{
  gboolean changed = FALSE;
  int order;

  g_return_val_if_fail (policy != NULL, FALSE);

  changed |= clamp_int (&policy->new_per_day, 0, CARDS_PER_DAY_MAX);
  changed |= clamp_int (&policy->reviews_per_day, 0, CARDS_PER_DAY_MAX);
  changed |= clamp_retention (&policy->desired_retention);
  changed |= clamp_steps (policy->learning_steps_s, &policy->n_learning_steps);
  changed |= clamp_steps (policy->relearning_steps_s, &policy->n_relearning_steps);
  changed |= clamp_int (&policy->rollover_hour, 0, 23);
  changed |= clamp_int (&policy->max_interval_days, 1, INTERVAL_MAX_DAYS);
  changed |= clamp_int (&policy->leech_threshold, 0, LEECH_MAX);

  order = (int) policy->new_order;
  changed |= clamp_int (&order, DECKLE_NEW_ORDER_NUMBER, DECKLE_NEW_ORDER_BASIC_FIRST);
  policy->new_order = (DeckleNewOrder) order;

  changed |= clamp_switch (&policy->fuzz);
  changed |= clamp_switch (&policy->load_balance);
  changed |= clamp_int (&policy->bury_related, FALSE, TRUE);
  for (int i = 0; i < DECKLE_DAYS_A_WEEK; i++)
    changed |= clamp_easy_day (&policy->easy_days[i], DECKLE_EASY_DAY_NORMAL);
  changed |= clamp_easy_ranges (policy->easy_ranges, &policy->n_easy_ranges);

  return changed;
}

/**
 * deckle_policy_equal:
 * @a: a policy
 * @b: another policy
 *
 * Compares two policies; steps and easy dates past their number do not matter.
 *
 * Returns: whether they decide the same
 */
gboolean
deckle_policy_equal (const DecklePolicy *a,
                     const DecklePolicy *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  return a->new_per_day == b->new_per_day &&
         a->reviews_per_day == b->reviews_per_day &&
         a->desired_retention == b->desired_retention &&
         steps_equal (a->learning_steps_s, a->n_learning_steps, b->learning_steps_s, b->n_learning_steps) &&
         steps_equal (a->relearning_steps_s, a->n_relearning_steps, b->relearning_steps_s, b->n_relearning_steps) &&
         a->rollover_hour == b->rollover_hour &&
         a->max_interval_days == b->max_interval_days &&
         a->new_order == b->new_order &&
         a->leech_threshold == b->leech_threshold &&
         a->fuzz == b->fuzz &&
         a->bury_related == b->bury_related &&
         easy_days_equal (a, b);
}

/**
 * deckle_policy_get_easy_day:
 * @policy: a policy within its ranges
 * @day: local day, days since 1970-01-01
 *
 * Looks up what a day allows. Where its weekday and the dates and vacations that it lies in
 * disagree, the easiest counts.
 *
 * Returns: how easy the day is
 */
DeckleEasyDay
deckle_policy_get_easy_day (const DecklePolicy *policy,
                            int                 day)
{
  DeckleEasyDay level;
  int weekday;

  g_return_val_if_fail (policy != NULL, DECKLE_EASY_DAY_NORMAL);

  weekday = (day % DECKLE_DAYS_A_WEEK + DECKLE_DAYS_A_WEEK + 3) % DECKLE_DAYS_A_WEEK; /* 1970-01-01 was a Thursday */
  level = policy->easy_days[weekday];
  for (int i = 0; i < policy->n_easy_ranges; i++)
    if (policy->easy_ranges[i].first_day <= day && day <= policy->easy_ranges[i].last_day)
      level = MAX (level, policy->easy_ranges[i].level);

  return level;
}

/**
 * deckle_policy_has_easy_day:
 * @policy: a policy within its ranges
 *
 * Returns: whether there is any easy weekday, date or vacation
 */
gboolean
deckle_policy_has_easy_day (const DecklePolicy *policy)
{
  g_return_val_if_fail (policy != NULL, FALSE);

  for (int i = 0; i < DECKLE_DAYS_A_WEEK; i++)
    if (policy->easy_days[i] != DECKLE_EASY_DAY_NORMAL)
      return TRUE;

  return policy->n_easy_ranges > 0;
}

/**
 * deckle_policy_is_leech:
 * @policy: a policy
 * @lapses: how often a card was forgotten
 *
 * Returns: whether that is so often that the card counts as a leech; never with a threshold of 0
 */
gboolean
deckle_policy_is_leech (const DecklePolicy *policy,
                        int                 lapses)
{
  g_return_val_if_fail (policy != NULL, FALSE);

  return policy->leech_threshold > 0 && lapses >= policy->leech_threshold;
}

/**
 * deckle_policy_tells_leech:
 * @policy: a policy
 * @lapses: how often a card has been forgotten now
 *
 * Returns: whether the learner is to be told at this lapse: at the threshold, then every half of it more (8, 12, 16, …)
 */
gboolean
deckle_policy_tells_leech (const DecklePolicy *policy,
                           int                 lapses)
{
  g_return_val_if_fail (policy != NULL, FALSE);

  return deckle_policy_is_leech (policy, lapses) &&
         (lapses - policy->leech_threshold) % MAX ((policy->leech_threshold + 1) / 2, 1) == 0;
}

/**
 * deckle_steps_parse:
 * @text: "1m 10m", "30s", "1h", "1d"; a number without a unit means minutes
 * @steps_s: (out caller-allocates) (array fixed-size=10): room for `DECKLE_MAX_STEPS` steps, in seconds
 * @n_steps: (out): how many there are; none is fine
 * @error: return location for a [error@PolicyError]
 *
 * Reads a list of steps, parted by blanks or commas. On an error nothing is
 * written to @steps_s and @n_steps.
 *
 * Returns: whether @text is a list of steps
 */
gboolean
deckle_steps_parse (const char *text,
                    gint64     *steps_s,
                    int        *n_steps,
                    GError    **error)
{
  g_auto (GStrv) words = NULL;
  gint64 steps[DECKLE_MAX_STEPS];
  int n = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (steps_s != NULL && n_steps != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  words = g_strsplit_set (text, " \t\n,;", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (n == DECKLE_MAX_STEPS)
        {
          g_set_error (error, DECKLE_POLICY_ERROR, DECKLE_POLICY_ERROR_STEPS,
                       _("There can be at most %d steps."), DECKLE_MAX_STEPS);
          return FALSE;
        }
      steps[n] = parse_step (words[i]);
      if (steps[n] == 0)
        {
          g_set_error (error, DECKLE_POLICY_ERROR, DECKLE_POLICY_ERROR_STEPS,
                       _("“%s” is not a step: write a whole number and s, m, h or d, up to 30d."), words[i]);
          return FALSE;
        }
      n++;
    }

  memcpy (steps_s, steps, (gsize) n * sizeof *steps);
  *n_steps = n;

  return TRUE;
}

/**
 * deckle_steps_format:
 * @steps_s: (array length=n_steps): steps, in seconds
 * @n_steps: how many
 *
 * Writes what [func@steps_parse] reads, each step in its largest whole unit.
 *
 * Returns: (transfer full): "1m 10m"
 */
char *
deckle_steps_format (const gint64 *steps_s,
                     int           n_steps)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (steps_s != NULL || n_steps <= 0, g_string_free_and_steal (text));

  for (int i = 0; i < n_steps; i++)
    {
      gsize unit = 0;

      while (steps_s[i] % units[unit].seconds != 0)
        unit++;
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT "%c", i > 0 ? " " : "",
                              steps_s[i] / units[unit].seconds, units[unit].letter);
    }

  return g_string_free_and_steal (text);
}
