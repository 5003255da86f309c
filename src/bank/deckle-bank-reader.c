/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bank"
#include "deckle-config.h"

#include "bank/deckle-bank-reader.h"

#include <glib/gi18n-lib.h>

#include "bank/deckle-bank-file.h"
#include "bank/deckle-bank-parse.h"
#include "bank/deckle-bank-resources.h"

G_DEFINE_QUARK (deckle-bank-error-quark, deckle_bank_error)

/* All that is known of a bank while it is read. */
typedef struct
{
  DeckleBankReport  report;
  DeckleBankError   code;      /* what the first problem is */
  GError           *cancelled; /* (owned) (nullable) */
  DeckleBankInfo   *info;      /* (owned) (nullable) */
  GPtrArray        *drafts;    /* (owned) (element-type DeckleSectionDraft): in file order */
  GHashTable       *by_id;     /* (owned) section id → borrowed draft */
  GHashTable       *card_ids;  /* (owned) set of owned ids */
  gsize             bytes_left;
} Reading;

static void
reading_init (Reading    *reading,
              const char *name)
{
  *reading = (Reading){ .code = DECKLE_BANK_ERROR_SCHEMA, .bytes_left = DECKLE_BANK_SIZE_MAX };
  deckle_bank_report_init (&reading->report, name);
  reading->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_section_draft_free);
  reading->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  reading->card_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
reading_clear (Reading *reading)
{
  deckle_bank_report_clear (&reading->report);
  g_clear_error (&reading->cancelled);
  g_clear_pointer (&reading->info, deckle_bank_info_free);
  g_clear_pointer (&reading->by_id, g_hash_table_unref);
  g_clear_pointer (&reading->drafts, g_ptr_array_unref);
  g_clear_pointer (&reading->card_ids, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* A file that cannot be read or parsed is one more problem. */
static void
take_error (Reading *reading,
            GError  *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&reading->cancelled);
      reading->cancelled = error;
      return;
    }

  if (reading->report.problems->len == 0)
    reading->code = error->code;
  deckle_bank_report_add (&reading->report, NULL, "%s", error->message);
  g_error_free (error);
}

static void
read_sections (Reading    *reading,
               JsonObject *root)
{
  const DeckleJsonPlace place = { &reading->report, root, "" };
  JsonArray *array = deckle_bank_json_get_array (&place, "sections", TRUE);

  if (array == NULL)
    return;

  if (json_array_get_length (array) == 0)
    deckle_bank_report_add (&reading->report, "sections", _("“%s” must not be empty"), "sections");

  for (guint i = 0; i < json_array_get_length (array) && !deckle_bank_report_is_full (&reading->report); i++)
    {
      DeckleSectionDraft *draft =
        deckle_bank_parse_section (&reading->report, json_array_get_element (array, i), i);
      const char *id;

      if (draft == NULL)
        continue;

      g_ptr_array_add (reading->drafts, draft);
      id = deckle_section_get_id (draft->section);
      if (!g_hash_table_contains (reading->by_id, id))
        g_hash_table_insert (reading->by_id, (gpointer) id, draft);
      else
        {
          g_autofree char *path = g_strdup_printf ("sections[%u].id", i);

          deckle_bank_report_add (&reading->report, path, _("“%s” is “%s”, as in an earlier section"),
                                  path, id);
        }
    }
}

/* The store that a card goes into, or NULL with a problem reported. */
static DeckleSectionDraft *
find_section (Reading            *reading,
              const char         *section_id,
              DeckleSectionDraft *owner)
{
  DeckleSectionDraft *draft = g_hash_table_lookup (reading->by_id, section_id);

  if (draft == NULL)
    deckle_bank_report_add (&reading->report, "section",
                            _("“%s” names “%s”, which is not a section of this bank"), "section", section_id);
  else if (owner != NULL && draft != owner)
    {
      deckle_bank_report_add (&reading->report, "section",
                              _("“%s” is “%s”, but this file holds the section “%s”"),
                              "section", section_id, deckle_section_get_id (owner->section));
      return NULL;
    }

  return draft;
}

/* Reads the list "cards"; @owner is the section whose file this is. */
static void
read_cards (Reading            *reading,
            JsonObject         *root,
            DeckleSectionDraft *owner)
{
  DeckleBankReport *report = &reading->report;
  const DeckleJsonPlace place = { report, root, "" };
  JsonArray *array = deckle_bank_json_get_array (&place, "cards", TRUE);

  if (array == NULL)
    return;

  for (guint i = 0; i < json_array_get_length (array) && !deckle_bank_report_is_full (report); i++)
    {
      const char *section_id;
      g_autoptr (DeckleCard) card =
        deckle_bank_parse_card (report, json_array_get_element (array, i), i, &section_id);
      DeckleSectionDraft *draft = section_id != NULL ? find_section (reading, section_id, owner) : NULL;

      if (card == NULL)
        continue;

      if (!g_hash_table_add (reading->card_ids, g_strdup (deckle_card_get_id (card))))
        deckle_bank_report_add (report, "id", _("“%s” is that of an earlier card"), "id");
      else if (draft != NULL)
        g_list_store_append (draft->cards, card);
    }

  deckle_bank_report_set_card (report, NULL);
}

