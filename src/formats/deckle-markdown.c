/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/deckle-markdown-answer.h"
#include "formats/deckle-markdown-scan.h"
#include "formats/deckle-markdown-title.h"
#include "formats/deckle-text.h"

#define EXCERPT_LENGTH 60

/* A bank while a document becomes one. */
typedef struct
{
  GPtrArray           *notes;       /* (unowned) (element-type DeckleImportNote) */
  GListStore          *sections;    /* (owned) */
  GHashTable          *section_ids; /* (owned) set of owned ids */
  GHashTable          *numbers;     /* (owned) question number → line */
  DeckleMarkdownTitle  deck;        /* title of the document */
  guint                deck_line;
  DeckleMarkdownTitle  section;     /* heading of the section at hand, no text before the first one */
  guint                section_line;
  char                *parent;      /* (owned) (nullable): title of the section that subsections belong to */
  guint                parent_level;
  GListStore          *cards;       /* (owned) of the section at hand */
} Import;

static void
import_clear (Import *import)
{
  g_clear_object (&import->sections);
  g_clear_object (&import->cards);
  g_clear_pointer (&import->section_ids, g_hash_table_unref);
  g_clear_pointer (&import->numbers, g_hash_table_unref);
  g_clear_pointer (&import->parent, g_free);
  deckle_markdown_title_clear (&import->deck);
  deckle_markdown_title_clear (&import->section);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

static char *
make_excerpt (const char *text)
{
  if (g_utf8_strlen (text, -1) <= EXCERPT_LENGTH)
    return g_strdup (text);

  return g_strdup_printf ("%.*s…", (int) (g_utf8_offset_to_pointer (text, EXCERPT_LENGTH) - text), text);
}

static char *
make_section_id (Import     *import,
                 const char *title)
{
  g_autofree char *slug = title != NULL ? deckle_text_slug (title, "section") : g_strdup ("questions");
  char *id = g_strdup (slug);

  for (int i = 2; g_hash_table_contains (import->section_ids, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%d", slug, i);
    }

  g_hash_table_add (import->section_ids, g_strdup (id));
  return id;
}

/* Puts the section at hand into the bank, or notes that it has nothing to put there. */
static void
finish_section (Import *import)
{
  g_autoptr (DeckleSection) section = NULL;
  g_autofree char *id = NULL;
  const char *title = import->section.text;

  if (g_list_model_get_n_items (G_LIST_MODEL (import->cards)) > 0)
    {
      id = make_section_id (import, title);
      section = deckle_section_new (id, title != NULL ? title : _("Questions"), G_LIST_MODEL (import->cards));
      deckle_section_set_order (section, (int) g_list_model_get_n_items (G_LIST_MODEL (import->sections)) + 1);
      deckle_section_set_emoji (section, import->section.emoji);
      deckle_section_set_range (section, import->section.from, import->section.to);
      g_list_store_append (import->sections, section);
    }
  else if (title != NULL)
    {
      g_autofree char *excerpt = make_excerpt (title);

      deckle_import_add_note (import->notes, import->section_line,
                              _("The section “%s” has no questions, so it was not imported."), excerpt);
    }

  g_clear_object (&import->cards);
  import->cards = g_list_store_new (DECKLE_TYPE_CARD);
}

/* Whether there is more than quotations, rules and comments, which introduce a document or a section. */
static const char *
find_words (const char *text,
            const char *end)
{
  for (const char *line = text; line < end; line = deckle_markdown_next_line (line))
    {
      const char *words = line + strspn (line, " \t");

      if (!deckle_markdown_is_blank (line) && !deckle_markdown_is_rule (line) && *words != '>' &&
          !g_str_has_prefix (words, "<!--"))
        return line;
    }

  return NULL;
}

static guint
count_lines (const char *from,
             const char *to)
{
  guint n = 0;

  for (; from < to; from = deckle_markdown_next_line (from))
    n++;

  return n;
}

static void
note_introduction (Import     *import,
                   const char *text,
                   const char *end,
                   guint       line)
{
  const char *words = find_words (text, end);

  if (words != NULL)
    deckle_import_add_note (import->notes, line + count_lines (text, words),
                            _("The text before the first question was not imported."));
}

/* A heading below another section's, which may have questions of its own, carries the name of both. */
static void
begin_section (Import           *import,
               const DeckleMark *mark)
{
  g_autofree char *rest = NULL;
  g_autofree char *heading = deckle_mark_get_text (mark, &rest);

  deckle_markdown_title_clear (&import->section);
  deckle_markdown_title_read (&import->section, heading);
  import->section_line = mark->line;

  if (import->parent != NULL && mark->level > import->parent_level)
    {
      g_autofree char *own = g_steal_pointer (&import->section.text);

      import->section.text = g_strdup_printf ("%s: %s", import->parent, own);
    }
  else
    {
      g_set_str (&import->parent, import->section.text);
      import->parent_level = mark->level;
    }
}

static void
set_code (DeckleCard                 *card,
          const DeckleMarkdownAnswer *answer)
{
  const DeckleCode code = { .kind = DECKLE_CODE_TEXT, .text = answer->code, .lang = answer->lang };

  if (answer->code != NULL)
    deckle_card_set_code (card, &code);
}

/* Reads the question at @mark, with all up to @end as its answer. */
static void
add_question (Import           *import,
              const DeckleMark *mark,
              const char       *end)
{
  g_autofree char *rest = NULL;
  g_autofree char *question = deckle_mark_get_text (mark, &rest);
  g_autofree char *id = g_strdup_printf ("q-%03d", mark->number);
  g_autoptr (DeckleMarkdownAnswer) answer = deckle_markdown_answer_new (rest, mark->body, end);
  g_autoptr (DeckleCard) card = NULL;
  gpointer first_line;

  if (answer->open_line >= 0)
    {
      guint line = mark->line + count_lines (mark->start, mark->body) + (guint) answer->open_line;

      deckle_import_add_note (import->notes, line,
                              _("The code block that begins here does not end before the next question."));
    }

  if (*answer->text == '\0' && answer->code == NULL)
    {
      g_autofree char *excerpt = make_excerpt (question);

      deckle_import_add_note (import->notes, mark->line,
                              _("Question %d (“%s”) has no answer, so it was not imported."),
                              mark->number, excerpt);
      return;
    }

  if (g_hash_table_lookup_extended (import->numbers, GINT_TO_POINTER (mark->number), NULL, &first_line))
    {
      g_autofree char *excerpt = make_excerpt (question);

      deckle_import_add_note (import->notes, mark->line,
                              _("Question %d (“%s”) was not imported, since line %u has one of the same number."),
                              mark->number, excerpt, GPOINTER_TO_UINT (first_line));
      return;
    }

  g_hash_table_insert (import->numbers, GINT_TO_POINTER (mark->number), GUINT_TO_POINTER (mark->line));
  card = deckle_card_new (id, mark->number, question, answer->text);
  deckle_card_set_level (card, DECKLE_LEVEL_INTERMEDIATE);
  set_code (card, answer);
  g_list_store_append (import->cards, card);
}

static void
read_marks (Import     *import,
            GArray     *marks,
            const char *text,
            const char *end)
{
  const char *before = text;
  guint before_line = 1;
  gboolean in_question = FALSE;

  for (guint i = 0; i < marks->len;)
    {
      const DeckleMark *mark = &g_array_index (marks, DeckleMark, i);
      guint next = i + 1;

      while (next < marks->len && g_array_index (marks, DeckleMark, next).kind == DECKLE_MARK_TEXT)
        next++;

      if (mark->kind == DECKLE_MARK_QUESTION)
        {
          const char *stop = next < marks->len ? g_array_index (marks, DeckleMark, next).start : end;

          if (!in_question)
            note_introduction (import, before, mark->start, before_line);
          add_question (import, mark, stop);
          in_question = TRUE;
        }
      else if (mark->kind == DECKLE_MARK_SECTION)
        {
          if (!in_question && import->section.text == NULL)
            note_introduction (import, before, mark->start, before_line);
          finish_section (import);
          begin_section (import, mark);
        }
      else if (mark->kind == DECKLE_MARK_TITLE)
        {
          g_autofree char *rest = NULL;
          g_autofree char *heading = deckle_mark_get_text (mark, &rest);

          deckle_markdown_title_read (&import->deck, heading);
          import->deck_line = mark->line;
        }

      if (mark->kind == DECKLE_MARK_SECTION || mark->kind == DECKLE_MARK_TITLE)
        {
          in_question = FALSE;
          before = mark->body;
          before_line = mark->line + count_lines (mark->start, mark->body);
        }

      i = next;
    }

  finish_section (import);
}

/* What a document is that is no list of questions, where that can be told. @at_once: before looking for questions. */
static const char *
find_kind (const char *text,
           gboolean    at_once)
{
  static const struct
  {
    gboolean    at_once;
    const char *begins;
    const char *line;
    const char *what;
  } kinds[] = {
    { TRUE, "<!doctype", NULL, N_("This is an HTML page, not a Markdown list; save the text itself") },
    { TRUE, "<html", NULL, N_("This is an HTML page, not a Markdown list; save the text itself") },
    { TRUE, "<?xml", NULL, N_("This is an XML document, not a Markdown list") },
    { FALSE, "{", NULL, N_("This is JSON or code, not a Markdown list") },
    { FALSE, NULL, "\n<!-- Card Start",
      N_("These are cards between “Card Start” and “Card End”, not numbered questions") },
    { FALSE, NULL, "\nQ: ", N_("These are “Q:” and “A:” cards without numbers, not numbered questions") },
    { FALSE, NULL, "\n. . .\n", N_("These are cards whose sides are parted by “. . .”, not numbered questions") },
  };
  const char *start = text + strspn (text, " \t\n");

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gboolean fits = kinds[i].begins != NULL
                        ? g_ascii_strncasecmp (start, kinds[i].begins, strlen (kinds[i].begins)) == 0
                        : g_str_has_prefix (text, kinds[i].line + 1) || strstr (text, kinds[i].line) != NULL;

      if (fits && kinds[i].at_once == at_once)
        return kinds[i].what;
    }

  return NULL;
}

static DeckleBank *
make_bank (Import     *import,
           const char *name)
{
  g_autofree char *id = NULL, *title = NULL;
  DeckleBankInfo info = { 0 };
  DeckleBank *bank;

  title = g_strdup (import->deck.text);
  if (title == NULL || *title == '\0')
    {
      const char *dot = strrchr (name, '.');

      g_free (title);
      title = dot != NULL && dot != name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
    }

  id = deckle_text_slug (title, "deck");
  info.id = id;
  info.title = title;
  info.language = (char *) "und";   /* the document does not say */
  info.version = (char *) "1.0.0";
  bank = deckle_bank_new (&info, G_LIST_MODEL (import->sections));

  if (import->deck.total > 0 && (guint) import->deck.total != deckle_bank_get_n_cards (bank))
    deckle_import_add_note (import->notes, import->deck_line,
                            _("The title announces %d questions, and %u were found."),
                            import->deck.total, deckle_bank_get_n_cards (bank));

  return bank;
}

/* @kind: (nullable): what to say instead when there is no question */
static DeckleBank *
import_text (char        *text,
             const char  *name,
             const char  *kind,
             GPtrArray   *notes,
             GError     **error)
{
  g_auto (Import) import = { .notes = notes };
  g_autoptr (GArray) marks = NULL;
  gsize length = strlen (text);

  for (char *p = text; (p = strchr (p, '\n')) != NULL; p++)
    *p = '\0';

  marks = deckle_markdown_scan (text, text + length);
  if (marks == NULL)
    {
      g_set_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_TOO_LARGE,
                   _("The document has more than %d headings and questions"), DECKLE_MARKDOWN_MARKS_MAX);
      return NULL;
    }

  import.sections = g_list_store_new (DECKLE_TYPE_SECTION);
  import.cards = g_list_store_new (DECKLE_TYPE_CARD);
  import.section_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import.numbers = g_hash_table_new (NULL, NULL);
  read_marks (&import, marks, text, text + length);

  if (g_list_model_get_n_items (G_LIST_MODEL (import.sections)) > 0)
    return make_bank (&import, name);

  if (kind != NULL)
    {
      g_ptr_array_set_size (notes, 0);   /* they would speak of questions that nobody meant */
      g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_UNKNOWN, _(kind));
    }
  else
    g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_EMPTY,
                         _("No question was found; a question is a line such as “**Q12: What is a slice?**” with "
                           "its answer below"));
  return NULL;
}

