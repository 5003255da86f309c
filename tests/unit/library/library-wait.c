/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-wait.h"

static guint n_callbacks;

void
library_wait_on_written (GObject      *source,
                         GAsyncResult *result,
                         gpointer      data)
{
  LibraryWait *wait = data;
  gboolean success = deckle_library_write_finish (DECKLE_LIBRARY (source), result, &wait->error);

  g_assert_true (success == (wait->error == NULL));
  wait->order = ++n_callbacks;
  wait->done = TRUE;
}

void
library_wait_on_undone (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data)
{
  LibraryWait *wait = data;
  gboolean success = deckle_library_undo_finish (DECKLE_LIBRARY (source), result, &wait->step, &wait->error);

  g_assert_true (success == (wait->error == NULL));
  wait->order = ++n_callbacks;
  wait->done = TRUE;
}

GError *
library_wait_take (LibraryWait *wait)
{
  while (!wait->done)
    g_main_context_iteration (NULL, TRUE);
  wait->done = FALSE;
  deckle_undo_step_clear (&wait->step);
  return g_steal_pointer (&wait->error);
}

void
library_wait_succeed (LibraryWait *wait)
{
  g_autoptr (GError) error = library_wait_take (wait);

  g_assert_no_error (error);
}

void
library_assert_same_schedule (const DeckleSchedule *a,
                              const DeckleSchedule *b)
{
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpint (a->step_left, ==, b->step_left);
  g_assert_cmpint (a->reps, ==, b->reps);
  g_assert_cmpint (a->lapses, ==, b->lapses);
  g_assert_cmpfloat (a->memory.stability, ==, b->memory.stability);
  g_assert_cmpfloat (a->memory.stability_fast, ==, b->memory.stability_fast);
  g_assert_cmpfloat (a->memory.difficulty, ==, b->memory.difficulty);
  g_assert_cmpint (a->due_ms, ==, b->due_ms);
  g_assert_cmpint (a->due_day, ==, b->due_day);
  g_assert_cmpfloat (a->interval_days, ==, b->interval_days);
  g_assert_cmpint (a->last_review_ms, ==, b->last_review_ms);
  g_assert_cmpint (a->last_day, ==, b->last_day);
}
