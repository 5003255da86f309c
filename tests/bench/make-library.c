/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes a large, believable library for benchmarks, straight through SQL: invented questions in 50 sections, three in ten of
 * them studied. Every answer went through the scheduler, so that the log, the memory and the days on the cards agree.
 *
 *   usage: make-library CARDS FILE
 *
 * A file that is there already is brought to the present schema and kept. Prints how long it took and how large it is.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "large-texts.h"
#include "library/deckle-library-log.h"
#include "library/deckle-schema.h"

#define DECK_ID "large"
#define N_SECTIONS 50
#define MAX_ANSWERS 12
#define HISTORY_DAYS 900
#define MS_PER_DAY G_GINT64_CONSTANT (86400000)
#define MS_PER_SECOND G_GINT64_CONSTANT (1000)

typedef enum { INSERT_CARD, INSERT_TEXT, INSERT_POINT, INSERT_TAG, INSERT_REVIEW, N_INSERTS } Insert;

typedef struct
{
  sqlite3         *db;
  sqlite3_stmt    *inserts[N_INSERTS];
  DeckleClock     *clock;
  DeckleScheduler  scheduler;
  LargeText       *text;
  GRand           *rand;
  gint64           now_ms;
  int              today;
  gint64           n_reviews;
} Maker;

static const char * const insert_sql[N_INSERTS] = {
  [INSERT_CARD] =
    "INSERT INTO card (id, deck, section, card_id, number, level, question, answer, code_kind, code_text, code_lang, seed, "
    "suspended, buried_until_day, flag, first_day, known_until_day, state, step_left, reps, lapses, stability, stability_fast, "
    "difficulty, due_ms, due_day, interval_days, last_review_ms, last_day, retired) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  [INSERT_TEXT] =
    "INSERT INTO card_text (rowid, question, answer, points, detail, code, tags) VALUES (?, ?, ?, ?, '  ', ?, ?)",
  [INSERT_POINT] = "INSERT INTO card_point (card, position, text) VALUES (?, 0, ?)",
  [INSERT_TAG] = "INSERT INTO card_tag (card, position, tag) VALUES (?, ?, ?)",
  [INSERT_REVIEW] =
    "INSERT INTO review (id, card, ordinal, time_ms, rating, kind, answer_ms, local_day, utc_offset_min, step_left, due_ms, "
    "interval_days, parameters) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
};

