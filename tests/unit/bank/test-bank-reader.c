/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bank/deckle-bank-reader.h"

#include <string.h>

/* A case is the bank one-file.json with one text replaced. */
typedef struct
{
  const char *name;
  const char *find;
  const char *replace;
  int         code;    /* DeckleBankError, or -1 when the bank is still right */
  const char *card;
  const char *member;
} Case;

#define SCHEMA DECKLE_BANK_ERROR_SCHEMA
#define JSON DECKLE_BANK_ERROR_JSON
#define LONG_61 "1234567890123456789012345678901234567890123456789012345678901"

static const Case cases[] = {
  { "as-it-is", "", "", -1, NULL, NULL },
  { "byte-order-mark", "{\n \"schema\"", "\xef\xbb\xbf{\n \"schema\"", -1, NULL, NULL },
  { "unknown-at-the-top", "\"schema\": 1", "\"schema\": 1, \"$schema\": \"x\"", -1, NULL, NULL },
  { "unknown-in-licence", "\"code\": \"0BSD\"", "\"code\": \"0BSD\", \"year\": 2026", -1, NULL, NULL },
  { "dangling-see-also", "[\"wx-002\"]", "[\"wx-999\"]", -1, NULL, NULL },
  { "escapes", "Cloud atlas", "Cl\\u006fud \\ud83d\\ude00", -1, NULL, NULL },

  /* Not JSON */
  { "trailing-comma", "\"see_also\": []", "\"see_also\": [],", JSON, NULL, NULL },
  { "comment", "\"schema\": 1", "/* no */ \"schema\": 1", JSON, NULL, NULL },
  { "single-quotes", "\"Wind\"", "'Wind'", JSON, NULL, NULL },
  { "text-behind-it", "\n  }\n ]\n}\n", "\n  }\n ]\n}\n{}", JSON, NULL, NULL },
  { "nul-escape", "Cloud atlas", "Cloud\\u0000atlas", JSON, NULL, NULL },
  { "half-surrogate", "Cloud atlas", "Cloud \\ud83d atlas", JSON, NULL, NULL },
  { "other-half-surrogate", "Cloud atlas", "Cloud \\ude00 atlas", JSON, NULL, NULL },
  { "member-twice", "\"number\": 3", "\"number\": 3, \"number\": 4", JSON, NULL, NULL },
  { "member-twice-inside", "\"kind\": \"text\"", "\"kind\": \"text\", \"kind\": \"body\"", JSON, NULL, NULL },
  { "raw-control", "Cloud atlas", "Cloud\natlas", JSON, NULL, NULL },

  /* The header */
  { "no-schema", "\"schema\": 1,", "", SCHEMA, NULL, "schema" },
  { "schema-2", "\"schema\": 1", "\"schema\": 2", SCHEMA, NULL, "schema" },
  { "schema-0", "\"schema\": 1", "\"schema\": 0", SCHEMA, NULL, "schema" },
  { "schema-text", "\"schema\": 1", "\"schema\": \"1\"", SCHEMA, NULL, "schema" },
  { "no-id", "\"id\": \"weather-basics\",", "", SCHEMA, NULL, "id" },
  { "id-short", "weather-basics", "we", SCHEMA, NULL, "id" },
  { "id-capital", "weather-basics", "Weather", SCHEMA, NULL, "id" },
  { "id-hyphen-first", "weather-basics", "-weather", SCHEMA, NULL, "id" },
  { "id-number", "\"weather-basics\"", "7", SCHEMA, NULL, "id" },
  { "title-empty", "\"Weather Basics\"", "\"\"", SCHEMA, NULL, "title" },
  { "title-null", "\"Weather Basics\"", "null", SCHEMA, NULL, "title" },
  { "title-long", "Weather Basics", LONG_61 "12345678901234567890", SCHEMA, NULL, "title" },
  { "description-list", "\"Three questions in one file.\"", "[]", SCHEMA, NULL, "description" },
  { "language-word", "\"en\"", "\"english\"", SCHEMA, NULL, "language" },
  { "language-region", "\"en\"", "\"en-GB\"", -1, NULL, NULL },
  { "language-one-letter", "\"en\"", "\"e\"", SCHEMA, NULL, "language" },
  { "version-two", "1.2.3", "1.2", SCHEMA, NULL, "version" },
  { "version-four", "1.2.3", "1.2.3.4", SCHEMA, NULL, "version" },
  { "version-number", "\"1.2.3\"", "1.2", SCHEMA, NULL, "version" },
  { "updated-impossible", "2026-02-28", "2026-02-29", SCHEMA, NULL, "updated" },
  { "updated-leap", "2026-02-28", "2028-02-29", -1, NULL, NULL },
  { "updated-words", "2026-02-28", "yesterday!", SCHEMA, NULL, "updated" },
  { "updated-month-0", "2026-02-28", "2026-00-28", SCHEMA, NULL, "updated" },
  { "go-version", "\"1.27\"", "\"go1.27\"", SCHEMA, NULL, "go_version" },
  { "licence-text", "\"licence\": {", "\"licence\": \"free\", \"old\": {", SCHEMA, NULL, "licence" },
  { "licence-no-spdx", "\"spdx\": \"CC-BY-SA-4.0\",", "", SCHEMA, NULL, "licence.spdx" },
  { "licence-url", "https://creativecommons.org/licenses/by-sa/4.0/", "ask us", SCHEMA, NULL, "licence.url" },

  /* Sections */
  { "sections-object", "\"sections\": [", "\"sections\": {}, \"old\": [", SCHEMA, NULL, "sections" },
  { "sections-empty", "\"sections\": [", "\"sections\": [], \"old\": [", SCHEMA, NULL, "sections" },
  { "sections-number", "\"sections\": [", "\"sections\": [5, ", SCHEMA, NULL, "sections[0]" },
  { "section-no-id", "\"id\": \"wind\",", "", SCHEMA, NULL, "sections[0].id" },
  { "section-id-space", "\"id\": \"wind\"", "\"id\": \"the wind\"", SCHEMA, NULL, "sections[0].id" },
  { "section-id-again", "\"id\": \"wind\"", "\"id\": \"clouds\"", SCHEMA, NULL, "sections[1].id" },
  { "section-title-long", "\"Wind\",\n   \"order\"", "\"" LONG_61 "\",\n   \"order\"", SCHEMA, NULL, "sections[0].title" },
  { "section-order-0", "\"order\": 2", "\"order\": 0", SCHEMA, NULL, "sections[0].order" },
  { "section-order-fraction", "\"order\": 2", "\"order\": 2.5", SCHEMA, NULL, "sections[0].order" },
  { "section-order-huge", "\"order\": 2", "\"order\": 99999999999", SCHEMA, NULL, "sections[0].order" },
  { "section-no-order", "\"order\": 2,", "", SCHEMA, NULL, "sections[0].order" },
  { "section-colour", "#2F7FD6", "blue", SCHEMA, NULL, "sections[0].colour" },
  { "section-icon", "\"plug\"", "true", SCHEMA, NULL, "sections[0].icon" },
  { "section-emoji", "\"🟢\"", "{}", SCHEMA, NULL, "sections[1].emoji" },
  { "section-from", "\"from\": 1", "\"from\": \"1\"", SCHEMA, NULL, "sections[1].from" },
  { "section-short-long", "\"short\": \"Clouds\"", "\"short\": \"Clouds, rain, hail, snow.\"", SCHEMA, NULL, "sections[1].short" },
  { "section-unknown", "\"icon\": \"plug\"", "\"icon\": \"plug\", \"color\": \"red\"", SCHEMA, NULL, "sections[0].color" },
  { "section-file-alone", "\"icon\": \"plug\"", "\"icon\": \"plug\", \"file\": \"wind.json\"", SCHEMA, NULL, "sections[0].file" },
  { "section-file-up", "\"icon\": \"plug\"", "\"icon\": \"plug\", \"file\": \"../wind.json\"", SCHEMA, NULL, "sections[0].file" },
  { "section-file-absolute", "\"icon\": \"plug\"", "\"icon\": \"plug\", \"file\": \"/etc/passwd\"", SCHEMA, NULL, "sections[0].file" },
  { "section-file-other-kind", "\"icon\": \"plug\"", "\"icon\": \"plug\", \"file\": \"wind.txt\"", SCHEMA, NULL, "sections[0].file" },
  { "section-file-nested", "\"icon\": \"plug\"", "\"icon\": \"plug\", \"file\": \"a/wind.json\"", SCHEMA, NULL, "sections[0].file" },

  /* Cards */
  { "cards-missing", "\"cards\": [", "\"karten\": [", SCHEMA, NULL, "cards" },
  { "cards-object", "\"cards\": [", "\"cards\": {}, \"old\": [", SCHEMA, NULL, "cards" },
  { "card-list", "\"cards\": [", "\"cards\": [[], ", SCHEMA, "#1", NULL },
  { "card-null", "\"cards\": [", "\"cards\": [null, ", SCHEMA, "#1", NULL },
  { "card-no-id", "\"id\": \"wx-002\",", "", SCHEMA, "#2", "id" },
  { "card-id-number", "\"id\": \"wx-002\"", "\"id\": 2", SCHEMA, "#2", "id" },
  { "card-id-short", "\"id\": \"wx-002\"", "\"id\": \"x2\"", SCHEMA, "#2", "id" },
  { "card-id-again", "\"id\": \"wx-002\"", "\"id\": \"wx-001\"", SCHEMA, "wx-001", "id" },
  { "card-no-number", "\"number\": 3,", "", SCHEMA, "wx-003", "number" },
  { "card-number-0", "\"number\": 3", "\"number\": 0", SCHEMA, "wx-003", "number" },
  { "card-number-text", "\"number\": 3", "\"number\": \"3\"", SCHEMA, "wx-003", "number" },
  { "card-number-false", "\"number\": 3", "\"number\": false", SCHEMA, "wx-003", "number" },
  { "card-section-unknown", "\"section\": \"wind\"", "\"section\": \"snow\"", SCHEMA, "wx-003", "section" },
  { "card-section-list", "\"section\": \"wind\"", "\"section\": [\"wind\"]", SCHEMA, "wx-003", "section" },
  { "card-level", "\"advanced\"", "\"expert\"", SCHEMA, "wx-003", "level" },
  { "card-level-number", "\"advanced\"", "2", SCHEMA, "wx-003", "level" },
  { "card-question-short", "Why does a cloud not fall down?", "Why?", SCHEMA, "wx-002", "question" },
  { "card-question-object", "\"Why does a cloud not fall down?\"", "{}", SCHEMA, "wx-002", "question" },
  { "card-answer-short", "The rotation of the Earth: the Coriolis force deflects moving air.", "Rotation.", SCHEMA, "wx-003", "answer" },
  { "card-detail-number", "\"Its top spreads out as an anvil where the air stops rising.\"", "5", SCHEMA, "wx-001", "detail" },
  { "card-unknown", "\"number\": 3", "\"number\": 3, \"hint\": \"spin\"", SCHEMA, "wx-003", "hint" },
  { "tags-empty", "\"tags\": [\"air\"]", "\"tags\": []", SCHEMA, "wx-003", "tags" },
  { "tags-text", "\"tags\": [\"air\"]", "\"tags\": \"air\"", SCHEMA, "wx-003", "tags" },
  { "tags-capital", "\"tags\": [\"air\"]", "\"tags\": [\"Air\"]", SCHEMA, "wx-003", "tags[0]" },
  { "tags-twice", "[\"water\", \"air\"]", "[\"water\", \"water\"]", SCHEMA, "wx-001", "tags[1]" },
  { "tags-seven", "[\"water\", \"air\"]", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\"]", SCHEMA, "wx-001", "tags" },
  { "see-also-number", "\"see_also\": []", "\"see_also\": [7]", SCHEMA, "wx-003", "see_also[0]" },
  { "see-also-null", "\"see_also\": []", "\"see_also\": null", SCHEMA, "wx-003", "see_also" },
  { "points-one", "[\"names the cumulonimbus\", \"mentions its height\"]", "[\"names it\"]", SCHEMA, "wx-001", "points" },
  { "points-long", "\"mentions its height\"", "\"" LONG_61 "1234567890\"", SCHEMA, "wx-001", "points[1]" },
  { "points-bool", "\"mentions its height\"", "true", SCHEMA, "wx-001", "points[1]" },
  { "references-empty", "[{\"title\": \"Wind\", \"url\": \"https://example.org/wind\"}]", "[]", SCHEMA, "wx-003", "references" },
  { "references-text", "{\"title\": \"Wind\", \"url\": \"https://example.org/wind\"}", "\"Wind\"", SCHEMA, "wx-003", "references[0]" },
  { "reference-http", "https://example.org/wind", "http://example.org/wind", SCHEMA, "wx-003", "references[0].url" },
  { "reference-second", "https://example.org/storms", "javascript:alert(1)", SCHEMA, "wx-001", "references[1].url" },
  { "reference-no-title", "\"title\": \"Storms\", ", "", SCHEMA, "wx-001", "references[1].title" },
  { "reference-unknown", "\"title\": \"Storms\"", "\"title\": \"Storms\", \"page\": 3", SCHEMA, "wx-001", "references[1].page" },

  /* Code */
  { "code-text", "\"code\": {\n    \"kind\": \"text\"", "\"code\": \"x\", \"old\": {\n    \"kind\": \"text\"", SCHEMA, "wx-002", "old" },
  { "code-kind", "\"kind\": \"body\"", "\"kind\": \"snippet\"", SCHEMA, "wx-001", "code.kind" },
  { "code-kind-none", "\"kind\": \"body\"", "\"kind\": \"none\"", SCHEMA, "wx-001", "code.kind" },
  { "code-no-kind", "\"kind\": \"body\",", "", SCHEMA, "wx-001", "code.kind" },
  { "code-no-text", "\"text\": \"droplet: 10 µm\",", "", SCHEMA, "wx-002", "code.text" },
  { "code-text-empty", "\"droplet: 10 µm\"", "\"\"", SCHEMA, "wx-002", "code.text" },
  { "code-imports", "[\"fmt\"]", "\"fmt\"", SCHEMA, "wx-001", "code.imports" },
  { "code-imports-number", "[\"fmt\"]", "[1]", SCHEMA, "wx-001", "code.imports[0]" },
  { "code-output", "\"boom\\n\"", "5", SCHEMA, "wx-001", "code.output" },
  { "code-go", "\"1.26\"", "\"1.26.1\"", SCHEMA, "wx-001", "code.go" },
  { "code-run", "\"run\": true", "\"run\": 1", SCHEMA, "wx-001", "code.run" },
  { "code-fails", "\"fails\": false", "\"fails\": null", SCHEMA, "wx-001", "code.fails" },
  { "code-stderr", "\"stderr\": false", "\"stderr\": \"no\"", SCHEMA, "wx-001", "code.stderr" },
  { "code-external", "\"external\": false", "\"external\": []", SCHEMA, "wx-001", "code.external" },
  { "code-lang", "\"yaml\"", "{}", SCHEMA, "wx-002", "code.lang" },
  { "code-unknown", "\"run\": true", "\"run\": true, \"file\": \"x\"", SCHEMA, "wx-001", "code.file" },
};