static JsonParser *
load (Reading *reading,
      GBytes  *bytes)
{
  GError *error = NULL;
  JsonParser *parser = deckle_bank_json_load (bytes, &error);

  if (parser == NULL)
    take_error (reading, error);

  return parser;
}

static void
read_section_file (Reading            *reading,
                   GFile              *folder,
                   DeckleSectionDraft *draft,
                   GCancellable       *cancellable)
{
  g_autoptr (GFile) file = g_file_get_child (folder, draft->file);
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  deckle_bank_report_set_file (&reading->report, draft->file);
  bytes = deckle_bank_file_load (file, TRUE, reading->bytes_left, cancellable, &error);
  if (bytes == NULL)
    {
      take_error (reading, error);
      return;
    }

  reading->bytes_left -= g_bytes_get_size (bytes);
  parser = load (reading, bytes);
  if (parser != NULL)
    read_cards (reading, json_node_get_object (json_parser_get_root (parser)), draft);
}

static void
read_section_files (Reading      *reading,
                    GFile        *file,
                    GCancellable *cancellable)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *bank_name = g_file_get_basename (file);

  g_hash_table_add (names, bank_name);
  for (guint i = 0; i < reading->drafts->len && reading->cancelled == NULL; i++)
    {
      DeckleSectionDraft *draft = g_ptr_array_index (reading->drafts, i);
      g_autofree char *path = g_strdup_printf ("sections[%u].file", draft->position);

      if (draft->file == NULL || deckle_bank_report_is_full (&reading->report))
        continue;

      if (g_hash_table_add (names, draft->file))
        read_section_file (reading, folder, draft, cancellable);
      else
        {
          deckle_bank_report_set_file (&reading->report, bank_name);
          deckle_bank_report_add (&reading->report, path,
                                  _("“%s” names “%s”, which holds something else already"), path, draft->file);
        }
    }
}

static void
refuse_section_files (Reading *reading)
{
  for (guint i = 0; i < reading->drafts->len; i++)
    {
      DeckleSectionDraft *draft = g_ptr_array_index (reading->drafts, i);
      g_autofree char *path = g_strdup_printf ("sections[%u].file", draft->position);

      if (draft->file != NULL)
        deckle_bank_report_add (&reading->report, path,
                                _("“%s” names another file, but the bank was given without its folder"), path);
    }
}

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  const DeckleSectionDraft *first = *(const DeckleSectionDraft * const *) a;
  const DeckleSectionDraft *second = *(const DeckleSectionDraft * const *) b;
  int first_order = deckle_section_get_order (first->section);
  int second_order = deckle_section_get_order (second->section);

  if (first_order != second_order)
    return first_order < second_order ? -1 : 1;

  return first->position < second->position ? -1 : first->position > second->position;
}

static DeckleBank *
make_bank (Reading *reading)
{
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);

  g_ptr_array_sort (reading->drafts, compare_order);
  for (guint i = 0; i < reading->drafts->len; i++)
    g_list_store_append (sections, ((DeckleSectionDraft *) g_ptr_array_index (reading->drafts, i))->section);

  return deckle_bank_new (reading->info, G_LIST_MODEL (sections));
}

/* The first problem as an error, unless the reading was cancelled. */
static void
set_error (Reading  *reading,
           GError  **error)
{
  g_autofree char *text = NULL;

  if (reading->cancelled != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reading->cancelled));
      return;
    }

  text = deckle_bank_problem_to_string (g_ptr_array_index (reading->report.problems, 0));
  g_set_error_literal (error, DECKLE_BANK_ERROR, (int) reading->code, text);
}

/* Reads it all; @file is NULL when the bank came without a folder. */
static DeckleBank *
read_bank (Reading       *reading,
           GBytes        *bytes,
           GFile         *file,
           GPtrArray    **problems,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (JsonParser) parser = bytes != NULL ? load (reading, bytes) : NULL;
  g_autoptr (DeckleBank) bank = NULL;

  if (parser != NULL)
    {
      JsonObject *root = json_node_get_object (json_parser_get_root (parser));

      if (deckle_bank_check_schema (&reading->report, root))
        {
          reading->info = deckle_bank_parse_info (&reading->report, root);
          read_sections (reading, root);
          read_cards (reading, root, NULL);
          if (file == NULL)
            refuse_section_files (reading);
          else
            read_section_files (reading, file, cancellable);
        }
    }

  if (reading->cancelled == NULL && reading->report.problems->len == 0)
    bank = make_bank (reading);
  else
    set_error (reading, error);

  if (problems != NULL)
    *problems = g_steal_pointer (&reading->report.problems);

  return g_steal_pointer (&bank);
}

