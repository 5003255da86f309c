/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/deckle-test-support.h"

typedef struct
{
  guint n_signals;
  guint n_notifies;
  guint position;
  guint removed;
  guint added;
} Heard;

static void
on_items_changed (Heard *heard,
                  guint  position,
                  guint  removed,
                  guint  added)
{
  heard->n_signals++;
  heard->position = position;
  heard->removed = removed;
  heard->added = added;
}

static void
on_notify (Heard *heard)
{
  heard->n_notifies++;
}

static DeckleCard *
make_full_card (void)
{
  DeckleCard *card = deckle_card_new ("go-001", 1, "What is `nil`?", "The **zero** value.");
  static const char * const points[] = { "zero value", "no type", NULL };
  static const char * const tags[] = { "basics", NULL };
  static const char * const see_also[] = { "go-002", "go-003", NULL };
  static const char *imports[] = { "fmt", "os", NULL };
  const DeckleCode code = {
    .kind = DECKLE_CODE_BODY,
    .text = (char *) "fmt.Println(nil)",
    .output = (char *) "<nil>\n",
    .go_version = (char *) "1.26",
    .imports = (GStrv) imports,
    .run = TRUE,
  };

  deckle_card_set_detail (card, "More.");
  deckle_card_set_level (card, DECKLE_LEVEL_ADVANCED);
  deckle_card_set_points (card, points);
  deckle_card_set_tags (card, tags);
  deckle_card_set_see_also (card, see_also);
  deckle_card_set_code (card, &code);
  deckle_card_add_reference (card, "Spec", "https://go.dev/ref/spec");
  deckle_card_add_reference (card, "Blog", "https://go.dev/blog");

  return card;
}

