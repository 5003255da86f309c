/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bank/deckle-bank-house.h"

#include <string.h>

/* What a case does to a clean card; NULL and 0 leave it as it is. */
typedef struct
{
  const char *name;
  const char *question;
  const char *answer;
  const char *detail;
  const char *code;
  const char *output;
  const char *points[6];
  const char *url;
  const char *see_also[3];
  int         number;
  const char *member;   /* of the only problem; NULL: clean */
} Case;

#define TEN "word word word word word word word word word word "
#define LINES_14 "x\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\n"

static const Case cases[] = {
  { .name = "clean" },
  { .name = "no-question-mark", .question = "Tell me about it.", .member = "question" },
  { .name = "same-question", .question = "WHAT IS THE OTHER ONE?", .member = "question" },
  { .name = "question-backtick", .question = "What is `x?", .member = "question" },
  { .name = "answer-backtick", .answer = "It is `x, which is enough.", .member = "answer" },
  { .name = "answer-stars", .answer = "It is **x, which is enough.", .member = "answer" },
  { .name = "answer-stars-in-code", .answer = "It is `**p`, which is enough." },
  { .name = "answer-html", .answer = "It is <b>x</b>, which is enough.", .member = "answer" },
  { .name = "answer-html-in-code", .answer = "It is `<b>`, and 1 < b holds." },
  { .name = "answer-words", .answer = TEN TEN TEN TEN TEN TEN TEN "word word word word word six.", .member = "answer" },
  { .name = "answer-75-words", .answer = TEN TEN TEN TEN TEN TEN TEN "word word word word five." },
  { .name = "answer-emoji", .answer = "It is 🟢, which is enough.", .member = "answer" },
  { .name = "answer-mojibake", .answer = "It is 游릭, which is enough.", .member = "answer" },
  { .name = "detail-stars", .detail = "So **it is.", .member = "detail" },
  { .name = "code-lines", .code = LINES_14 LINES_14 "x\n", .member = "code.text" },
  { .name = "code-28-lines", .code = LINES_14 LINES_14 },
  { .name = "code-columns", .code = "\t1234567890123456789012345678901234567890123456789012345678901234567890123", .member = "code.text" },
  { .name = "code-76-columns", .code = "\t123456789012345678901234567890123456789012345678901234567890123456789012" },
  { .name = "output-lines", .code = "x", .output = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n", .member = "code.output" },
  { .name = "output-12-lines", .code = "x", .output = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n" },
  { .name = "points-one", .points = { "just this" }, .member = "points" },
  { .name = "points-five", .points = { "aaa", "bbb", "ccc", "ddd", "eee" }, .member = "points" },
  { .name = "point-full-stop", .points = { "says this", "says that." }, .member = "points[1]" },
  { .name = "point-short", .points = { "says this", "no" }, .member = "points[1]" },
  { .name = "not-official", .url = "https://example.org/", .member = "references" },
  { .name = "not-quite-official", .url = "https://go.dev.example.org/", .member = "references" },
  { .name = "official-package", .url = "https://pkg.go.dev/net/http" },
  { .name = "see-nothing", .see_also = { "go-002", "go-999" }, .member = "see_also[1]" },
  { .name = "see-itself", .see_also = { "go-002", "go-001" }, .member = "see_also[1]" },
  { .name = "see-one-way", .see_also = { "go-002", "go-003" }, .member = "see_also[1]" },
  { .name = "number-again", .number = 2, .member = "number" },
  { .name = "number-outside", .number = 9, .member = "number" },
};

static DeckleCard *
make_card (int         number,
           const Case *c)
{
  static const char * const points[] = { "says this", "says that", NULL };
  static const char * const tags[] = { "tag", NULL };
  const char * const see_first[] = { number == 1 ? "go-002" : "go-001", NULL };
  const char * const see_nothing[] = { NULL };
  g_autofree char *id = g_strdup_printf ("go-%03d", number);
  g_autofree char *question = g_strdup_printf ("What is number %d?", number);
  DeckleCard *card = deckle_card_new (id, c != NULL && c->number > 0 ? c->number : number,
                                      c != NULL && c->question != NULL ? c->question
                                      : number == 2 ? "What is the other one?" : question,
                                      c != NULL && c->answer != NULL ? c->answer : "It is what was asked for.");
  const DeckleCode code = {
    .kind = DECKLE_CODE_TEXT, .text = (char *) (c != NULL ? c->code : NULL),
    .output = (char *) (c != NULL ? c->output : NULL),
  };

  deckle_card_set_tags (card, tags);
  deckle_card_set_points (card, c != NULL && c->points[0] != NULL ? c->points : points);
  deckle_card_set_see_also (card, c != NULL && c->see_also[0] != NULL ? c->see_also
                                  : number == 3 ? see_nothing : see_first);
  deckle_card_add_reference (card, "Page", c != NULL && c->url != NULL ? c->url : "https://go.dev/ref/spec");
  if (c != NULL)
    deckle_card_set_detail (card, c->detail);
  if (code.text != NULL)
    deckle_card_set_code (card, &code);

  return card;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  const DeckleBankInfo info = {
    .id = (char *) "house", .title = (char *) "House", .language = (char *) "en", .version = (char *) "1.0.0",
  };
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
  g_autoptr (DeckleSection) section = deckle_section_new ("one", "One", G_LIST_MODEL (cards));
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DeckleBank) bank = NULL;
  const DeckleBankProblem *problem;

  deckle_section_set_range (section, 1, 3);
  for (int number = 3; number >= 1; number--)   /* the changed card is looked at last */
    {
      g_autoptr (DeckleCard) card = make_card (number, number == 1 ? c : NULL);

      g_list_store_append (cards, card);
    }
  g_list_store_append (sections, section);
  bank = deckle_bank_new (&info, G_LIST_MODEL (sections));

  problems = deckle_bank_check_house (bank);
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *line = deckle_bank_problem_to_string (g_ptr_array_index (problems, i));

      g_test_message ("%s", line);
    }

  g_assert_cmpuint (problems->len, ==, c->member != NULL ? 1 : 0);
  if (c->member == NULL)
    return;

  problem = g_ptr_array_index (problems, 0);
  g_assert_cmpstr (problem->file, ==, "house");
  g_assert_cmpstr (problem->card, ==, "go-001");
  g_assert_cmpstr (problem->member, ==, c->member);
}

/* The bundled bank keeps to the house style. */
static void
test_bundled (void)
{
  g_autoptr (GFile) file = deckle_bank_get_bundled ();
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = deckle_bank_read (file, NULL, NULL, &error);

  g_assert_no_error (error);
  problems = deckle_bank_check_house (bank);
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *line = deckle_bank_problem_to_string (g_ptr_array_index (problems, i));

      g_test_message ("%s", line);
    }
  g_assert_cmpuint (problems->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/bank/house/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/bank/house/bundled", test_bundled);

  return g_test_run ();
}
