/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/deckle-format.h"

#include <string.h>

#include "support/deckle-test-support.h"

static DeckleBank *
parse (const char  *text,
       gssize       length,
       GPtrArray  **notes,
       GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return deckle_markdown_parse (bytes, "My Deck.md", notes, error);
}

static DeckleBank *
parse_file (const char  *path,
            GPtrArray  **notes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  DeckleBank *bank;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bank = parse (text, (gssize) length, notes, &error);
  g_assert_no_error (error);

  return bank;
}

/* The whole bank in a line a card and section, so that a case can say what it expects. */
static char *
describe (DeckleBank *bank)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (bank)); i++)
    {
      g_autoptr (DeckleSection) section = g_list_model_get_item (G_LIST_MODEL (bank), i);

      g_string_append_printf (out, "%s[%s]", i > 0 ? "\n" : "", deckle_section_get_title (section));
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (section)); j++)
        {
          g_autoptr (DeckleCard) card = g_list_model_get_item (G_LIST_MODEL (section), j);
          const DeckleCode *code = deckle_card_get_code (card);

          g_string_append_printf (out, "\n%s|%s|%s", deckle_card_get_id (card), deckle_card_get_question (card),
                                  deckle_card_get_answer (card));
          if (code->kind != DECKLE_CODE_NONE)
            g_string_append_printf (out, "|%s|%s", code->lang, code->text);
        }
    }

  return g_string_free_and_steal (out);
}

static char *
describe_notes (GPtrArray *notes)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < notes->len; i++)
    {
      const DeckleImportNote *note = g_ptr_array_index (notes, i);

      g_string_append_printf (out, "%u: %s\n", note->line, note->message);
    }

  return g_string_free_and_steal (out);
}

/* A document, the bank that it makes, and a piece of the notes (NULL: there are none). */
typedef struct
{
  const char *name;
  const char *text;
  const char *bank;
  const char *note;
} Case;

