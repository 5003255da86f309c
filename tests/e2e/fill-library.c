/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/deckle-bundled.h"
#include "study/deckle-session.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define SEED 20261124u
#define CARDS_A_DAY 14
#define LAST_DAYS 6
#define MISSED_DAYS 0.12
#define AGAIN 0.09
#define HARD 0.2
#define GOOD 0.9

/* A learner who comes on most evenings and forgets now and then, always the same one. */
static DeckleRating
choose_rating (GRand *rand)
{
  double chance = g_rand_double (rand);

  if (chance < AGAIN)
    return DECKLE_RATING_AGAIN;
  if (chance < HARD)
    return DECKLE_RATING_HARD;
  return chance < GOOD ? DECKLE_RATING_GOOD : DECKLE_RATING_EASY;
}

static gboolean
has_card (DeckleSession *session)
{
  DeckleSessionState state = deckle_session_get_state (session);

  return state == DECKLE_SESSION_QUESTION || state == DECKLE_SESSION_ANSWER;
}

static void
study_day (DeckleLibrary *library,
           DeckleClock   *clock,
           GRand         *rand,
           int            n_cards)
{
  g_autoptr (DeckleSession) session = deckle_session_new (library, DECKLE_SCOPE_ALL);
  g_autoptr (GError) error = NULL;

  deckle_session_set_active (session, TRUE);
  for (int i = 0; i < n_cards && has_card (session); i++)
    {
      deckle_session_reveal (session);
      deckle_clock_advance_ms (clock, g_rand_int_range (rand, 4000, 25000));
      deckle_session_grade (session, choose_rating (rand));
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  if (!deckle_library_flush (library, &error))
    g_error ("Writing failed: %s", error->message);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Usage: fill-library FILE DAYS: the bundled questions, studied on so many days up to now. */
int
main (int    argc,
      char **argv)
{
  gint64 now_ms = g_get_real_time () / 1000;
  g_autoptr (DeckleClock) clock = NULL;
  g_autoptr (DeckleLibrary) library = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (GError) error = NULL;
  int days;

  if (argc != 3)
    {
      g_printerr ("usage: fill-library FILE DAYS\n");
      return 2;
    }
  days = (int) g_ascii_strtoll (argv[2], NULL, 10);
  clock = deckle_clock_new_manual (now_ms - days * DAY_MS, NULL);
  library = deckle_library_open (argv[1], clock, &error);
  if (library == NULL || !deckle_library_sync_bundled (library, &error))
    g_error ("%s", error->message);

  for (int day = days; day >= 0; day--)
    {
      /* The last sittings are short and end before now, so that cards are left for today. */
      deckle_clock_set_now_ms (clock, now_ms - day * DAY_MS - DAY_MS / 48);
      if (g_rand_double (rand) >= MISSED_DAYS || day < LAST_DAYS)
        study_day (library, clock, rand, day < LAST_DAYS ? 2 : g_rand_int_range (rand, 4, 2 * CARDS_A_DAY));
    }
  if (!deckle_library_close (library, &error))
    g_error ("Closing failed: %s", error->message);
  return 0;
}
