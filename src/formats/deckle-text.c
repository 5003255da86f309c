/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ID_LENGTH_MAX 64

/* What Windows-1252 has in the place of the control characters 80 to 9F of Latin-1; 0 where it has nothing. */
static const guint16 windows_1252[32] = {
  0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
  0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

/* How a file that is no text begins, and what it is. */
static const struct
{
  const char *magic;
  gsize       length;
  const char *what;
} magics[] = {
  { "PK\x03\x04", 4, N_("This is a package (zip), not a list of questions") },
  { "PK\x05\x06", 4, N_("This is an empty package (zip), not a list of questions") },
  { "SQLite format 3", 16, N_("This is a database, not a list of questions") },
  { "\x1f\x8b", 2, N_("This is a compressed file (gzip), not a list of questions") },
  { "\x28\xb5\x2f\xfd", 4, N_("This is a compressed file (Zstandard), not a list of questions") },
  { "7z\xbc\xaf\x27\x1c", 6, N_("This is a package (7z), not a list of questions") },
  { "%PDF-", 5, N_("This is a PDF document, not a list of questions") },
  { "\x89PNG", 4, N_("This is a picture (PNG), not a list of questions") },
  { "\xff\xd8\xff", 3, N_("This is a picture (JPEG), not a list of questions") },
  { "{\\rtf", 5, N_("This is a rich text document, not a list of questions") },
  { "\x7f" "ELF", 4, N_("This is a program, not a list of questions") },
};

static guint
count_lines (const char *start,
             const char *end)
{
  guint line = 1;

  for (const char *p = start; p < end; p++)
    if (*p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n')))
      line++;

  return line;
}

static gboolean
contains (const char *data,
          gsize       length,
          const char *word)
{
  gsize size = strlen (word);

  for (gsize i = 0; i + size <= length; i++)
    if (memcmp (data + i, word, size) == 0)
      return TRUE;
  return FALSE;
}

/* A package of Anki begins with a member of one of these names. */
static gboolean
is_anki (const char *data,
         gsize       length)
{
  static const char * const members[] = { "collection.anki2", "collection.media", "media", "meta" };

  if (length < 8 || memcmp (data, "PK\x03\x04", 4) != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (contains (data + 8, MIN (length - 8, 64), members[i]))
      return TRUE;
  return FALSE;
}

static gboolean
check_magic (const char  *data,
             gsize        length,
             GError     **error)
{
  if (is_anki (data, length))
    {
      g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_UNKNOWN,
                           _("This is a package of Anki; export its notes from there as plain text (.txt) and import that"));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= magics[i].length && memcmp (data, magics[i].magic, magics[i].length) == 0)
      {
        g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_UNKNOWN, _(magics[i].what));
        return FALSE;
      }

  return TRUE;
}

static gboolean
refuse_nul (const char  *data,
            gsize        length,
            GError     **error)
{
  const char *nul = memchr (data, '\0', length);

  if (nul == NULL)
    return FALSE;

  g_set_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_ENCODING,
               _("Line %u contains a NUL byte, so this is not a text"), count_lines (data, nul));
  return TRUE;
}

/* Whether Latin letters stand in UTF-16 without a mark: every second byte is then mostly 0. @odd: which one. */
static gboolean
looks_like_utf16 (const guint8 *data,
                  gsize         length,
                  gsize         odd)
{
  gsize n = MIN (length, 4096) & ~(gsize) 1;
  gsize zeros[2] = { 0, 0 };

  for (gsize i = 0; i < n; i++)
    zeros[i % 2] += data[i] == 0;

  return n >= 8 && zeros[odd] * 2 * 10 >= n * 7 && zeros[1 - odd] * 2 * 20 <= n;
}

/* @data: without its mark. */
static char *
decode_utf16 (const guint8  *data,
              gsize          length,
              gboolean       big_endian,
              GPtrArray     *notes,
              GError       **error)
{
  gsize n = length / 2;
  g_autofree gunichar2 *units = g_new (gunichar2, n + 1);
  gboolean damaged = length % 2 != 0;
  char *text = NULL;

  for (gsize i = 0; i < n; i++)
    {
      guint high = data[2 * i + (big_endian ? 0 : 1)], low = data[2 * i + (big_endian ? 1 : 0)];

      units[i] = (gunichar2) (high << 8 | low);
      damaged |= units[i] == 0;
    }

  if (!damaged)
    text = g_utf16_to_utf8 (units, (glong) n, NULL, NULL, NULL);

  if (text == NULL)
    g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_ENCODING,
                         _("The text claims to be UTF-16, but it is damaged or cut off"));
  else
    deckle_import_add_note (notes, 0, _("The text was converted from UTF-16."));

  return text;
}

/* Whether a text that is not UTF-8 can be told from one in an encoding that we do not know. */
static gboolean
looks_like_windows_1252 (const char *data,
                         gsize       length)
{
  gsize n_high = 0, n_words = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) data[i];

      if ((c < 0x20 && strchr ("\t\n\f\r", c) == NULL) || (c >= 0x80 && c < 0xA0 && windows_1252[c - 0x80] == 0))
        return FALSE;

      n_words += c > 0x20;
      n_high += c >= 0x80;
    }

  /* European text has few letters with accents; Cyrillic or Japanese text has little else. */
  return n_high * 4 <= n_words;
}

