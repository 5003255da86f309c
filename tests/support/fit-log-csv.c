/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fit-log-csv.h"

#include <string.h>

#define N_COLUMNS 4
#define DAY_MS G_GINT64_CONSTANT (86400000)
#define ROLLOVER_MS (G_GINT64_CONSTANT (4) * 3600000)

typedef struct
{
  gint64 card;
  gint64 last_day;
} Card;

static gint64
parse_field (const char **cursor)
{
  char *end;
  gint64 value = g_ascii_strtoll (*cursor, &end, 10);

  while (*end != '\0' && *end != ',')
    end++;
  *cursor = *end == ',' ? end + 1 : end;

  return value;
}

/* The local days follow from the stored intervals; that of a card's first answer from the time, with a rollover at 4:00 UTC. */
static void
add_line (DeckleFitLog *log,
          GHashTable   *cards,
          const char   *line)
{
  gint64 field[N_COLUMNS];
  Card *card;

  for (int i = 0; i < N_COLUMNS; i++)
    field[i] = parse_field (&line);
  card = g_hash_table_lookup (cards, &field[0]);
  if (card == NULL)
    {
      card = g_new (Card, 1);
      card->card = field[0];
      card->last_day = CLAMP (field[1], -G_MAXINT64 / 2, G_MAXINT64 / 2) / DAY_MS;
      if (field[1] > ROLLOVER_MS)
        card->last_day = (field[1] - ROLLOVER_MS) / DAY_MS;
      g_hash_table_add (cards, card);
    }
  else
    {
      card->last_day += CLAMP (field[3], 0, G_MAXINT);
    }
  card->last_day = CLAMP (card->last_day, G_MININT, G_MAXINT);
  deckle_fit_log_add (log, field[0], field[1], (int) card->last_day, (DeckleRating) CLAMP (field[2], 0, 5));
}

DeckleFitLog *
fit_log_read_csv (const char  *path,
                  GError     **error)
{
  g_autoptr (DeckleFitLog) log = deckle_fit_log_new ();
  g_autoptr (GHashTable) cards = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *text = NULL;
  char *line;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;

  line = strchr (text, '\n');
  while (line != NULL && line[1] != '\0')
    {
      char *next = strchr (++line, '\n');

      if (next != NULL)
        *next = '\0';
      if (g_ascii_isdigit (*line) || *line == '-')
        add_line (log, cards, line);
      line = next;
    }

  return g_steal_pointer (&log);
}
