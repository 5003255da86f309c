/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fit-learner.h"

#include <math.h>
#include <string.h>

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define FIRST_DAY 19000
#define N_DAYS 400
#define STEP_MS (G_GINT64_CONSTANT (10) * 60000)
#define N_STEPS_MAX 4
#define GUESS_SHARE 0.15
#define STABILITY_SPREAD 0.8 /* of ln S0 */

/* Spread over learners of w4 to w20. */
static const double spread[] = {
  0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27,
};

/* FSRS-7: of the logarithm of each default. */
#define SPREAD7 0.15

const FitLearner fit_learners[] = {
  { "defaults-300", FIT_LEARNER_DEFAULTS, 300, 11 },
  { "prior-300", FIT_LEARNER_PRIOR, 300, 12 },
  { "prior-600", FIT_LEARNER_PRIOR, 600, 13 },
  { "defaults-1500", FIT_LEARNER_DEFAULTS, 1500, 14 },
  { "prior-1500", FIT_LEARNER_PRIOR, 1500, 15 },
  { "guessing-2000", FIT_LEARNER_GUESSING, 2000, 16 },
  { "prior-3000", FIT_LEARNER_PRIOR, 3000, 17 },
  { "exponential-4000", FIT_LEARNER_EXPONENTIAL, 4000, 18 },
  { "fsrs7-6000", FIT_LEARNER_FSRS7, 6000, 19 },
  { "defaults-8000", FIT_LEARNER_DEFAULTS, 8000, 20 },
  { "prior-8000", FIT_LEARNER_PRIOR, 8000, 21 },
  { "changing-12000", FIT_LEARNER_CHANGING, 12000, 22 },
  { "exponential-20000", FIT_LEARNER_EXPONENTIAL, 20000, 23 },
  { "prior-20000", FIT_LEARNER_PRIOR, 20000, 24 },
  { "fsrs7-30000", FIT_LEARNER_FSRS7, 30000, 25 },
  { "prior-60000", FIT_LEARNER_PRIOR, 60000, 26 },
};
const guint n_fit_learners = G_N_ELEMENTS (fit_learners);

typedef struct
{
  gint64       last_ms;
  int          last_day;
  int          due_day;
  DeckleMemory truth;    /* what the learner remembers */
  DeckleMemory believed; /* what the scheduler believes: FSRS-6 with its defaults */
  double       ease;     /* exponential learners only */
} Card;

typedef struct
{
  const FitLearner *learner;
  GRand            *rand;
  DeckleFsrs        truth;
  DeckleFsrs        later; /* of a changing learner */
  DeckleFsrs        scheduler;
  double            retention;
  double            first_share[DECKLE_N_RATINGS - 1]; /* cumulative */
  double            hard_share;
  double            easy_share;
  GArray           *cards; /* Card */
  GArray           *answers; /* FitAnswer */
} World;

static double
normal (GRand *rand)
{
  double radius = sqrt (-2.0 * log (1.0 - g_rand_double (rand)));

  return radius * cos (2.0 * G_PI * g_rand_double (rand));
}

static void
draw_model (const FitLearner *learner,
            GRand            *rand,
            DeckleFsrs       *model)
{
  double w[DECKLE_FSRS_MAX_PARAMETERS];

  deckle_fsrs_init_default (model);
  if (learner->kind == FIT_LEARNER_DEFAULTS)
    return;
  if (learner->kind == FIT_LEARNER_FSRS7)
    {
      deckle_fsrs_init_default_version (model, 7);
      memcpy (w, model->w, sizeof w);
      for (gsize i = 0; i < model->n; i++)
        w[i] *= exp (SPREAD7 * normal (rand));
      deckle_fsrs7_clip (w);
      deckle_fsrs_init_raw (model, w, model->n);
      return;
    }

  memcpy (w, model->w, sizeof w);
  for (guint i = 0; i < DECKLE_N_RATINGS; i++)
    w[i] *= exp (STABILITY_SPREAD * normal (rand));
  for (guint i = 1; i < DECKLE_N_RATINGS; i++)
    w[i] = MAX (w[i], w[i - 1]);
  for (guint i = 0; i < G_N_ELEMENTS (spread); i++)
    w[DECKLE_N_RATINGS + i] += spread[i] * normal (rand);
  deckle_fsrs_clip (w, 1);
  deckle_fsrs_init_raw (model, w, model->n);
}

static double
recall (const World *world,
        const Card  *card,
        gint64       now_ms,
        int          day)
{
  double days = world->truth.version == 7 ? (double) (now_ms - card->last_ms) / DAY_MS : day - card->last_day;
  double r;

  if (world->learner->kind == FIT_LEARNER_EXPONENTIAL)
    return exp (log (0.9) * (double) (now_ms - card->last_ms) / DAY_MS / card->truth.stability);

  r = deckle_fsrs_retrievability (&world->truth, &card->truth, days);
  if (world->learner->kind == FIT_LEARNER_GUESSING)
    r = GUESS_SHARE / 2.0 + (1.0 - GUESS_SHARE) * r;

  return r;
}

static void
remember (const World  *world,
          Card         *card,
          gint64        now_ms,
          int           day,
          DeckleRating  rating)
{
  double days = world->truth.version == 7 ? (double) (now_ms - card->last_ms) / DAY_MS : day - card->last_day;
  gboolean is_new = !deckle_memory_is_set (&card->believed);

  if (world->learner->kind != FIT_LEARNER_EXPONENTIAL)
    card->truth = deckle_fsrs_next (&world->truth, &card->truth, days, rating);
  else if (is_new)
    card->truth.stability = 0.5 * rating * rating;
  else if (rating == DECKLE_RATING_AGAIN)
    card->truth.stability = MAX (0.5, card->truth.stability * 0.3);
  else if (day > card->last_day)
    card->truth.stability *= card->ease;
  card->believed = deckle_fsrs_next (&world->scheduler, &card->believed, day - card->last_day, rating);
  card->last_ms = now_ms;
  card->last_day = day;
}

