/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-test"
#include "support/deckle-test-support.h"

#include <glib/gstdio.h>

#define WAKE_MS 5

static gboolean
on_wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
remove_tree (const char *path)
{
  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GDir) dir = NULL;
      const char *name;

      /* A test may have made it read-only. */
      g_chmod (path, 0700);
      dir = g_dir_open (path, 0, NULL);
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }

  g_remove (path);
}

static DeckleCard *
make_card (guint number)
{
  static const char * const tags[] = { "basics", "test", NULL };
  static const char * const points[] = { "first point", "second point", NULL };
  g_autofree char *id = g_strdup_printf ("card-%04u", number);
  g_autofree char *question = g_strdup_printf ("What does `f%u` return?", number);
  g_autofree char *answer = g_strdup_printf ("It returns **%u**, as its name says.", number);
  g_autofree char *detail = g_strdup_printf ("Detail of question %u.", number);
  g_autofree char *text = g_strdup_printf ("fmt.Println(%u)", number);
  g_autofree char *output = g_strdup_printf ("%u\n", number);
  DeckleCard *card = deckle_card_new (id, (int) number, question, answer);

  deckle_card_set_detail (card, detail);
  deckle_card_set_level (card, (DeckleLevel) (number % 3));
  deckle_card_set_tags (card, tags);
  deckle_card_set_points (card, points);
  if (number % 2 == 0)
    deckle_card_set_code (card, &(DeckleCode){ .kind = DECKLE_CODE_BODY, .text = text, .output = output, .run = TRUE });
  deckle_card_add_reference (card, "The Go Programming Language Specification", "https://go.dev/ref/spec");

  return card;
}

/**
 * deckle_test_data_path:
 * @first: first part of a path below `$DECKLE_TEST_DATA`
 * @...: further parts, ended by %NULL
 *
 * Finds a file that not every clone has.
 *
 * Returns: (transfer full) (nullable): the path, or %NULL when the variable is unset or nothing is there
 */
char *
deckle_test_data_path (const char *first,
                       ...)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *path = NULL;
  const char *root = g_getenv ("DECKLE_TEST_DATA");
  va_list args;

  if (root == NULL || *root == '\0')
    return NULL;

  g_ptr_array_add (parts, (gpointer) root);
  va_start (args, first);
  for (const char *part = first; part != NULL; part = va_arg (args, const char *))
    g_ptr_array_add (parts, (gpointer) part);
  va_end (args);
  g_ptr_array_add (parts, NULL);

  path = g_build_filenamev ((char **) parts->pdata);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/**
 * deckle_test_wait_until:
 * @predicate: what to wait for
 * @data: for @predicate
 * @deadline_s: how long at most, in seconds
 *
 * Iterates the default main context until @predicate holds.
 *
 * Returns: whether it did before the deadline
 */
gboolean
deckle_test_wait_until (DeckleTestPredicate predicate,
                        gpointer            data,
                        double              deadline_s)
{
  gint64 deadline_us = g_get_monotonic_time () + (gint64) (deadline_s * G_USEC_PER_SEC);
  guint wake = g_timeout_add (WAKE_MS, on_wake, NULL);
  gboolean holds;

  while (!(holds = predicate (data)) && g_get_monotonic_time () < deadline_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake);

  return holds;
}

/**
 * deckle_test_make_bank:
 * @n_sections: how many sections
 * @n_cards: how many cards in each of them
 *
 * Makes a bank that is the same at every call.
 *
 * Returns: (transfer full): a bank
 */
DeckleBank *
deckle_test_make_bank (guint n_sections,
                       guint n_cards)
{
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  const DeckleBankInfo info = {
    .id = (char *) "test-bank",
    .title = (char *) "Test Bank",
    .language = (char *) "en",
    .version = (char *) "1.0.0",
  };
  guint number = 1;

  for (guint i = 1; i <= n_sections; i++)
    {
      g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
      g_autofree char *id = g_strdup_printf ("section-%02u", i);
      g_autofree char *title = g_strdup_printf ("Section %u", i);
      g_autoptr (DeckleSection) section = deckle_section_new (id, title, G_LIST_MODEL (cards));

      deckle_section_set_order (section, (int) i);
      deckle_section_set_colour (section, "#2E9E5B");
      deckle_section_set_icon (section, "book-open");
      deckle_section_set_range (section, (int) number, (int) (number + n_cards) - 1);
      for (guint j = 0; j < n_cards; j++)
        {
          g_autoptr (DeckleCard) card = make_card (number++);

          g_list_store_append (cards, card);
        }
      g_list_store_append (sections, section);
    }

  return deckle_bank_new (&info, G_LIST_MODEL (sections));
}

/**
 * deckle_test_folder_new:
 *
 * Makes an empty folder for one test.
 *
 * Returns: (transfer full): its path, freed with [func@test_folder_free]
 */
DeckleTestFolder *
deckle_test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("deckle-test-XXXXXX", &error);

  g_assert_no_error (error);

  return path;
}

/**
 * deckle_test_folder_free:
 * @folder: (transfer full) (nullable): what [func@test_folder_new] returned
 *
 * Removes the folder with everything in it, following no symbolic link.
 */
void
deckle_test_folder_free (DeckleTestFolder *folder)
{
  if (folder == NULL)
    return;

  remove_tree (folder);
  g_free (folder);
}

/**
 * deckle_test_folder_path:
 * @folder: a folder
 * @name: name of a file in it
 *
 * Builds the path of a file in the folder; the file need not exist.
 *
 * Returns: (transfer full): a path
 */
char *
deckle_test_folder_path (const DeckleTestFolder *folder,
                         const char             *name)
{
  return g_build_filename (folder, name, NULL);
}
