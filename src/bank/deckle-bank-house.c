/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bank"
#include "deckle-config.h"

#include "bank/deckle-bank-house.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bank/deckle-bank-report.h"

#define QUESTION_MAX 140
#define ANSWER_MAX 420
#define ANSWER_WORDS_MAX 75
#define DETAIL_MAX 900
#define CODE_LINES_MAX 28
#define CODE_COLUMNS_MAX 76
#define TAB_COLUMNS 4
#define OUTPUT_LINES_MAX 12
#define POINT_MIN 3
#define POINT_MAX 70
#define POINTS_MIN 2
#define POINTS_MAX 4
#define SEE_ALSO_MAX 6
#define REFERENCES_MAX 4
#define TAGS_MAX 6

/* Pages of the Go project */
static const char * const official[] = {
  "https://go.dev/", "https://pkg.go.dev/", "https://tip.golang.org/", "https://github.com/golang/",
};

/* What all checks share. */
typedef struct
{
  DeckleBankReport  report;
  GHashTable       *cards;     /* (owned) id → borrowed card */
  GHashTable       *numbers;   /* (owned) number → borrowed id */
  GHashTable       *questions; /* (owned) folded question → borrowed id */
  GPtrArray        *all;       /* (owned) (element-type DeckleCard): what the tables borrow from */
  GPtrArray        *sections;  /* (owned) (element-type DeckleSection): that of each card */
} House;

static guint
count_text_lines (const char *text)
{
  gsize length = strlen (text);
  guint n = 1;

  while (length > 0 && text[length - 1] == '\n')
    length--;
  for (gsize i = 0; i < length; i++)
    n += text[i] == '\n';

  return n;
}

static guint
count_columns (const char *text)
{
  guint widest = 0, columns = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '\n')
        columns = 0;
      else if (*p == '\t')
        columns += TAB_COLUMNS - columns % TAB_COLUMNS;
      else
        columns++;
      widest = MAX (widest, columns);
    }

  return widest;
}

static guint
count_words (const char *text)
{
  gboolean inside = FALSE;
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean is_word = g_unichar_isalnum (g_utf8_get_char (p));

      n += is_word && !inside;
      inside = is_word || (inside && (*p == '`' || *p == '*'));
    }

  return n;
}

static guint
count_matches (const char *text,
               const char *piece)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, piece)) != NULL; p += strlen (piece))
    n++;

  return n;
}

/* Text between backticks becomes a space, so that nothing in it is taken for markup. */
static char *
remove_code (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean in_code = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '`')
      {
        in_code = !in_code;
        g_string_append_c (out, ' ');
      }
    else if (!in_code)
      g_string_append_c (out, *p);

  return g_string_free_and_steal (out);
}

/* "<b>", "</p>", "<a href"; "a < b" is none. */
static gboolean
has_html (const char *text)
{
  for (const char *p = text; (p = strchr (p, '<')) != NULL; p++)
    {
      const char *name = p + (p[1] == '/' ? 2 : 1);
      gsize length = strspn (name, "abcdefghijklmnopqrstuvwxyz");

      if (length > 0 && (name[length] == ' ' || name[length] == '>' || name[length] == '/'))
        return TRUE;
    }

  return FALSE;
}

/* Emoji, and the signs that texts read in a wrong encoding leave behind */
static gboolean
has_strange_signs (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xFFFD || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
          (c >= 0x1F000 && c <= 0x1FAFF))
        return TRUE;
    }

  return FALSE;
}

static void
check_text (House      *house,
            const char *member,
            const char *text,
            guint       max)
{
  g_autofree char *bare = remove_code (text);
  glong length = g_utf8_strlen (text, -1);

  if (length > (glong) max)
    deckle_bank_report_add (&house->report, member, _("“%s” must have at most %u characters, not %ld"),
                            member, max, length);
  if (count_matches (text, "`") % 2 != 0)
    deckle_bank_report_add (&house->report, member, _("“%s” has a backtick without its partner"), member);
  if (count_matches (bare, "**") % 2 != 0)
    deckle_bank_report_add (&house->report, member, _("“%s” has a “**” without its partner"), member);
  if (has_html (bare))
    deckle_bank_report_add (&house->report, member, _("“%s” has HTML outside of code"), member);
  if (has_strange_signs (text))
    deckle_bank_report_add (&house->report, member, _("“%s” has an emoji or a sign of damaged text"), member);
}