static const Case cases[] = {
  { "plain", "# T\n## S\n**Q1: What?**\nThis.\n", "[S]\nq-001|What?|This.", NULL },
  { "without-sections", "**Q1: What?**\nThis.\n", "[Questions]\nq-001|What?|This.", NULL },
  { "crlf", "# T\r\n## S\r\n**Q1: What?**\r\nThis.\r\n\r\nThat.\r\n", "[S]\nq-001|What?|This.\n\nThat.", NULL },
  { "cr-only", "# T\r## S\r**Q1: What?**\rThis.\r\rThat.\r", "[S]\nq-001|What?|This.\n\nThat.", NULL },
  { "byte-order-mark", "\xef\xbb\xbf# T\n## S\n**Q1: What?**\nThis.\n", "[S]\nq-001|What?|This.", NULL },
  { "no-last-line-end", "**Q1: What?**\nThis.", "[Questions]\nq-001|What?|This.", NULL },
  { "windows-1252", "**Q1: Fa\xe7" "ade?**\nPlain \x93quoted\x94.\n", "[Questions]\nq-001|Façade?|Plain “quoted”.",
    "1: The text is not UTF-8" },

  /* Ways to write a question */
  { "dot", "**Q12. What?**\nThis.\n", "[Questions]\nq-012|What?|This.", NULL },
  { "bracket", "**Q12) What?**\nThis.\n", "[Questions]\nq-012|What?|This.", NULL },
  { "number-in-bold", "**12. What?**\nThis.\n**13. Name one.**\nThat.\n",
    "[Questions]\nq-012|What?|This.\nq-013|Name one.|That.", NULL },
  { "heading", "## S\n### Q12: What?\nThis.\n", "[S]\nq-012|What?|This.", NULL },
  { "heading-in-bold", "## S\n### **Q12: What?**\nThis.\n", "[S]\nq-012|What?|This.", NULL },
  { "heading-number", "## 1. Basics\n### 1. What?\nThis.\n### 2. Name one\nThat.\n",
    "[1. Basics]\nq-001|What?|This.\nq-002|Name one|That.", NULL },
  { "heading-closed", "## S ##\n### Q12: C# or C #?  ###\nThis.\n", "[S]\nq-012|C# or C #?|This.", NULL },
  { "plain-line", "Q12. What?\nThis.\nQ13: Why?\nThat.\n", "[Questions]\nq-012|What?|This.\nq-013|Why?|That.", NULL },
  { "word", "**Question 12: What?**\nThis.\n", "[Questions]\nq-012|What?|This.", NULL },
  { "label-in-bold", "**Q12:** What is **x**?\nThis.\n**Q13**: Why?\nThat.\n",
    "[Questions]\nq-012|What is **x**?|This.\nq-013|Why?|That.", NULL },
  { "answer-beside", "**Q12: What?** This.\n", "[Questions]\nq-012|What?|This.", NULL },
  { "two-lines", "**Q12: What is\nthe matter?**\nThis.\n", "[Questions]\nq-012|What is the matter?|This.", NULL },
  { "never-closed", "**Q12: What?\nThis.\n", "[Questions]\nq-012|What?|This.", NULL },
  { "bold-inside", "**Q12: What is **this**?**\nThat.\n", "[Questions]\nq-012|What is **this**?|That.", NULL },
  { "large-number", "**Q433000000: What?**\nThis.\n", "[Questions]\nq-433000000|What?|This.", NULL },

  /* What is no question */
  { "numbered-list", "**Q1: What?**\n1. First\n2. Second\n", "[Questions]\nq-001|What?|1. First\n2. Second", NULL },
  { "numbered-bold-step", "**Q1: How?**\nSo:\n\n**1. Open it.**\nThen look.\n",
    "[Questions]\nq-001|How?|So:\n\n**1. Open it.** Then look.", NULL },
  { "decimal", "**Q1: How much?**\n**1.5 litres**\n", "[Questions]\nq-001|How much?|**1.5 litres**", NULL },
  { "code-that-asks", "**Q1: How?**\n```md\nQ2: no?\n# Q3: no?\n```\nSo.\n",
    "[Questions]\nq-001|How?|So.|md|Q2: no?\n# Q3: no?", NULL },

  /* Answers */
  { "paragraphs", "**Q1: What?**\nOne\nline.\n\n\n\nTwo  \nlines.\n", "[Questions]\nq-001|What?|One line.\n\nTwo\nlines.", NULL },
  { "list", "**Q1: What?**\nThese:\n* one\n  more\n+ two\n\n- three\n",
    "[Questions]\nq-001|What?|These:\n- one more\n- two\n\n- three", NULL },
  { "table", "**Q1: What?**\n| a | b |\n|---|---|\n| 1 | 2 |\n", "[Questions]\nq-001|What?|| a | b |\n|---|---|\n| 1 | 2 |", NULL },
  { "html", "**Q1: What?**\n<b>This</b> &amp; <script>x</script>\n",
    "[Questions]\nq-001|What?|<b>This</b> &amp; <script>x</script>", NULL },
  { "label", "**Q1: What?**\n**Answer:** This.\n\n**Q2: Why?**\n\nA: That.\n", "[Questions]\nq-001|What?|This.\nq-002|Why?|That.", NULL },
  { "label-like", "**Q1: What?**\nA: b is fine, A:b not.\n**Q2: Why?**\nA:b\n",
    "[Questions]\nq-001|What?|b is fine, A:b not.\nq-002|Why?|A:b", NULL },
  { "rule", "**Q1: What?**\nThis.\n\n---\n\n**Q2: Why?**\nThat.\n***\n",
    "[Questions]\nq-001|What?|This.\nq-002|Why?|That.", NULL },
  { "heading-inside", "## S\n**Q1: What?**\nThis.\n### Example\nThat.\n**Q2: Why?**\nSo.\n## U\n**Q3: Who?**\nMe.\n",
    "[S]\nq-001|What?|This.\n[S: Example]\nq-002|Why?|So.\n[U]\nq-003|Who?|Me.",
    "5: The text before the first question was not imported." },
  { "heading-in-last-answer", "## S\n**Q1: What?**\nThis.\n### Example\nThat.\n## U\n**Q3: Who?**\nMe.\n",
    "[S]\nq-001|What?|This.\n\n**Example**\n\nThat.\n[U]\nq-003|Who?|Me.", NULL },
  { "heading-below-question", "## S\n### Q1: What?\nThis.\n#### Example\nThat.\n### Q2: Why?\nSo.\n",
    "[S]\nq-001|What?|This.\n\n**Example**\n\nThat.\nq-002|Why?|So.", NULL },

  /* Code */
  { "code", "**Q1: How?**\nSo:\n```Golang\na := 1\n\n\tb()\n```\nDone.\n",
    "[Questions]\nq-001|How?|So:\n\nDone.|go|a := 1\n\n\tb()", NULL },
  { "code-alone", "**Q1: How?**\n~~~\nls\n~~~\n", "[Questions]\nq-001|How?||text|ls", NULL },
  { "code-twice", "**Q1: How?**\n```sh\nls\n```\nor\n```\ncd\n```\n",
    "[Questions]\nq-001|How?|```sh\nls\n```\n\nor\n\n```\ncd\n```", NULL },
  { "code-indented", "**Q1: How?**\n- so:\n  ```c\n  x;\n    y;\n  ```\n", "[Questions]\nq-001|How?|- so:|c|x;\n  y;", NULL },
  { "code-open", "**Q1: How?**\n```c\nx;\n**Q2: Why?**\nSo.\n", "[Questions]\nq-001|How?||c|x;\nq-002|Why?|So.",
    "2: The code block that begins here" },
  { "fence-length", "**Q1: How?**\n````md\n```\nx\n```\n````\n", "[Questions]\nq-001|How?||md|```\nx\n```", NULL },
  { "inline-fence", "**Q1: How?**\n```x``` is code.\n**Q2: Why?**\nSo.\n",
    "[Questions]\nq-001|How?|```x``` is code.\nq-002|Why?|So.", NULL },

  /* What is reported */
  { "no-answer", "**Q1: What?**\n\n**Q2: Why?**\nSo.\n", "[Questions]\nq-002|Why?|So.",
    "1: Question 1 (“What?”) has no answer" },
  { "same-number", "**Q1: What?**\nThis.\n## U\n**Q1: Why?**\nSo.\n**Q2: Who?**\nMe.\n",
    "[Questions]\nq-001|What?|This.\n[U]\nq-002|Who?|Me.", "4: Question 1 (“Why?”) was not imported, since line 1 has" },
  { "empty-section", "## S\n**Q1: What?**\nThis.\n## Closing\nBye.\n", "[S]\nq-001|What?|This.", "4: The section “Closing” has no questions" },
  { "introduction", "# T\nHello.\n## S\n> A word\n\n---\n**Q1: What?**\nThis.\n", "[S]\nq-001|What?|This.",
    "2: The text before the first question" },
  { "section-introduction", "# T\n## S\n\nHello.\n**Q1: What?**\nThis.\n", "[S]\nq-001|What?|This.",
    "4: The text before the first question" },
  { "total", "# All 3 Questions\n**Q1: What?**\nThis.\n", "[Questions]\nq-001|What?|This.", "1: The title announces 3 questions, and 1" },

  /* Sections */
  { "subsections", "# T\n## S\n### A\n**Q1: What?**\nThis.\n### B\n**Q2: Why?**\nSo.\n",
    "[S: A]\nq-001|What?|This.\n[S: B]\nq-002|Why?|So.", "2: The section “S” has no questions" },
  { "several-first-level", "# S\n**Q1: What?**\nThis.\n# U\n**Q2: Why?**\nSo.\n", "[S]\nq-001|What?|This.\n[U]\nq-002|Why?|So.", NULL },
  { "underlined-title", "The Title\n=========\n**Q1: What?**\nThis.\n", "[Questions]\nq-001|What?|This.", NULL },
  { "ranges", "## A (Q1-Q2)\n**Q1: What?**\nThis.\n## B (3 – 4)\n**Q3: Why?**\nSo.\n## C (beta)\n**Q5: Who?**\nMe.\n",
    "[A]\nq-001|What?|This.\n[B]\nq-003|Why?|So.\n[C (beta)]\nq-005|Who?|Me.", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = parse (c->text, -1, &notes, &error);
  g_autofree char *text = NULL, *lines = NULL;

  g_assert_no_error (error);
  text = describe (bank);
  g_assert_cmpstr (text, ==, c->bank);

  lines = describe_notes (notes);
  if (c->note == NULL)
    g_assert_cmpstr (lines, ==, "");
  else
    {
      g_test_message ("%s", lines);
      g_assert_nonnull (strstr (lines, c->note));
    }
}

/* What is refused, with a word of the sentence that says why. */
typedef struct
{
  const char *name;
  const char *text;
  gssize      length;
  int         code;
  const char *words;
} Refusal;

static const Refusal refusals[] = {
  { "empty", "", 0, DECKLE_FORMAT_ERROR_EMPTY, "blank" },
  { "blank", " \r\n\t\n", -1, DECKLE_FORMAT_ERROR_EMPTY, "blank" },
  { "only-a-mark", "\xef\xbb\xbf", -1, DECKLE_FORMAT_ERROR_EMPTY, "blank" },
  { "only-a-utf-16-mark", "\xff\xfe", 2, DECKLE_FORMAT_ERROR_EMPTY, "blank" },
  { "prose", "# Notes\n\nNothing is asked here.\n", -1, DECKLE_FORMAT_ERROR_EMPTY, "No question" },
  { "only-unanswered", "**Q1: What?**\n", -1, DECKLE_FORMAT_ERROR_EMPTY, "No question" },
  { "nul", "**Q1: What?**\nTh\0is.\n", 21, DECKLE_FORMAT_ERROR_ENCODING, "Line 2" },
  { "damaged-utf-8", "**Q1: Wh\xc3\xa4t?**\nTh\xffis.\n", -1, DECKLE_FORMAT_ERROR_ENCODING, "Line 2" },
  { "cyrillic", "**Q1: \xd7\xf2\xee \xfd\xf2\xee \xf2\xe0\xea\xee\xe5?**\n\xdd\xf2\xee\n", -1, DECKLE_FORMAT_ERROR_ENCODING, "UTF-8" },
  { "odd-utf-16", "\xff\xfe*\0*\0Q", 7, DECKLE_FORMAT_ERROR_ENCODING, "UTF-16" },
  { "html", "\n<!DOCTYPE html>\n<html>**Q1: What?**\nThis.</html>", -1, DECKLE_FORMAT_ERROR_UNKNOWN, "HTML" },
  { "html-bare", "<HTML><body>x</body></html>", -1, DECKLE_FORMAT_ERROR_UNKNOWN, "HTML" },
  { "xml", "<?xml version=\"1.0\"?><a/>", -1, DECKLE_FORMAT_ERROR_UNKNOWN, "XML" },
  { "json", "{\"schema\": 1}", -1, DECKLE_FORMAT_ERROR_UNKNOWN, "JSON" },
  { "zip", "PK\x03\x04\x14\0\0\0", 8, DECKLE_FORMAT_ERROR_UNKNOWN, "package" },
  { "sqlite", "SQLite format 3\0\x10\0", 18, DECKLE_FORMAT_ERROR_UNKNOWN, "database" },
  { "gzip", "\x1f\x8b\x08\0", 4, DECKLE_FORMAT_ERROR_UNKNOWN, "gzip" },
  { "zstd", "\x28\xb5\x2f\xfd\0", 5, DECKLE_FORMAT_ERROR_UNKNOWN, "Zstandard" },
  { "pdf", "%PDF-1.7\n", -1, DECKLE_FORMAT_ERROR_UNKNOWN, "PDF" },
  { "png", "\x89PNG\r\n\x1a\n", 8, DECKLE_FORMAT_ERROR_UNKNOWN, "picture" },
  { "front-and-back", "<!-- Card Start -->\n### Front\nx\n### Back\ny\n<!-- Card End -->\n", -1, DECKLE_FORMAT_ERROR_UNKNOWN, "Card Start" },
  { "letters", "Q: What?\nA: This.\n", -1, DECKLE_FORMAT_ERROR_UNKNOWN, "Q:" },
  { "dots", "What?\n\n. . .\n\nThis.\n", -1, DECKLE_FORMAT_ERROR_UNKNOWN, ". . ." },
};

static void
test_refusal (gconstpointer data)
{
  const Refusal *r = data;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = parse (r->text, r->length, &notes, &error);

  g_assert_null (bank);
  g_assert_nonnull (notes);
  g_assert_error (error, DECKLE_FORMAT_ERROR, r->code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, r->words));
}