static DeckleRating
choose_rating (const World *world,
               const Card  *card,
               gint64       now_ms,
               int          day)
{
  double u = g_rand_double (world->rand);

  if (!deckle_memory_is_set (&card->believed))
    return u < world->first_share[0] ? DECKLE_RATING_AGAIN
         : u < world->first_share[1] ? DECKLE_RATING_HARD
         : u < world->first_share[2] ? DECKLE_RATING_GOOD
                                     : DECKLE_RATING_EASY;
  /* Within a day the model says 1, people do not. */
  if (u >= (day > card->last_day ? recall (world, card, now_ms, day) : 0.85))
    return DECKLE_RATING_AGAIN;

  u = g_rand_double (world->rand);

  return u < world->hard_share        ? DECKLE_RATING_HARD
       : u < 1.0 - world->easy_share ? DECKLE_RATING_GOOD
                                     : DECKLE_RATING_EASY;
}

/* A card is asked until it is known, in steps of 10 min, at most a few times. */
static void
study_card (World  *world,
            guint   index,
            gint64  now_ms,
            int     day)
{
  Card *card = &g_array_index (world->cards, Card, index);
  double interval;

  for (int step = 0; step < N_STEPS_MAX; step++)
    {
      FitAnswer answer = { 1000 + index, now_ms, day, 0, choose_rating (world, card, now_ms, day) };

      if (deckle_memory_is_set (&card->believed))
        answer.elapsed_days = day - card->last_day;
      remember (world, card, now_ms, day, answer.rating);
      g_array_append_val (world->answers, answer);
      if (answer.rating >= DECKLE_RATING_GOOD)
        break;
      now_ms += STEP_MS + g_rand_int_range (world->rand, 0, (int) STEP_MS);
    }
  interval = deckle_fsrs_interval (&world->scheduler, &card->believed, world->retention);
  interval *= g_rand_double_range (world->rand, 0.9, 1.12);
  card->due_day = day + CLAMP ((int) (interval + 0.5), 1, 3650);
}

static void
study_day (World *world,
           int    day,
           guint  n_new)
{
  gint64 now_ms = day * DAY_MS + DAY_MS / 2 + g_rand_int_range (world->rand, -7200, 7200) * G_GINT64_CONSTANT (1000);

  for (guint i = 0; i < world->cards->len; i++)
    if (g_array_index (world->cards, Card, i).due_day <= day && g_rand_int_range (world->rand, 0, 12) > 0)
      {
        study_card (world, i, now_ms, day);
        now_ms += 5000 + g_rand_int_range (world->rand, 0, 10000);
      }
  for (guint i = 0; i < n_new; i++)
    {
      Card card = { .ease = exp (0.9 + 0.25 * normal (world->rand)) };

      g_array_append_val (world->cards, card);
      study_card (world, world->cards->len - 1, now_ms, day);
      now_ms += 5000 + g_rand_int_range (world->rand, 0, 10000);
    }
}

static int
compare_answers (gconstpointer a,
                 gconstpointer b)
{
  gint64 one = ((const FitAnswer *) a)->time_ms;
  gint64 other = ((const FitAnswer *) b)->time_ms;

  return (one > other) - (one < other);
}

GArray *
fit_learner_answers (const FitLearner *learner)
{
  World world = { .learner = learner, .hard_share = 0.06, .easy_share = 0.08 };
  /* Small logs are short ones. */
  int n_days = CLAMP ((int) (40.0 * pow (learner->n_reviews / 300.0, 0.45)), 40, N_DAYS);
  guint n_new = MAX (1, learner->n_reviews / (guint) n_days / 7);

  world.rand = g_rand_new_with_seed (learner->seed);
  deckle_fsrs_init_default (&world.scheduler);
  draw_model (learner, world.rand, &world.truth);
  draw_model (learner, world.rand, &world.later);
  world.retention = g_rand_double_range (world.rand, 0.85, 0.93);
  world.first_share[0] = g_rand_double_range (world.rand, 0.15, 0.45);
  world.first_share[1] = world.first_share[0] + g_rand_double_range (world.rand, 0.05, 0.15);
  world.first_share[2] = world.first_share[1] + g_rand_double_range (world.rand, 0.2, 0.35);
  world.cards = g_array_new (FALSE, FALSE, sizeof (Card));
  world.answers = g_array_new (FALSE, FALSE, sizeof (FitAnswer));

  for (int day = FIRST_DAY; world.answers->len < learner->n_reviews; day++)
    {
      if (learner->kind == FIT_LEARNER_CHANGING && world.answers->len > learner->n_reviews / 2)
        world.truth = world.later;
      study_day (&world, day, n_new);
    }
  g_array_sort (world.answers, compare_answers);
  g_array_unref (world.cards);
  g_rand_free (world.rand);

  return world.answers;
}

DeckleFitLog *
fit_learner_log (const FitLearner *learner)
{
  g_autoptr (GArray) answers = fit_learner_answers (learner);
  DeckleFitLog *log = deckle_fit_log_new ();

  for (guint i = 0; i < answers->len; i++)
    {
      const FitAnswer *answer = &g_array_index (answers, FitAnswer, i);

      deckle_fit_log_add (log, answer->card, answer->time_ms, answer->local_day, answer->rating);
    }

  return log;
}