static char *
load_data (const char *path)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "data", "banks", path, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static DeckleBank *
parse (const char  *text,
       gssize       length,
       GPtrArray  **problems,
       GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return deckle_bank_parse (bytes, "test.json", problems, error);
}

/* Replaces the first occurrence, which must exist. */
static char *
replace_once (const char *text,
              const char *find,
              const char *replace)
{
  const char *at = strstr (text, find);

  g_assert_nonnull (at);

  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, replace, at + strlen (find));
}

static void
assert_problem (GPtrArray  *problems,
                const Case *c)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const DeckleBankProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *line = deckle_bank_problem_to_string (problem);

      g_test_message ("%s", line);
      g_assert_cmpstr (problem->file, ==, "test.json");
      g_assert_true (g_utf8_validate (line, -1, NULL));
      if (g_strcmp0 (problem->card, c->card) == 0 && g_strcmp0 (problem->member, c->member) == 0)
        return;
    }

  g_assert_not_reached ();
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *original = load_data ("one-file.json");
  g_autofree char *text = replace_once (original, c->find, c->replace);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = parse (text, -1, &problems, &error);

  g_assert_nonnull (problems);
  if (c->code < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_cmpuint (deckle_bank_get_n_cards (bank), ==, 3);
      return;
    }

  g_assert_error (error, DECKLE_BANK_ERROR, c->code);
  g_assert_null (bank);
  assert_problem (problems, c);
  g_assert_nonnull (strstr (error->message, "test.json"));
  g_assert_null (strstr (error->message, "Line 0"));
}