/* UTF-16 with and without a mark, in both orders of bytes */
static void
test_utf16 (void)
{
  static const char ascii[] = "**Q1: What is it?**\nAn answer.\n";

  for (int i = 0; i < 4; i++)
    {
      g_autoptr (GByteArray) data = g_byte_array_new ();
      g_autoptr (GPtrArray) notes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DeckleBank) bank = NULL;
      gboolean big = i % 2 == 1;

      if (i < 2)
        g_byte_array_append (data, (const guint8 *) (big ? "\xfe\xff" : "\xff\xfe"), 2);
      for (const char *p = ascii; *p != '\0'; p++)
        {
          const guint8 pair[2] = { big ? 0 : (guint8) *p, big ? (guint8) *p : 0 };

          g_byte_array_append (data, pair, 2);
        }

      bank = parse ((const char *) data->data, data->len, &notes, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (deckle_bank_get_n_cards (bank), ==, 1);
      g_assert_cmpuint (notes->len, ==, 1);
    }
}

static void
test_too_large (void)
{
  g_autofree char *text = g_malloc (DECKLE_FORMAT_SIZE_MAX + 1);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = NULL;

  memset (text, '#', DECKLE_FORMAT_SIZE_MAX + 1);
  bank = parse (text, DECKLE_FORMAT_SIZE_MAX + 1, &notes, &error);
  g_assert_null (bank);
  g_assert_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_TOO_LARGE);
}

