/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A disk that is full or fails at each of the first writes: a sentence, no half grade, and the session goes on. */

#include <glib/gstdio.h>

#include "failing-disk.h"
#include "unit/library/library-fixture.h"
#include "library/deckle-backup.h"

#define N_WRITES 40
#define MAX_GRADES 6

typedef struct
{
  const char *name;
  int         rc;
  int         code;
} Failure;

static const Failure failures[] = {
  { "full", SQLITE_FULL, DECKLE_LIBRARY_ERROR_FULL },
  { "io", SQLITE_IOERR_WRITE, DECKLE_LIBRARY_ERROR_IO },
};

/* Shared by all tests: SQLite's VFS is registered once for one path. */
static LibraryFixture *fixture;

static void
assert_sentence (const GError *error,
                 int           code)
{
  g_assert_error (error, DECKLE_LIBRARY_ERROR, code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_cmpuint (strlen (error->message), >, 15);
}

static gint64
count_reviews (void)
{
  return library_fixture_get (fixture, "SELECT count(*) FROM review");
}

/* All that a grade changes, as one number. */
static gint64
sum_up (void)
{
  return library_fixture_get (fixture, "SELECT (SELECT count(*) FROM review) * 1000003 + (SELECT count(*) FROM undo) * 10007 "
                                       "+ (SELECT sum(reps * 31 + state * 7 + due_ms % 99991) FROM card)");
}

static gint64
get_card (guint i)
{
  return g_array_index (fixture->cards, gint64, i % fixture->cards->len);
}

/* Every write in its turn fails once; the same grade given again is saved. */
static void
test_each_write (gconstpointer data)
{
  const Failure *failure = data;
  guint n_failed = 0;

  for (guint n = 1; n <= N_WRITES; n++)
    {
      gboolean failed = FALSE;

      failing_disk_fail_write (n, failure->rc);
      for (guint i = 0; i < MAX_GRADES && !failed; i++)
        {
          gint64 before = sum_up ();
          g_autoptr (GError) error = NULL;

          deckle_clock_advance_ms (fixture->clock, 60000);
          error = library_fixture_try_grade (fixture, get_card (n + i), DECKLE_RATING_GOOD);
          if (error == NULL)
            continue;
          assert_sentence (error, failure->code);
          g_assert_cmpint (sum_up (), ==, before);
          library_fixture_grade (fixture, get_card (n + i), DECKLE_RATING_GOOD);
          g_assert_cmpint (sum_up (), !=, before);
          failed = TRUE;
        }
      n_failed += failed;
      failing_disk_fail_write (0, SQLITE_OK);
      library_fixture_assert_sound (fixture);
    }
  g_test_message ("%u of %d failed writes reached a grade", n_failed, N_WRITES);
  g_assert_cmpuint (n_failed, >, N_WRITES / 2);
}

/* A sync that fails: the answer is not acknowledged, and it is not there by half. */
static void
test_each_sync (void)
{
  for (guint n = 1; n <= 8; n++)
    {
      gint64 before = count_reviews (), acknowledged = 0;

      failing_disk_fail_sync (n, SQLITE_IOERR_FSYNC);
      for (guint i = 0; i < MAX_GRADES; i++)
        {
          g_autoptr (GError) error = NULL;

          deckle_clock_advance_ms (fixture->clock, 60000);
          error = library_fixture_try_grade (fixture, get_card (n + i), DECKLE_RATING_HARD);
          if (error != NULL)
            assert_sentence (error, DECKLE_LIBRARY_ERROR_IO);
          else
            acknowledged++;
        }
      failing_disk_fail_sync (0, SQLITE_OK);
      g_assert_cmpint (count_reviews (), ==, before + acknowledged);
      library_fixture_assert_sound (fixture);
    }
}

/* The disk stays full for a while. */
static void
test_until_there_is_room (gconstpointer data)
{
  const Failure *failure = data;
  gint64 before = sum_up ();

  failing_disk_fail_writes (failure->rc);
  for (guint i = 0; i < MAX_GRADES; i++)
    {
      g_autoptr (GError) error = NULL;

      deckle_clock_advance_ms (fixture->clock, 60000);
      error = library_fixture_try_grade (fixture, get_card (i), DECKLE_RATING_GOOD);
      assert_sentence (error, failure->code);
    }
  failing_disk_fail_writes (SQLITE_OK);
  g_assert_cmpint (sum_up (), ==, before);
  library_fixture_grade (fixture, get_card (0), DECKLE_RATING_GOOD);
  library_fixture_assert_sound (fixture);
}

static void
on_imported (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GError **error = data;

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, error))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "It worked.");
}

