/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/deckle-separated.h"

#include <string.h>

#include "support/deckle-test-support.h"

static DeckleSeparated *
parse (const char *text,
       gssize      length,
       const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GError) error = NULL;
  DeckleSeparated *table = deckle_separated_read (bytes, name, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static void
describe_card (GString    *out,
               DeckleCard *card)
{
  g_autofree char *tags = NULL;

  if (deckle_card_get_tags (card) != NULL)
    tags = g_strjoinv (" ", (char **) deckle_card_get_tags (card));
  g_string_append_printf (out, "\n%s|%s", deckle_card_get_question (card), deckle_card_get_answer (card));
  if (deckle_card_get_detail (card) != NULL)
    g_string_append_printf (out, "|+%s", deckle_card_get_detail (card));
  if (tags != NULL && *tags != '\0')
    g_string_append_printf (out, "|#%s", tags);
  if (deckle_card_get_code (card)->kind != DECKLE_CODE_NONE)
    g_string_append_printf (out, "|$%s", deckle_card_get_code (card)->text);
}

/* The whole bank in a line a card and section, so that a case can say what it expects. */
static char *
describe (DeckleBank *bank)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; bank != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (bank)); i++)
    {
      g_autoptr (DeckleSection) section = g_list_model_get_item (G_LIST_MODEL (bank), i);

      g_string_append_printf (out, "%s[%s]", i > 0 ? "\n" : "", deckle_section_get_title (section));
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (section)); j++)
        {
          g_autoptr (DeckleCard) card = g_list_model_get_item (G_LIST_MODEL (section), j);

          describe_card (out, card);
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

/* A file, the bank that it makes, and a piece of the notes (NULL: there are none). */
typedef struct
{
  const char *name;
  const char *file;
  const char *text;
  const char *bank;
  const char *note;
} Case;

static const Case cases[] = {
  { "tab", "t.txt", "q1\ta1\nq2\ta2\n", "[t]\nq1|a1\nq2|a2", NULL },
  { "comma", "t.csv", "q1,a1\nq2,a2\n", "[t]\nq1|a1\nq2|a2", NULL },
  { "semicolon", "t.csv", "What, then?;So: this\nWhy, then?;So: that\n",
    "[t]\nWhat, then?|So: this\nWhy, then?|So: that", NULL },
  { "colon-in-text", "t.csv", "q: 1,a1\nq: 2,a2\n", "[t]\nq: 1|a1\nq: 2|a2", NULL },
  { "tab-wins", "t.csv", "q, 1\ta, 1\n", "[t]\nq, 1|a, 1", NULL },
  { "no-last-line-end", "t.csv", "q1,a1", "[t]\nq1|a1", NULL },
  { "crlf", "t.csv", "q1,a1\r\nq2,a2\r\n", "[t]\nq1|a1\nq2|a2", NULL },
  { "cr-only", "t.txt", "\xef\xbb\xbfq1\ta1\rq2\ta2\r", "[t]\nq1|a1\nq2|a2", NULL },
  { "windows-1252", "t.csv", "fa\xe7" "ade,the front\n", "[t]\nfaçade|the front", "1: The text is not UTF-8" },

  /* Quotation marks */
  { "quoted", "t.csv", "\"q, 1\",\"say \"\"a\"\"\"\n", "[t]\nq, 1|say \"a\"", NULL },
  { "line-end-inside", "t.csv", "q1,\"first\n\nsecond\"\nq2,a2\n", "[t]\nq1|first\n\nsecond\nq2|a2", NULL },
  { "quote-inside", "t.csv", "5\" disk,old\nq2,a2\n", "[t]\n5\" disk|old\nq2|a2", NULL },
  { "never-closed", "t.csv", "q1,\"a1\nq2,a2\nq3,a3\n", "[t]\nq1|\"a1\nq2|a2\nq3|a3",
    "1: The quotation mark that opens here is never closed" },
  { "empty-quotes", "t.csv", "q1,\"\",x\nq2,a2,y\n", "[t]\nq2|a2|#y", "1: The question “q1” has no answer" },

  /* What Anki writes */
  { "anki-notes", "t.txt",
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
    "g1\tBasic\tGo::Basics\tWhat is <b>this</b>?\tOne<br>two &amp; three\teasy go\n"
    "g2\tBasic\tGo\tq2\ta2\t\n",
    "[Basics]\nWhat is **this**?|One\ntwo & three|#easy go\n[Go]\nq2|a2", NULL },
  { "trailing-commas", "t.csv", "#separator:comma,,\n#html:false,,\n#tags column:3,,\nq1,<b>,t1\n", "[t]\nq1|<b>|#t1", NULL },
  { "capitals", "t.txt", "#Separator:Pipe\n#HTML:False\nq1|a1\n", "[t]\nq1|a1", NULL },
  { "separator-itself", "t.txt", "#separator:|\nq1|a1\n", "[t]\nq1|a1", NULL },
  { "deck", "t.txt", "#deck:My Deck\nq1\ta1\n", "[My Deck]\nq1|a1", NULL },
  { "tags", "t.txt", "#tags:one two\nq1\ta1\n", "[t]\nq1|a1|#one two", NULL },
  { "old-tags", "t.txt", "tags: one two\nq1\ta1\n", "[t]\nq1|a1|#one two", NULL },
  { "columns", "t.txt", "#separator:tab\n#columns:Back\tFront\na1\tq1\n", "[t]\nq1|a1", NULL },
  { "comments", "t.txt", "q1\ta1\n# not a card\nq2\ta2\n", "[t]\nq1|a1\nq2|a2", "0: 1 line that begins with “#”" },
  { "quoted-hash", "t.txt", "q1\ta1\n\"#2\"\ta2\n", "[t]\nq1|a1\n#2|a2", NULL },

  /* Columns */
  { "header", "t.csv", "Answer,Question,Section,Tags\na1,q1,S,x\na2,q2,T,\n", "[S]\nq1|a1|#x\n[T]\nq2|a2", NULL },
  { "front-back", "t.csv", "FRONT;BACK\nq1;a1\n", "[t]\nq1|a1", NULL },
  { "no-header", "t.csv", "Question the text,x\n", "[t]\nQuestion the text|x", NULL },
  { "third-is-more", "t.csv", "q1,a1,This says more.\n", "[t]\nq1|a1|+This says more.", NULL },
  { "third-is-tags", "t.csv", "q1,a1,\"baz,qux\"\nq2,a2,baz2\n", "[t]\nq1|a1|#baz qux\nq2|a2|#baz2", NULL },
  { "more-columns", "t.csv", "q1,a1,One.,Two.\n", "[t]\nq1|a1|+One.\n\nTwo.", NULL },
  { "ragged", "t.csv", "q1,a1\nq2\n,a3\nq4,a4,Much more. So.\n", "[t]\nq1|a1\nq4|a4|+Much more. So.", "2: The question “q2” has no" },
  { "double", "t.csv", "q1,a1\nq1,a2\n", "[t]\nq1|a1", "2: The question “q1” was not imported, since line 1" },
  { "by-a-sign", "t.csv", "What is :=?,a1\nWhat is =?,a2\n", "[t]\nWhat is :=?|a1\nWhat is =?|a2", NULL },

  /* Text that is no markup */
  { "generics", "t.csv", "What is List<T>?,\"<-ch, interface{} && a < b\"\n",
    "[t]\nWhat is List<T>?|<-ch, interface{} && a < b", NULL },
  { "bidi", "t.csv", "q\xe2\x80\xae" "1,a1\n", "[t]\nq\xe2\x80\xae" "1|a1", NULL },
  { "cloze", "t.csv", "A {{c1::channel}} is,typed\n", "[t]\nA {{c1::channel}} is|typed", "0: 1 question has gaps" },

  /* HTML */
  { "picture", "t.csv", "q1,\"<img src=\"\"https://example.org/a.png\"\" alt=\"\"a heap\"\"> and [sound:a.mp3]\"\n",
    "[t]\nq1|[picture: a heap] and [sound]", "0: 2 pictures and sounds" },
  { "list", "t.csv", "q1,Two:<ul><li>one</li><li><p>two</p></li></ul>end\n", "[t]\nq1|Two:\n\n- one\n- two\n\nend", NULL },
  { "code", "t.csv", "q1,\"See <code>x := 1</code>:<pre>if x {\n\tgo f()\n}</pre>\"\n",
    "[t]\nq1|See `x := 1`:|$if x {\n\tgo f()\n}", NULL },
  { "code-column", "t.csv", "question,answer,code\nq1,<b>a</b>,\"if x {\n\tp(\"\"<b>\"\")\n}\"\n",
    "[t]\nq1|**a**|$if x {\n\tp(\"<b>\")\n}", NULL },
  { "code-column-alone", "t.csv", "question,answer,code\nq1,a < b,p(\"<p>b</p>\")\n",
    "[t]\nq1|a < b|$p(\"<p>b</p>\")", NULL },
  { "code-column-laid-out", "t.csv", "question,answer,code\nq1,a,f()<br>g()\nq2,<b>b</b>,f()<br>g()\n",
    "[t]\nq1|a|$f()\ng()\nq2|**b**|$f()\ng()", NULL },
  { "script", "t.csv", "q1,a<script>alert(1)</script><style>b{}</style>1\n", "[t]\nq1|a1", NULL },
  { "never-ends", "t.csv", "q1,\"<b>a <i>b <div\"\n", "[t]\nq1|**a *b***", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (DeckleSeparated) table = parse (c->text, -1, c->file);
  g_autofree char *bank = describe (table->bank), *notes = describe_notes (table->notes);

  g_assert_cmpstr (bank, ==, c->bank);
  if (c->note == NULL)
    g_assert_cmpstr (notes, ==, "");
  else if (strstr (notes, c->note) == NULL)
    {
      g_test_message ("“%s” is missing in:\n%s", c->note, notes);
      g_test_fail ();
    }
}

static void
test_utf16 (void)
{
  static const char text[] = "\xff\xfeq\0" "1\0\t\0a\0" "1\0\n\0";
  g_autoptr (DeckleSeparated) table = parse (text, sizeof text - 1, "t.txt");
  g_autofree char *bank = describe (table->bank);

  g_assert_cmpstr (bank, ==, "[t]\nq1|a1");
}

/* What is no table, and how the sentence says so. */
static const struct
{
  const char *name;
  const char *bytes;
  gsize       length;
  int         code;
  const char *says;
} refused[] = {
  { "empty", "", 0, DECKLE_FORMAT_ERROR_EMPTY, "blank" },
  { "blank", " \n\n", 3, DECKLE_FORMAT_ERROR_EMPTY, "blank" },
  { "nul", "q1,a\0001\n", 7, DECKLE_FORMAT_ERROR_ENCODING, "NUL" },
  { "apkg", "PK\x03\x04\x14\0\0\0\0\0collection.anki2", 26, DECKLE_FORMAT_ERROR_UNKNOWN, "Anki" },
  { "zip", "PK\x03\x04\x14\0\0\0\0\0something.txt", 23, DECKLE_FORMAT_ERROR_UNKNOWN, "zip" },
  { "html", "<!DOCTYPE html><p>a,b", 21, DECKLE_FORMAT_ERROR_UNKNOWN, "HTML" },
  { "japanese", "\x82\xb1\x82\xf1,\x82\xc9\n", 8, DECKLE_FORMAT_ERROR_ENCODING, "encoding" },
};

static void
test_refused (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) bytes = g_bytes_new_static (refused[i].bytes, refused[i].length);
  g_autoptr (GError) error = NULL;

  g_assert_null (deckle_separated_read (bytes, "t.csv", NULL, &error));
  g_assert_error (error, DECKLE_FORMAT_ERROR, refused[i].code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, refused[i].says));
}

