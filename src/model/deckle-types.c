/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-types"
#include "model/deckle-types.h"

static const char * const level_nicks[] = { "basic", "intermediate", "advanced" };

/**
 * deckle_level_to_nick:
 * @level: a level
 *
 * The word that stands for @level in bank files.
 *
 * Returns: (transfer none) (nullable): the word, or %NULL for a number that is no level
 */
const char *
deckle_level_to_nick (DeckleLevel level)
{
  if ((guint) level >= G_N_ELEMENTS (level_nicks))
    return NULL;

  return level_nicks[level];
}

/**
 * deckle_level_from_nick:
 * @nick: (nullable): a word of a bank file
 * @level: (out) (optional): return location, left alone when @nick is unknown
 *
 * Reads the word that [func@level_to_nick] writes.
 *
 * Returns: whether @nick names a level
 */
gboolean
deckle_level_from_nick (const char  *nick,
                        DeckleLevel *level)
{
  for (guint i = 0; i < G_N_ELEMENTS (level_nicks); i++)
    if (g_strcmp0 (nick, level_nicks[i]) == 0)
      {
        if (level != NULL)
          *level = (DeckleLevel) i;
        return TRUE;
      }

  return FALSE;
}
