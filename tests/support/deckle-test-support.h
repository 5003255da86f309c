/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/deckle-bank.h"

G_BEGIN_DECLS

typedef gboolean (*DeckleTestPredicate) (gpointer data);

/* A file or folder below $DECKLE_TEST_DATA; NULL when it is not there: call g_test_skip () then. */
char       *deckle_test_data_path     (const char          *first,
                                       ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/* Iterates the default main context until @predicate holds; FALSE when @deadline_s seconds passed before. */
gboolean    deckle_test_wait_until    (DeckleTestPredicate  predicate,
                                       gpointer             data,
                                       double               deadline_s) G_GNUC_WARN_UNUSED_RESULT;

/* @n_cards cards in each of @n_sections sections, the same at every call. Ids "section-01", "card-0001", … */
DeckleBank *deckle_test_make_bank     (guint                n_sections,
                                       guint                n_cards) G_GNUC_WARN_UNUSED_RESULT;

/* A new empty folder, removed with everything in it when it is freed. */
typedef char DeckleTestFolder;

DeckleTestFolder *deckle_test_folder_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void              deckle_test_folder_free (DeckleTestFolder *folder);

/* A path in the folder */
char             *deckle_test_folder_path (const DeckleTestFolder *folder,
                                           const char             *name) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleTestFolder, deckle_test_folder_free)

G_END_DECLS