/* A table without a card is still a table, so that its columns can be chosen. */
static void
test_options (void)
{
  static const char text[] = "a1;q1;x\na2;q2;y\n";
  const DeckleColumn columns[] = { DECKLE_COLUMN_ANSWER, DECKLE_COLUMN_QUESTION, DECKLE_COLUMN_NONE };
  DeckleSeparatedOptions options = DECKLE_SEPARATED_OPTIONS_INIT;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (DeckleSeparated) table = NULL;
  g_autofree char *bank = NULL;

  options.separator = ',';
  table = deckle_separated_read (bytes, "t.txt", &options, NULL);
  g_assert_nonnull (table);
  g_assert_null (table->bank);
  g_assert_nonnull (table->problem);
  g_assert_cmpuint (table->columns->len, ==, 1);
  deckle_separated_free (g_steal_pointer (&table));

  options = (DeckleSeparatedOptions){ ';', DECKLE_YES, DECKLE_NO, columns, G_N_ELEMENTS (columns) };
  table = deckle_separated_read (bytes, "t.txt", &options, NULL);
  bank = describe (table->bank);
  g_assert_cmpstr (bank, ==, "[t]\nq2|a2");
  g_assert_true (table->has_header);
  g_assert_cmpuint (table->n_rows, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (table->labels, 1), ==, "q1");
}

