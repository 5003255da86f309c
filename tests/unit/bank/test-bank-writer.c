/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bank/deckle-bank-writer.h"

#include <string.h>

#include "bank/deckle-bank-reader.h"
#include "support/deckle-test-support.h"

static void
assert_same_info (DeckleBank *a,
                  DeckleBank *b)
{
  const DeckleBankInfo *first = deckle_bank_get_info (a), *second = deckle_bank_get_info (b);

  g_assert_cmpstr (first->id, ==, second->id);
  g_assert_cmpstr (first->title, ==, second->title);
  g_assert_cmpstr (first->description, ==, second->description);
  g_assert_cmpstr (first->language, ==, second->language);
  g_assert_cmpstr (first->version, ==, second->version);
  g_assert_cmpstr (first->updated, ==, second->updated);
  g_assert_cmpstr (first->go_version, ==, second->go_version);
  g_assert_cmpstr (first->licence_spdx, ==, second->licence_spdx);
  g_assert_cmpstr (first->licence_url, ==, second->licence_url);
  g_assert_cmpstr (first->licence_holder, ==, second->licence_holder);
  g_assert_cmpstr (first->licence_code, ==, second->licence_code);
}

static void
assert_same_section (DeckleSection *a,
                     DeckleSection *b)
{
  int first_from, first_to, second_from, second_to;

  g_assert_cmpstr (deckle_section_get_id (a), ==, deckle_section_get_id (b));
  g_assert_cmpstr (deckle_section_get_title (a), ==, deckle_section_get_title (b));
  g_assert_cmpstr (deckle_section_get_short_title (a), ==, deckle_section_get_short_title (b));
  g_assert_cmpint (deckle_section_get_order (a), ==, deckle_section_get_order (b));
  g_assert_cmpstr (deckle_section_get_colour (a), ==, deckle_section_get_colour (b));
  g_assert_cmpstr (deckle_section_get_icon (a), ==, deckle_section_get_icon (b));
  g_assert_cmpstr (deckle_section_get_emoji (a), ==, deckle_section_get_emoji (b));
  deckle_section_get_range (a, &first_from, &first_to);
  deckle_section_get_range (b, &second_from, &second_to);
  g_assert_cmpint (first_from, ==, second_from);
  g_assert_cmpint (first_to, ==, second_to);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (a)), ==, g_list_model_get_n_items (G_LIST_MODEL (b)));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (a)); i++)
    {
      g_autoptr (DeckleCard) first = g_list_model_get_item (G_LIST_MODEL (a), i);
      g_autoptr (DeckleCard) second = g_list_model_get_item (G_LIST_MODEL (b), i);

      g_assert_true (deckle_card_equal (first, second));
    }
}

static void
assert_round_trip (GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = deckle_bank_read (file, NULL, NULL, &error);
  g_autoptr (DeckleBank) again = NULL;
  g_autoptr (GBytes) bytes = NULL, bytes_again = NULL;

  g_assert_no_error (error);
  bytes = deckle_bank_write (bank);
  again = deckle_bank_parse (bytes, "again.json", NULL, &error);
  g_assert_no_error (error);

  assert_same_info (bank, again);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bank)), ==, g_list_model_get_n_items (G_LIST_MODEL (again)));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (bank)); i++)
    {
      g_autoptr (DeckleSection) first = g_list_model_get_item (G_LIST_MODEL (bank), i);
      g_autoptr (DeckleSection) second = g_list_model_get_item (G_LIST_MODEL (again), i);

      assert_same_section (first, second);
    }

  bytes_again = deckle_bank_write (again);
  g_assert_true (g_bytes_equal (bytes, bytes_again));
}

static void
test_bundled (void)
{
  g_autoptr (GFile) file = deckle_bank_get_bundled ();

  assert_round_trip (file);
}

static void
test_data (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "banks", (const char *) data, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  assert_round_trip (file);
}

/* Signs that JSON must escape, and those that it must not */
static void
test_signs (void)
{
  static const char text[] = "Quotes \" and \\ and / and \t tab, \x01 control, é, 🟢, \xe2\x80\xa8 line, </script>.";
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
  g_autoptr (DeckleSection) section = deckle_section_new ("one", "One", G_LIST_MODEL (cards));
  g_autoptr (DeckleCard) card = deckle_card_new ("one-1", 1, "What is it?", text);
  const DeckleBankInfo info = {
    .id = (char *) "signs", .title = (char *) "Signs", .language = (char *) "en", .version = (char *) "1.0.0",
    .go_version = (char *) "1.27", .licence_spdx = (char *) "0BSD", .licence_url = (char *) "https://example.org/",
    .licence_holder = (char *) "Nobody",
  };
  const char * const tags[] = { "sign", NULL };
  g_autoptr (DeckleBank) bank = NULL, again = NULL;
  g_autoptr (DeckleCard) read_card = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  deckle_section_set_order (section, 1);
  deckle_section_set_colour (section, "#000000");
  deckle_section_set_icon (section, "plug");
  deckle_card_set_tags (card, tags);
  deckle_card_add_reference (card, "Page", "https://example.org/");
  g_list_store_append (cards, card);
  g_list_store_append (sections, section);
  bank = deckle_bank_new (&info, G_LIST_MODEL (sections));

  bytes = deckle_bank_write (bank);
  again = deckle_bank_parse (bytes, "signs.json", NULL, &error);
  g_assert_no_error (error);
  read_card = deckle_bank_find_card (again, "one-1");
  g_assert_cmpstr (deckle_card_get_answer (read_card), ==, text);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/bank/writer/bundled", test_bundled);
  g_test_add_data_func ("/bank/writer/one-file", "one-file.json", test_data);
  g_test_add_data_func ("/bank/writer/split", "split/bank.json", test_data);
  g_test_add_func ("/bank/writer/signs", test_signs);

  return g_test_run ();
}