static void
test_content (void)
{
  g_autofree char *text = load_data ("one-file.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = parse (text, -1, NULL, &error);
  g_autoptr (DeckleSection) section = NULL;
  g_autoptr (DeckleCard) card = NULL;
  const DeckleCode *code;
  int from, to;

  g_assert_no_error (error);
  g_assert_cmpstr (deckle_bank_get_info (bank)->licence_code, ==, "0BSD");
  g_assert_cmpstr (deckle_bank_get_info (bank)->updated, ==, "2026-02-28");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bank)), ==, 2);

  /* Sorted by order */
  section = g_list_model_get_item (G_LIST_MODEL (bank), 0);
  g_assert_cmpstr (deckle_section_get_id (section), ==, "clouds");
  g_assert_cmpstr (deckle_section_get_short_title (section), ==, "Clouds");
  deckle_section_get_range (section, &from, &to);
  g_assert_cmpint (from, ==, 1);
  g_assert_cmpint (to, ==, 2);

  card = g_list_model_get_item (G_LIST_MODEL (section), 0);
  g_assert_cmpstr (deckle_card_get_id (card), ==, "wx-001");
  g_assert_cmpint (deckle_card_get_level (card), ==, DECKLE_LEVEL_BASIC);
  g_assert_cmpstr (deckle_card_get_tags (card)[1], ==, "air");
  g_assert_cmpstr (deckle_card_get_points (card)[0], ==, "names the cumulonimbus");
  g_assert_cmpuint (deckle_card_get_n_references (card), ==, 2);
  g_assert_cmpstr (deckle_card_get_reference (card, 1)->url, ==, "https://example.org/storms");
  code = deckle_card_get_code (card);
  g_assert_cmpint (code->kind, ==, DECKLE_CODE_BODY);
  g_assert_cmpstr (code->imports[0], ==, "fmt");
  g_assert_true (code->run);
}