static char *
first_id (DeckleBank *bank)
{
  g_autoptr (GListModel) section = g_list_model_get_item (G_LIST_MODEL (bank), 0);
  g_autoptr (DeckleCard) card = g_list_model_get_item (section, 0);

  return g_strdup (deckle_card_get_id (card));
}

/* A corrected answer is the same card; a guid stands for the card whatever it says. */
static void
test_ids (void)
{
  g_autoptr (DeckleSeparated) a = parse ("What is it?\ta1\n", -1, "t.txt");
  g_autoptr (DeckleSeparated) b = parse ("other\tx\nWhat is it?\ta2\n", -1, "t.txt");
  g_autoptr (DeckleSeparated) c = parse ("#guid column:1\nOyt:4#x}\tq1\ta1\n", -1, "t.txt");
  g_autoptr (DeckleSeparated) d = parse ("#guid column:1\nOyt:4#x}\tq2\ta2\n", -1, "t.txt");
  g_autoptr (DeckleSeparated) e = parse ("#guid column:1\ngo-interview/go-017\tq2\ta2\n", -1, "t.txt");
  g_autofree char *id_a = first_id (a->bank), *id_c = first_id (c->bank), *id_d = first_id (d->bank);
  g_autofree char *id_e = first_id (e->bank);
  g_autoptr (DeckleCard) same = deckle_bank_find_card (b->bank, id_a);

  g_assert_nonnull (same);
  g_assert_cmpstr (deckle_card_get_answer (same), ==, "a2");
  g_assert_cmpstr (id_c, ==, id_d);
  g_assert_cmpstr (id_e, ==, "go-017");
}