static void
test_titles (void)
{
  static const struct
  {
    const char *heading;
    const char *title;
    const char *id;
  } titles[] = {
    { "Go Programming - All 433 Interview Questions (Summary Version)", "Go Programming: Interview Questions",
      "go-programming-interview-questions" },
    { "Go Programming - All 500 Interview Questions (Second Edition)", "Go Programming: Interview Questions",
      "go-programming-interview-questions" },
    { "🚀 C++ Interview", "C++ Interview", "cplusplus-interview" },
    { "C# Interview", "C# Interview", "csharp-interview" },
    { "Größe & Maß", "Größe & Maß", "grosse-mass" },
    { "Go (golang)", "Go (golang)", "go-golang" },
    { "a - b - c", "a - b - c", "a-b-c" },
    { "**Bold**", "Bold", "bold" },
    { "Don’t panic", "Don’t panic", "dont-panic" },
    { "go", "go", "go-4cd0e21a" },
    { "Вопросы", "Вопросы", NULL },
    { "?!", "?!", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *text = g_strdup_printf ("# %s\n**Q1: What?**\nThis.\n", titles[i].heading);
      g_autoptr (GError) error = NULL;
      g_autoptr (DeckleBank) bank = parse (text, -1, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (deckle_bank_get_title (bank), ==, titles[i].title);
      if (titles[i].id != NULL)
        g_assert_cmpstr (deckle_bank_get_id (bank), ==, titles[i].id);
      g_assert_true (g_regex_match_simple ("^[a-z0-9][a-z0-9-]{2,63}$", deckle_bank_get_id (bank), 0, 0));
    }
}

/* Without a title the file gives it. */
static void
test_file_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = parse ("**Q1: What?**\nThis.\n", -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (deckle_bank_get_title (bank), ==, "My Deck");
  g_assert_cmpstr (deckle_bank_get_id (bank), ==, "my-deck");
}

static void
test_section_ids (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = parse ("# T\n## Same\n**Q1: What?**\nThis.\n## Same\n**Q2: Why?**\nSo.\n", -1, NULL, &error);
  g_autoptr (DeckleSection) first = NULL, second = NULL;

  g_assert_no_error (error);
  first = g_list_model_get_item (G_LIST_MODEL (bank), 0);
  second = g_list_model_get_item (G_LIST_MODEL (bank), 1);
  g_assert_cmpstr (deckle_section_get_id (first), ==, "same");
  g_assert_cmpstr (deckle_section_get_id (second), ==, "same-2");
  g_assert_cmpint (deckle_section_get_order (second), ==, 2);
}

static void
test_look_alike (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "markdown", "look-alike.md", NULL);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (DeckleBank) bank = parse_file (path, &notes);
  g_autofree char *lines = describe_notes (notes);
  g_autoptr (DeckleSection) section = NULL;
  g_autoptr (DeckleCard) card = NULL;
  int from, to;

  g_assert_cmpstr (deckle_bank_get_id (bank), ==, "world-geography-quiz-questions");
  g_assert_cmpuint (deckle_bank_get_n_cards (bank), ==, 12);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bank)), ==, 3);
  g_assert_cmpstr (lines, ==,
                   "0: 4 emoji were repaired that had been read in a Korean encoding.\n"
                   "1: The title announces 20 questions, and 12 were found.\n"
                   "62: Question 13 (“Continue from question 14 onwards...”) has no answer, so it was not imported.\n"
                   "66: The section “All Questions 14-20 Covered” has no questions, so it was not imported.\n");

  section = g_list_model_get_item (G_LIST_MODEL (bank), 1);
  g_assert_cmpstr (deckle_section_get_title (section), ==, "Mountains & Deserts");
  g_assert_cmpstr (deckle_section_get_emoji (section), ==, "🟡");
  deckle_section_get_range (section, &from, &to);
  g_assert_cmpint (from, ==, 5);
  g_assert_cmpint (to, ==, 8);

  card = deckle_bank_find_card (bank, "q-012");
  g_assert_cmpint (deckle_card_get_number (card), ==, 12);
  g_assert_cmpint (deckle_card_get_level (card), ==, DECKLE_LEVEL_INTERMEDIATE);
  g_assert_cmpint (deckle_card_get_code (card)->kind, ==, DECKLE_CODE_TEXT);
  g_assert_cmpstr (deckle_card_get_code (card)->text, ==, "geo:48.2010,16.3695");
}