/* An import is there as a whole or not at all. */
static void
test_import (gconstpointer data)
{
  const Failure *failure = data;
  gint64 n_decks = library_fixture_get (fixture, "SELECT count(*) FROM deck");
  gint64 n_cards = library_fixture_get (fixture, "SELECT count(*) FROM card");
  guint n_failed = 0;

  for (guint n = 1; n <= N_WRITES; n++)
    {
      g_autoptr (DeckleBank) bank = NULL;
      g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
      g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
      g_autoptr (DeckleSection) section = deckle_section_new ("s", "S", G_LIST_MODEL (cards));
      g_autofree char *id = g_strdup_printf ("%s-%u", failure->name, n);
      const DeckleBankInfo info = { .id = id, .title = id, .language = (char *) "en", .version = (char *) "1.0.0" };
      g_autoptr (GError) error = NULL;

      for (int i = 1; i <= 5; i++)
        {
          g_autofree char *card_id = g_strdup_printf ("card-%d", i);
          g_autoptr (DeckleCard) card = deckle_card_new (card_id, i, id, "An answer.");

          g_list_store_append (cards, card);
        }
      g_list_store_append (sections, section);
      bank = deckle_bank_new (&info, G_LIST_MODEL (sections));

      failing_disk_fail_write (n, failure->rc);
      deckle_library_import_async (fixture->library, bank, DECKLE_DECK_IMPORTED, NULL, NULL, on_imported, &error);
      while (error == NULL)
        g_main_context_iteration (NULL, TRUE);
      failing_disk_fail_write (0, SQLITE_OK);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          assert_sentence (error, failure->code);
          n_failed++;
        }
      else
        {
          n_decks++;
          n_cards += 5;
        }
      g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM deck"), ==, n_decks);
      g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card"), ==, n_cards);
    }
  library_fixture_assert_sound (fixture);
  g_assert_cmpuint (n_failed, >, N_WRITES / 4);
}

static void
remove_library (void)
{
  static const char * const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

      g_unlink (path);
    }
}

/* The first start of all: it opens or says why not, and opens the next time. Runs last: it starts from nothing. */
static void
test_new_library (gconstpointer data)
{
  const Failure *failure = data;
  guint n_failed = 0;

  library_fixture_close (fixture);
  for (guint n = 1; n <= N_WRITES; n++)
    {
      g_autoptr (GError) error = NULL;
      DeckleLibrary *library;

      remove_library ();
      failing_disk_fail_write (n, failure->rc);
      library = deckle_library_open (fixture->path, fixture->clock, &error);
      failing_disk_fail_write (0, SQLITE_OK);
      if (library == NULL)
        {
          assert_sentence (error, failure->code);
          n_failed++;
        }
      else
        {
          deckle_library_close (library, NULL);
          g_object_unref (library);
        }
      library_fixture_open (fixture);
      library_fixture_assert_sound (fixture);
      library_fixture_close (fixture);
    }
  g_assert_cmpuint (n_failed, >, N_WRITES / 2);
  library_fixture_open (fixture);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  fixture = library_fixture_new (2, 10);
  library_fixture_close (fixture);
  failing_disk_install (fixture->path);
  library_fixture_open (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *each = g_strconcat ("/library/durability/errors/each-write/", failures[i].name, NULL);
      g_autofree char *room = g_strconcat ("/library/durability/errors/until-there-is-room/", failures[i].name, NULL);
      g_autofree char *import = g_strconcat ("/library/durability/errors/import/", failures[i].name, NULL);
      g_autofree char *new_library = g_strconcat ("/library/durability/errors/new-library/", failures[i].name, NULL);

      g_test_add_data_func (each, &failures[i], test_each_write);
      g_test_add_data_func (room, &failures[i], test_until_there_is_room);
      g_test_add_data_func (import, &failures[i], test_import);
      g_test_add_data_func (new_library, &failures[i], test_new_library);
    }
  g_test_add_func ("/library/durability/errors/each-sync", test_each_sync);
  status = g_test_run ();
  library_fixture_free (fixture);
  return status;
}
