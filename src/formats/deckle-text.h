/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/deckle-format.h"

G_BEGIN_DECLS

char *deckle_text_decode (GBytes     *bytes,
                          GPtrArray  *notes,
                          GError    **error) G_GNUC_WARN_UNUSED_RESULT;

char *deckle_text_slug   (const char *text,
                          const char *fallback) G_GNUC_WARN_UNUSED_RESULT;

void  deckle_import_add_note (GPtrArray  *notes,
                              guint       line,
                              const char *format,
                              ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