/* A corrected document is the same deck: two texts differ, one card is new, one is gone. */
static void
test_corrected (void)
{
  g_autofree char *old_path = g_test_build_filename (G_TEST_DIST, "data", "markdown", "look-alike.md", NULL);
  g_autofree char *new_path = g_test_build_filename (G_TEST_DIST, "data", "markdown", "look-alike-corrected.md", NULL);
  g_autoptr (DeckleBank) old_bank = parse_file (old_path, NULL);
  g_autoptr (DeckleBank) new_bank = parse_file (new_path, NULL);
  g_autoptr (GString) changes = g_string_new (NULL);

  g_assert_cmpstr (deckle_bank_get_id (old_bank), ==, deckle_bank_get_id (new_bank));
  for (int i = 1; i <= 13; i++)
    {
      g_autofree char *id = g_strdup_printf ("q-%03d", i);
      g_autoptr (DeckleCard) before = deckle_bank_find_card (old_bank, id);
      g_autoptr (DeckleCard) after = deckle_bank_find_card (new_bank, id);

      if (before == NULL || after == NULL)
        g_string_append_printf (changes, "%s %s, ", id, before == NULL ? "new" : "gone");
      else if (!deckle_card_equal (before, after))
        g_string_append_printf (changes, "%s changed, ", id);
    }

  g_assert_cmpstr (changes->str, ==, "q-001 changed, q-004 gone, q-006 changed, q-013 new, ");
}