/* One field of 1 MB, quotation marks that are never closed, deep HTML: linear time, nothing cut. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("q1,");
  g_autoptr (DeckleSeparated) table = NULL;
  g_autoptr (GListModel) section = NULL;
  g_autoptr (DeckleCard) card = NULL;

  for (int i = 0; i < 1000000; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\nq2,");
  for (int i = 0; i < 20000; i++)
    g_string_append (text, "<div>");
  g_string_append (text, "deep\n");
  for (int i = 0; i < 20001; i++)
    g_string_append_printf (text, "x%d,\"b\n", i);
  table = parse (text->str, -1, "t.csv");
  section = g_list_model_get_item (G_LIST_MODEL (table->bank), 0);
  g_assert_cmpuint (g_list_model_get_n_items (section), ==, 2 + 10001);
  card = g_list_model_get_item (section, 0);
  g_assert_cmpuint (strlen (deckle_card_get_answer (card)), ==, 1000000);
}

/* Files of other programs, which are read where they lie. */
static const Case shared[] = {
  { "2fields", "text-2fields.txt", NULL, "[text-2fields]\n食べる|to eat\n飲む|to drink\nテスト|test\nto eat|食べる\n"
    "多すぎる|too many|#fields", "飲む" },
  { "tags", "text-tags.txt", NULL, "[text-tags]\nfoo|bar|#baz qux\nfoo2|bar2|#baz2", NULL },
  { "update", "text-update.txt", NULL, "[text-update]\n1|x", NULL },
  { "tsv-1", "mnemosyne-tsv_1.txt", NULL, "[mnemosyne-tsv_1]\nq1|a1\nf|p|#t", NULL },
  { "tsv-3", "mnemosyne-tsv_3.txt", NULL, "", "1: The question “a” has no answer" },
  { "word", "mnemosyne-word_import.txt", NULL, "[mnemosyne-word_import]\nQuestion 1|Answer 1\nQuestion 2|Answer 2\n"
    "Question 3|Answer 3\nQuestion 4|Answer 4\nQuestion 5|Answer 5", NULL },
};

static void
test_shared (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *path = deckle_test_data_path ("decks", "text", c->file, NULL);
  g_autofree char *text = NULL, *bank = NULL, *notes = NULL;
  g_autoptr (DeckleSeparated) table = NULL;
  gsize length;

  if (path == NULL)
    {
      g_test_skip ("DECKLE_TEST_DATA has no decks/text");
      return;
    }
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  table = parse (text, (gssize) length, c->file);
  bank = describe (table->bank);
  notes = describe_notes (table->notes);
  g_assert_cmpstr (bank, ==, c->bank);
  g_test_message ("%s", notes);
  g_assert_true (c->note == NULL ? *notes == '\0' : strstr (notes, c->note) != NULL);
}