static void
test_nicks (void)
{
  DeckleLevel level = DECKLE_LEVEL_ADVANCED;
  DeckleCodeKind kind = DECKLE_CODE_TEXT;

  for (int i = DECKLE_LEVEL_BASIC; i <= DECKLE_LEVEL_ADVANCED; i++)
    {
      g_assert_true (deckle_level_from_nick (deckle_level_to_nick ((DeckleLevel) i), &level));
      g_assert_cmpint (level, ==, i);
    }
  g_assert_false (deckle_level_from_nick ("Basic", &level));
  g_assert_false (deckle_level_from_nick (NULL, &level));
  g_assert_cmpint (level, ==, DECKLE_LEVEL_ADVANCED);
  g_assert_null (deckle_level_to_nick ((DeckleLevel) 3));
  g_assert_null (deckle_level_to_nick ((DeckleLevel) -1));

  for (int i = DECKLE_CODE_NONE; i <= DECKLE_CODE_TEXT; i++)
    {
      g_assert_true (deckle_code_kind_from_nick (deckle_code_kind_to_nick ((DeckleCodeKind) i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (deckle_code_kind_from_nick ("", &kind));
  g_assert_cmpint (kind, ==, DECKLE_CODE_TEXT);
  g_assert_null (deckle_code_kind_to_nick ((DeckleCodeKind) 6));
}

static void
test_card_empty (void)
{
  DeckleCard *card = deckle_card_new ("x", 0, "", "");

  g_assert_null (deckle_card_get_detail (card));
  g_assert_cmpint (deckle_card_get_level (card), ==, DECKLE_LEVEL_BASIC);
  g_assert_nonnull (deckle_card_get_points (card));
  g_assert_null (deckle_card_get_points (card)[0]);
  g_assert_null (deckle_card_get_tags (card)[0]);
  g_assert_null (deckle_card_get_see_also (card)[0]);
  g_assert_cmpint (deckle_card_get_code (card)->kind, ==, DECKLE_CODE_NONE);
  g_assert_cmpuint (deckle_card_get_n_references (card), ==, 0);
  g_assert_null (deckle_card_get_reference (card, 0));

  g_assert_finalize_object (card);
}

static void
test_card_full (void)
{
  DeckleCard *card = make_full_card ();
  g_autofree char *id = NULL;
  g_autofree char *question = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *detail = NULL;
  int number = 0;
  int level = 0;

  g_object_get (card, "id", &id, "number", &number, "question", &question, "answer", &answer, "detail", &detail,
                "level", &level, NULL);
  g_assert_cmpstr (id, ==, "go-001");
  g_assert_cmpint (number, ==, 1);
  g_assert_cmpstr (question, ==, "What is `nil`?");
  g_assert_cmpstr (answer, ==, "The **zero** value.");
  g_assert_cmpstr (detail, ==, "More.");
  g_assert_cmpint (level, ==, DECKLE_LEVEL_ADVANCED);
  g_assert_cmpstr (deckle_card_get_code (card)->imports[1], ==, "os");
  g_assert_cmpuint (deckle_card_get_n_references (card), ==, 2);
  g_assert_cmpstr (deckle_card_get_reference (card, 1)->title, ==, "Blog");
  g_assert_null (deckle_card_get_reference (card, 2));

  deckle_card_set_code (card, deckle_card_get_code (card));
  g_assert_cmpstr (deckle_card_get_code (card)->text, ==, "fmt.Println(nil)");
  deckle_card_set_points (card, deckle_card_get_points (card));
  g_assert_cmpstr (deckle_card_get_points (card)[1], ==, "no type");
  deckle_card_set_code (card, NULL);
  g_assert_null (deckle_card_get_code (card)->text);

  g_assert_finalize_object (card);
}

static void
test_card_notify (void)
{
  DeckleCard *card = make_full_card ();
  Heard heard = { 0 };

  g_signal_connect_swapped (card, "notify", G_CALLBACK (on_notify), &heard);
  deckle_card_set_detail (card, "More.");
  deckle_card_set_level (card, DECKLE_LEVEL_ADVANCED);
  g_assert_cmpuint (heard.n_notifies, ==, 0);
  deckle_card_set_detail (card, NULL);
  deckle_card_set_level (card, DECKLE_LEVEL_BASIC);
  g_assert_cmpuint (heard.n_notifies, ==, 2);

  g_assert_finalize_object (card);
}

/* Each change alone makes two cards differ. */
static void
change_card (DeckleCard *card,
             guint       what)
{
  static const char * const other[] = { "other", NULL };
  DeckleCode code = *deckle_card_get_code (card);

  switch (what)
    {
    case 0:
      deckle_card_set_detail (card, NULL);
      return;
    case 1:
      deckle_card_set_level (card, DECKLE_LEVEL_BASIC);
      return;
    case 2:
      deckle_card_set_points (card, other);
      return;
    case 3:
      deckle_card_set_tags (card, NULL);
      return;
    case 4:
      deckle_card_set_see_also (card, other);
      return;
    case 5:
      deckle_card_add_reference (card, "Spec", "https://go.dev/ref/spec");
      return;
    case 6:
      code.output = NULL;
      break;
    case 7:
      code.run = FALSE;
      break;
    case 8:
      code.kind = DECKLE_CODE_PROGRAM;
      break;
    case 9:
      code.imports = NULL;
      break;
    case 10:
      code.lang = (char *) "yaml";
      break;
    case 11:
      code.fails = TRUE;
      break;
    default:
      g_assert_not_reached ();
    }
  deckle_card_set_code (card, &code);
}

static void
test_card_equal (void)
{
  g_autoptr (DeckleCard) a = make_full_card ();
  g_autoptr (DeckleCard) same = make_full_card ();
  g_autoptr (DeckleCard) other_id = deckle_card_new ("go-002", 1, "What is `nil`?", "The **zero** value.");

  g_assert_true (deckle_card_equal (a, a));
  g_assert_true (deckle_card_equal (a, same));
  g_assert_false (deckle_card_equal (a, other_id));

  for (guint what = 0; what < 12; what++)
    {
      DeckleCard *b = make_full_card ();

      change_card (b, what);
      g_assert_false (deckle_card_equal (a, b));
      g_assert_false (deckle_card_equal (b, a));
      g_assert_finalize_object (b);
    }
}

static void
test_section (void)
{
  GListStore *cards = g_list_store_new (DECKLE_TYPE_CARD);
  DeckleSection *section = deckle_section_new ("basics", "The Basics", G_LIST_MODEL (cards));
  DeckleCard *card = make_full_card ();
  g_autoptr (DeckleCard) got = NULL;
  Heard heard = { 0 };
  int from = -1, to = -1;

  g_assert_cmpstr (deckle_section_get_short_title (section), ==, "The Basics");
  deckle_section_set_short_title (section, "Basics");
  g_assert_cmpstr (deckle_section_get_short_title (section), ==, "Basics");
  deckle_section_get_range (section, &from, &to);
  g_assert_cmpint (from, ==, 0);
  deckle_section_set_range (section, 1, 19);
  deckle_section_get_range (section, &from, &to);
  g_assert_cmpint (to, ==, 19);

  g_signal_connect_swapped (section, "notify::colour", G_CALLBACK (on_notify), &heard);
  deckle_section_set_colour (section, "#2E9E5B");
  deckle_section_set_colour (section, "#2E9E5B");
  g_assert_cmpuint (heard.n_notifies, ==, 1);
  g_signal_handlers_disconnect_by_data (section, &heard);

  g_signal_connect_swapped (section, "items-changed", G_CALLBACK (on_items_changed), &heard);
  g_signal_connect_swapped (section, "notify::n-items", G_CALLBACK (on_notify), &heard);
  g_list_store_append (cards, card);
  g_assert_cmpuint (heard.n_signals, ==, 1);
  g_assert_cmpuint (heard.added, ==, 1);
  g_assert_cmpuint (heard.n_notifies, ==, 2);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (section)) == DECKLE_TYPE_CARD);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (section)), ==, 1);
  got = g_list_model_get_item (G_LIST_MODEL (section), 0);
  g_assert_true (got == card);
  g_clear_object (&got);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (section), 1));

  g_assert_finalize_object (section);
  /* The list outlives the section and no longer knows it. */
  g_list_store_remove_all (cards);
  g_assert_finalize_object (card);
  g_assert_finalize_object (cards);
}

