/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-query-private.h"

#include <string.h>

#include "model/deckle-markup.h"

/*
 * The same answer as the search index gives, from the card itself: worth it for the first few cards of a list, which are wanted
 * before the index has gone through all that it knows.
 */
struct _DeckleTextProbe
{
  char         *text;   /* folded */
  sqlite3_stmt *fields;
  sqlite3_stmt *lists;
};

/* Folds as the index does: one character to one character. */
static char *
fold (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text));

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      if ((guchar) *c < 0x80)
        g_string_append_c (folded, g_ascii_tolower (*c));
      else
        g_string_append_unichar (folded, g_unichar_tolower (g_utf8_get_char (c)));
    }
  return g_string_free (folded, FALSE);
}

static gboolean
field_matches (DeckleTextProbe *self,
               const char      *field,
               gboolean         markup)
{
  g_autofree char *plain = NULL;
  g_autofree char *folded = NULL;

  if (field == NULL)
    return FALSE;
  plain = markup ? deckle_markup_to_plain (field) : g_strdup (field);
  folded = fold (plain);
  return strstr (folded, self->text) != NULL;
}

/* Columns in pairs: the text, and whether it has markup. */
static gboolean
row_matches (DeckleTextProbe *self,
             sqlite3_stmt    *statement)
{
  for (int i = 0; i + 1 < sqlite3_column_count (statement); i += 2)
    if (field_matches (self, (const char *) sqlite3_column_text (statement, i), sqlite3_column_int (statement, i + 1) != 0))
      return TRUE;
  return FALSE;
}

static gboolean
any_row_matches (DeckleTextProbe  *self,
                 sqlite3_stmt     *statement,
                 gint64            row,
                 gboolean         *matches,
                 GError          **error)
{
  GError *local_error = NULL;

  deckle_sql_rebind (statement, "l", row);
  while (!*matches && deckle_sql_step (statement, &local_error))
    *matches = row_matches (self, statement);
  sqlite3_reset (statement);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

void
deckle_text_probe_free (DeckleTextProbe *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  sqlite3_finalize (self->fields);
  sqlite3_finalize (self->lists);
  g_free (self);
}

DeckleTextProbe *
deckle_text_probe_new (sqlite3     *db,
                       const char  *text,
                       GError     **error)
{
  g_autoptr (DeckleTextProbe) self = g_new0 (DeckleTextProbe, 1);

  self->text = fold (text);
  self->fields = deckle_sql_prepare (db, "SELECT question, 1, answer, 1, detail, 1, code_text, 0, code_output, 0 "
                                         "FROM card WHERE id = ?1", error);
  if (self->fields == NULL)
    return NULL;
  self->lists = deckle_sql_prepare (db, "SELECT text, 1 FROM card_point WHERE card = ?1 "
                                        "UNION ALL SELECT tag, 0 FROM card_tag WHERE card = ?1 "
                                        "UNION ALL SELECT text, 0 FROM card_note WHERE card = ?1", error);
  return self->lists != NULL ? g_steal_pointer (&self) : NULL;
}

gboolean
deckle_text_probe_matches (DeckleTextProbe  *self,
                           gint64            row,
                           gboolean         *matches,
                           GError          **error)
{
  *matches = FALSE;
  return any_row_matches (self, self->fields, row, matches, error) &&
         (*matches || any_row_matches (self, self->lists, row, matches, error));
}
