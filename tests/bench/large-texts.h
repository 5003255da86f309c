/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The texts of one invented card; strings are reused by the next call. */
typedef struct
{
  GString    *question;
  GString    *answer;
  GString    *point;
  GString    *code;     /* empty where the card has none */
  const char *tags[2];  /* the second may be NULL */
  int         level;
} LargeText;

LargeText  *large_text_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void        large_text_free    (LargeText  *text);

/* Card @number of the library: the same at every call. */
void        large_text_fill    (LargeText  *text,
                                guint       number);

/* The title of a section; @short_title is its first word. */
char       *large_text_section (guint       number,
                                char      **short_title) G_GNUC_WARN_UNUSED_RESULT;
const char *large_text_icon    (guint       number);
const char *large_text_colour  (guint       number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LargeText, large_text_free)

G_END_DECLS
