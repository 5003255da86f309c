/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-simulation"
#include "schedule/deckle-simulation-run.h"

#include <string.h>

/* Limits of sections within a run. Cards in (re)learning steps are always finished, as in a sitting. */

static gboolean
has_limits (const DeckleSimulation *setup)
{
  for (guint i = 0; i < setup->n_cards; i++)
    if (setup->cards[i].new_limit > 0 || setup->cards[i].review_limit > 0)
      return TRUE;

  return FALSE;
}

static int
limit_of (int stored)
{
  return stored > 0 ? stored - 1 : G_MAXINT;
}

void
deckle_run_sections_init (DeckleRun *self)
{
  const DeckleSimulation *setup = self->setup;
  g_autoptr (GHashTable) places = NULL;

  if (!has_limits (setup))
    return;

  places = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->section_of = g_new (int, setup->n_cards);
  self->new_limits = g_new (int, setup->n_cards);
  self->review_limits = g_new (int, setup->n_cards);
  for (guint i = 0; i < setup->n_cards; i++)
    {
      gpointer key = GINT_TO_POINTER (setup->cards[i].section);
      gpointer place;

      if (!g_hash_table_lookup_extended (places, key, NULL, &place))
        {
          place = GUINT_TO_POINTER (self->n_sections);
          g_hash_table_insert (places, key, place);
          self->new_limits[self->n_sections] = limit_of (setup->cards[i].new_limit);
          self->review_limits[self->n_sections] = limit_of (setup->cards[i].review_limit);
          self->n_sections++;
        }
      self->section_of[i] = GPOINTER_TO_INT (place);
    }
  self->new_left = g_new (int, self->n_sections);
  self->reviews_left = g_new (int, self->n_sections);
}

void
deckle_run_sections_clear (DeckleRun *self)
{
  g_free (self->section_of);
  g_free (self->new_limits);
  g_free (self->review_limits);
  g_free (self->new_left);
  g_free (self->reviews_left);
}

/* A new day. */
void
deckle_run_sections_begin (DeckleRun *self)
{
  if (self->section_of == NULL)
    return;

  memcpy (self->new_left, self->new_limits, self->n_sections * sizeof (int));
  memcpy (self->reviews_left, self->review_limits, self->n_sections * sizeof (int));
}

/* Whether the section of a card lets it come today. */
gboolean
deckle_run_may_bring (const DeckleRun *self,
                      int              index,
                      gboolean         is_new)
{
  if (self->section_of == NULL)
    return TRUE;

  return (is_new ? self->new_left : self->reviews_left)[self->section_of[index]] > 0;
}

void
deckle_run_count_brought (DeckleRun *self,
                          int        index,
                          gboolean   is_new)
{
  if (self->section_of != NULL)
    (is_new ? self->new_left : self->reviews_left)[self->section_of[index]]--;
}
