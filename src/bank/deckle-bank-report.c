/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bank"
#include "bank/deckle-bank-report.h"

/**
 * deckle_bank_problem_free:
 * @problem: (nullable) (transfer full): a problem
 *
 * Frees a problem and its texts.
 */
void
deckle_bank_problem_free (DeckleBankProblem *problem)
{
  if (problem == NULL)
    return;

  g_free (problem->file);
  g_free (problem->card);
  g_free (problem->member);
  g_free (problem->message);
  g_free (problem);
}

/**
 * deckle_bank_problem_to_string:
 * @problem: a problem
 *
 * Puts a problem into one line that names the file and, if it is one of a card,
 * the card: “concurrency.json: go-067: “points[1]” must be …”. The message itself
 * names the member.
 *
 * Returns: (transfer full): a text for the user
 */
char *
deckle_bank_problem_to_string (const DeckleBankProblem *problem)
{
  g_return_val_if_fail (problem != NULL, NULL);

  if (problem->card == NULL)
    return g_strdup_printf ("%s: %s", problem->file, problem->message);

  return g_strdup_printf ("%s: %s: %s", problem->file, problem->card, problem->message);
}

void
deckle_bank_report_init (DeckleBankReport *report,
                         const char       *file)
{
  report->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_bank_problem_free);
  report->file = g_strdup (file);
  report->card = NULL;
  report->relaxed = FALSE;
}

void
deckle_bank_report_clear (DeckleBankReport *report)
{
  g_clear_pointer (&report->problems, g_ptr_array_unref);
  g_clear_pointer (&report->file, g_free);
  g_clear_pointer (&report->card, g_free);
}

/* Problems from now on are in @file, and no card's until one is named. */
void
deckle_bank_report_set_file (DeckleBankReport *report,
                             const char       *file)
{
  g_set_str (&report->file, file);
  g_set_str (&report->card, NULL);
}

void
deckle_bank_report_set_card (DeckleBankReport *report,
                             const char       *card)
{
  g_set_str (&report->card, card);
}

/* Appends a problem; one beyond the limit is dropped. */
void
deckle_bank_report_add (DeckleBankReport *report,
                        const char       *member,
                        const char       *format,
                        ...)
{
  DeckleBankProblem *problem;
  va_list args;

  if (deckle_bank_report_is_full (report))
    return;

  problem = g_new0 (DeckleBankProblem, 1);
  problem->file = g_strdup (report->file);
  problem->card = g_strdup (report->card);
  problem->member = g_strdup (member);

  va_start (args, format);
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);

  g_ptr_array_add (report->problems, problem);
}

gboolean
deckle_bank_report_is_full (const DeckleBankReport *report)
{
  return report->problems->len >= DECKLE_BANK_PROBLEMS_MAX;
}
