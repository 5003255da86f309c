/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-gather.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-private.h"

#define ID_MAX 64

struct _DeckleGather
{
  sqlite3    *db;        /* (owned): with a transaction open, so that all cards are of one moment */
  GPtrArray  *banks;     /* (owned) (element-type DeckleBank) */
  GHashTable *new_ids;   /* (owned) (element-type gint64 utf8): cards whose id another deck has as well */
  guint       n_cards;
  int        *n_loaded;  /* (unowned) (nullable), atomic */
  GError     *error;     /* (owned) (nullable): the first card that could not be read */
};

/* The cards of a section, by row id. Their gather outlives them. */
#define DECKLE_TYPE_GATHER_LIST (deckle_gather_list_get_type ())
G_DECLARE_FINAL_TYPE (DeckleGatherList, deckle_gather_list, DECKLE, GATHER_LIST, GObject)

struct _DeckleGatherList
{
  GObject       parent_instance;

  DeckleGather *gather; /* (unowned) */
  GArray       *rows;   /* (owned) (element-type gint64) */
};

static DeckleCard *
copy_card (DeckleCard *card,
           const char *id)
{
  DeckleCard *copy = deckle_card_new (id, deckle_card_get_number (card), deckle_card_get_question (card),
                                      deckle_card_get_answer (card));

  deckle_card_set_detail (copy, deckle_card_get_detail (card));
  deckle_card_set_level (copy, deckle_card_get_level (card));
  deckle_card_set_points (copy, deckle_card_get_points (card));
  deckle_card_set_tags (copy, deckle_card_get_tags (card));
  deckle_card_set_see_also (copy, deckle_card_get_see_also (card));
  deckle_card_set_code (copy, deckle_card_get_code (card));
  for (guint i = 0; i < deckle_card_get_n_references (card); i++)
    {
      const DeckleReference *reference = deckle_card_get_reference (card, i);

      deckle_card_add_reference (copy, reference->title, reference->url);
    }
  return copy;
}

static GType
deckle_gather_list_get_item_type (GListModel *list)
{
  return DECKLE_TYPE_CARD;
}

static guint
deckle_gather_list_get_n_items (GListModel *list)
{
  return DECKLE_GATHER_LIST (list)->rows->len;
}

