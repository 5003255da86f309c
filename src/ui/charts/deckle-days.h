/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GDateTime *deckle_day_to_date   (int    day) G_GNUC_WARN_UNUSED_RESULT;
char      *deckle_day_format    (int    day) G_GNUC_WARN_UNUSED_RESULT;
char      *deckle_day_name      (int    day,
                                 guint  n_answers) G_GNUC_WARN_UNUSED_RESULT;
int        deckle_first_weekday (void);

G_END_DECLS
