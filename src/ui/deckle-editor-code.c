/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-editor-code"
#include "ui/deckle-editor-code.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the editor knows about code: its languages, and how a piece of Go becomes a program. */

static const DeckleEditorLanguage languages[] = {
  { "go", "Go" },
  { "sh", N_("Shell") },
  { "yaml", "YAML" },
  { "dockerfile", "Dockerfile" },
  { "sql", "SQL" },
  { "json", "JSON" },
  { "proto", "Protocol Buffers" },
  { "go.mod", "go.mod" },
  { "make", "Makefile" },
  { "python", "Python" },
  { "javascript", "JavaScript" },
  { "c", "C" },
  { "rust", "Rust" },
  { "java", "Java" },
  { "text", N_("Plain Text") },
};

/**
 * deckle_editor_languages:
 * @n: (out): how many
 *
 * Returns: (array length=n) (transfer none): the languages that can be chosen
 */
const DeckleEditorLanguage *
deckle_editor_languages (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (languages);
  return languages;
}

static gboolean
begins_with_word (const char *line,
                  const char *word)
{
  gsize length = strlen (word);

  return strncmp (line, word, length) == 0 && (line[length] == ' ' || line[length] == '\t' || line[length] == '(');
}

/* What stands at the top level of a Go file, and in no function but for var, const and type. */
static gboolean
is_declaration (const char *line)
{
  static const char * const words[] = { "func", "type", "import" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (begins_with_word (line, words[i]))
      return !g_str_has_prefix (line, "func(") && !g_str_has_prefix (line, "func (){");
  return FALSE;
}

/**
 * deckle_editor_guess_kind:
 * @text: Go
 *
 * Tells what has to be put around a piece of Go. It looks at the starts of lines only.
 *
 * Returns: a whole program or test, top-level declarations, or statements
 */
DeckleCodeKind
deckle_editor_guess_kind (const char *text)
{
  g_auto (GStrv) lines = NULL;
  gboolean declares = FALSE;

  g_return_val_if_fail (text != NULL, DECKLE_CODE_BODY);

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (begins_with_word (lines[i], "package"))
        return strstr (text, "\nfunc Test") != NULL || strstr (text, "\nfunc Benchmark") != NULL ? DECKLE_CODE_TEST
                                                                                                : DECKLE_CODE_PROGRAM;
      declares |= is_declaration (lines[i]);
    }
  return declares ? DECKLE_CODE_DECLS : DECKLE_CODE_BODY;
}

/**
 * deckle_editor_code_get_language:
 * @code: code of a card
 *
 * Returns: (transfer none): its language as banks write it, “go” where there is none
 */
const char *
deckle_editor_code_get_language (const DeckleCode *code)
{
  g_return_val_if_fail (code != NULL, "go");

  return code->lang != NULL && *code->lang != '\0' ? code->lang : "go";
}

/**
 * deckle_editor_code_make:
 * @code: (out caller-allocates): code that points into the other arguments
 * @before: what the card had
 * @language: what was chosen
 * @text: what was typed
 * @output: what was typed as its output
 *
 * Puts code together. Where the language is the one of @before, what else is known about it stays: how to run it, what it
 * imports. Otherwise Go becomes what it looks like, and any other language a text.
 */
void
deckle_editor_code_make (DeckleCode       *code,
                         const DeckleCode *before,
                         const char       *language,
                         const char       *text,
                         const char       *output)
{
  g_return_if_fail (code != NULL && before != NULL);
  g_return_if_fail (language != NULL && text != NULL && output != NULL);

  *code = (DeckleCode){ .kind = DECKLE_CODE_NONE };
  if (*text == '\0' && *output == '\0')
    return;
  if (before->kind != DECKLE_CODE_NONE && g_str_equal (deckle_editor_code_get_language (before), language))
    *code = *before;
  else if (g_str_equal (language, "go"))
    code->kind = deckle_editor_guess_kind (text);
  else
    {
      code->kind = DECKLE_CODE_TEXT;
      code->lang = (char *) language;
    }
  code->text = *text != '\0' ? (char *) text : NULL;
  code->output = *output != '\0' ? (char *) output : NULL;
}
