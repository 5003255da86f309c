/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fit"
#include "schedule/deckle-fit-private.h"

#include <math.h>

/* How stabilities after the first answer are found before all parameters are fitted. */

#define STABILITY_LOW 0.001
#define STABILITY_HIGH 100.0
#define PULL_TO_DEFAULT (1.0 / 16.0)
#define N_SEARCH_STEPS 48
#define FAST_SHARE 0.8 /* FSRS-7: fast stability after the first answer */

/* Weights of the geometric interpolation: ln S2 = A ln S1 + (1 - A) ln S3, ln S3 = (1 - B) ln S2 + B ln S4. */
#define A 0.41
#define B 0.54

/* With these, any two known ratings give a line through all four: ln S = a + b x. */
static const double position[DECKLE_N_RATINGS] = { 0.0, 1.0 - A, 1.0, (1.0 - (1.0 - B) * (1.0 - A)) / B };

typedef struct
{
  const DeckleFitTask *task;
  const DeckleFsrs    *defaults;
  guint                rating;
  double               mean_recall;
} Search;

static double
cost (const Search *self,
      double        stability)
{
  DeckleMemory memory = deckle_fsrs_next (self->defaults, NULL, 0.0, (DeckleRating) self->rating);
  double sum = fabs (stability - memory.stability) * PULL_TO_DEFAULT;

  memory.stability = stability;
  if (self->defaults->version == 7)
    memory.stability_fast = FAST_SHARE * stability;

  for (guint i = 0; i < self->task->groups->len; i++)
    {
      const DeckleFitGroup *group = &g_array_index (self->task->groups, DeckleFitGroup, i);
      double recall, actual;

      if (group->rating != self->rating)
        continue;
      recall = deckle_fsrs_retrievability (self->defaults, &memory, group->days);
      recall = CLAMP (recall, 1e-9, 1.0 - 1e-9);
      actual = (group->recalled + self->mean_recall) / (group->n + 1.0);
      sum -= group->n * (actual * log (recall) + (1.0 - actual) * log (1.0 - recall));
    }

  return sum;
}

/* Golden section over ln S. */
static double
search (const Search *self)
{
  const double golden = (sqrt (5.0) - 1.0) / 2.0;
  double low = log (STABILITY_LOW);
  double high = log (STABILITY_HIGH);
  double left = high - golden * (high - low);
  double right = low + golden * (high - low);
  double left_cost = cost (self, exp (left));
  double right_cost = cost (self, exp (right));

  for (int i = 0; i < N_SEARCH_STEPS; i++)
    {
      if (left_cost < right_cost)
        {
          high = right;
          right = left;
          right_cost = left_cost;
          left = high - golden * (high - low);
          left_cost = cost (self, exp (left));
        }
      else
        {
          low = left;
          left = right;
          left_cost = right_cost;
          right = low + golden * (high - low);
          right_cost = cost (self, exp (right));
        }
    }

  return exp ((low + high) / 2.0);
}

static void
count_cards (const DeckleFitTask *task,
             guint               *n_of)
{
  for (guint i = 0; i < task->groups->len; i++)
    n_of[g_array_index (task->groups, DeckleFitGroup, i).rating - 1] +=
      g_array_index (task->groups, DeckleFitGroup, i).n;
}

/* The nearest known rating on either side of @i, or the two nearest on one. */
static void
find_neighbours (const guint *n_of,
                 int          i,
                 int         *one,
                 int         *other)
{
  int below = i - 1;
  int above = i + 1;

  while (below >= 0 && n_of[below] == 0)
    below--;
  while (above < DECKLE_N_RATINGS && n_of[above] == 0)
    above++;
  *one = below;
  *other = above;
  if (below < 0)
    for (*one = above + 1; n_of[*one] == 0;)
      ++*one;
  else if (above == DECKLE_N_RATINGS)
    for (*other = below - 1; n_of[*other] == 0;)
      --*other;
}

static void
fill_unknown (const guint  *n_of,
              const double *defaults,
              double       *w)
{
  double known[DECKLE_N_RATINGS];
  guint n_known = 0;
  double scale = 1.0;

  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    {
      known[i] = w[i];
      if (n_of[i] == 0)
        continue;
      n_known++;
      scale = w[i] / defaults[i];
    }
  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    {
      int one, other;
      double slope;

      if (n_of[i] > 0)
        continue;
      if (n_known < 2)
        {
          w[i] = defaults[i] * scale;
          continue;
        }
      find_neighbours (n_of, i, &one, &other);
      slope = (log (known[other]) - log (known[one])) / (position[other] - position[one]);
      w[i] = exp (log (known[one]) + slope * (position[i] - position[one]));
    }
}

/**
 * deckle_fit_repair_stability:
 * @task: what was learned from
 * @defaults: the model with its default parameters
 * @w: (inout): parameters of which the first four are repaired
 *
 * Places the stabilities after first answers that never came between or beyond
 * the others, and puts all in order.
 */
void
deckle_fit_repair_stability (const DeckleFitTask *task,
                             const DeckleFsrs    *defaults,
                             double              *w)
{
  guint n_of[DECKLE_N_RATINGS] = { 0 };

  if (task->groups->len == 0)
    return;

  count_cards (task, n_of);
  fill_unknown (n_of, defaults->w, w);
  for (int high = 1; high < DECKLE_N_RATINGS; high++)
    for (int low = high - 1; low >= 0 && w[low] > w[low + 1]; low--)
      {
        if (n_of[low] > n_of[low + 1])
          w[low + 1] = w[low];
        else
          w[low] = w[low + 1];
      }
  for (int i = 1; i < DECKLE_N_RATINGS; i++)
    w[i] = MAX (w[i], w[i - 1]);
  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    w[i] = CLAMP (w[i], STABILITY_LOW, STABILITY_HIGH);
}

/**
 * deckle_fit_initial_stability:
 * @task: what to learn from
 * @defaults: the model with its default parameters
 * @w: (inout): parameters of which the first four are replaced
 *
 * Finds the stability after each first answer from the first intervals; a first
 * answer without any is placed between or beyond the others.
 */
void
deckle_fit_initial_stability (const DeckleFitTask *task,
                              const DeckleFsrs    *defaults,
                              double              *w)
{
  Search state = { .task = task, .defaults = defaults };
  guint n_of[DECKLE_N_RATINGS] = { 0 };
  guint n_total = 0;
  guint n_recalled = 0;

  if (task->groups->len == 0)
    return;

  count_cards (task, n_of);
  for (guint i = 0; i < task->groups->len; i++)
    {
      n_total += g_array_index (task->groups, DeckleFitGroup, i).n;
      n_recalled += g_array_index (task->groups, DeckleFitGroup, i).recalled;
    }
  state.mean_recall = n_recalled / (double) n_total;
  for (guint i = 0; i < DECKLE_N_RATINGS; i++)
    {
      state.rating = i + 1;
      if (n_of[i] > 0)
        w[i] = search (&state);
    }
  deckle_fit_repair_stability (task, defaults, w);
}
