/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "library-fixture.h"

#define CARDS_OF_CROWD 1500

typedef struct
{
  const char *id;
  const char *question;
  const char *answer;
  const char *code;
  const char *tag;
} CardText;

static const CardText card_texts[] = {
  { "short", "What does := do?", "It declares and assigns.", "x := 1", "basics" },
  { "receive", "How is a value received?", "With the arrow operator.", "v := <-ch", "channels" },
  { "empty", "What is interface{}?", "The type that every value has; today called any.", NULL, "types" },
  { "address", "What does & take?", "An address.", "p := &x", NULL },
  { "quote", "What do \"quotes\" make?", "A string. It's immutable: 100% of it.", "s := \"a\"", NULL },
  { "star", "What does *p mean?", "A dereference.", NULL, NULL },
  { "umlaut", "Was heißt Ärger?", "Trouble. ÖL is oil.", NULL, "ümlaut" },
  { "emoji", "Which animal is 🐹?", "The gopher 🐹, nearly.", NULL, NULL },
  { "cjk", "什么是协程？", "一种轻量级线程。", NULL, NULL },
  { "path", "Where does net/http live?", "C:\\go\\src and a_b-c.", NULL, NULL },
  { "last", "What ends with an x", "nothing but zq", NULL, NULL },
};

static DeckleBank *
make_bank (const char     *id,
           const CardText *texts,
           gsize           n_texts)
{
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  DeckleBankInfo info = { .id = (char *) id, .title = (char *) id, .language = (char *) "en", .version = (char *) "1.0.0" };
  gsize half = (n_texts + 1) / 2;

  for (gsize i = 0; i < 2; i++)
    {
      g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
      g_autofree char *section_id = g_strdup_printf ("section-%" G_GSIZE_FORMAT, i);
      g_autoptr (DeckleSection) section = deckle_section_new (section_id, section_id, G_LIST_MODEL (cards));

      for (gsize j = i * half; j < MIN (n_texts, (i + 1) * half); j++)
        {
          g_autoptr (DeckleCard) card = deckle_card_new (texts[j].id, (int) j + 1, texts[j].question, texts[j].answer);
          const DeckleCode code = { .kind = DECKLE_CODE_BODY, .text = (char *) texts[j].code };
          const char * const tags[] = { texts[j].tag, NULL };

          if (texts[j].code != NULL)
            deckle_card_set_code (card, &code);
          deckle_card_set_tags (card, tags);
          g_list_store_append (cards, card);
        }
      deckle_section_set_order (section, (int) i);
      g_list_store_append (sections, section);
    }
  return deckle_bank_new (&info, G_LIST_MODEL (sections));
}

static LibraryFixture *
make_fixture (void)
{
  LibraryFixture *fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) bank = make_bank ("texts", card_texts, G_N_ELEMENTS (card_texts));

  library_fixture_import (fixture, bank);
  return fixture;
}

/* The ids of the cards found, in order, separated by spaces. */
static char *
name_found (LibraryFixture *fixture,
            GArray         *rows)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, g_array_index (rows, gint64, i), &error);

      g_assert_no_error (error);
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", deckle_card_get_id (record->card));
    }
  return g_string_free (names, FALSE);
}

static char *
search (LibraryFixture *fixture,
        const char     *text,
        DeckleScope     scope,
        guint           limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = deckle_library_search (fixture->library, text, scope, limit, &error);

  g_assert_no_error (error);
  return name_found (fixture, rows);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *found;
} SearchCase;

