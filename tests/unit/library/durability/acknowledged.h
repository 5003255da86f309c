/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Running review-script and checking that what it acknowledged is there. */

/* A line “grade …” of the script. */
typedef struct
{
  gint64 card;
  gint64 time_ms;
  int    rating;
} Acknowledged;

/* Starts the review script beside this program with further arguments; its output is piped. */
GSubprocess *acknowledged_spawn   (const char       *library_path,
                                   const char       *first_argument,
                                   ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/* Adds the whole lines of @output (what the killed script had written). A line “failed …” fails the test. */
void         acknowledged_parse   (const char       *output,
                                   gsize             length,
                                   GArray           *grades);

/* Reads the rest of the script's output and waits for its end. */
void         acknowledged_drain   (GSubprocess      *script,
                                   GArray           *grades);

/* How many of @grades from @first on are not in the log, looked at with plain SQL. G_MAXUINT when the file cannot be read. */
guint        acknowledged_missing (const char       *library_path,
                                   GArray           *grades,
                                   guint             first);

/* Whether the library opens and the doctor finds nothing; prints what it finds. */
gboolean     acknowledged_sound   (const char       *library_path);

G_END_DECLS