static void
test_shared_encoding (void)
{
  g_autofree char *path = deckle_test_data_path ("decks", "text", "mnemosyne-tsv_5.txt", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize length;

  if (path == NULL)
    {
      g_test_skip ("DECKLE_TEST_DATA has no decks/text");
      return;
    }
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_bytes_new_take (text, length);
  g_assert_null (deckle_separated_read (bytes, "tsv_5.txt", NULL, &error));
  g_assert_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_ENCODING);
}

/* @file: the name that decides, @text: what stands in it. */
static const struct
{
  const char      *file;
  const char      *text;
  DeckleFormatKind kind;
} kinds[] = {
  { "a.csv", "**Q1: What?**\n", DECKLE_FORMAT_SEPARATED },
  { "a.CSV", "", DECKLE_FORMAT_SEPARATED },
  { "a.txt", "q1\ta1\nq2\ta2\n", DECKLE_FORMAT_SEPARATED },
  { "a.txt", "q1\ta1\rq2\ta2\r", DECKLE_FORMAT_SEPARATED },
  { "a.txt", "#separator:comma\nq1,a1\n", DECKLE_FORMAT_SEPARATED },
  { "a.txt", "tags: x\nq1;a1\n", DECKLE_FORMAT_SEPARATED },
  { "a.txt", "**Q1: What?**\n\tThis.\n\tThat.\n", DECKLE_FORMAT_MARKDOWN },
  { "a.md", "a\tb\n", DECKLE_FORMAT_MARKDOWN },
  { "a", "\xef\xbb\xbf {", DECKLE_FORMAT_BANK },
  { "a.json", "\n[", DECKLE_FORMAT_JSON_CARDS },
  { "a.txt", "", DECKLE_FORMAT_MARKDOWN },
};

static void
test_guess (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (kinds[i].text, strlen (kinds[i].text));

      g_test_message ("%s: %s", kinds[i].file, kinds[i].text);
      g_assert_cmpint (deckle_format_guess (bytes, kinds[i].file), ==, kinds[i].kind);
    }
}

static DeckleBank *
parse_json (const char  *text,
            GPtrArray  **notes,
            GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return deckle_json_cards_parse (bytes, "cards.json", notes, error);
}

static void
test_json (void)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank =
    parse_json ("[{\"id\": 1, \"question\": \"q1\", \"answer\": \"a1\\n```go\\nx := 1\\n```\", \"tags\": [\"t\"]},"
                " {\"front\": \"q2\", \"back\": \"a2\", \"category\": \"S\"}, {\"question\": \"q3\"}, 7]", &notes, &error);
  g_autofree char *text = describe (bank), *said = describe_notes (notes);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "[cards]\nq1|a1|#t|$x := 1\n[S]\nq2|a2");
  g_assert_nonnull (strstr (said, "“q3” has no answer"));
  g_assert_nonnull (strstr (said, "1 item of the list is no card"));
}

static void
test_json_refused (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const char *texts[] = { deep, "[", "[]", "[{\"question\": 1.5}]", "{}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_json (texts[i], NULL, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == DECKLE_FORMAT_ERROR);
    }
}

static void
test_json_shared (void)
{
  g_autofree char *path = deckle_test_data_path ("decks", "text", "s-inter-go-flashcards.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = NULL;
  g_autofree char *text = NULL;

  if (path == NULL)
    {
      g_test_skip ("DECKLE_TEST_DATA has no decks/text");
      return;
    }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  bank = parse_json (text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (deckle_bank_get_n_cards (bank), ==, 25);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/formats/separated/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/formats/separated/refused/%s", refused[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_refused);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      g_autofree char *path = g_strdup_printf ("/formats/separated/shared/%s", shared[i].name);

      g_test_add_data_func (path, &shared[i], test_shared);
    }
  g_test_add_func ("/formats/separated/shared/encoding", test_shared_encoding);
  g_test_add_func ("/formats/guess", test_guess);
  g_test_add_func ("/formats/json-cards/list", test_json);
  g_test_add_func ("/formats/json-cards/refused", test_json_refused);
  g_test_add_func ("/formats/json-cards/shared", test_json_shared);
  g_test_add_func ("/formats/separated/utf-16", test_utf16);
  g_test_add_func ("/formats/separated/options", test_options);
  g_test_add_func ("/formats/separated/ids", test_ids);
  g_test_add_func ("/formats/separated/large", test_large);

  return g_test_run ();
}