/* However much of a bank is missing at its end, it is refused, and never as a bank. */
static void
test_truncated (void)
{
  g_autofree char *text = load_data ("one-file.json");
  gsize length = strlen (g_strchomp (text));

  for (gsize n = 0; n < length; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DeckleBank) bank = parse (text, (gssize) n, NULL, &error);

      g_assert_null (bank);
      g_assert_nonnull (error);
      g_assert_true (error->domain == DECKLE_BANK_ERROR);
    }
}

typedef struct
{
  const char *name;
  const char *text;
  gssize      length;
  int         code;
  const char *words;   /* in the message */
} Raw;

static const Raw raws[] = {
  { "empty", "", 0, JSON, "empty" },
  { "blank", " \n\t\r\n", -1, JSON, "empty" },
  { "only-a-mark", "\xef\xbb\xbf", -1, JSON, "empty" },
  { "list", "[]", -1, SCHEMA, "a list" },
  { "number", "5", -1, SCHEMA, "a whole number" },
  { "null", "null", -1, SCHEMA, "null" },
  { "other-json", "{\"name\": \"npm\"}", -1, SCHEMA, "not a question bank" },
  { "words", "Dear reader,\nthis is no bank.\n", -1, JSON, "Line 1" },
  { "latin-1", "{\"schema\": 1,\n \"title\": \"Fa\xe7" "ade\"}", -1, DECKLE_BANK_ERROR_ENCODING, "Line 2" },
  { "utf-16", "\xff\xfe{\0}\0", 6, DECKLE_BANK_ERROR_ENCODING, "UTF-16" },
  { "nul", "{\"schema\": 1}\0", 14, DECKLE_BANK_ERROR_ENCODING, "Line 1" },
  { "overlong", "{\"schema\": \"\xc0\xaf\"}", -1, DECKLE_BANK_ERROR_ENCODING, "Line 1" },
  { "zip", "PK\x03\x04\x14\x00\x00\x00", 8, DECKLE_BANK_ERROR_ENCODING, "UTF-8" },
  { "twice", "{\"schema\": 1}{\"schema\": 1}", -1, JSON, "Line 1" },
};

