/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study/deckle-session.h"
#include "support/deckle-test-support.h"

G_BEGIN_DECLS

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)
/* Monday, 2 March 2026, 10:00 UTC */
#define START_MS  (G_GINT64_CONSTANT (1772445600) * 1000)

/*
 * Fixture:
 *
 * A library on a manual clock, and a sitting whose signals are counted.
 */
typedef struct
{
  DeckleTestFolder *folder;
  char             *path;
  DeckleClock      *clock;
  DeckleLibrary    *library;
  DeckleSession    *session;
  guint             n_changed;
  guint             n_graded;
  guint             n_rolled_over;
  guint             n_leeches;
  guint             n_failed;
  char             *failure;
  char             *undone;
  char             *notice;
} Fixture;

void         session_settle       (Fixture *f);
void         session_set_up       (Fixture       *f,
                                   gconstpointer  data);
void         session_end          (Fixture *f);
void         session_tear_down    (Fixture       *f,
                                   gconstpointer  data);
void         session_import_bank  (Fixture *f,
                                   guint    n_sections,
                                   guint    n_cards);
void         session_set_policy   (Fixture            *f,
                                   const DecklePolicy *policy);
DecklePolicy session_make_policy  (void);
void         session_start        (Fixture *f);
int          session_present      (Fixture *f);
void         session_answer       (Fixture      *f,
                                   DeckleRating  rating);
void         session_assert_sound (Fixture *f);
void         session_run_sql      (Fixture    *f,
                                   const char *sql);
guint        session_count_rows   (Fixture *f,
                                   gint64   card);

#define SESSION_TEST(name, function) \
  g_test_add ("/study/session/" name, Fixture, NULL, session_set_up, function, session_tear_down)

G_END_DECLS