static void
check_texts (House      *house,
             DeckleCard *card)
{
  const char *question = deckle_card_get_question (card);
  const char *answer = deckle_card_get_answer (card);
  const char *detail = deckle_card_get_detail (card);
  g_autofree char *folded = g_utf8_casefold (question, -1);
  guint n_words = count_words (answer);

  check_text (house, "question", question, QUESTION_MAX);
  if (!g_str_has_suffix (question, "?"))
    deckle_bank_report_add (&house->report, "question", _("“%s” must end in a question mark"), "question");
  if (g_hash_table_contains (house->questions, folded))
    deckle_bank_report_add (&house->report, "question", _("“%s” is the same as that of %s"), "question",
                            (const char *) g_hash_table_lookup (house->questions, folded));
  else
    g_hash_table_insert (house->questions, g_steal_pointer (&folded), (gpointer) deckle_card_get_id (card));

  check_text (house, "answer", answer, ANSWER_MAX);
  if (n_words > ANSWER_WORDS_MAX)
    deckle_bank_report_add (&house->report, "answer", _("“%s” must have at most %u words, not %u"),
                            "answer", ANSWER_WORDS_MAX, n_words);
  if (detail != NULL)
    check_text (house, "detail", detail, DETAIL_MAX);
}

static void
check_points (House      *house,
              DeckleCard *card)
{
  const char * const *points = deckle_card_get_points (card);
  guint n = points != NULL ? g_strv_length ((GStrv) points) : 0;

  if (n < POINTS_MIN || n > POINTS_MAX)
    deckle_bank_report_add (&house->report, "points", _("“%s” must have %u to %u items, not %u"),
                            "points", POINTS_MIN, POINTS_MAX, n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("points[%u]", i);
      glong length = g_utf8_strlen (points[i], -1);

      check_text (house, path, points[i], POINT_MAX);
      if (length < POINT_MIN)
        deckle_bank_report_add (&house->report, path, _("“%s” must have at least %u characters, not %ld"),
                                path, POINT_MIN, length);
      if (g_str_has_suffix (points[i], "."))
        deckle_bank_report_add (&house->report, path, _("“%s” must not end in a full stop"), path);
    }
}

static void
check_code (House      *house,
            DeckleCard *card)
{
  const DeckleCode *code = deckle_card_get_code (card);
  guint n_lines, n_columns, n_output;

  if (code->kind == DECKLE_CODE_NONE || code->text == NULL)
    return;

  n_lines = count_text_lines (code->text);
  n_columns = count_columns (code->text);
  n_output = code->output != NULL ? count_text_lines (code->output) : 0;

  if (n_lines > CODE_LINES_MAX)
    deckle_bank_report_add (&house->report, "code.text", _("“%s” must have at most %u lines, not %u"),
                            "code.text", CODE_LINES_MAX, n_lines);
  if (n_columns > CODE_COLUMNS_MAX)
    deckle_bank_report_add (&house->report, "code.text", _("“%s” must have at most %u columns, not %u"),
                            "code.text", CODE_COLUMNS_MAX, n_columns);
  if (n_output > OUTPUT_LINES_MAX)
    deckle_bank_report_add (&house->report, "code.output", _("“%s” must have at most %u lines, not %u"),
                            "code.output", OUTPUT_LINES_MAX, n_output);
}

static gboolean
is_official (const char *url)
{
  for (gsize i = 0; i < G_N_ELEMENTS (official); i++)
    if (g_str_has_prefix (url, official[i]))
      return TRUE;

  return FALSE;
}

static void
check_references (House      *house,
                  DeckleCard *card)
{
  guint n = deckle_card_get_n_references (card), n_official = 0;

  if (n < 1 || n > REFERENCES_MAX)
    deckle_bank_report_add (&house->report, "references", _("“%s” must have %u to %u items, not %u"),
                            "references", 1u, REFERENCES_MAX, n);

  for (guint i = 0; i < n; i++)
    n_official += is_official (deckle_card_get_reference (card, i)->url);

  if (n > 0 && n_official == 0)
    deckle_bank_report_add (&house->report, "references", _("“%s” names no page of the Go project"), "references");
}

static void
check_tags (House      *house,
            DeckleCard *card)
{
  const char * const *tags = deckle_card_get_tags (card);
  guint n = tags != NULL ? g_strv_length ((GStrv) tags) : 0;

  if (n < 1 || n > TAGS_MAX)
    deckle_bank_report_add (&house->report, "tags", _("“%s” must have %u to %u items, not %u"),
                            "tags", 1u, TAGS_MAX, n);
}

