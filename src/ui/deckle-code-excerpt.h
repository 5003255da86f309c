/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer code is shown from its beginning until the learner asks for all of it. */
#define DECKLE_CODE_LINES_MAX 300
#define DECKLE_CODE_LINE_CHARS_MAX 2000
/* A single line is never drawn longer than this; copying takes all of it. */
#define DECKLE_CODE_LINE_CHARS_SHOWN 10000

gboolean deckle_code_is_long (const char *text,
                              guint      *n_lines);
char    *deckle_code_excerpt (const char *text,
                              guint       max_lines,
                              gsize       max_line_chars) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
