/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-browse-words"
#include "ui/deckle-browse-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/deckle-markup.h"
#include "ui/deckle-card-head.h"

#define DAYS_WITHOUT_YEAR 180
#define MARKS_MAX 16

/* What keeps a card away comes before how well it is known. */
const char *
deckle_browse_state_word (const DeckleCardLine *line)
{
  if (line->suspended)
    return _("Suspended");
  if (line->buried)
    return _("Buried");
  if (line->state == DECKLE_STATE_NEW)
    return _("New");
  return line->known ? _("Known") : _("Learning");
}

const char *
deckle_browse_flag_word (int flag)
{
  const char *name = deckle_flag_get_name (flag);

  return name != NULL ? name : _("No Flag");
}

int
deckle_browse_due_day (const DeckleCardLine *line,
                       DeckleLibrary        *library)
{
  DeckleScheduler scheduler;
  int day;

  if (line->state == DECKLE_STATE_NEW)
    return 0;
  deckle_library_get_scheduler (library, &scheduler);
  day = line->state == DECKLE_STATE_REVIEW ? line->due_day
                                           : deckle_clock_day_of (deckle_library_get_clock (library), line->due_ms,
                                                                  scheduler.policy.rollover_hour);
  return MAX (day, deckle_library_get_today (library));
}

static char *
format_day (int day,
            int today)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);
  g_autoptr (GDateTime) date = g_date_time_add_days (epoch, day);

  if (date == NULL)
    return g_strdup ("–");
  /* Translators: a day of this year and one of another year, as g_date_time_format() writes them: “6 Dec”, “Dec 2027” */
  return g_date_time_format (date, day - today < DAYS_WITHOUT_YEAR ? _("%-d %b") : _("%b %Y"));
}

char *
deckle_browse_due_word (int due_day,
                        int today)
{
  if (due_day == 0)
    return g_strdup ("–");
  if (due_day <= today)
    return g_strdup (_("Today"));
  if (due_day == today + 1)
    return g_strdup (_("Tomorrow"));
  return format_day (due_day, today);
}

/* One line, without markup. */
char *
deckle_browse_question (const DeckleCardLine *line)
{
  char *plain = deckle_markup_to_plain (line->question);

  return g_strdelimit (plain, "\n\r\t", ' ');
}

static char *
describe_due (int due_day,
              int today)
{
  int days = due_day - today;

  if (days <= 0)
    return g_strdup (_("due today"));
  if (days == 1)
    return g_strdup (_("due tomorrow"));
  return g_strdup_printf (ngettext ("due in %d day", "due in %d days", (gulong) days), days);
}

char *
deckle_browse_row_name (const DeckleCardLine *line,
                        const char           *question,
                        const char           *section,
                        int                   due_day,
                        int                   today)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, g_strdup_printf (_("No. %d"), line->number));
  g_ptr_array_add (parts, g_strdup (question));
  if (section != NULL && *section != '\0')
    g_ptr_array_add (parts, g_strdup (section));
  g_ptr_array_add (parts, g_strdup (deckle_level_get_name (line->level)));
  if (line->state == DECKLE_STATE_NEW)
    g_ptr_array_add (parts, g_strdup (_("New")));
  else
    {
      g_ptr_array_add (parts, g_strdup (line->known ? _("Known") : _("Learning")));
      g_ptr_array_add (parts, describe_due (due_day, today));
    }
  if (line->suspended)
    g_ptr_array_add (parts, g_strdup (_("Suspended")));
  if (line->buried)
    g_ptr_array_add (parts, g_strdup (_("Buried")));
  if (line->flag != 0)
    g_ptr_array_add (parts, g_strdup (deckle_browse_flag_word (line->flag)));
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of what a screen reader says of a row */
  return g_strjoinv (_(", "), (char **) parts->pdata);
}

/* Length in bytes of the match of @text at @plain, character by character; 0 for none. */
static gsize
match_at (const char *plain,
          const char *text)
{
  const char *c = plain;

  for (; *text != '\0'; text = g_utf8_next_char (text), c = g_utf8_next_char (c))
    if (*c == '\0' || g_unichar_tolower (g_utf8_get_char (c)) != g_unichar_tolower (g_utf8_get_char (text)))
      return 0;
  return (gsize) (c - plain);
}

PangoAttrList *
deckle_browse_mark_text (const char *plain,
                         const char *text)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  guint n_marks = 0;

  if (text == NULL || *text == '\0')
    return attributes;
  for (const char *c = plain; *c != '\0' && n_marks < MARKS_MAX;)
    {
      gsize length = match_at (c, text);
      PangoAttribute *bold;

      if (length == 0)
        {
          c = g_utf8_next_char (c);
          continue;
        }
      bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      bold->start_index = (guint) (c - plain);
      bold->end_index = (guint) (c - plain + (gssize) length);
      pango_attr_list_insert (attributes, bold);
      n_marks++;
      c += length;
    }
  return attributes;
}

char *
deckle_browse_describe_count (guint n_cards)
{
  return g_strdup_printf (ngettext ("%'u card", "%'u cards", n_cards), n_cards);
}
