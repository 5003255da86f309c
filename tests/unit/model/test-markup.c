/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/deckle-markup.h"

#include <string.h>

#define FFFD "\357\277\275"
#define FSI "\342\201\250"
#define PDI "\342\201\251"
#define RLO "\342\200\256"
#define RLI "\342\201\247"
#define BULLET "\342\200\242 "
#define SHALOM "\327\251\327\234\327\225\327\235"

#define HOSTILE_LENGTH (10 * 1024 * 1024)

/* @blocks: runs as style letters (c, s, e) before {text}, blocks parted by |, items led by "- ". */
typedef struct
{
  const char *name;
  const char *text;
  const char *blocks;
} Case;

static const Case cases[] = {
  { "empty", "", "" },
  { "blank", " \n\t\n ", "" },
  { "plain", "hello", "{hello}" },
  { "code", "a `b` c", "{a }c{b}{ c}" },
  { "strong", "a **b** c", "{a }s{b}{ c}" },
  { "emphasis", "a *b* c", "{a }e{b}{ c}" },
  { "both", "***a***", "se{a}" },
  { "nested", "**a *b* c**", "s{a }se{b}s{ c}" },
  { "nested-ends-together", "**a *b***", "s{a }se{b}" },
  { "code-in-strong", "**a `b`**", "s{a }sc{b}" },
  { "stars-in-code", "`*p = **q`", "c{*p = **q}" },
  { "pointers", "an *int and a *string", "{an *int and a *string}" },
  { "product", "a * b * c", "{a * b * c}" },
  { "product-tight", "2*3*4", "{2*3*4}" },
  { "star-before-letter", "a *b*c", "{a *b*c}" },
  { "emphasis-before-stop", "so *durably*, yes", "{so }e{durably}{, yes}" },
  { "strong-inside-word", "**S**OLID", "s{S}{OLID}" },
  { "unterminated-code", "a `b", "{a `b}" },
  { "unterminated-strong", "a **b", "{a **b}" },
  { "unterminated-emphasis", "a *b", "{a *b}" },
  { "strong-closed-once", "**a*", "{**a*}" },
  { "emphasis-closed-twice", "*a**", "{*a**}" },
  { "half-of-three", "***a**", "{*}s{a}" },
  { "crossing", "**a *b** c*", "s{a *b}{ c*}" },
  { "empty-code", "a `` b", "{a `` b}" },
  { "empty-strong", "a **** b", "{a **** b}" },
  { "fence", "```go", "{```go}" },
  { "two-ticks-inside", "`a``b`", "c{a``b}" },
  { "paragraphs", "a\n\nb\n \nc", "{a}|{b}|{c}" },
  { "line-end-stays", "a\nb", "{a\nb}" },
  { "line-ends", "a\r\nb\rc\342\200\250d\342\200\251e\302\205f", "{a\nb\nc\nd\ne\nf}" },
  { "no-markup-across-paragraphs", "*a\n\nb*", "{*a}|{b*}" },
  { "items", "- a\n- `b`\n", "- {a}|- c{b}" },
  { "items-after-text", "list:\n- a\n- b\n\nend", "{list:}|- {a}|- {b}|{end}" },
  { "item-goes-on", "- a\n  b", "- {a\n  b}" },
  { "not-an-item", "-a", "{-a}" },
  { "minus", "a - b", "{a - b}" },
  { "empty-item", "- ", "- " },
  { "html", "<b>&amp;</b>", "{<b>&amp;</b>}" },
  { "backslash", "\\*a\\*", "{\\}e{a\\}" },
  { "controls", "a\033[31mb\001\177\302\233", "{a" FFFD "[31mb" FFFD FFFD FFFD "}" },
  { "tab-stays", "a\tb", "{a\tb}" },
  { "invalid-utf8", "a\377b", "{a" FFFD "b}" },
  { "override-dropped", "a" RLO "b", "{ab}" },
  { "isolate-dropped", "a" RLI "b" PDI, "{ab}" },
};

static void
describe_block (GString           *out,
                const DeckleBlock *block)
{
  if (block->is_item)
    g_string_append (out, "- ");
  for (guint i = 0; i < block->runs->len; i++)
    {
      const DeckleRun *run = g_ptr_array_index (block->runs, i);

      if ((run->style & DECKLE_RUN_STRONG) != 0)
        g_string_append_c (out, 's');
      if ((run->style & DECKLE_RUN_EMPHASIS) != 0)
        g_string_append_c (out, 'e');
      if ((run->style & DECKLE_RUN_CODE) != 0)
        g_string_append_c (out, 'c');
      g_string_append_printf (out, "{%s}", run->text);
    }
}

static void
test_parse (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) blocks = deckle_markup_parse (c->text);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, '|');
      describe_block (out, g_ptr_array_index (blocks, i));
    }

  g_assert_cmpstr (out->str, ==, c->blocks);
}

