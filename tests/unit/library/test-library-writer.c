/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include "library/deckle-library-private.h"

/* A write that inserts one row of meta, or fails as told. */
typedef struct
{
  const char *name;
  int         fail_code;   /* below 0: succeeds */
} Insert;

static guint n_inserts_run;

static gboolean
write_insert (DeckleWrite  *write,
              gpointer      data,
              GError      **error)
{
  const Insert *insert = data;

  n_inserts_run++;
  write->loss = g_strdup_printf ("“%s” was not saved.", insert->name);
  if (!deckle_sql_run (write->db, error, "INSERT INTO meta (name, value) VALUES (?, 1)", "t", insert->name))
    return FALSE;
  if (insert->fail_code < 0)
    return TRUE;
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, insert->fail_code, "It failed.");
  return FALSE;
}

static void
push (LibraryFixture *fixture,
      const char     *name,
      int             fail_code,
      LibraryWait    *wait)
{
  Insert *insert = g_new (Insert, 1);

  *insert = (Insert){ name, fail_code };
  deckle_library_write (fixture->library, write_insert, insert, g_free, NULL, push,
                        wait != NULL ? library_wait_on_written : NULL, wait);
}

static gint64
count_rows (LibraryFixture *fixture)
{
  return library_fixture_get (fixture, "SELECT count(*) FROM meta");
}

static void
test_order (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  LibraryWait waits[20] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u", i);

      push (fixture, g_intern_string (name), -1, &waits[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      library_wait_succeed (&waits[i]);
      if (i > 0)
        g_assert_cmpuint (waits[i].order, ==, waits[i - 1].order + 1);
    }
  g_assert_cmpint (count_rows (fixture), ==, 20);
}

/* What waits behind a failure is not run, fails with the same sentence, and leaves nothing. */
static void
test_failure (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GError) first = NULL, second = NULL, third = NULL;
  LibraryWait waits[4] = { 0 };

  n_inserts_run = 0;
  push (fixture, "a", -1, &waits[0]);
  push (fixture, "b", DECKLE_LIBRARY_ERROR_FULL, &waits[1]);
  push (fixture, "c", -1, &waits[2]);
  push (fixture, "d", -1, &waits[3]);
  library_wait_succeed (&waits[0]);
  first = library_wait_take (&waits[1]);
  g_assert_error (first, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FULL);
  g_assert_cmpstr (first->message, ==, "It failed. “b” was not saved.");
  second = library_wait_take (&waits[2]);
  g_assert_error (second, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FULL);
  g_assert_cmpstr (second->message, ==, first->message);
  third = library_wait_take (&waits[3]);
  g_assert_error (third, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FULL);
  g_assert_cmpuint (n_inserts_run, ==, 2);
  g_assert_cmpint (count_rows (fixture), ==, 1);

  /* From then on it works again. */
  push (fixture, "e", -1, &waits[0]);
  library_wait_succeed (&waits[0]);
  g_assert_cmpint (count_rows (fixture), ==, 2);
}

static gboolean
write_and_tell (DeckleWrite  *write,
                gpointer      data,
                GError      **error)
{
  g_atomic_int_set ((int *) data, 1);
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_IO, "It failed.");
  return FALSE;
}

/* Whoever pushes before hearing of a failure pushes behind it. */
static void
test_failure_not_yet_heard (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GError) first = NULL, second = NULL;
  LibraryWait waits[2] = { 0 };
  int ran = 0;

  deckle_library_write (fixture->library, write_and_tell, &ran, NULL, NULL, push, library_wait_on_written, &waits[0]);
  while (!g_atomic_int_get (&ran))
    g_thread_yield ();
  push (fixture, "b", -1, &waits[1]);
  first = library_wait_take (&waits[0]);
  g_assert_error (first, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_IO);
  second = library_wait_take (&waits[1]);
  g_assert_error (second, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_IO);
  g_assert_cmpint (count_rows (fixture), ==, 0);
}

/* Having nothing to undo says nothing about the writes behind it. */
static void
test_harmless (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) nothing = NULL, cancelled = NULL;
  LibraryWait waits[3] = { 0 };
  static const Insert insert = { "x", -1 };

  g_cancellable_cancel (cancellable);
  deckle_library_undo_async (fixture->library, library_wait_on_undone, &waits[0]);
  deckle_library_write (fixture->library, write_insert, (gpointer) &insert, NULL, cancellable, push,
                        library_wait_on_written, &waits[1]);
  push (fixture, "a", -1, &waits[2]);
  nothing = library_wait_take (&waits[0]);
  g_assert_error (nothing, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOTHING);
  cancelled = library_wait_take (&waits[1]);
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  library_wait_succeed (&waits[2]);
  g_assert_cmpint (count_rows (fixture), ==, 1);
}