/* Loads the bank file itself; NULL leaves a problem in @reading. */
static GBytes *
load_bank_file (Reading      *reading,
                GFile        *file,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = deckle_bank_file_load (file, FALSE, DECKLE_BANK_SIZE_MAX, cancellable, &error);

  if (bytes == NULL)
    take_error (reading, error);
  else
    reading->bytes_left -= g_bytes_get_size (bytes);

  return bytes;
}

/**
 * deckle_bank_read:
 * @file: the bank file; files of sections are looked for beside it
 * @problems: (out) (optional) (transfer full) (element-type DeckleBankProblem):
 *   what is wrong, up to %DECKLE_BANK_PROBLEMS_MAX; empty when nothing is
 * @cancellable: (nullable): a cancellable
 * @error: return location for a [error@BankError], or %G_IO_ERROR_CANCELLED
 *
 * Reads a question bank through its [iface@Gio.File], so that a bank in a
 * resource bundle and one on disk take the same path.
 *
 * The reader is strict: any problem fails the whole bank. @error then carries the
 * first one as a sentence that names the file, and the card if it is a card's.
 * A bank with its section files is at most 64 MiB together. Sections are sorted by their `order`, cards
 * stay in file order. Blocking; may be called from any thread.
 *
 * Returns: (transfer full) (nullable): the bank, or %NULL with @error set
 */
DeckleBank *
deckle_bank_read (GFile         *file,
                  GPtrArray    **problems,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_auto (Reading) reading = { 0 };
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  name = g_file_get_basename (file);
  reading_init (&reading, name);
  bytes = load_bank_file (&reading, file, cancellable);

  return read_bank (&reading, bytes, file, problems, cancellable, error);
}

/**
 * deckle_bank_parse:
 * @bytes: UTF-8 JSON text of a bank, at most 64 MiB
 * @name: stands for the file in messages
 * @problems: (out) (optional) (transfer full) (element-type DeckleBankProblem):
 *   what is wrong, up to %DECKLE_BANK_PROBLEMS_MAX; empty when nothing is
 * @error: return location for a [error@BankError]
 *
 * Reads a self-contained question bank, for example from standard input; one
 * that keeps cards in other files is refused.
 *
 * As strict as [func@bank_read]. Performs no I/O; may be called from any thread.
 *
 * Returns: (transfer full) (nullable): the bank, or %NULL with @error set
 */
DeckleBank *
deckle_bank_parse (GBytes      *bytes,
                   const char  *name,
                   GPtrArray  **problems,
                   GError     **error)
{
  g_auto (Reading) reading = { 0 };

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  reading_init (&reading, name);

  return read_bank (&reading, bytes, NULL, problems, NULL, error);
}

/**
 * deckle_bank_read_info:
 * @file: the bank file
 * @cancellable: (nullable): a cancellable
 * @error: return location for a [error@BankError], or %G_IO_ERROR_CANCELLED
 *
 * Reads only what a bank says about itself: looks at no section and no card and
 * opens no other file. Blocking; may be called from any thread.
 *
 * Returns: (transfer full) (nullable): the metadata, or %NULL with @error set
 */
DeckleBankInfo *
deckle_bank_read_info (GFile         *file,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  name = g_file_get_basename (file);
  reading_init (&reading, name);

  bytes = load_bank_file (&reading, file, cancellable);
  parser = bytes != NULL ? load (&reading, bytes) : NULL;
  if (parser != NULL)
    {
      JsonObject *root = json_node_get_object (json_parser_get_root (parser));

      if (deckle_bank_check_schema (&reading.report, root))
        reading.info = deckle_bank_parse_info (&reading.report, root);
    }

  if (reading.info == NULL)
    set_error (&reading, error);

  return g_steal_pointer (&reading.info);
}

/**
 * deckle_bank_get_bundled:
 *
 * The bank that comes with Deckle, in this library's resource bundle.
 *
 * Returns: (transfer full): its bank file
 */
GFile *
deckle_bank_get_bundled (void)
{
  /* The call makes the linker keep the bundle; an assertion may be compiled out. */
  deckle_bank_get_resource ();

  return g_file_new_for_uri ("resource://" DECKLE_RESOURCE_PATH "/bank/go/bank.json");
}