/* Notes come in the order of the document; what concerns all of it comes first. */
static int
compare_notes (gconstpointer a,
               gconstpointer b)
{
  const DeckleImportNote *first = *(const DeckleImportNote * const *) a;
  const DeckleImportNote *second = *(const DeckleImportNote * const *) b;

  return first->line < second->line ? -1 : first->line > second->line;
}

static DeckleBank *
decode_and_import (GBytes      *bytes,
                   const char  *name,
                   GPtrArray   *notes,
                   GError     **error)
{
  g_autofree char *decoded = deckle_text_decode (bytes, notes, error);
  g_autofree char *text = NULL;
  const char *kind;
  guint n_repaired;

  if (decoded == NULL)
    return NULL;

  if (decoded[strspn (decoded, " \t\n\f\v")] == '\0')
    {
      g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_EMPTY, _("The file is blank"));
      return NULL;
    }

  kind = find_kind (decoded, TRUE);
  if (kind != NULL)
    {
      g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_UNKNOWN, _(kind));
      return NULL;
    }

  text = deckle_mojibake_repair (decoded, &n_repaired);
  if (n_repaired > 0)
    deckle_import_add_note (notes, 0,
                            ngettext ("%u emoji was repaired that had been read in a Korean encoding.",
                                      "%u emoji were repaired that had been read in a Korean encoding.", n_repaired),
                            n_repaired);

  return import_text (text, name, find_kind (text, FALSE), notes, error);
}