static const SearchCase search_cases[] = {
  { "assign", ":=", "short receive address quote" },
  { "assign-word", "x := 1", "short" },
  { "receive", "<-ch", "receive" },
  { "receive-2", "<-", "receive" },
  { "braces", "interface{}", "empty" },
  { "brace", "{", "empty" },
  { "ampersand", "&", "address" },
  { "ampersand-x", "&x", "address" },
  { "quote", "\"", "quote" },
  { "quoted", "\"quotes\"", "quote" },
  { "two-quotes", "\"\"", "" },
  { "star", "*", "star" },
  { "star-p", "*p ", "star" },
  { "apostrophe", "'", "quote" },
  { "apostrophe-s", "t's", "quote" },
  { "percent", "100%", "quote" },
  { "percent-alone", "%", "quote" },
  { "underscore", "a_b", "path" },
  { "backslash", "\\go\\", "path" },
  { "slash", "net/http", "path" },
  { "upper-umlaut", "Ä", "umlaut" },
  { "lower-umlaut", "ä", "umlaut" },
  { "folded-word", "äRGER", "umlaut" },
  { "folded-two", "öl", "umlaut" },
  { "umlaut-tag", "ÜML", "umlaut" },
  { "emoji", "🐹", "emoji" },
  { "emoji-and-more", "🐹, n", "emoji" },
  { "cjk-1", "协", "cjk" },
  { "cjk-2", "协程", "cjk" },
  { "cjk-4", "轻量级线", "cjk" },
  { "question-first", "address", "address" },
  { "end-of-field-1", "q", "quote last" },
  { "end-of-field-2", "zq", "last" },
  { "end-of-question", "an x", "last" },
  { "operator-words", "AND", "short path" },
  { "near", "NEAR(what does)", "" },
  { "column", "question : what", "" },
  { "minus", "-x", "" },
  { "parenthesis", "(", "" },
  { "blank", "   ", "" },
  { "none", "", "" },
  { "spaces-around", "  gopher ", "emoji" },
  { "not-there", "zebra", "" },
  { "invalid-utf-8", "\xff\xfe", "" },
};

static void
test_search (gconstpointer data)
{
  const SearchCase *c = data;
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autofree char *found = search (fixture, c->text, DECKLE_SCOPE_ALL, 100);

  g_assert_cmpstr (found, ==, c->found);
}

/* Cards whose question matches come before those whose other text does, whatever their order in the bank. */
static void
test_question_first (void)
{
  static const CardText texts[] = {
    { "a", "First", "all about goroutines", NULL, NULL },
    { "b", "What are Goroutines?", "threads, light ones", NULL, NULL },
    { "c", "Third", "nothing", "// goroutines", NULL },
    { "d", "More on goroutines", "goroutines again", NULL, NULL },
  };
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) bank = make_bank ("texts", texts, G_N_ELEMENTS (texts));
  g_autofree char *all = NULL, *two = NULL, *three = NULL, *none = NULL;

  library_fixture_import (fixture, bank);
  all = search (fixture, "goroutines", DECKLE_SCOPE_ALL, 100);
  g_assert_cmpstr (all, ==, "b d a c");
  two = search (fixture, "goroutines", DECKLE_SCOPE_ALL, 2);
  g_assert_cmpstr (two, ==, "b d");
  three = search (fixture, "go", DECKLE_SCOPE_ALL, 3);
  g_assert_cmpstr (three, ==, "b d a");
  none = search (fixture, "go", DECKLE_SCOPE_ALL, 0);
  g_assert_cmpstr (none, ==, "");
}

/* Scopes; what is retired, removed or switched off. */
static void
test_scope (void)
{
  static const CardText other[] = { { "other", "What does := do elsewhere?", "The same.", NULL, NULL } };
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (DeckleBank) bank = make_bank ("other-deck", other, 1);
  DeckleScope scope = { 0 };

  library_fixture_import (fixture, bank);
  library_fixture_exec (fixture, "UPDATE deck SET enabled = 1");
#define ASSERT_FOUND(scope_, expected) \
  G_STMT_START { g_autofree char *found = search (fixture, ":=", scope_, 100); g_assert_cmpstr (found, ==, expected); } G_STMT_END
  ASSERT_FOUND (DECKLE_SCOPE_ALL, "short other receive address quote");
  scope.deck = library_fixture_get (fixture, "SELECT id FROM deck WHERE deck_id = 'other-deck'");
  ASSERT_FOUND (scope, "other");
  library_fixture_exec (fixture, "UPDATE deck SET enabled = 0 WHERE deck_id = 'other-deck'");
  ASSERT_FOUND (DECKLE_SCOPE_ALL, "short receive address quote");
  ASSERT_FOUND (scope, "other");
  library_fixture_exec (fixture, "UPDATE deck SET removed = 1 WHERE deck_id = 'other-deck'");
  ASSERT_FOUND (scope, "");

  scope.deck = library_fixture_get (fixture, "SELECT id FROM deck WHERE deck_id = 'texts'");
  scope.section = library_fixture_get (fixture, "SELECT s.id FROM section s JOIN deck d ON d.id = s.deck "
                                                "WHERE d.deck_id = 'texts' AND section_id = 'section-0'");
  ASSERT_FOUND (scope, "short receive address quote");
  scope.section = library_fixture_get (fixture, "SELECT s.id FROM section s JOIN deck d ON d.id = s.deck "
                                                "WHERE d.deck_id = 'texts' AND section_id = 'section-1'");
  ASSERT_FOUND (scope, "");
  library_fixture_exec (fixture, "UPDATE card SET retired = 1 WHERE card_id = 'receive'");
  ASSERT_FOUND (DECKLE_SCOPE_ALL, "short address quote");
#undef ASSERT_FOUND
}