static void
test_flush (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GError) error = NULL;
  LibraryWait wait = { 0 };

  push (fixture, "a", -1, NULL);
  g_assert_true (deckle_library_flush (fixture->library, &error));
  g_assert_cmpint (count_rows (fixture), ==, 1);

  /* A failure that nobody else hears of is told once. */
  push (fixture, "b", DECKLE_LIBRARY_ERROR_FULL, NULL);
  g_assert_false (deckle_library_flush (fixture->library, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FULL);
  g_clear_error (&error);
  g_assert_true (deckle_library_flush (fixture->library, &error));

  /* One that a callback takes is not told. */
  push (fixture, "c", DECKLE_LIBRARY_ERROR_FULL, &wait);
  g_assert_true (deckle_library_flush (fixture->library, &error));
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FULL);
}

static void
test_close_drains (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  LibraryWait waits[3] = { 0 };

  push (fixture, "a", -1, &waits[0]);
  push (fixture, "b", -1, &waits[1]);
  push (fixture, "c", -1, &waits[2]);
  g_assert_true (deckle_library_close (fixture->library, NULL));
  g_assert_cmpint (count_rows (fixture), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    library_wait_succeed (&waits[i]);
}

static void
test_close_tells_failure (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GError) error = NULL;

  push (fixture, "a", DECKLE_LIBRARY_ERROR_FULL, NULL);
  g_assert_false (deckle_library_close (fixture->library, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FULL);
  /* The task of a write without a callback ends in the main context, too. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The signal comes before the callback, and only for what changed. */
static void
on_schedule_changed (LibraryWait *wait)
{
  g_assert_false (wait->done);
  wait->order++;
}

static void
test_signals (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  gint64 card = g_array_index (fixture->cards, gint64, 0);
  LibraryWait wait = { 0 }, heard = { 0 };

  g_signal_connect_swapped (fixture->library, "schedule-changed", G_CALLBACK (on_schedule_changed), &heard);
  push (fixture, "a", -1, &wait);
  library_wait_succeed (&wait);
  g_assert_cmpuint (heard.order, ==, 0);
  deckle_library_set_flag_async (fixture->library, &card, 1, 3, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_cmpuint (heard.order, ==, 1);
}

static const struct
{
  int rc;
  int code;
} codes[] = {
  { SQLITE_FULL, DECKLE_LIBRARY_ERROR_FULL },
  { SQLITE_IOERR, DECKLE_LIBRARY_ERROR_IO },
  { SQLITE_IOERR_FSYNC, DECKLE_LIBRARY_ERROR_IO },
  { SQLITE_READONLY, DECKLE_LIBRARY_ERROR_READ_ONLY },
  { SQLITE_READONLY_DIRECTORY, DECKLE_LIBRARY_ERROR_READ_ONLY },
  { SQLITE_CANTOPEN, DECKLE_LIBRARY_ERROR_READ_ONLY },
  { SQLITE_BUSY, DECKLE_LIBRARY_ERROR_LOCKED },
  { SQLITE_BUSY_SNAPSHOT, DECKLE_LIBRARY_ERROR_LOCKED },
  { SQLITE_CORRUPT, DECKLE_LIBRARY_ERROR_CORRUPT },
  { SQLITE_NOTADB, DECKLE_LIBRARY_ERROR_CORRUPT },
  { SQLITE_CONSTRAINT, DECKLE_LIBRARY_ERROR_FAILED },
};

static void
test_codes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (deckle_sql_fail (NULL, codes[i].rc, &error));
      g_assert_error (error, DECKLE_LIBRARY_ERROR, codes[i].code);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/writer/order", test_order);
  g_test_add_func ("/library/writer/failure", test_failure);
  g_test_add_func ("/library/writer/failure-not-yet-heard", test_failure_not_yet_heard);
  g_test_add_func ("/library/writer/harmless", test_harmless);
  g_test_add_func ("/library/writer/flush", test_flush);
  g_test_add_func ("/library/writer/close-drains", test_close_drains);
  g_test_add_func ("/library/writer/close-tells-failure", test_close_tells_failure);
  g_test_add_func ("/library/writer/signals", test_signals);
  g_test_add_func ("/library/writer/codes", test_codes);
  return g_test_run ();
}
