/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fsrs"
#include "deckle-config.h"
#include "schedule/deckle-fsrs-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_MS 86400000.0

G_DEFINE_QUARK (deckle-fsrs-error-quark, deckle_fsrs_error)

/**
 * deckle_fsrs_init_default:
 * @self: (out): a model
 *
 * Makes FSRS-6 with its default parameters.
 */
void
deckle_fsrs_init_default (DeckleFsrs *self)
{
  deckle_fsrs_init_default_version (self, 6);
}

/**
 * deckle_fsrs_init_default_version:
 * @self: (out): a model
 * @version: 6 or 7
 *
 * Makes a model with the default parameters of its version.
 */
void
deckle_fsrs_init_default_version (DeckleFsrs *self,
                                  int         version)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (version == 6 || version == 7);

  deckle_fsrs_init_raw (self, deckle_fsrs_get_defaults (version),
                        version == 7 ? DECKLE_FSRS7_N_PARAMETERS : DECKLE_FSRS6_N_PARAMETERS);
}

/**
 * deckle_fsrs_get_defaults:
 * @version: 6 or 7
 *
 * Returns: (array) (transfer none): the default parameters, 21 for FSRS-6 and 34 for FSRS-7
 */
const double *
deckle_fsrs_get_defaults (int version)
{
  g_return_val_if_fail (version == 6 || version == 7, NULL);

  return version == 7 ? deckle_fsrs7_defaults : deckle_fsrs6_defaults;
}

/**
 * deckle_fsrs_get_bounds:
 * @version: 6 or 7
 * @low: (out) (array) (transfer none): the lowest value of each parameter, 21 or 34
 * @high: (out) (array) (transfer none): the highest value of each parameter
 *
 * Tells within which bounds the parameters of a version lie. Their order counts as
 * well: see [func@fsrs_clip] and [func@fsrs7_clip].
 */
void
deckle_fsrs_get_bounds (int            version,
                        const double **low,
                        const double **high)
{
  g_return_if_fail (version == 6 || version == 7);
  g_return_if_fail (low != NULL);
  g_return_if_fail (high != NULL);

  *low = version == 7 ? deckle_fsrs7_low : deckle_fsrs6_low;
  *high = version == 7 ? deckle_fsrs7_high : deckle_fsrs6_high;
}

/* Older sets are migrated; a w19 of exactly 0, as they have, stays 0. */
static void
init_6 (DeckleFsrs   *self,
        const double *w,
        gsize         n)
{
  double full[DECKLE_FSRS6_N_PARAMETERS];
  gboolean keep_zero;

  deckle_fsrs_migrate (w, n, full);
  keep_zero = full[19] == 0.0;
  deckle_fsrs_clip (full, 0);
  if (keep_zero)
    full[19] = 0.0;

  deckle_fsrs_init_raw (self, full, G_N_ELEMENTS (full));
}

static void
init_7 (DeckleFsrs   *self,
        const double *w)
{
  double full[DECKLE_FSRS7_N_PARAMETERS];

  memcpy (full, w, sizeof full);
  deckle_fsrs7_clip (full);
  deckle_fsrs_init_raw (self, full, G_N_ELEMENTS (full));
}

/**
 * deckle_fsrs_init:
 * @self: (out): a model, left alone on an error
 * @w: (array length=n): parameters
 * @n: how many: 34 of FSRS-7, 21 of FSRS-6, or 17 and 19 of older versions, which are migrated to FSRS-6
 * @error: return location for a [error@FsrsError]
 *
 * Makes a model of parameters that come from a person or a file.
 *
 * Values outside their bounds are clipped, for FSRS-6 as for at most one
 * relearning step; use [func@fsrs_clip] first for more. A w19 of exactly 0, as older
 * sets have after migration, stays 0.
 *
 * Returns: whether the parameters can be used
 */
