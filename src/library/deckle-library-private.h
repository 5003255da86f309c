/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-actions.h"
#include "library/deckle-sql.h"
#include "library/deckle-writer.h"

G_BEGIN_DECLS

/* What the files of library/ share. Nobody else includes this but the tests of library/. */

/* Makes or migrates the file and puts the default parameters into a new one. */
gboolean       deckle_library_prepare        (const char           *path,
                                              const char           *vfs,
                                              DeckleClock          *clock,
                                              GError              **error);
/* Opens with a named VFS (NULL for the default one). */
DeckleLibrary *deckle_library_open_full      (const char           *path,
                                              const char           *vfs,
                                              DeckleClock          *clock,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* The connection for reads on the main thread; NULL with @error set after close. */
sqlite3       *deckle_library_get_db         (DeckleLibrary        *self,
                                              GError              **error);
/* A new connection for reads on a worker; the caller closes it. Any thread. */
sqlite3       *deckle_library_open_reader    (DeckleLibrary        *self,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Queues a write and completes a GTask whose source is @self, with TRUE or write->result. Takes @data. @tag: the public
 * async function. Main thread. */
void           deckle_library_write          (DeckleLibrary        *self,
                                              DeckleWriteFunc       func,
                                              gpointer              data,
                                              GDestroyNotify        free_data,
                                              GCancellable         *cancellable,
                                              gpointer              tag,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);

/* Policy and parameters as stored; any connection. @parameters: (out) (optional): row id of the set in force. */
gboolean       deckle_library_read_scheduler (sqlite3              *db,
                                              DeckleScheduler      *scheduler,
                                              gint64               *parameters,
                                              GError              **error);

/* The same of the model alone; @damage: (out) (optional) (nullable): why it is the default. */
gboolean       deckle_library_read_model     (sqlite3              *db,
                                              DeckleFsrs           *model,
                                              gint64               *parameters,
                                              char                **damage,
                                              GError              **error);
/* Adds a set and returns its row id, 0 with @error set. */
gint64         deckle_library_store_parameters  (sqlite3           *db,
                                                 const DeckleFsrs  *model,
                                                 gint64             time_ms,
                                                 GError           **error);
/* The defaults where the newest set is damaged. */
gboolean       deckle_library_ensure_parameters (sqlite3           *db,
                                                 gint64             time_ms,
                                                 GError           **error);

/* A section's own desired retention among the settings, at its row id. */
#define DECKLE_SECTION_RETENTION "section-retention"
/* (element-type gint64 DeckleSectionPolicy): what sections do differently. Any connection. */
GHashTable    *deckle_section_policies_read  (sqlite3              *db,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Puts the retention that the section of a card desires into the policy. */
void           deckle_library_aim_scheduler  (sqlite3              *db,
                                              gint64                card,
                                              DeckleScheduler      *scheduler);

/* The sections of a scope: parameter 1 is scope.deck, parameter 2 scope.section. */
#define DECKLE_SCOPE_SECTIONS \
  "(SELECT s.id FROM section AS s JOIN deck AS d ON d.id = s.deck " \
  "WHERE d.removed = 0 AND (d.id = ?1 OR (?1 = 0 AND (?2 <> 0 OR d.enabled = 1))) AND (?2 = 0 OR s.id = ?2))"

/* The schedule columns of card, in the order that the function below uses. */
#define DECKLE_SCHEDULE_COLUMNS \
  "state, step_left, reps, lapses, stability, stability_fast, difficulty, due_ms, due_day, interval_days, " \
  "last_review_ms, last_day"
#define DECKLE_N_SCHEDULE_COLUMNS 12

void           deckle_schedule_read          (sqlite3_stmt         *statement,
                                              int                   first_column,
                                              DeckleSchedule       *schedule);

/* The columns of review, in the order that review_read() uses. */
#define DECKLE_REVIEW_COLUMNS \
  "id, card, time_ms, rating, kind, answer_ms, local_day, utc_offset_min, step_left, due_ms, interval_days, parameters, " \
  "confidence, undone"

void           deckle_review_read            (sqlite3_stmt         *statement,
                                              int                   first_column,
                                              DeckleReview         *review);

/* The text of a card; NULL with NOT_FOUND when the row is gone. */
DeckleCard    *deckle_library_read_card      (sqlite3              *db,
                                              gint64                row,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Replays the log of one card (rows in order of review.ordinal) from an empty schedule. */
gboolean       deckle_library_replay_card    (sqlite3               *db,
                                              const DeckleScheduler *scheduler,
                                              gint64                 card,
                                              DeckleSchedule        *schedule,
                                              GError               **error);
/* Writes the schedule of a card and the known_until_day that follows from it. */
gboolean       deckle_library_store_schedule (sqlite3               *db,
                                              const DeckleScheduler *scheduler,
                                              gint64                 card,
                                              const DeckleSchedule  *schedule,
                                              GError               **error);

/* A random id for a row of the log; never 0. */
gint64         deckle_library_make_review_id (void);
/* (element-type gint64): the rows in ascending order, each once. */
GArray        *deckle_library_collect_rows   (const gint64          *cards,
                                              gsize                  n_cards) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