static void
run_sql (sqlite3    *db,
         const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

static sqlite3_stmt *
prepare (sqlite3    *db,
         const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  return statement;
}

static void
step (Maker  *self,
      Insert  insert)
{
  if (sqlite3_step (self->inserts[insert]) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (self->db));
  sqlite3_reset (self->inserts[insert]);
}

static void
bind_text (sqlite3_stmt *statement,
           int           index,
           const char   *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

/* As the library indexes it: two spaces end a field. */
static void
bind_field (sqlite3_stmt *statement,
            int           index,
            const char   *text)
{
  g_autofree char *field = g_strconcat (text, "  ", NULL);

  bind_text (statement, index, field);
}

static DeckleRating
choose_rating (Maker *self)
{
  double x = g_rand_double (self->rand);

  if (x < 0.08)
    return DECKLE_RATING_AGAIN;
  if (x < 0.18)
    return DECKLE_RATING_HARD;
  return x < 0.88 ? DECKLE_RATING_GOOD : DECKLE_RATING_EASY;
}

static void
insert_review (Maker                *self,
               gint64                card,
               int                   ordinal,
               gint64                time_ms,
               DeckleRating          rating,
               const DeckleOutcome  *outcome)
{
  sqlite3_stmt *review = self->inserts[INSERT_REVIEW];

  sqlite3_bind_int64 (review, 1, ++self->n_reviews);
  sqlite3_bind_int64 (review, 2, card);
  sqlite3_bind_int (review, 3, ordinal);
  sqlite3_bind_int64 (review, 4, time_ms);
  sqlite3_bind_int (review, 5, (int) rating);
  sqlite3_bind_int (review, 6, (int) outcome->kind);
  sqlite3_bind_int (review, 7, g_rand_int_range (self->rand, 2000, 30000));
  sqlite3_bind_int (review, 8, outcome->after.last_day);
  sqlite3_bind_int (review, 9, deckle_clock_utc_offset_min (self->clock, time_ms));
  sqlite3_bind_int (review, 10, outcome->after.step_left);
  sqlite3_bind_int64 (review, 11, outcome->after.due_ms);
  sqlite3_bind_double (review, 12, outcome->after.interval_days);
  step (self, INSERT_REVIEW);
}

/* When the card comes back: in review state at some hour of its day, in steps a moment after its time. */
static gint64
next_answer_ms (Maker                *self,
                const DeckleSchedule *schedule)
{
  if (schedule->state != DECKLE_STATE_REVIEW)
    return schedule->due_ms + g_rand_int_range (self->rand, 1, 600) * MS_PER_SECOND;
  return deckle_clock_day_start_ms (self->clock, schedule->due_day, self->scheduler.policy.rollover_hour) +
         g_rand_int_range (self->rand, 3 * 3600, 18 * 3600) * MS_PER_SECOND;
}

/* Answers the card whenever it is due, from a day in the past until now, or until the learner fell behind. */
static void
study (Maker           *self,
       gint64           card,
       guint64          seed,
       DeckleSchedule  *schedule,
       int             *first_day)
{
  double age_days = pow (HISTORY_DAYS, g_rand_double (self->rand));
  gint64 time_ms = self->now_ms - (gint64) (age_days * (double) MS_PER_DAY);
  gint64 stop_ms = self->now_ms;

  if (g_rand_double (self->rand) < 0.02)
    stop_ms -= g_rand_int_range (self->rand, 1, 60) * MS_PER_DAY;
  for (int i = 1; i <= MAX_ANSWERS && time_ms < stop_ms; i++)
    {
      DeckleRating rating = choose_rating (self);
      DeckleOutcome outcomes[DECKLE_N_RATINGS];

      deckle_scheduler_preview (&self->scheduler, self->clock, schedule, seed, time_ms, outcomes);
      *schedule = outcomes[rating - 1].after;
      insert_review (self, card, i, time_ms, rating, &outcomes[rating - 1]);
      if (i == 1)
        *first_day = schedule->last_day;
      time_ms = next_answer_ms (self, schedule);
    }
}

static void
insert_card_row (Maker                *self,
                 guint                 number,
                 guint                 section,
                 const char           *card_id,
                 guint64               seed,
                 const DeckleSchedule *schedule,
                 int                   first_day)
{
  sqlite3_stmt *card = self->inserts[INSERT_CARD];
  gboolean has_code = self->text->code->len > 0;
  gboolean is_known = schedule->state == DECKLE_STATE_REVIEW;

  sqlite3_bind_int64 (card, 1, number + 1);
  sqlite3_bind_int64 (card, 2, section + 1);
  bind_text (card, 3, card_id);
  sqlite3_bind_int64 (card, 4, number + 1);
  sqlite3_bind_int (card, 5, self->text->level);
  bind_text (card, 6, self->text->question->str);
  bind_text (card, 7, self->text->answer->str);
  sqlite3_bind_int (card, 8, has_code);
  bind_text (card, 9, has_code ? self->text->code->str : NULL);
  bind_text (card, 10, has_code ? "go" : NULL);
  sqlite3_bind_int64 (card, 11, (gint64) seed);
  sqlite3_bind_int (card, 12, g_rand_double (self->rand) < 0.01);
  sqlite3_bind_int (card, 13, g_rand_double (self->rand) < 0.0005 ? self->today + 1 : 0);
  sqlite3_bind_int (card, 14, g_rand_double (self->rand) < 0.02 ? g_rand_int_range (self->rand, 1, 5) : 0);
  if (first_day != 0)
    sqlite3_bind_int (card, 15, first_day);
  else
    sqlite3_bind_null (card, 15);
  sqlite3_bind_int (card, 16, is_known ? deckle_scheduler_known_until (&self->scheduler, schedule) : 0);
  sqlite3_bind_int (card, 17, (int) schedule->state);
  sqlite3_bind_int (card, 18, schedule->step_left);
  sqlite3_bind_int (card, 19, schedule->reps);
  sqlite3_bind_int (card, 20, schedule->lapses);
  sqlite3_bind_double (card, 21, schedule->memory.stability);
  sqlite3_bind_double (card, 22, schedule->memory.stability_fast);
  sqlite3_bind_double (card, 23, schedule->memory.difficulty);
  sqlite3_bind_int64 (card, 24, schedule->due_ms);
  sqlite3_bind_int (card, 25, schedule->due_day);
  sqlite3_bind_double (card, 26, schedule->interval_days);
  sqlite3_bind_int64 (card, 27, schedule->last_review_ms);
  sqlite3_bind_int (card, 28, schedule->last_day);
  sqlite3_bind_int (card, 29, g_rand_double (self->rand) < 0.002);
  step (self, INSERT_CARD);
}

static void
insert_lists (Maker *self,
              gint64 card)
{
  g_autofree char *tags = NULL;
  sqlite3_stmt *text = self->inserts[INSERT_TEXT];

  sqlite3_bind_int64 (self->inserts[INSERT_POINT], 1, card);
  bind_text (self->inserts[INSERT_POINT], 2, self->text->point->str);
  step (self, INSERT_POINT);
  for (int i = 0; i < 2 && self->text->tags[i] != NULL; i++)
    {
      sqlite3_bind_int64 (self->inserts[INSERT_TAG], 1, card);
      sqlite3_bind_int (self->inserts[INSERT_TAG], 2, i);
      bind_text (self->inserts[INSERT_TAG], 3, self->text->tags[i]);
      step (self, INSERT_TAG);
    }

  tags = g_strjoin ("  ", self->text->tags[0], self->text->tags[1], NULL);
  sqlite3_bind_int64 (text, 1, card);
  bind_field (text, 2, self->text->question->str);
  bind_field (text, 3, self->text->answer->str);
  bind_field (text, 4, self->text->point->str);
  bind_field (text, 5, self->text->code->str);
  bind_field (text, 6, tags);
  step (self, INSERT_TEXT);
}

static void
make_card (Maker *self,
           guint  number)
{
  g_autofree char *card_id = g_strdup_printf ("question-%07u", number + 1);
  guint64 seed = deckle_scheduler_seed (DECK_ID, card_id);
  DeckleSchedule schedule = { .state = DECKLE_STATE_NEW };
  int first_day = 0;

  large_text_fill (self->text, number);
  if (g_rand_double (self->rand) < 0.3)
    study (self, number + 1, seed, &schedule, &first_day);
  insert_card_row (self, number, number % N_SECTIONS, card_id, seed, &schedule, first_day);
  insert_lists (self, number + 1);
  if ((number + 1) % 100000 == 0)
    fprintf (stderr, "%u cards\n", number + 1);
}

static void
make_sections (Maker *self)
{
  sqlite3_stmt *section = prepare (self->db,
                                   "INSERT INTO section (id, deck, section_id, title, short_title, colour, icon, position) "
                                   "VALUES (?, 1, ?, ?, ?, ?, ?, ?)");

  run_sql (self->db, "INSERT INTO deck (id, deck_id, title, language, version, kind) "
                     "VALUES (1, '" DECK_ID "', 'A Large Library', 'en', '1', 1)");
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      g_autofree char *id = g_strdup_printf ("section-%02u", i + 1);
      g_autofree char *short_title = NULL;
      g_autofree char *title = large_text_section (i, &short_title);

      sqlite3_bind_int64 (section, 1, i + 1);
      bind_text (section, 2, id);
      bind_text (section, 3, title);
      bind_text (section, 4, short_title);
      bind_text (section, 5, large_text_colour (i));
      bind_text (section, 6, large_text_icon (i));
      sqlite3_bind_int64 (section, 7, i + 1);
      if (sqlite3_step (section) != SQLITE_DONE)
        g_error ("%s", sqlite3_errmsg (self->db));
      sqlite3_reset (section);
    }
  sqlite3_finalize (section);
}

/* Drops the indexes and triggers of the large tables and returns the SQL that makes them again: sorting once is faster than
 * sorting in, and what triggers keep is made anew by the library's own migration of the rows. */
static GPtrArray *
take_indexes (sqlite3 *db)
{
  GPtrArray *again = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) drop = g_string_new (NULL);
  sqlite3_stmt *list = prepare (db, "SELECT sql, name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "
                                    "AND tbl_name IN ('card', 'card_tag', 'review')");

  while (sqlite3_step (list) == SQLITE_ROW)
    {
      g_ptr_array_add (again, g_strdup ((const char *) sqlite3_column_text (list, 0)));
      g_string_append_printf (drop, "DROP INDEX %s;", (const char *) sqlite3_column_text (list, 1));
    }
  sqlite3_finalize (list);
  run_sql (db, drop->str);
  return again;
}