/* A card that cannot be read is an empty one, and deckle_gather_check() says so. */
static gpointer
deckle_gather_list_get_item (GListModel *list,
                             guint       position)
{
  DeckleGatherList *self = DECKLE_GATHER_LIST (list);
  DeckleGather *gather = self->gather;
  g_autoptr (DeckleCard) card = NULL;
  const char *new_id;
  gint64 row;

  if (position >= self->rows->len)
    return NULL;
  row = g_array_index (self->rows, gint64, position);
  card = deckle_library_read_card (gather->db, row, gather->error == NULL ? &gather->error : NULL);
  if (gather->n_loaded != NULL)
    g_atomic_int_inc (gather->n_loaded);
  if (card == NULL)
    return deckle_card_new ("", 0, "", "");
  new_id = g_hash_table_lookup (gather->new_ids, &row);
  return new_id != NULL ? copy_card (card, new_id) : g_steal_pointer (&card);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = deckle_gather_list_get_item_type;
  iface->get_n_items = deckle_gather_list_get_n_items;
  iface->get_item = deckle_gather_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeckleGatherList, deckle_gather_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
deckle_gather_list_finalize (GObject *object)
{
  g_array_unref (DECKLE_GATHER_LIST (object)->rows);

  G_OBJECT_CLASS (deckle_gather_list_parent_class)->finalize (object);
}

static void
deckle_gather_list_class_init (DeckleGatherListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = deckle_gather_list_finalize;
}

static void
deckle_gather_list_init (DeckleGatherList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* What is being put together: the deck and the section of the row before. */
typedef struct
{
  DeckleGather     *gather;
  DeckleScope       scope;
  GHashTable       *wanted;      /* (nullable): set of gint64 */
  gboolean          one_bank;
  GHashTable       *card_ids;    /* set, for one bank of several decks */
  GHashTable       *section_ids; /* set, of the bank at hand */
  gint64            deck;
  gint64            section;
  guint             n_decks;
  GListStore       *sections;    /* (nullable) of the bank at hand */
  DeckleGatherList *list;        /* (unowned) (nullable) of the section at hand */
  DeckleBankInfo   *info;        /* (nullable) of the bank at hand */
} Gathering;

static const char rows_sql[] =
  "SELECT card.id, section.id, deck.id, card.card_id "
  "FROM section JOIN deck ON deck.id = section.deck "
  "CROSS JOIN card INDEXED BY card_order ON card.section = section.id AND card.retired = 0 "
  "WHERE deck.removed = 0 AND (?1 = 0 OR deck.id = ?1) AND (?2 = 0 OR section.id = ?2) "
  "ORDER BY deck.kind, coalesce (deck.own_title, deck.title), deck.id, section.position, section.id, card.number, card.id";

static const char deck_sql[] =
  "SELECT deck_id, coalesce (own_title, title), description, language, version, updated, go_version, licence_spdx, "
  "licence_url, licence_holder, licence_code FROM deck WHERE id = ?";

static const char section_sql[] =
  "SELECT section_id, title, short_title, colour, icon, emoji, position, range_from, range_to FROM section WHERE id = ?";

static char *
make_unique (GHashTable *taken,
             const char *id)
{
  char *unique = g_strdup (id);

  for (int i = 2; g_hash_table_contains (taken, unique); i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%.*s-%d", ID_MAX - 12, id, i);
    }
  g_hash_table_add (taken, g_strdup (unique));
  return unique;
}

static void
finish_bank (Gathering *g)
{
  if (g->sections != NULL)
    g_ptr_array_add (g->gather->banks, deckle_bank_new (g->info, G_LIST_MODEL (g->sections)));
  g_clear_object (&g->sections);
  g_clear_pointer (&g->info, deckle_bank_info_free);
  g_hash_table_remove_all (g->section_ids);
}

/* A part of a deck is a deck of its own, so that importing it never takes the rest away. */
static void
name_part (Gathering  *g,
           const char *section_id,
           const char *section_title)
{
  const char *suffix = g->scope.section != 0 ? section_id : "selection";
  g_autofree char *id = g_strdup_printf ("%.*s-%.*s", ID_MAX / 2 - 1, g->info->id, ID_MAX / 2, suffix);
  g_autofree char *title = NULL;

  if (g->scope.section == 0 && g->wanted == NULL)
    return;
  if (g->scope.section != 0)
    /* Translators: title of a deck, title of one of its sections */
    title = g_strdup_printf (_("%s: %s"), g->info->title, section_title);
  else
    /* Translators: title of a deck that was made of some cards of the deck %s */
    title = g_strdup_printf (_("%s (selection)"), g->info->title);
  g_set_str (&g->info->id, id);
  g_set_str (&g->info->title, title);
}

static gboolean
begin_bank (Gathering  *g,
            gint64      deck,
            GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  g->deck = deck;
  g->section = 0;
  g->n_decks++;
  if (g->one_bank && g->n_decks > 1)
    {
      g_set_str (&g->info->id, "deckle-export");
      g_set_str (&g->info->title, _("Deckle Cards"));
      g_set_str (&g->info->description, NULL);
      return TRUE;
    }
  finish_bank (g);
  statement = deckle_sql_prepare (g->gather->db, deck_sql, error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", deck);
  if (!deckle_sql_step (statement, error))
    return FALSE;
  g->info = g_new0 (DeckleBankInfo, 1);
  g->info->id = deckle_sql_dup_text (statement, 0);
  g->info->title = deckle_sql_dup_text (statement, 1);
  g->info->description = deckle_sql_dup_text (statement, 2);
  g->info->language = deckle_sql_dup_text (statement, 3);
  g->info->version = deckle_sql_dup_text (statement, 4);
  g->info->updated = deckle_sql_dup_text (statement, 5);
  g->info->go_version = deckle_sql_dup_text (statement, 6);
  g->info->licence_spdx = deckle_sql_dup_text (statement, 7);
  g->info->licence_url = deckle_sql_dup_text (statement, 8);
  g->info->licence_holder = deckle_sql_dup_text (statement, 9);
  g->info->licence_code = deckle_sql_dup_text (statement, 10);
  g->sections = g_list_store_new (DECKLE_TYPE_SECTION);
  return TRUE;
}

static gboolean
begin_section (Gathering  *g,
               gint64      row,
               GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (g->gather->db, section_sql, error);
  g_autoptr (DeckleGatherList) list = NULL;
  g_autoptr (DeckleSection) section = NULL;
  g_autofree char *id = NULL;
  const char *section_id, *title;

  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", row);
  if (!deckle_sql_step (statement, error))
    return FALSE;
  section_id = (const char *) sqlite3_column_text (statement, 0);
  title = (const char *) sqlite3_column_text (statement, 1);
  if (g_list_model_get_n_items (G_LIST_MODEL (g->sections)) == 0)
    name_part (g, section_id, title);
  id = make_unique (g->section_ids, section_id);
  list = g_object_new (DECKLE_TYPE_GATHER_LIST, NULL);
  list->gather = g->gather;
  section = deckle_section_new (id, title, G_LIST_MODEL (list));
  deckle_section_set_short_title (section, (const char *) sqlite3_column_text (statement, 2));
  deckle_section_set_colour (section, (const char *) sqlite3_column_text (statement, 3));
  deckle_section_set_icon (section, (const char *) sqlite3_column_text (statement, 4));
  deckle_section_set_emoji (section, (const char *) sqlite3_column_text (statement, 5));
  deckle_section_set_order (section, g->n_decks > 1 ? (int) g_list_model_get_n_items (G_LIST_MODEL (g->sections)) + 1
                                                    : sqlite3_column_int (statement, 6));
  deckle_section_set_range (section, sqlite3_column_int (statement, 7), sqlite3_column_int (statement, 8));
  g_list_store_append (g->sections, section);
  g->section = row;
  g->list = list;
  return TRUE;
}

static gboolean
add_row (Gathering     *g,
         sqlite3_stmt  *statement,
         GError       **error)
{
  gint64 row = sqlite3_column_int64 (statement, 0);
  gint64 section = sqlite3_column_int64 (statement, 1);
  gint64 deck = sqlite3_column_int64 (statement, 2);

  if (g->wanted != NULL && !g_hash_table_contains (g->wanted, &row))
    return TRUE;
  if (deck != g->deck && !begin_bank (g, deck, error))
    return FALSE;
  if (section != g->section && !begin_section (g, section, error))
    return FALSE;
  if (g->one_bank)
    {
      const char *id = (const char *) sqlite3_column_text (statement, 3);
      g_autofree char *unique = make_unique (g->card_ids, id);

      if (!g_str_equal (unique, id))
        g_hash_table_insert (g->gather->new_ids, g_memdup2 (&row, sizeof row), g_steal_pointer (&unique));
    }
  g_array_append_val (g->list->rows, row);
  g->gather->n_cards++;
  return TRUE;
}

static gboolean
gather (Gathering  *g,
        GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (g->gather->db, rows_sql, error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "ll", g->scope.deck, g->scope.section);
  while (deckle_sql_step (statement, &local_error))
    if (!add_row (g, statement, error))
      return FALSE;
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  finish_bank (g);
  return TRUE;
}

static GHashTable *
make_set (GArray *rows)
{
  GHashTable *set = NULL;

  if (rows == NULL)
    return NULL;
  set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (set, g_memdup2 (&g_array_index (rows, gint64, i), sizeof (gint64)));
  return set;
}

/**
 * deckle_library_gather:
 * @self: a library
 * @scope: which cards; of { 0, 0 } those of decks that are switched off too
 * @rows: (nullable) (element-type gint64): only these
 * @one_bank: whether cards of several decks go into one bank, with ids that are unique in it
 * @n_loaded: (nullable): counted up atomically for each card that was read; outlives the gather
 * @error: return location for a [error@LibraryError]: %DECKLE_LIBRARY_ERROR_NOT_FOUND when there is no card
 *
 * Makes banks of the user's decks as they stand now, with the user's own edits and titles and without retired cards. A section
 * or a selection gets an id of its own, so that importing it elsewhere never takes the rest of a deck away. Texts are read when
 * a card is asked for. Blocking, any thread.
 *
 * Returns: (transfer full) (nullable): the banks
 */
DeckleGather *
deckle_library_gather (DeckleLibrary  *self,
                       DeckleScope     scope,
                       GArray         *rows,
                       gboolean        one_bank,
                       int            *n_loaded,
                       GError        **error)
{
  g_autoptr (DeckleGather) result = NULL;
  g_autoptr (GHashTable) wanted = make_set (rows);
  g_autoptr (GHashTable) card_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) section_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Gathering g = { .scope = scope, .wanted = wanted, .one_bank = one_bank, .card_ids = card_ids, .section_ids = section_ids };
  gboolean success;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  result = g_new0 (DeckleGather, 1);
  result->n_loaded = n_loaded;
  result->banks = g_ptr_array_new_with_free_func (g_object_unref);
  result->new_ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  result->db = deckle_library_open_reader (self, error);
  if (result->db == NULL || !deckle_sql_exec (result->db, "BEGIN", error))
    return NULL;
  g.gather = result;
  success = gather (&g, error);
  g_clear_object (&g.sections);
  g_clear_pointer (&g.info, deckle_bank_info_free);
  if (!success)
    return NULL;
  if (result->n_cards > 0)
    return g_steal_pointer (&result);
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND, _("There is no card to export."));
  return NULL;
}

/**
 * deckle_gather_free:
 * @gather: (transfer full) (nullable): banks of the library
 *
 * Frees the banks, which nobody else may hold.
 */
void
deckle_gather_free (DeckleGather *gather)
{
  if (gather == NULL)
    return;
  g_ptr_array_unref (gather->banks);
  g_hash_table_unref (gather->new_ids);
  g_clear_pointer (&gather->db, sqlite3_close_v2);
  g_clear_error (&gather->error);
  g_free (gather);
}

/**
 * deckle_gather_get_banks:
 * @gather: banks of the library
 *
 * Returns: (transfer none) (element-type DeckleBank): one bank for each deck, at least one
 */
GPtrArray *
deckle_gather_get_banks (DeckleGather *gather)
{
  return gather->banks;
}

/**
 * deckle_gather_get_n_cards:
 * @gather: banks of the library
 *
 * Returns: number of cards in all banks
 */
guint
deckle_gather_get_n_cards (DeckleGather *gather)
{
  return gather->n_cards;
}

/**
 * deckle_gather_check:
 * @gather: banks of the library
 * @error: return location for a [error@LibraryError]
 *
 * Returns: whether every card that was asked for could be read
 */
gboolean
deckle_gather_check (DeckleGather  *gather,
                     GError       **error)
{
  if (gather->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (gather->error));
  return FALSE;
}
