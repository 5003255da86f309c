/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/deckle-text-diff.h"

typedef struct
{
  const char *name;
  const char *before;
  const char *after;
  const char *removed; /* parts, joined with “|” */
  const char *added;
} Case;

static const Case cases[] = {
  { "same", "one two", "one two", "", "" },
  { "empty", "", "", "", "" },
  { "all-new", "", "one two", "", "one two" },
  { "all-gone", "one two", "", "one two", "" },
  { "word", "a zeroed value", "a zero value", "zeroed", "zero" },
  { "middle", "first second third", "first third", "second ", "" },
  { "two-places", "a b c d e", "a X c Y e", "b|d", "X|Y" },
  { "signs", "x := 1", "x = 1", ":", "" },
  { "umlauts", "Die Größe zählt", "Die Länge zählt", "Größe", "Länge" },
  { "lines", "one\ntwo\n", "one\nthree\n", "two", "three" },
};

static char *
join (const char *text,
      GArray     *ranges)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      const DeckleTextRange *range = &g_array_index (ranges, DeckleTextRange, i);

      g_string_append_printf (joined, "%s%.*s", i > 0 ? "|" : "", (int) range->length, text + range->start);
    }
  return g_string_free (joined, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GArray) removed = NULL;
  g_autoptr (GArray) added = NULL;
  g_autofree char *removed_text = NULL;
  g_autofree char *added_text = NULL;

  deckle_text_diff (c->before, c->after, &removed, &added);
  removed_text = join (c->before, removed);
  added_text = join (c->after, added);
  g_assert_cmpstr (removed_text, ==, c->removed);
  g_assert_cmpstr (added_text, ==, c->added);
}

/* What both texts have is left when the marked parts are taken out of either. */
static char *
take_out (const char *text,
          GArray     *ranges)
{
  GString *rest = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      const DeckleTextRange *range = &g_array_index (ranges, DeckleTextRange, i);

      g_assert_cmpuint (range->start, >=, at);
      g_string_append_len (rest, text + at, (gssize) (range->start - at));
      at = range->start + range->length;
    }
  g_string_append (rest, text + at);
  return g_string_free (rest, FALSE);
}

static char *
create_text (GRand *rand,
             int    n_words)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n_words; i++)
    g_string_append_printf (text, "%c%d ", 'a' + g_rand_int_range (rand, 0, 3), g_rand_int_range (rand, 0, 2));
  return g_string_free (text, FALSE);
}

static void
test_rest_is_common (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 200; i++)
    {
      g_autofree char *before = create_text (rand, g_rand_int_range (rand, 0, 40));
      g_autofree char *after = create_text (rand, g_rand_int_range (rand, 0, 40));
      g_autoptr (GArray) removed = NULL;
      g_autoptr (GArray) added = NULL;
      g_autofree char *rest_before = NULL;
      g_autofree char *rest_after = NULL;

      deckle_text_diff (before, after, &removed, &added);
      rest_before = take_out (before, removed);
      rest_after = take_out (after, added);
      g_assert_cmpstr (rest_before, ==, rest_after);
    }
}

/* Bounded: a million words differ as one. */
static void
test_long (void)
{
  g_autoptr (GString) before = g_string_new ("same ");
  g_autoptr (GString) after = g_string_new ("same ");
  g_autoptr (GArray) removed = NULL;
  g_autoptr (GArray) added = NULL;

  for (int i = 0; i < 500000; i++)
    {
      g_string_append (before, "x ");
      g_string_append (after, "y ");
    }
  deckle_text_diff (before->str, after->str, &removed, &added);
  g_assert_cmpuint (removed->len, ==, 1);
  g_assert_cmpuint (added->len, ==, 1);
  g_assert_cmpuint (g_array_index (added, DeckleTextRange, 0).start, ==, 5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/text-diff/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/text-diff/rest-is-common", test_rest_is_common);
  g_test_add_func ("/text-diff/long", test_long);
  return g_test_run ();
}