static void
fill (Maker *self,
      guint  n_cards)
{
  g_autoptr (GPtrArray) indexes = NULL;

  run_sql (self->db, "PRAGMA synchronous = OFF");
  run_sql (self->db, "PRAGMA cache_size = -500000");
  run_sql (self->db, "PRAGMA temp_store = MEMORY");
  run_sql (self->db, "BEGIN");
  /* Larger pieces of the index at a time: fewer of them to merge. */
  run_sql (self->db, "INSERT INTO card_text (card_text, rank) VALUES ('hashsize', 67108864)");
  indexes = take_indexes (self->db);
  make_sections (self);
  for (int i = 0; i < N_INSERTS; i++)
    self->inserts[i] = prepare (self->db, insert_sql[i]);
  for (guint i = 0; i < n_cards; i++)
    make_card (self, i);
  for (int i = 0; i < N_INSERTS; i++)
    sqlite3_finalize (self->inserts[i]);
  fprintf (stderr, "indexes\n");
  for (guint i = 0; i < indexes->len; i++)
    run_sql (self->db, indexes->pdata[i]);
  run_sql (self->db, "INSERT INTO card_text (card_text, rank) VALUES ('hashsize', 1048576)");
  run_sql (self->db, "COMMIT");
}

static void
make (const char *path,
      guint       n_cards)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (LargeText) text = large_text_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  g_autoptr (GError) error = NULL;
  DeckleLibrary *library = deckle_library_open (path, clock, &error);
  Maker maker = { .clock = clock, .text = text, .rand = rand, .now_ms = deckle_clock_now_ms (clock) };

  if (library == NULL)
    g_error ("%s", error->message);
  deckle_library_get_scheduler (library, &maker.scheduler);
  maker.today = deckle_library_get_today (library);
  deckle_library_close (library, NULL);
  g_object_unref (library);

  if (sqlite3_open (path, &maker.db) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (maker.db));
  fill (&maker, n_cards);
  run_sql (maker.db, "PRAGMA wal_checkpoint (TRUNCATE)");
  sqlite3_close (maker.db);
}

