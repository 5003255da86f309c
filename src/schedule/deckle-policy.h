/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DECKLE_POLICY_ERROR (deckle_policy_error_quark ())
GQuark deckle_policy_error_quark (void);

/**
 * DecklePolicyError:
 * @DECKLE_POLICY_ERROR_STEPS: a text is not a list of steps
 */
typedef enum
{
  DECKLE_POLICY_ERROR_STEPS,
} DecklePolicyError;

#define DECKLE_MAX_STEPS 10
#define DECKLE_STEP_MAX_S (30 * 86400)

/**
 * DeckleNewOrder:
 * @DECKLE_NEW_ORDER_NUMBER: in order of number
 * @DECKLE_NEW_ORDER_SHUFFLED: shuffled, the same all day
 * @DECKLE_NEW_ORDER_BASIC_FIRST: by level, then number
 *
 * In which order new cards are introduced. The numbers are stored.
 */
typedef enum
{
  DECKLE_NEW_ORDER_NUMBER = 0,
  DECKLE_NEW_ORDER_SHUFFLED = 1,
  DECKLE_NEW_ORDER_BASIC_FIRST = 2,
} DeckleNewOrder;

#define DECKLE_DAYS_A_WEEK 7
#define DECKLE_MAX_EASY_RANGES 50

/**
 * DeckleEasyDay:
 * @DECKLE_EASY_DAY_NORMAL: as many cards as any day
 * @DECKLE_EASY_DAY_REDUCED: about half
 * @DECKLE_EASY_DAY_MINIMUM: none that can be moved to another day
 *
 * How much is to be studied on a day. The numbers are stored; a higher one is an easier day.
 */
typedef enum
{
  DECKLE_EASY_DAY_NORMAL = 0,
  DECKLE_EASY_DAY_REDUCED = 1,
  DECKLE_EASY_DAY_MINIMUM = 2,
} DeckleEasyDay;

/**
 * DeckleEasyRange:
 * @first_day: local day, days since 1970-01-01
 * @last_day: local day, not before @first_day; the same one for a single date
 * @level: reduced or minimum
 *
 * A single easy date or a vacation.
 */
typedef struct
{
  int           first_day;
  int           last_day;
  DeckleEasyDay level;
} DeckleEasyRange;

/**
 * DecklePolicy:
 * @new_per_day: new cards a day
 * @reviews_per_day: review cards a day
 * @desired_retention: 0.70 to 0.99
 * @learning_steps_s: learning steps, in seconds
 * @n_learning_steps: how many
 * @relearning_steps_s: relearning steps, in seconds
 * @n_relearning_steps: how many
 * @rollover_hour: local hour at which a day begins, 0 to 23
 * @max_interval_days: longest interval
 * @new_order: see [enum@NewOrder]
 * @leech_threshold: lapses until a card counts as a leech, 0 = never
 * @fuzz: whether intervals are spread
 * @bury_related: whether an answer puts off the near-duplicates of its card until tomorrow
 * @load_balance: whether a spread interval prefers days on which little is due
 * @easy_days: what each weekday allows, Monday first
 * @easy_ranges: single easy dates and vacations, in order
 * @n_easy_ranges: how many
 *
 * The settings that decide when a card comes. The library stores them. A plain value.
 */
typedef struct
{
  int             new_per_day;
  int             reviews_per_day;
  double          desired_retention;
  gint64          learning_steps_s[DECKLE_MAX_STEPS];
  int             n_learning_steps;
  gint64          relearning_steps_s[DECKLE_MAX_STEPS];
  int             n_relearning_steps;
  int             rollover_hour;
  int             max_interval_days;
  DeckleNewOrder  new_order;
  int             leech_threshold;
  gboolean        fuzz;
  gboolean        bury_related;
  gboolean        load_balance;
  DeckleEasyDay   easy_days[DECKLE_DAYS_A_WEEK];
  DeckleEasyRange easy_ranges[DECKLE_MAX_EASY_RANGES];
  int             n_easy_ranges;
} DecklePolicy;

/* 20 new, 200 reviews, 0.90, 1m 10m / 10m, 04:00, 36500 days, by number, 8 lapses, fuzz and load balancing on. */
void          deckle_policy_init_default (DecklePolicy        *policy);
/* Puts every value into its range. Returns whether anything changed. */
gboolean      deckle_policy_clamp        (DecklePolicy        *policy);
gboolean      deckle_policy_equal        (const DecklePolicy  *a,
                                          const DecklePolicy  *b);
/* What a local day allows: the easiest of its weekday and of the dates and vacations that it lies in. */
DeckleEasyDay deckle_policy_get_easy_day (const DecklePolicy  *policy,
                                          int                  day);
/* Whether any day is easy. */
gboolean      deckle_policy_has_easy_day (const DecklePolicy  *policy);

/* Whether a card was forgotten so often that it counts as a leech. */
gboolean      deckle_policy_is_leech     (const DecklePolicy  *policy,
                                          int                  lapses);
/* Whether this lapse is one at which to say so: the threshold, then every half of it more. */
gboolean      deckle_policy_tells_leech  (const DecklePolicy  *policy,
                                          int                  lapses);

/* "1m 10m", "30s", "1h", "1d" ⇄ seconds. FALSE with a sentence when @text is not a list of steps. */
gboolean      deckle_steps_parse         (const char          *text,
                                          gint64              *steps_s,
                                          int                 *n_steps,
                                          GError             **error);
char         *deckle_steps_format        (const gint64        *steps_s,
                                          int                  n_steps) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