static void
test_bank_lists (void)
{
  DeckleBank *bank = deckle_test_make_bank (3, 4);
  g_autoptr (DeckleSection) section = g_list_model_get_item (G_LIST_MODEL (bank), 2);
  g_autofree char *title = NULL;
  guint n_cards = 0;

  g_object_get (bank, "title", &title, "n-cards", &n_cards, NULL);
  g_assert_cmpstr (title, ==, "Test Bank");
  g_assert_cmpuint (n_cards, ==, 12);
  g_assert_cmpstr (deckle_bank_get_id (bank), ==, "test-bank");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bank)), ==, 3);
  g_assert_cmpstr (deckle_section_get_id (section), ==, "section-03");

  g_assert_finalize_object (bank);
}

static void
test_bank_find (void)
{
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
  g_autoptr (DeckleSection) section = deckle_section_new ("s", "S", G_LIST_MODEL (cards));
  g_autoptr (DeckleCard) first = deckle_card_new ("a", 1, "q", "a");
  g_autoptr (DeckleCard) second = deckle_card_new ("b", 2, "q", "a");
  g_autoptr (DeckleCard) found = NULL;
  const DeckleBankInfo info = { .id = (char *) "id", .title = (char *) "t" };
  DeckleBank *bank = deckle_bank_new (&info, G_LIST_MODEL (sections));
  Heard heard = { 0 };

  g_signal_connect_swapped (bank, "items-changed", G_CALLBACK (on_items_changed), &heard);
  g_signal_connect_swapped (bank, "notify::n-cards", G_CALLBACK (on_notify), &heard);
  g_list_store_append (cards, first);
  g_assert_null (deckle_bank_find_card (bank, "a"));

  g_list_store_append (sections, section);
  g_assert_cmpuint (heard.n_signals, ==, 1);
  g_assert_cmpuint (heard.n_notifies, ==, 1);
  found = deckle_bank_find_card (bank, "a");
  g_assert_true (found == first);
  g_clear_object (&found);

  g_list_store_insert (cards, 0, second);
  g_assert_cmpuint (heard.n_notifies, ==, 2);
  found = deckle_bank_find_card (bank, "a");
  g_assert_true (found == first);
  g_clear_object (&found);

  g_list_store_remove (cards, 1);
  g_assert_null (deckle_bank_find_card (bank, "a"));
  g_list_store_remove_all (sections);
  g_assert_null (deckle_bank_find_card (bank, "b"));
  g_assert_cmpuint (deckle_bank_get_n_cards (bank), ==, 0);

  /* A section that left the bank is no longer listened to. */
  heard.n_notifies = 0;
  g_list_store_remove_all (cards);
  g_assert_cmpuint (heard.n_notifies, ==, 0);

  g_assert_finalize_object (bank);
}

static void
test_bank_info (void)
{
  const DeckleBankInfo info = { .id = (char *) "id", .title = (char *) "t", .licence_spdx = (char *) "CC-BY-SA-4.0" };
  g_autoptr (DeckleBankInfo) copy = deckle_bank_info_copy (&info);

  g_assert_cmpstr (copy->licence_spdx, ==, "CC-BY-SA-4.0");
  g_assert_true (copy->licence_spdx != info.licence_spdx);
  g_assert_null (copy->description);
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
on_idle (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
test_support (void)
{
  gboolean flag = FALSE;
  g_autoptr (DeckleTestFolder) folder = deckle_test_folder_new ();
  g_autofree char *below = deckle_test_folder_path (folder, "below");
  g_autofree char *file = g_build_filename (below, "file", NULL);
  g_autofree char *gone = g_strdup (folder);

  g_assert_false (deckle_test_wait_until (is_set, &flag, 0.0));
  g_idle_add (on_idle, &flag);
  g_assert_true (deckle_test_wait_until (is_set, &flag, 30.0));

  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_clear_pointer (&folder, deckle_test_folder_free);
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
  g_assert_null (deckle_test_data_path ("no", "such", "file", NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/nicks", test_nicks);
  g_test_add_func ("/model/card/empty", test_card_empty);
  g_test_add_func ("/model/card/full", test_card_full);
  g_test_add_func ("/model/card/notify", test_card_notify);
  g_test_add_func ("/model/card/equal", test_card_equal);
  g_test_add_func ("/model/section", test_section);
  g_test_add_func ("/model/bank/lists", test_bank_lists);
  g_test_add_func ("/model/bank/find", test_bank_find);
  g_test_add_func ("/model/bank/info", test_bank_info);
  g_test_add_func ("/support", test_support);

  return g_test_run ();
}