static void
test_raw (gconstpointer data)
{
  const Raw *raw = data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = parse (raw->text, raw->length, &problems, &error);

  g_assert_null (bank);
  g_assert_error (error, DECKLE_BANK_ERROR, raw->code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, raw->words));
  g_assert_true (g_str_has_prefix (error->message, "test.json: "));
  g_assert_cmpuint (problems->len, >=, 1);
}

static void
test_deep (gconstpointer data)
{
  const char *opening = data;
  g_autoptr (GString) text = g_string_new ("{\"schema\": 1, \"x\":\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append (text, opening);

  bank = parse (text->str, (gssize) text->len, NULL, &error);
  g_assert_null (bank);
  g_assert_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_JSON);
  g_assert_nonnull (strstr (error->message, "Line 2"));
}

/* Brackets in a text are no nesting. */
static void
test_brackets_in_text (void)
{
  g_autofree char *original = load_data ("one-file.json");
  g_autofree char *text = replace_once (original, "Cloud atlas",
                                        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[{{{{{\\\"[[[\\\\");
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = parse (text, -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bank);
}

static void
test_capped (void)
{
  g_autofree char *original = load_data ("one-file.json");
  g_autoptr (GString) cards = g_string_new ("\"cards\": [");
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = NULL;

  for (int i = 0; i < 101; i++)
    g_string_append (cards, "7, ");
  text = replace_once (original, "\"cards\": [", cards->str);

  bank = parse (text, -1, &problems, &error);
  g_assert_null (bank);
  g_assert_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_SCHEMA);
  g_assert_cmpuint (problems->len, ==, DECKLE_BANK_PROBLEMS_MAX);
  g_assert_cmpstr (((DeckleBankProblem *) g_ptr_array_index (problems, 99))->card, ==, "#100");
}

/* All problems of a bank come at once, not one a run. */
static void
test_several (void)
{
  g_autofree char *original = load_data ("one-file.json");
  g_autofree char *once = replace_once (original, "\"basic\"", "\"easy\"");
  g_autofree char *twice = replace_once (once, "\"#2F7FD6\"", "\"blue\"");
  g_autofree char *text = replace_once (twice, "\"number\": 3", "\"number\": -3");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = parse (text, -1, &problems, &error);
  g_autofree char *last = NULL;

  g_assert_null (bank);
  g_assert_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_SCHEMA);
  g_assert_cmpuint (problems->len, ==, 3);
  last = deckle_bank_problem_to_string (g_ptr_array_index (problems, 2));
  g_assert_cmpstr (last, ==, "test.json: wx-003: “number” must be between 1 and 2147483647, not -3");
}

/* Seeded, so that a failure can be repeated. */
static void
test_mutations (void)
{
  g_autofree char *text = load_data ("one-file.json");
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  static const char pieces[] = "{}[]\",:\\0123456789eE+-.ntu \xff\xc3\x80";
  gsize length = strlen (text);
  guint n_right = 0;

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *copy = g_memdup2 (text, length);
      gsize end = length;
      int n_changes = g_rand_int_range (rand, 1, 5);
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DeckleBank) bank = NULL;

      while (n_changes-- > 0)
        {
          gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) end);

          if (g_rand_int_range (rand, 0, 4) == 0)
            {
              gsize n = (gsize) g_rand_int_range (rand, 1, 40);

              n = MIN (n, end - at);
              memmove (copy + at, copy + at + n, end - at - n);
              end -= n;
              if (end == 0)
                break;
            }
          else
            copy[at] = pieces[g_rand_int_range (rand, 0, sizeof pieces - 1)];
        }

      bank = parse (copy, (gssize) end, &problems, &error);
      g_assert_true ((bank == NULL) == (error != NULL));
      g_assert_true ((bank == NULL) == (problems->len > 0));
      g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
      n_right += bank != NULL;
    }

  /* Some hit only the inside of a text. */
  g_assert_cmpuint (n_right, >, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/bank/reader/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (raws); i++)
    {
      g_autofree char *path = g_strconcat ("/bank/reader/raw/", raws[i].name, NULL);

      g_test_add_data_func (path, &raws[i], test_raw);
    }

  g_test_add_func ("/bank/reader/content", test_content);
  g_test_add_func ("/bank/reader/truncated", test_truncated);
  g_test_add_data_func ("/bank/reader/deep/lists", "[", test_deep);
  g_test_add_data_func ("/bank/reader/deep/objects", "{\"a\":", test_deep);
  g_test_add_func ("/bank/reader/brackets-in-text", test_brackets_in_text);
  g_test_add_func ("/bank/reader/capped", test_capped);
  g_test_add_func ("/bank/reader/several", test_several);
  g_test_add_func ("/bank/reader/mutations", test_mutations);

  return g_test_run ();
}