static gboolean
has_multibyte (const char *data,
               gsize       length)
{
  for (gsize i = 0; i + 1 < length; i++)
    if ((guchar) data[i] >= 0x80)
      {
        gunichar c = g_utf8_get_char_validated (data + i, (gssize) (length - i));

        if (c < 0x110000)
          return TRUE;
      }

  return FALSE;
}

static char *
decode_bytes (const char  *data,
              gsize        length,
              GPtrArray   *notes,
              GError     **error)
{
  g_autoptr (GString) out = NULL;
  const char *end;

  if (g_utf8_validate_len (data, length, &end))
    return g_strndup (data, length);

  if (has_multibyte (data, length) || !looks_like_windows_1252 (data, length))
    {
      g_set_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_ENCODING,
                   _("Line %u is not UTF-8, and the encoding of the text cannot be told; save it as UTF-8"),
                   count_lines (data, end));
      return NULL;
    }

  out = g_string_sized_new (length + length / 8);
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) data[i];

      g_string_append_unichar (out, c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c);
    }

  deckle_import_add_note (notes, count_lines (data, end),
                          _("The text is not UTF-8; it was read as Western European (Windows-1252)."));
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/* Ends each line with '\n' alone, in place. */
static void
unify_lines (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != '\r')
      *to++ = *from;
    else if (from[1] != '\n')
      *to++ = '\n';

  *to = '\0';
}

/*
 * Turns the bytes of a text file into valid UTF-8 with lines that end in '\n'.
 * What was converted is noted; what is no text is refused with a sentence that says what it is.
 */
char *
deckle_text_decode (GBytes     *bytes,
                    GPtrArray  *notes,
                    GError    **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const guint8 *raw = (const guint8 *) data;
  char *text = NULL;

  if (length > DECKLE_FORMAT_SIZE_MAX)
    {
      g_set_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_TOO_LARGE,
                   _("The file is larger than %d MiB"), DECKLE_FORMAT_SIZE_MAX / (1024 * 1024));
      return NULL;
    }

  if (!check_magic (data, length, error))
    return NULL;

  if (length >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    text = decode_utf16 (raw + 2, length - 2, FALSE, notes, error);
  else if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    text = decode_utf16 (raw + 2, length - 2, TRUE, notes, error);
  else if (looks_like_utf16 (raw, length, 1))
    text = decode_utf16 (raw, length, FALSE, notes, error);
  else if (looks_like_utf16 (raw, length, 0))
    text = decode_utf16 (raw, length, TRUE, notes, error);
  else if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    text = refuse_nul (data, length, error) ? NULL : decode_bytes (data + 3, length - 3, notes, error);
  else if (length > 0)
    text = refuse_nul (data, length, error) ? NULL : decode_bytes (data, length, notes, error);
  else
    text = g_strdup ("");

  if (text != NULL)
    unify_lines (text);

  return text;
}

/* Letters and digits in ASCII, as far as they have such a form. */
static gboolean
append_ascii (GString    *slug,
              const char *text)
{
  gboolean complete = TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      char utf8[7] = { 0 };
      g_autofree char *ascii = NULL;

      g_unichar_to_utf8 (c, utf8);
      ascii = c < 0x80 ? g_strdup (utf8) : g_str_to_ascii (utf8, "C");
      if (c >= 0x80 && g_unichar_isalnum (c) && !g_ascii_isalnum (*ascii))
        complete = FALSE;

      /* C, C++ and C# are not the same. */
      if (c == '+' || c == '#')
        g_string_append (slug, c == '+' ? "plus" : "sharp");
      else if (g_ascii_isalnum (*ascii))
        g_string_append (slug, ascii);
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-' && c != '\'' && c != 0x2019)
        g_string_append_c (slug, '-');
    }

  return complete;
}

/*
 * An id made from a title: the same title always gives the same one, small
 * letters, digits and hyphens, 3 to 64 of them. Titles that have no or no complete form in
 * ASCII, or are too long, get a check sum; @fallback begins one without any letter.
 */
char *
deckle_text_slug (const char *text,
                  const char *fallback)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) slug = g_string_new (NULL);
  gboolean complete = append_ascii (slug, composed);

  for (gsize i = 0; i < slug->len; i++)
    slug->str[i] = g_ascii_isalnum (slug->str[i]) ? g_ascii_tolower (slug->str[i]) : '-';
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);

  if (!complete || slug->len < 3 || slug->len > ID_LENGTH_MAX)
    {
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, composed, -1);

      if (slug->len == 0)
        g_string_assign (slug, fallback);
      g_string_truncate (slug, MIN (slug->len, ID_LENGTH_MAX - 9));
      g_string_append_printf (slug, "-%.8s", sum);
    }

  return g_string_free_and_steal (g_steal_pointer (&slug));
}
