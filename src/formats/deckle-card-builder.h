/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/deckle-format.h"

G_BEGIN_DECLS

/*
 * DeckleDraft:
 * @line: where it stands, 0 = nowhere
 * @id: what the file calls the card; empty for an id made of the question
 * @section: (nullable): title of its section, NULL for the only one
 * @points: lines
 * @tags: (element-type utf8)
 * @n_media: pictures and sounds that became words
 *
 * A card as a file has it, all in texts that may be NULL or empty. Private to formats/.
 */
typedef struct
{
  guint      line;
  char      *question;
  char      *answer;
  char      *detail;
  char      *id;
  char      *section;
  char      *points;
  char      *level;
  char      *number;
  char      *code;
  char      *lang;
  char      *output;
  char      *kind;
  char      *imports;
  char      *go;
  char      *flags;
  char      *references;
  char      *see_also;
  GPtrArray *tags;
  guint      n_media;
} DeckleDraft;

DeckleDraft *deckle_draft_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void         deckle_draft_free (DeckleDraft *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleDraft, deckle_draft_free)

/* Makes a bank of drafts and notes what is left out. Private to formats/. */
typedef struct _DeckleCardBuilder DeckleCardBuilder;

DeckleCardBuilder *deckle_card_builder_new    (const char        *title,
                                               GPtrArray         *notes) G_GNUC_WARN_UNUSED_RESULT;
void               deckle_card_builder_add    (DeckleCardBuilder *builder,
                                               DeckleDraft       *draft);
DeckleBank        *deckle_card_builder_finish (DeckleCardBuilder *builder) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
