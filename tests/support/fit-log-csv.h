/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-fit.h"

/* (transfer full): a log from a file with a first line of names and the columns card, time in ms, rating and whole days since
 * the answer before on the card; NULL with @error set if it cannot be read. */
DeckleFitLog *fit_log_read_csv (const char  *path,
                                GError     **error);