/* A text that changes is found by what it says now. */
static void
test_changed_text (void)
{
  static const CardText now[] = { { "short", "What does var do?", "It declares.", NULL, NULL } };
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (DeckleBank) bank = make_bank ("texts", now, 1);
  g_autofree char *old_text = NULL, *new_text = NULL;

  library_fixture_import (fixture, bank);
  old_text = search (fixture, "x := 1", DECKLE_SCOPE_ALL, 10);
  g_assert_cmpstr (old_text, ==, "");
  new_text = search (fixture, "var do", DECKLE_SCOPE_ALL, 10);
  g_assert_cmpstr (new_text, ==, "short");
}

/* Another program may have put it there: the rest of the card is still found, and nothing breaks. */
static void
test_nul (void)
{
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autofree char *found = NULL, *other = NULL;

  library_fixture_exec (fixture, "UPDATE card SET question = 'before' || char(0) || 'after' WHERE card_id = 'short'");
  library_fixture_repair (fixture);
  found = search (fixture, "before", DECKLE_SCOPE_ALL, 10);
  g_assert_cmpstr (found, ==, "short");
  other = search (fixture, "<-ch", DECKLE_SCOPE_ALL, 10);
  g_assert_cmpstr (other, ==, "receive");
}

typedef struct
{
  guint  n_done;
  guint  n_cancelled;
  char  *last;
  LibraryFixture *fixture;
} Searches;

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Searches *searches = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = deckle_library_search_finish (DECKLE_LIBRARY (source), result, &error);

  searches->n_done++;
  if (rows != NULL)
    {
      g_free (searches->last);
      searches->last = name_found (searches->fixture, rows);
    }
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      searches->n_cancelled++;
    }
}

/* Each key starts a search; the last one is answered, those before it end one way or the other. */
static void
test_typing (void)
{
  static const char * const keys[] = { "g", "go", "gop", "goph", "gophe", "gopher" };
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  Searches searches = { .fixture = fixture };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    deckle_library_search_async (fixture->library, keys[i], DECKLE_SCOPE_ALL, 50, NULL, on_found, &searches);
  while (searches.n_done < G_N_ELEMENTS (keys))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (searches.last, ==, "emoji");
  g_test_message ("%u of %u interrupted", searches.n_cancelled, searches.n_done);
  g_assert_cmpuint (searches.n_cancelled, <, G_N_ELEMENTS (keys));
  g_free (searches.last);
}

static void
test_cancelled (void)
{
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Searches searches = { .fixture = fixture };

  deckle_library_search_async (fixture->library, "gopher", DECKLE_SCOPE_ALL, 50, cancellable, on_found, &searches);
  g_cancellable_cancel (cancellable);
  while (searches.n_done < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (searches.n_cancelled, ==, 1);
  g_assert_null (searches.last);
}

/* Many cards: no search gives more than was asked for, and none gives a card twice. */
static void
test_crowd (void)
{
  static const char * const texts[] = { "e", "th", "card", "question", "?", "1" };
  g_autoptr (LibraryFixture) fixture = library_fixture_new (3, CARDS_OF_CROWD / 3);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) some = deckle_library_search (fixture->library, texts[i], DECKLE_SCOPE_ALL, 50, &error);
      g_autoptr (GArray) all = deckle_library_search (fixture->library, texts[i], DECKLE_SCOPE_ALL, G_MAXUINT, &error);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

      g_assert_no_error (error);
      g_assert_cmpuint (some->len, ==, MIN (50, all->len));
      for (guint j = 0; j < all->len; j++)
        g_assert_true (g_hash_table_add (seen, &g_array_index (all, gint64, j)));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (search_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/library/search/", search_cases[i].name, NULL);

      g_test_add_data_func (path, &search_cases[i], test_search);
    }
  g_test_add_func ("/library/search/order/question-first", test_question_first);
  g_test_add_func ("/library/search/scope", test_scope);
  g_test_add_func ("/library/search/changed-text", test_changed_text);
  g_test_add_func ("/library/search/nul", test_nul);
  g_test_add_func ("/library/search/typing", test_typing);
  g_test_add_func ("/library/search/cancelled", test_cancelled);
  g_test_add_func ("/library/search/crowd", test_crowd);
  return g_test_run ();
}