static void
test_seed (void)
{
  g_autofree char *path = deckle_test_data_path ("seed", "000_8cd15d76471374b5.txt", NULL);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (DeckleBank) bank = NULL;
  g_autofree char *lines = NULL;

  if (path == NULL)
    {
      g_test_skip ("DECKLE_TEST_DATA has no seed/000_8cd15d76471374b5.txt");
      return;
    }

  bank = parse_file (path, &notes);
  g_assert_cmpuint (deckle_bank_get_n_cards (bank), ==, 358);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bank)), ==, 18);
  lines = describe_notes (notes);
  g_assert_nonnull (strstr (lines, "1151: Question 359"));
  g_assert_nonnull (strstr (lines, "1155: The section “All Questions 360-433 Covered”"));

  for (guint i = 0; i < 18; i++)
    {
      g_autoptr (DeckleSection) section = g_list_model_get_item (G_LIST_MODEL (bank), i);

      g_assert_null (strstr (deckle_section_get_title (section), "Questions"));
      g_assert_nonnull (deckle_section_get_emoji (section));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (section)), ==, i < 17 ? 20 : 18);
    }

  for (int i = 1; i <= 358; i++)
    {
      g_autofree char *id = g_strdup_printf ("q-%03d", i);
      g_autoptr (DeckleCard) card = deckle_bank_find_card (bank, id);

      g_assert_nonnull (card);
      g_assert_cmpstr (deckle_card_get_answer (card), !=, "");
    }
}