gboolean
deckle_fsrs_init (DeckleFsrs   *self,
                  const double *w,
                  gsize         n,
                  GError      **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (w != NULL || n == 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (n != DECKLE_FSRS7_N_PARAMETERS && n != DECKLE_FSRS6_N_PARAMETERS && n != 19 && n != 17)
    {
      g_set_error (error, DECKLE_FSRS_ERROR, DECKLE_FSRS_ERROR_COUNT,
                   _("A memory model has 34, 21, 19 or 17 parameters, not %zu."), n);
      return FALSE;
    }
  for (gsize i = 0; i < n; i++)
    if (!isfinite (w[i]))
      {
        g_set_error (error, DECKLE_FSRS_ERROR, DECKLE_FSRS_ERROR_VALUE,
                     _("Parameter %zu of the memory model is not a number."), i);
        return FALSE;
      }

  if (n == DECKLE_FSRS7_N_PARAMETERS)
    init_7 (self, w);
  else
    init_6 (self, w, n);

  return TRUE;
}

/**
 * deckle_fsrs_init_raw:
 * @self: (out): a model
 * @w: (array length=n): parameters
 * @n: 21 for FSRS-6, 34 for FSRS-7
 *
 * Makes a model of parameters as they are, for reference vectors and the fit.
 */
void
deckle_fsrs_init_raw (DeckleFsrs   *self,
                      const double *w,
                      gsize         n)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (w != NULL);
  g_return_if_fail (n == DECKLE_FSRS6_N_PARAMETERS || n == DECKLE_FSRS7_N_PARAMETERS);

  *self = (DeckleFsrs){ .version = n == DECKLE_FSRS7_N_PARAMETERS ? 7 : 6, .n = n };
  memcpy (self->w, w, n * sizeof *w);

  if (self->version == 7)
    deckle_fsrs7_derive (self);
  else
    deckle_fsrs6_derive (self);
}

/**
 * deckle_fsrs_elapsed:
 * @self: a model
 * @last_review_ms: the last counting answer, ms since the Unix epoch (UTC)
 * @last_day: stored local day of that answer, days since 1970-01-01
 * @now_ms: the moment asked about, ms since the Unix epoch (UTC)
 * @today: the local day of that moment
 *
 * Computes the time that counts between two answers: whole stored local days for
 * FSRS-6, exact fractional days for FSRS-7. Everybody who replays, previews or fits
 * uses this, or the memory that was learned is not the one that is shown.
 *
 * Returns: days; 0 when the clock was set back
 */
double
deckle_fsrs_elapsed (const DeckleFsrs *self,
                     gint64            last_review_ms,
                     int               last_day,
                     gint64            now_ms,
                     int               today)
{
  g_return_val_if_fail (self != NULL, 0.0);

  if (self->version == 7)
    return now_ms > last_review_ms ? ((double) now_ms - (double) last_review_ms) / DAY_MS : 0.0;

  return today > last_day ? (double) today - last_day : 0.0;
}

/**
 * deckle_fsrs_next:
 * @self: a model
 * @memory: (nullable): memory before the answer, %NULL or unset for the first
 * @elapsed_days: days since the last answer, from [func@fsrs_elapsed]; for FSRS-6 0 is the same day
 * @rating: the answer
 *
 * Computes the memory after an answer. Everything that is not finite or out of
 * bounds is brought back into them: stability stays within 0.001 (FSRS-7: 0.0001)
 * and 36,500 days, difficulty within 1 and 10.
 *
 * Returns: the memory; that before for %DECKLE_RATING_NONE
 */
DeckleMemory
deckle_fsrs_next (const DeckleFsrs   *self,
                  const DeckleMemory *memory,
                  double              elapsed_days,
                  DeckleRating        rating)
{
  g_return_val_if_fail (self != NULL, DECKLE_MEMORY_NONE);
  g_return_val_if_fail ((guint) rating <= DECKLE_RATING_EASY, DECKLE_MEMORY_NONE);

  if (rating == DECKLE_RATING_NONE)
    return memory != NULL ? *memory : DECKLE_MEMORY_NONE;

  if (memory != NULL && !deckle_memory_is_set (memory))
    memory = NULL;
  if (!(elapsed_days > 0.0))
    elapsed_days = 0.0;

  if (self->version == 7)
    return deckle_fsrs7_next (self, memory, elapsed_days, rating);

  return deckle_fsrs6_next (self, memory, elapsed_days, rating);
}

