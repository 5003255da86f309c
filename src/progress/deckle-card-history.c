/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-progress"
#include "deckle-config.h"
#include "progress/deckle-card-history.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "library/deckle-library-load.h"
#include "library/deckle-library-log.h"
#include "library/deckle-library-sections.h"

#define DAY_MS 86400000.0
#define SAMPLES 160          /* of the whole curve; each stretch between two answers has two at least */
#define FUTURE_DAYS_MAX 3650.0
#define FUTURE_DAYS_MIN 1.0
#define BEYOND 0.15          /* share of the time shown that lies behind today or the point where the curve is too low */

/* Where the replay of the log stands. */
typedef struct
{
  const DeckleScheduler *scheduler;
  DeckleSchedule         schedule;
} Replay;

static double
day_of (gint64 time_ms)
{
  return (double) time_ms / DAY_MS;
}

/**
 * deckle_card_history_free:
 * @history: (transfer full): a history
 *
 * Frees it.
 */
void
deckle_card_history_free (DeckleCardHistory *history)
{
  g_return_if_fail (history != NULL);

  g_clear_pointer (&history->record, deckle_card_record_free);
  g_clear_pointer (&history->reviews, g_array_unref);
  g_clear_pointer (&history->curve, g_array_unref);
  g_free (history->deck_title);
  g_free (history->section_title);
  g_free (history);
}

static gboolean
is_answer (DeckleReviewKind kind)
{
  return kind != DECKLE_REVIEW_MANUAL && kind != DECKLE_REVIEW_RESET;
}

static double
recall_before (const Replay       *replay,
               const DeckleReview *review)
{
  const DeckleSchedule *schedule = &replay->schedule;
  double elapsed;

  if (!deckle_memory_is_set (&schedule->memory))
    return -1.0;
  elapsed = deckle_fsrs_elapsed (&replay->scheduler->model, schedule->last_review_ms, schedule->last_day,
                                 review->time_ms, review->local_day);
  return deckle_fsrs_retrievability (&replay->scheduler->model, &schedule->memory, elapsed);
}

static void
count_answer (DeckleCardHistory  *history,
              const DeckleReview *review)
{
  if (!is_answer (review->kind))
    return;
  history->n_answers++;
  history->n_missed += review->rating == DECKLE_RATING_AGAIN;
  history->average_ms += review->answer_ms;
  if (history->first_ms == 0)
    history->first_ms = review->time_ms;
  history->last_ms = review->time_ms;
}

/* Points of the curve from the last answer to @to_day. Between answers days run on without steps, also where the model counts
 * whole ones. */
static void
append_stretch (DeckleCardHistory *history,
                const Replay      *replay,
                double             to_day,
                double             span)
{
  double from_day = day_of (replay->schedule.last_review_ms);
  int n = (int) fmax (2.0, ceil (SAMPLES * (to_day - from_day) / fmax (span, 1e-6)));

  if (!deckle_memory_is_set (&replay->schedule.memory) || to_day <= from_day)
    return;
  n = MIN (n, SAMPLES);
  for (int i = 0; i <= n; i++)
    {
      DeckleCurvePoint point = { from_day + (to_day - from_day) * i / n, 0.0 };

      point.recall = deckle_fsrs_retrievability (&replay->scheduler->model, &replay->schedule.memory, point.day - from_day);
      g_array_append_val (history->curve, point);
    }
}

static void
append_break (DeckleCardHistory *history,
              double             day)
{
  DeckleCurvePoint point = { day, -1.0 };

  g_array_append_val (history->curve, point);
}

static void
replay_log (DeckleCardHistory *history,
            Replay            *replay,
            GArray            *log,
            double             span)
{
  for (guint i = 0; i < log->len; i++)
    {
      const DeckleReview *review = &g_array_index (log, DeckleReview, i);
      DeckleCardReview entry = { .review = *review };
      gint64 before_ms = replay->schedule.last_review_ms;

      if (review->undone)
        continue;
      entry.recall = recall_before (replay, review);
      g_array_prepend_val (history->reviews, entry);
      count_answer (history, review);
      if (review->kind == DECKLE_REVIEW_PRACTICE || review->kind == DECKLE_REVIEW_MOCK)
        continue;
      append_stretch (history, replay, day_of (review->time_ms), span);
      deckle_scheduler_replay (replay->scheduler, &replay->schedule, review);
      if (review->kind == DECKLE_REVIEW_RESET && before_ms != 0)
        append_break (history, day_of (review->time_ms));
    }
  if (history->n_answers > 0)
    history->average_ms /= history->n_answers;
}

static double
first_day (GArray *log,
           double  now_day)
{
  for (guint i = 0; i < log->len; i++)
    {
      const DeckleReview *review = &g_array_index (log, DeckleReview, i);

      if (!review->undone && is_answer (review->kind))
        return day_of (review->time_ms);
    }
  return now_day;
}

