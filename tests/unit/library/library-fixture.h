/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "support/deckle-test-support.h"
#include "library/deckle-library-actions.h"
#include "library/deckle-library-import.h"

G_BEGIN_DECLS

/* 2026-03-02 08:00 UTC, a Monday */
#define FIXTURE_START_MS G_GINT64_CONSTANT (1772438400000)
#define FIXTURE_DAY_MS G_GINT64_CONSTANT (86400000)

/* A library with cards in a folder of its own. */
typedef struct
{
  DeckleTestFolder *folder;
  char             *path;
  DeckleClock      *clock;
  DeckleLibrary    *library;   /* (nullable): NULL while closed */
  GArray           *cards;     /* (element-type gint64): row ids */
} LibraryFixture;

/* An empty library; a bank of @n_sections × @n_cards is imported unless that is 0. */
LibraryFixture *library_fixture_new       (guint                n_sections,
                                           guint                n_cards) G_GNUC_WARN_UNUSED_RESULT;
void            library_fixture_free      (LibraryFixture      *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LibraryFixture, library_fixture_free)

void            library_fixture_close     (LibraryFixture      *fixture);
void            library_fixture_open      (LibraryFixture      *fixture);

void            library_fixture_import    (LibraryFixture      *fixture,
                                           DeckleBank          *bank);

/* A version of the bank “bank” with one section; each question is of the card “q” and its place, an empty one leaves a gap. */
void            library_fixture_import_questions (LibraryFixture     *fixture,
                                                  const char         *version,
                                                  DeckleDeckKind      kind,
                                                  const char * const *questions);

/* Each waits until the write was acknowledged and fails the test when it was not. */
void            library_fixture_grade     (LibraryFixture      *fixture,
                                           gint64               card,
                                           DeckleRating         rating);
void            library_fixture_undo      (LibraryFixture      *fixture,
                                           gboolean             redo);
void            library_fixture_repair    (LibraryFixture      *fixture);
/* Grades with ratings drawn from @random, some seconds apart. */
void            library_fixture_study     (LibraryFixture      *fixture,
                                           guint                n_grades,
                                           GRand               *random);

/* The same without waiting for success: NULL when acknowledged. */
GError         *library_fixture_try_grade (LibraryFixture      *fixture,
                                           gint64               card,
                                           DeckleRating         rating);

/* The doctor's findings; none when the library is sound. */
GPtrArray      *library_fixture_check     (LibraryFixture      *fixture) G_GNUC_WARN_UNUSED_RESULT;
void            library_fixture_assert_sound (LibraryFixture   *fixture);

/* Plain SQL through a connection of its own. */
void            library_fixture_exec      (LibraryFixture      *fixture,
                                           const char          *sql);
gint64          library_fixture_get       (LibraryFixture      *fixture,
                                           const char          *sql);

G_END_DECLS