/* A file of an older schema is brought to the present one. */
static void
migrate (const char *path)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  if (sqlite3_open (path, &db) != SQLITE_OK || !deckle_schema_migrate (db, &error))
    g_error ("%s: %s", path, error != NULL ? error->message : sqlite3_errmsg (db));
  sqlite3_close (db);
}

int
main (int    argc,
      char **argv)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autofree char *temporary = NULL;
  GStatBuf info;

  if (argc != 3 || atoi (argv[1]) < 1)
    {
      fprintf (stderr, "usage: %s CARDS FILE\n", argv[0]);
      return EXIT_FAILURE;
    }
  if (g_file_test (argv[2], G_FILE_TEST_EXISTS))
    {
      migrate (argv[2]);
      return EXIT_SUCCESS;
    }

  temporary = g_strconcat (argv[2], ".part", NULL);
  g_unlink (temporary);
  make (temporary, (guint) atoi (argv[1]));
  if (g_rename (temporary, argv[2]) != 0 || g_stat (argv[2], &info) != 0)
    g_error ("%s cannot be put in place", argv[2]);
  printf ("%s cards made in %.0f s, %.2f GB\n", argv[1], (double) (g_get_monotonic_time () - start_us) / 1e6,
          (double) info.st_size / 1e9);
  return EXIT_SUCCESS;
}