/* Into the future until the curve is below the desired retention and a little beyond. */
static void
add_future (DeckleCardHistory *history,
            Replay            *replay,
            double             from_day)
{
  const DeckleSchedule *schedule = &replay->schedule;
  double last_day = day_of (schedule->last_review_ms), end_day;

  if (!deckle_memory_is_set (&schedule->memory))
    return;
  history->below_day = last_day + deckle_fsrs_interval (&replay->scheduler->model, &schedule->memory, history->retention);
  end_day = fmax (history->below_day, history->now_day);
  end_day += fmax (BEYOND * (end_day - from_day), FUTURE_DAYS_MIN);
  end_day = fmin (end_day, history->now_day + FUTURE_DAYS_MAX);
  append_stretch (history, replay, end_day, end_day - from_day);
}

static void
look_ahead (DeckleCardHistory     *history,
            DeckleLibrary         *library,
            const DeckleScheduler *scheduler,
            gint64                 now_ms)
{
  DeckleLoad load;
  gboolean has_load = deckle_library_get_load (library, history->record->row, &load, NULL);

  deckle_scheduler_preview_balanced (scheduler, deckle_library_get_clock (library), &history->record->schedule,
                                     history->record->seed, now_ms, has_load ? &load : NULL, history->outcomes);
}

static void
read_memory (DeckleCardHistory     *history,
             DeckleLibrary         *library,
             const DeckleScheduler *scheduler)
{
  const DeckleSchedule *schedule = &history->record->schedule;

  history->recall = -1.0;
  if (!deckle_memory_is_set (&schedule->memory))
    return;
  history->recall = deckle_scheduler_recall (scheduler, schedule, deckle_library_get_today (library));
  history->stability_days = deckle_fsrs_stability_90 (&scheduler->model, &schedule->memory);
  history->difficulty = schedule->memory.difficulty;
}

static void
read_place (DeckleCardHistory *history,
            DeckleLibrary     *library)
{
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (library, NULL);
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (library, history->record->deck, NULL);

  for (guint i = 0; decks != NULL && i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);

      if (deck->row == history->record->deck)
        g_set_str (&history->deck_title, deck->title);
    }
  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      const DeckleSectionInfo *section = g_ptr_array_index (sections, i);

      if (section->row == history->record->section)
        g_set_str (&history->section_title, section->title);
    }
}

/**
 * deckle_progress_card_history:
 * @library: where the card is
 * @card: row id
 * @error: return location for a [error@LibraryError]
 *
 * Replays the log of a card with the model in force: what was remembered when, how it is forgotten from now on, and what each
 * grade would do. Reads only; main thread. Time grows with the log of the card.
 *
 * Returns: (transfer full) (nullable): its history
 */
DeckleCardHistory *
deckle_progress_card_history (DeckleLibrary  *library,
                              gint64          card,
                              GError        **error)
{
  g_autoptr (DeckleCardHistory) history = g_new0 (DeckleCardHistory, 1);
  g_autoptr (GArray) log = NULL;
  DeckleScheduler scheduler;
  Replay replay = { .scheduler = &scheduler };
  gint64 now_ms;
  double from_day;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  history->record = deckle_library_load_card (library, card, error);
  log = history->record != NULL ? deckle_library_card_log (library, card, error) : NULL;
  if (log == NULL)
    return NULL;

  deckle_library_get_section_scheduler (library, history->record->section, &scheduler);
  now_ms = deckle_clock_now_ms (deckle_library_get_clock (library));
  history->now_day = day_of (now_ms);
  history->retention = scheduler.policy.desired_retention;
  history->reviews = g_array_new (FALSE, FALSE, sizeof (DeckleCardReview));
  history->curve = g_array_new (FALSE, FALSE, sizeof (DeckleCurvePoint));
  from_day = first_day (log, history->now_day);
  replay_log (history, &replay, log, fmax (history->now_day - from_day, 1.0));
  add_future (history, &replay, from_day);
  read_memory (history, library, &scheduler);
  look_ahead (history, library, &scheduler, now_ms);
  read_place (history, library);
  return g_steal_pointer (&history);
}

static char *
format_day (double day)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local ((gint64) (day * DAY_MS / 1000.0));

  /* Translators: a date as g_date_time_format() writes it, for example “12 March 2026” */
  return time != NULL ? g_date_time_format (time, _("%-d %B %Y")) : g_strdup ("–");
}

/**
 * deckle_card_history_describe:
 * @history: a history
 *
 * Says what the forgetting curve shows.
 *
 * Returns: (transfer full): a translated sentence
 */
char *
deckle_card_history_describe (const DeckleCardHistory *history)
{
  g_autofree char *date = NULL;

  g_return_val_if_fail (history != NULL, NULL);

  if (history->recall < 0.0)
    return g_strdup (_("The curve begins with the first answer."));
  date = format_day (history->below_day);
  if (history->below_day > history->now_day)
    /* Translators: “93% likely to be remembered today; below 90% from 12 March 2026” */
    return g_strdup_printf (_("%.0f%% likely to be remembered today; below %.0f%% from %s"),
                            history->recall * 100.0, history->retention * 100.0, date);
  /* Translators: “71% likely to be remembered today; below 90% since 12 March 2026” */
  return g_strdup_printf (_("%.0f%% likely to be remembered today; below %.0f%% since %s"),
                          history->recall * 100.0, history->retention * 100.0, date);
}