/* Other people's decks: each is a list, or refused with a sentence. */
static void
test_other_decks (void)
{
  static const char * const names[] = {
    "adsi-rust-cards.md", "hashcards-Geography.md", "meowcards-go-essentials.md", "meowcards-go-quiz-1.md",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = deckle_test_data_path ("decks", "markdown", names[i], NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DeckleBank) bank = NULL;

      if (path == NULL)
        {
          g_test_skip ("DECKLE_TEST_DATA has no decks/markdown");
          return;
        }

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      bank = parse (text, -1, NULL, &error);
      g_assert_null (bank);
      g_assert_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_UNKNOWN);
    }
}

static void
test_mojibake (void)
{
  static const struct
  {
    const char *text;
    const char *repaired;
    guint       n;
  } pairs[] = {
    { "游릭", "🟢", 1 }, { "游리", "🟡", 1 }, { "游댯", "🔵", 1 }, { "游릮", "🟣", 1 }, { "游댮", "🔴", 1 },
    { "游닇", "📝", 1 }, { "游닄", "📚", 1 }, { "游눠", "💡", 1 }, { "游댠", "🔥", 1 },
    { "游릭游리 both", "🟢🟡 both", 2 },
    { "x 游릭.", "x 🟢.", 1 },
    { "", "", 0 },
    { "plain", "plain", 0 },
    { "游", "游", 0 },
    { "游 릭", "游 릭", 0 },
    { "游泳", "游泳", 0 },           /* Chinese: swimming */
    { "上游릭", "上游릭", 0 },       /* inside a word */
    { "游릭는", "游릭는", 0 },
    { "游가", "游가", 0 },           /* no bytes of an emoji */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      guint n = 99;
      g_autofree char *repaired = deckle_mojibake_repair (pairs[i].text, &n);

      g_assert_cmpstr (repaired, ==, pairs[i].repaired);
      g_assert_cmpuint (n, ==, pairs[i].n);
    }
}