static void
test_plain (void)
{
  g_autofree char *plain = deckle_markup_to_plain ("A `nil` **map**:\n- read *ok*\n- write panics\n\nEnd <&>");
  g_autofree char *nothing = deckle_markup_to_plain ("");

  g_assert_cmpstr (plain, ==, "A nil map:\n" BULLET "read ok\n" BULLET "write panics\nEnd <&>");
  g_assert_cmpstr (nothing, ==, "");
}

/* Text, and its Pango markup */
static const struct
{
  const char *name;
  const char *text;
  const char *pango;
} pango_cases[] = {
  { "escapes", "a < b && `c > \"d\"`", "a &lt; b &amp;&amp; <tt>c &gt; &quot;d&quot;</tt>" },
  { "tags", "<span size='9999999'>x</span>", "&lt;span size=&apos;9999999&apos;&gt;x&lt;/span&gt;" },
  { "styles", "***a*** `b`", "<b><i>a</i></b> <tt>b</tt>" },
  { "blocks", "a\n\nb\n- c\n- d", "a\n\nb\n" BULLET "c\n" BULLET "d" },
  { "rtl-in-ltr", "a **" SHALOM "** b", "a <b>" FSI SHALOM PDI "</b> b" },
  { "rtl-whole", SHALOM " **" SHALOM "**", SHALOM " <b>" SHALOM "</b>" },
  { "code-in-rtl", SHALOM " `x.(T)`", SHALOM " <tt>" FSI "x.(T)" PDI "</tt>" },
  { "sum-in-rtl", SHALOM " `1 + 2`", SHALOM " <tt>" FSI "1 + 2" PDI "</tt>" },
  { "isolates-end-with-the-line", "a\nb " SHALOM "\nc", "a\n" FSI "b " SHALOM PDI "\nc" },
  { "mark", "a \342\200\217! b", FSI "a \342\200\217! b" PDI },
  { "override", "x" RLO "y", "xy" },
};

static void
test_pango (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *pango = deckle_markup_to_pango (pango_cases[i].text);

  g_assert_cmpstr (pango, ==, pango_cases[i].pango);
}

static void
on_nothing (GMarkupParseContext *context,
            const char          *text,
            gsize                length,
            gpointer             data,
            GError             **error)
{
}

static void
assert_well_formed (const char *pango)
{
  const GMarkupParser parser = { .text = on_nothing };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_utf8_validate (pango, -1, NULL));
  g_markup_parse_context_parse (context, "<markup>", -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_parse (context, pango, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_parse (context, "</markup>", -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

/* Whatever the bytes: valid markup, no override left, isolates in balance, no style in plain text. */
static void
test_random (void)
{
  static const char * const pieces[] = {
    "*", "**", "***", "`", "``", " ", "\n", "\n\n", "- ", "a", "7", "<b>", "&", "\"", RLO, RLI, FSI, PDI, SHALOM,
    "\342\200\217", "\001", "\033", "\377", "\342\202", "\355\240\200", "\r\n", "\r", "\t", "\303\251", "\\", "_",
  };
  GRand *rand = g_rand_new_with_seed (20261124);

  for (int i = 0; i < 8000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *pango = NULL;
      g_autofree char *plain = NULL;
      int depth = 0;

      for (int n = g_rand_int_range (rand, 0, 40); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

      pango = deckle_markup_to_pango (text->str);
      plain = deckle_markup_to_plain (text->str);
      assert_well_formed (pango);
      g_assert_true (g_utf8_validate (plain, -1, NULL));
      g_assert_null (strstr (pango, RLO));
      g_assert_null (strstr (plain, RLO));
      g_assert_null (strstr (plain, FSI));
      for (const char *p = pango; *p != '\0'; p++)
        {
          if (g_str_has_prefix (p, FSI))
            depth++;
          else if (g_str_has_prefix (p, PDI))
            depth--;
          g_assert_cmpint (depth, >=, 0);
          g_assert_cmpint (depth, <=, 1);
          if (*p == '\n')
            g_assert_cmpint (depth, ==, 0);
        }
      g_assert_cmpint (depth, ==, 0);
    }

  g_rand_free (rand);
}

/* Time that grows with the square of the length would not come to an end here. */
static void
test_hostile (gconstpointer data)
{
  const char *piece = data;
  gsize n = strlen (piece);
  gsize length = n == 1 ? HOSTILE_LENGTH : HOSTILE_LENGTH / 20;
  g_autofree char *text = g_malloc (length + 1);
  g_autofree char *plain = NULL;

  for (gsize i = 0; i < length; i++)
    text[i] = piece[i % n];
  text[length] = '\0';

  plain = deckle_markup_to_plain (text);
  g_assert_true (g_utf8_validate (plain, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  static const char * const hostile[] = { "*", "`", "**a ", "*a ", "a* ", "`` `", "*`", "\n- ", "***a", "**a*b" };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/markup/parse/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_parse);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pango_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/markup/pango/%s", pango_cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_pango);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/markup/hostile/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, hostile[i], test_hostile);
    }
  g_test_add_func ("/model/markup/plain", test_plain);
  g_test_add_func ("/model/markup/random", test_random);

  return g_test_run ();
}