static void
check_see_also (House      *house,
                DeckleCard *card)
{
  const char * const *ids = deckle_card_get_see_also (card);
  const char *own_id = deckle_card_get_id (card);
  guint n = ids != NULL ? g_strv_length ((GStrv) ids) : 0;

  if (n > SEE_ALSO_MAX)
    deckle_bank_report_add (&house->report, "see_also", _("“%s” must have at most %u items, not %u"),
                            "see_also", SEE_ALSO_MAX, n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("see_also[%u]", i);
      DeckleCard *other = g_hash_table_lookup (house->cards, ids[i]);
      const char * const *back = other != NULL ? deckle_card_get_see_also (other) : NULL;

      if (strcmp (ids[i], own_id) == 0)
        deckle_bank_report_add (&house->report, path, _("“%s” names the card itself"), path);
      else if (other == NULL)
        deckle_bank_report_add (&house->report, path, _("“%s” names %s, which is not in the bank"), path, ids[i]);
      else if (back == NULL || (!g_strv_contains (back, own_id) && g_strv_length ((GStrv) back) < SEE_ALSO_MAX))
        deckle_bank_report_add (&house->report, path, _("“%s” names %s, which does not name this card"),
                                path, ids[i]);
    }
}

static void
check_number (House         *house,
              DeckleCard    *card,
              DeckleSection *section)
{
  int number = deckle_card_get_number (card), from, to;
  const char *earlier = g_hash_table_lookup (house->numbers, GINT_TO_POINTER (number));

  if (earlier != NULL)
    deckle_bank_report_add (&house->report, "number", _("“%s” is %d, as that of %s"), "number", number, earlier);
  else
    g_hash_table_insert (house->numbers, GINT_TO_POINTER (number), (gpointer) deckle_card_get_id (card));

  deckle_section_get_range (section, &from, &to);
  if (from > 0 && to > 0 && (number < from || number > to))
    deckle_bank_report_add (&house->report, "number", _("“%s” is %d, but the section “%s” goes from %d to %d"),
                            "number", number, deckle_section_get_id (section), from, to);
}

static void
check_card (House         *house,
            DeckleCard    *card,
            DeckleSection *section)
{
  deckle_bank_report_set_card (&house->report, deckle_card_get_id (card));
  check_number (house, card, section);
  check_texts (house, card);
  check_points (house, card);
  check_code (house, card);
  check_references (house, card);
  check_tags (house, card);
  check_see_also (house, card);
}

static void
collect_cards (House      *house,
               DeckleBank *bank)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (bank)); i++)
    {
      g_autoptr (DeckleSection) section = g_list_model_get_item (G_LIST_MODEL (bank), i);

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (section)); j++)
        {
          DeckleCard *card = g_list_model_get_item (G_LIST_MODEL (section), j);

          g_ptr_array_add (house->all, card);
          g_ptr_array_add (house->sections, g_object_ref (section));
          g_hash_table_insert (house->cards, (gpointer) deckle_card_get_id (card), card);
        }
    }
}

/**
 * deckle_bank_check_house:
 * @bank: a bank that was read
 *
 * Checks a bank against the house style of our own: limits of length, questions that end in a question
 * mark and are not asked twice, points on every card, a reference of the Go project, balanced markup without
 * HTML, numbers within their section, and links between cards that exist and lead back.
 *
 * The bank's id stands for the file in the problems. May be called from any thread that owns @bank.
 *
 * Returns: (transfer full) (element-type DeckleBankProblem): up to
 *   %DECKLE_BANK_PROBLEMS_MAX problems, empty when the bank is clean
 */
GPtrArray *
deckle_bank_check_house (DeckleBank *bank)
{
  House house = { 0 };
  GPtrArray *problems;

  g_return_val_if_fail (DECKLE_IS_BANK (bank), NULL);

  deckle_bank_report_init (&house.report, deckle_bank_get_id (bank));
  house.all = g_ptr_array_new_with_free_func (g_object_unref);
  house.sections = g_ptr_array_new_with_free_func (g_object_unref);
  house.cards = g_hash_table_new (g_str_hash, g_str_equal);
  house.numbers = g_hash_table_new (NULL, NULL);
  house.questions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  collect_cards (&house, bank);
  for (guint i = 0; i < house.all->len; i++)
    check_card (&house, g_ptr_array_index (house.all, i), g_ptr_array_index (house.sections, i));

  problems = g_steal_pointer (&house.report.problems);
  deckle_bank_report_clear (&house.report);
  g_hash_table_unref (house.cards);
  g_hash_table_unref (house.numbers);
  g_hash_table_unref (house.questions);
  g_ptr_array_unref (house.all);
  g_ptr_array_unref (house.sections);

  return problems;
}