/* Long inputs of one kind, which a careless reader takes quadratic time for. */
static void
test_repetitions (void)
{
  static const char * const pieces[] = {
    "**Q1: ", "**Q1: x\n", "# a\n", "#", "```\n", "````c\n", "~~~~~", "**", "* ", "- ", "=", "=\n", "游", "游릭", "> ",
    "###### x\n**Q1: y?**\n", "**1. x**\n", "(", "All ", "\r", "_", "1) ", "|", "\\\n", "Q1: x\n", "# x\n## y\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new ("# T\n**Q0: Why?**\nSo.\n");
      g_autoptr (GPtrArray) notes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DeckleBank) bank = NULL;

      for (int j = 0; j < 20000; j++)
        g_string_append (text, pieces[i]);
      bank = parse (text->str, (gssize) text->len, &notes, &error);
      g_assert_true ((bank == NULL) == (error != NULL));
    }
}

static void
test_many_notes (void)
{
  g_autoptr (GString) text = g_string_new ("**Q0: Why?**\nSo.\n");
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = NULL;

  for (int i = 1; i <= 1500; i++)
    g_string_append_printf (text, "**Q%d: What?**\n", i);
  bank = parse (text->str, -1, &notes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 1001);
  g_assert_nonnull (strstr (((DeckleImportNote *) g_ptr_array_index (notes, 0))->message, "more to report"));
}

/* Seeded, so that a failure can be repeated. */
static void
test_mutations (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "markdown", "look-alike.md", NULL);
  static const char pieces[] = "#*Q1:.?`~-=> \n\r\t()|_A\\\xff\xc3\xf0";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  g_autofree char *text = NULL;
  gsize length;
  guint n_read = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *copy = g_memdup2 (text, length);
      gsize end = length;
      int n_changes = g_rand_int_range (rand, 1, 30);
      g_autoptr (GPtrArray) notes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DeckleBank) bank = NULL;

      while (n_changes-- > 0 && end > 0)
        {
          gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) end);

          if (g_rand_int_range (rand, 0, 8) == 0)
            {
              gsize n = (gsize) g_rand_int_range (rand, 1, 200);

              n = MIN (n, end - at);
              memmove (copy + at, copy + at + n, end - at - n);
              end -= n;
            }
          else   /* Bytes that are not UTF-8 more seldom, or nothing else would be tried. */
            copy[at] = pieces[g_rand_int_range (rand, 0, sizeof pieces - (i % 4 == 0 ? 1 : 4))];
        }

      bank = parse (copy, (gssize) end, &notes, &error);
      g_assert_true ((bank == NULL) == (error != NULL));
      n_read += bank != NULL;
    }

  g_assert_cmpuint (n_read, >, 5000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/formats/markdown/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/formats/markdown/refusal/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }

  g_test_add_func ("/formats/markdown/utf16", test_utf16);
  g_test_add_func ("/formats/markdown/too-large", test_too_large);
  g_test_add_func ("/formats/markdown/titles", test_titles);
  g_test_add_func ("/formats/markdown/file-name", test_file_name);
  g_test_add_func ("/formats/markdown/section-ids", test_section_ids);
  g_test_add_func ("/formats/markdown/look-alike", test_look_alike);
  g_test_add_func ("/formats/markdown/corrected", test_corrected);
  g_test_add_func ("/formats/markdown/seed", test_seed);
  g_test_add_func ("/formats/markdown/other-decks", test_other_decks);
  g_test_add_func ("/formats/markdown/mojibake", test_mojibake);
  g_test_add_func ("/formats/markdown/repetitions", test_repetitions);
  g_test_add_func ("/formats/markdown/many-notes", test_many_notes);
  g_test_add_func ("/formats/markdown/mutations", test_mutations);

  return g_test_run ();
}
