/* SPDX-License-Identifier: GPL-3.0-or-later */
/* make-learners FOLDER [SEED]: writes the log of each invented learner to FOLDER/NAME.csv, in the columns of bench-fit. */
#include <stdio.h>
#include <stdlib.h>

#include "support/fit-learner.h"

static gboolean
write_learner (const char       *folder,
               const FitLearner *learner)
{
  g_autofree char *name = g_strconcat (learner->name, ".csv", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GArray) answers = fit_learner_answers (learner);
  FILE *file = fopen (path, "w");
  gboolean written;

  if (file == NULL)
    return FALSE;

  fprintf (file, "card_id,review_time_ms,rating,elapsed_days\n");
  for (guint i = 0; i < answers->len; i++)
    {
      const FitAnswer *answer = &g_array_index (answers, FitAnswer, i);

      fprintf (file, "%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",%d,%d\n", answer->card, answer->time_ms,
               (int) answer->rating, answer->elapsed_days);
    }
  written = ferror (file) == 0;

  return fclose (file) == 0 && written;
}

int
main (int    argc,
      char **argv)
{
  guint32 seed = argc > 2 ? (guint32) strtoul (argv[2], NULL, 10) : 0;

  if (argc < 2)
    {
      g_printerr ("usage: make-learners FOLDER [SEED]\n");
      return 2;
    }

  for (guint i = 0; i < n_fit_learners; i++)
    {
      FitLearner learner = fit_learners[i];

      learner.seed += seed;
      if (!write_learner (argv[1], &learner))
        {
          g_printerr ("Could not write the log of %s.\n", learner.name);
          return 1;
        }
    }

  return 0;
}
