/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-cli-stats.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/deckle-cli-private.h"

#define MS_A_MINUTE 60000.0

static void
stats_clear (DeckleCliStats *stats)
{
  g_clear_pointer (&stats->decks, g_ptr_array_unref);
  g_clear_pointer (&stats->sections, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeckleCliStats, stats_clear)

static gboolean
collect (DeckleLibrary   *library,
         DeckleCliStats  *stats,
         GError         **error)
{
  DeckleScheduler scheduler;

  stats->day = deckle_library_get_today (library);
  deckle_library_get_scheduler (library, &scheduler);
  stats->decks = deckle_library_list_decks (library, error);
  if (stats->decks == NULL)
    return FALSE;
  stats->sections = deckle_progress_mastery (library, DECKLE_SCOPE_ALL, error);
  return stats->sections != NULL &&
         deckle_progress_today (library, DECKLE_SCOPE_ALL, &stats->today, error) &&
         deckle_library_count (library, DECKLE_SCOPE_ALL, &stats->counts, error) &&
         deckle_library_readiness (library, DECKLE_SCOPE_ALL, stats->day, &stats->readiness, error) &&
         deckle_progress_calibration (library, &scheduler.model, NULL, &stats->calibration, error);
}

static guint
to_minutes (gint64 ms)
{
  return (guint) ceil ((double) ms / MS_A_MINUTE);
}

static void
print_today (const DeckleToday *today)
{
  guint minutes = to_minutes (today->answer_ms);

  deckle_cli_print (ngettext ("Today: %u answer", "Today: %u answers", today->answers), today->answers);
  if (today->answers > 0)
    deckle_cli_print (ngettext (" in %u minute", " in %u minutes", minutes), minutes);
  if (today->remembered >= 0.0)
    deckle_cli_print (_(", %.0f%% remembered"), today->remembered * 100.0);
  deckle_cli_print ("\n");

  deckle_cli_print (ngettext ("Streak: %u day", "Streak: %u days", today->streak), today->streak);
  if (today->longest_streak > today->streak)
    deckle_cli_print (ngettext (", the longest was %u day", ", the longest was %u days", today->longest_streak),
                      today->longest_streak);
  deckle_cli_print ("\n");
}

static void
print_left (const DeckleToday  *today,
            const DeckleCounts *counts)
{
  guint low = to_minutes (today->left_low_ms), high = to_minutes (today->left_high_ms);

  deckle_cli_print (ngettext ("Left today: %u card", "Left today: %u cards", today->left), today->left);
  if (today->left > 0)
    deckle_cli_print (_(" (%u learning, %u to review, %u new)"), counts->due_learning, counts->due_review,
                      counts->due_new);
  if (high > low)
    deckle_cli_print (_(", %u to %u minutes"), low, high);
  else if (high > 0)
    deckle_cli_print (ngettext (", %u minute", ", %u minutes", high), high);
  deckle_cli_print ("\n");
}

static void
print_cards (const DeckleCliStats *stats)
{
  const DeckleCounts *counts = &stats->counts;

  deckle_cli_print (ngettext ("%u card", "%u cards", counts->total), counts->total);
  deckle_cli_print (_(": %u known, %u learning, %u new"), counts->known, counts->learning, counts->fresh);
  if (counts->suspended > 0)
    deckle_cli_print (_("; %u suspended"), counts->suspended);
  deckle_cli_print ("\n");
  deckle_cli_print (_("Ready today: %.0f%%\n"), stats->readiness * 100.0);
}

/* In numbers for those who know them, and in words. */
static void
print_calibration (const DeckleCalibration *calibration)
{
  g_autofree char *words = deckle_calibration_describe (calibration);

  if (calibration->model.n > 0)
    deckle_cli_print (_("Predictions (FSRS-%d, %u answers): log loss %.4f (defaults %.4f, constant %.4f), "
                        "RMSE %.4f (defaults %.4f), AUC %.3f\n"),
                      calibration->version, calibration->model.n, calibration->model.log_loss,
                      calibration->defaults.log_loss, calibration->model.constant_log_loss, calibration->model.rmse_bins,
                      calibration->defaults.rmse_bins, calibration->model.auc);
  deckle_cli_print ("%s\n", words);
}

/* Columns that a terminal needs for a text. */
static guint
measure (const char *text)
{
  guint columns = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      columns += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return columns;
}

static void
print_cell (const char *text,
            guint       width,
            gboolean    right)
{
  guint used = measure (text);
  int padding = used < width ? (int) (width - used) : 0;

  if (right)
    deckle_cli_print ("  %*s%s", padding, "", text);
  else
    deckle_cli_print ("%s%*s", text, padding, "");
}

static void
print_sections (GPtrArray *sections)
{
  const char *heads[] = { _("Known"), _("Learning"), _("New"), _("Due") };
  guint width = measure (_("Section"));

  for (guint i = 0; i < sections->len; i++)
    width = MAX (width, measure (((DeckleMastery *) g_ptr_array_index (sections, i))->title));

  deckle_cli_print ("\n");
  print_cell (_("Section"), width, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    print_cell (heads[i], measure (heads[i]), TRUE);
  deckle_cli_print ("\n");

  for (guint i = 0; i < sections->len; i++)
    {
      const DeckleMastery *section = g_ptr_array_index (sections, i);
      const guint numbers[] = { section->counts.known, section->counts.learning, section->counts.fresh,
                                deckle_counts_due (&section->counts) };
      g_autofree char *title = deckle_cli_line (section->title);

      print_cell (title, width, FALSE);
      for (gsize j = 0; j < G_N_ELEMENTS (numbers); j++)
        {
          g_autofree char *number = g_strdup_printf ("%u", numbers[j]);

          print_cell (number, measure (heads[j]), TRUE);
        }
      deckle_cli_print ("\n");
    }
}

static void
print_text (const DeckleCliStats *stats)
{
  print_today (&stats->today);
  print_left (&stats->today, &stats->counts);
  print_cards (stats);
  print_calibration (&stats->calibration);
  if (stats->sections->len > 0)
    print_sections (stats->sections);
}

static int
show (DeckleLibrary *library,
      gboolean       as_json)
{
  g_auto (DeckleCliStats) stats = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  if (!collect (library, &stats, &error))
    return deckle_cli_fail ("%s", error->message);
  if (as_json)
    {
      json = deckle_cli_stats_to_json (&stats);
      deckle_cli_print ("%s\n", json);
    }
  else
    print_text (&stats);
  return DECKLE_EXIT_OK;
}

/**
 * deckle_cli_stats:
 * @argc: number of arguments
 * @argv: "stats" and options
 *
 * Prints the learner's numbers, for people or as JSON.
 *
 * Returns: the exit status
 */
int
deckle_cli_stats (int    argc,
                  char **argv)
{
  gboolean as_json = FALSE;
  g_autoptr (GError) error = NULL;
  DeckleLibrary *library;
  int status;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
    { NULL }
  };

  if (!deckle_cli_parse (NULL, _("Shows progress in numbers."), entries, &argc, &argv))
    return DECKLE_EXIT_USAGE;
  if (argc > 1)
    return deckle_cli_usage (_("“deckle stats” takes no file."));

  library = deckle_cli_open_library (DECKLE_CLI_OPEN_SYNC, &error);
  if (library == NULL)
    return deckle_cli_fail ("%s", error->message);
  status = show (library, as_json);
  deckle_cli_close_library (library);
  return status;
}