/**
 * deckle_markdown_parse:
 * @bytes: text of a Markdown document, at most 64 MiB
 * @name: base name of the file, the title where the text has none
 * @notes: (out) (optional) (transfer full) (element-type DeckleImportNote): what was
 *   repaired, and what was reported and not imported, in the order of the document
 * @error: return location for a [error@FormatError]
 *
 * Reads a Markdown question list: `# title`, `## section`, `**Q12: question**`
 * with the answer below it.
 *
 * `### Q12: question` and a plain `Q12. question` are questions too, and
 * `**12. question**` and `### 12. question` are where no other line of the document has a “Q”, or where
 * they end in a question mark. Ids come from the document: the deck's from
 * its title, a card's from its question number, so that a corrected document
 * updates the same cards; of two questions with one number the first is taken.
 * A question without an answer and a section without questions are noted, not imported. The only code
 * block of an answer becomes the card's code, of kind %DECKLE_CODE_TEXT. Lengths
 * are not limited, all cards are of level %DECKLE_LEVEL_INTERMEDIATE, and the
 * language of the bank is `und`, since the document does not tell it.
 *
 * UTF-8 and, with a note, UTF-16 and Windows-1252 are read. Performs no I/O,
 * takes linear time, and may be called from any thread.
 *
 * Returns: (transfer full) (nullable): the bank, or %NULL with @error set
 */
DeckleBank *
deckle_markdown_parse (GBytes      *bytes,
                       const char  *name,
                       GPtrArray  **notes,
                       GError     **error)
{
  g_autoptr (GPtrArray) own_notes = g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_import_note_free);
  DeckleBank *bank;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  bank = decode_and_import (bytes, name, own_notes, error);
  g_ptr_array_sort (own_notes, compare_notes);
  if (notes != NULL)
    *notes = g_steal_pointer (&own_notes);

  return bank;
}