/**
 * deckle_fsrs_retrievability:
 * @self: a model
 * @memory: memory after the last answer
 * @elapsed_days: days since that answer, whole or not; below 0 counts as 0
 *
 * Computes the probability of remembering.
 *
 * Returns: 0 to 1 (FSRS-7: 0.00001 to 0.99999); 0 without memory
 */
double
deckle_fsrs_retrievability (const DeckleFsrs   *self,
                            const DeckleMemory *memory,
                            double              elapsed_days)
{
  g_return_val_if_fail (self != NULL, 0.0);
  g_return_val_if_fail (memory != NULL, 0.0);

  if (!deckle_memory_is_set (memory))
    return 0.0;
  if (!(elapsed_days > 0.0))
    elapsed_days = 0.0;

  if (self->version == 7)
    return deckle_fsrs7_retrievability (self, memory, elapsed_days);

  return deckle_fsrs6_retrievability (self, memory, elapsed_days);
}

/**
 * deckle_fsrs_interval:
 * @self: a model
 * @memory: memory after the last answer
 * @desired_retention: above 0, at most 1
 *
 * Computes when retrievability falls to @desired_retention.
 *
 * FSRS-7 has no formula for it: the root is sought, to 1e-12 of itself, within
 * 36,500 days, and is 0 from a retention of 0.9999 on.
 *
 * Returns: days since the last answer, not rounded and for FSRS-6 not limited; 0 without memory
 */
double
deckle_fsrs_interval (const DeckleFsrs   *self,
                      const DeckleMemory *memory,
                      double              desired_retention)
{
  g_return_val_if_fail (self != NULL, 0.0);
  g_return_val_if_fail (memory != NULL, 0.0);
  g_return_val_if_fail (desired_retention > 0.0 && desired_retention <= 1.0, 0.0);

  if (!deckle_memory_is_set (memory))
    return 0.0;

  if (self->version == 7)
    return deckle_fsrs7_interval (self, memory, desired_retention);

  return deckle_fsrs6_interval (self, memory, desired_retention);
}

/**
 * deckle_fsrs_stability_90:
 * @self: a model
 * @memory: memory after the last answer
 *
 * Computes what a person is shown as stability: the days until retrievability falls
 * to 0.90. For FSRS-6 that is the stability itself; neither stability of FSRS-7 is.
 *
 * Returns: days; 0 without memory
 */
double
deckle_fsrs_stability_90 (const DeckleFsrs   *self,
                          const DeckleMemory *memory)
{
  g_return_val_if_fail (self != NULL, 0.0);
  g_return_val_if_fail (memory != NULL, 0.0);

  if (!deckle_memory_is_set (memory))
    return 0.0;

  return self->version == 7 ? deckle_fsrs7_interval (self, memory, 0.9) : memory->stability;
}

/**
 * deckle_fsrs_memory_from_sm2:
 * @self: a model
 * @ease: ease factor, 2.5 style; FSRS-7 does not use it
 * @interval_days: the interval that SM-2 had chosen
 * @retention: what the learner used to remember, 0.9
 *
 * Estimates a memory from the values of a scheduler that knows none.
 *
 * Returns: the memory
 */
DeckleMemory
deckle_fsrs_memory_from_sm2 (const DeckleFsrs *self,
                             double            ease,
                             double            interval_days,
                             double            retention)
{
  g_return_val_if_fail (self != NULL, DECKLE_MEMORY_NONE);
  g_return_val_if_fail (retention > 0.0 && retention < 1.0, DECKLE_MEMORY_NONE);

  if (self->version == 7)
    return deckle_fsrs7_memory_from_sm2 (self, interval_days, retention);

  return deckle_fsrs6_memory_from_sm2 (self, ease, interval_days, retention);
}
