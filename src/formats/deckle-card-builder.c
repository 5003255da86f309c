/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-card-builder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/deckle-text.h"

#define EXCERPT_LENGTH 60
#define ID_STEM_MAX 54
#define ID_MAX 64

struct _DeckleCardBuilder
{
  char       *title;       /* (owned) */
  GPtrArray  *notes;       /* (unowned) (element-type DeckleImportNote) */
  GListStore *sections;    /* (owned) */
  GHashTable *stores;      /* (owned) title of a section → its GListStore */
  GHashTable *section_ids; /* (owned) set */
  GHashTable *ids;         /* (owned) id of a card → its line */
  int         next_number;
  guint       n_media;
  guint       n_cloze;
};

DeckleDraft *
deckle_draft_new (void)
{
  DeckleDraft *draft = g_new0 (DeckleDraft, 1);

  draft->tags = g_ptr_array_new_with_free_func (g_free);
  return draft;
}

void
deckle_draft_free (DeckleDraft *draft)
{
  char **texts[] = { &draft->question, &draft->answer, &draft->detail, &draft->id, &draft->section, &draft->points,
                     &draft->level, &draft->number, &draft->code, &draft->lang, &draft->output, &draft->kind,
                     &draft->imports, &draft->go, &draft->flags, &draft->references, &draft->see_also };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  g_ptr_array_unref (draft->tags);
  g_free (draft);
}

/* @title: of the deck, and of the section of cards that name none. @notes must outlive the builder. */
DeckleCardBuilder *
deckle_card_builder_new (const char *title,
                         GPtrArray  *notes)
{
  DeckleCardBuilder *builder = g_new0 (DeckleCardBuilder, 1);

  builder->title = g_strdup (title);
  builder->notes = notes;
  builder->sections = g_list_store_new (DECKLE_TYPE_SECTION);
  builder->stores = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  builder->section_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  builder->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  builder->next_number = 1;
  return builder;
}

static char *
make_excerpt (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\t", ' ');

  if (g_utf8_strlen (line, -1) <= EXCERPT_LENGTH)
    return g_steal_pointer (&line);
  return g_strdup_printf ("%.*s…", (int) (g_utf8_offset_to_pointer (line, EXCERPT_LENGTH) - line), line);
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static gboolean
is_id (const char *text)
{
  gsize length = strlen (text);

  return length >= 3 && length <= ID_MAX && *text != '-' &&
         text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

/* What can be read of @text and a check sum of all of it, so that what differs by a sign alone differs. */
static char *
make_id (const char *text,
         const char *fallback)
{
  g_autofree char *head = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 2 * ID_STEM_MAX));
  g_autofree char *slug = deckle_text_slug (head, fallback);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  if (strlen (slug) > ID_STEM_MAX)
    slug[ID_STEM_MAX] = '\0';
  return g_strdup_printf ("%s-%.8s", slug, sum);
}

/* Our own files write “deck/card”, since Anki wants an id that no other deck has. */
static char *
find_id (const DeckleDraft *draft)
{
  const char *id = draft->id;
  const char *slash;

  if (is_empty (id))
    return make_id (draft->question, "card");
  slash = strchr (id, '/');
  if (slash != NULL && is_id (slash + 1))
    return g_strdup (slash + 1);
  return is_id (id) ? g_strdup (id) : make_id (id, "card");
}

static GListStore *
add_section (DeckleCardBuilder *builder,
             const char        *title)
{
  g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
  g_autoptr (DeckleSection) section = NULL;
  g_autofree char *slug = deckle_text_slug (title, "section");
  g_autofree char *id = g_strdup (slug);

  for (int i = 2; g_hash_table_contains (builder->section_ids, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%d", slug, i);
    }
  g_hash_table_add (builder->section_ids, g_strdup (id));
  section = deckle_section_new (id, title, G_LIST_MODEL (cards));
  deckle_section_set_order (section, (int) g_list_model_get_n_items (G_LIST_MODEL (builder->sections)) + 1);
  g_list_store_append (builder->sections, section);
  g_hash_table_insert (builder->stores, g_strdup (title), g_object_ref (cards));
  return cards;
}

static GListStore *
find_section (DeckleCardBuilder *builder,
              const DeckleDraft *draft)
{
  const char *title = is_empty (draft->section) ? builder->title : draft->section;
  GListStore *cards = g_hash_table_lookup (builder->stores, title);

  return cards != NULL ? cards : add_section (builder, title);
}

static DeckleLevel
find_level (const char *text)
{
  static const struct
  {
    const char *word;
    DeckleLevel level;
  } words[] = {
    { "easy", DECKLE_LEVEL_BASIC }, { "beginner", DECKLE_LEVEL_BASIC }, { "junior", DECKLE_LEVEL_BASIC },
    { "hard", DECKLE_LEVEL_ADVANCED }, { "expert", DECKLE_LEVEL_ADVANCED }, { "senior", DECKLE_LEVEL_ADVANCED },
  };
  g_autofree char *folded = text != NULL ? g_strstrip (g_ascii_strdown (text, -1)) : g_strdup ("");
  DeckleLevel level;

  if (deckle_level_from_nick (folded, &level))
    return level;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, folded))
      return words[i].level;
  return DECKLE_LEVEL_INTERMEDIATE;
}

/* The lines of a cell, blank ones left out. */
static GStrv
split_lines (const char *text)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (list, lines[i]);
  return g_strv_builder_end (list);
}

static void
set_code (DeckleCard        *card,
          const DeckleDraft *draft)
{
  g_auto (GStrv) imports = split_lines (draft->imports);
  g_auto (GStrv) flags = g_strsplit_set (draft->flags != NULL ? draft->flags : "", " ,", -1);
  DeckleCode code = { .kind = DECKLE_CODE_TEXT };

  if (is_empty (draft->code))
    return;
  if (!is_empty (draft->kind) && !deckle_code_kind_from_nick (draft->kind, &code.kind))
    code.kind = DECKLE_CODE_TEXT;
  code.text = draft->code;
  /* No language stands for Go. */
  code.lang = !is_empty (draft->lang) ? draft->lang : code.kind == DECKLE_CODE_TEXT ? (char *) "text" : NULL;
  code.output = is_empty (draft->output) ? NULL : draft->output;
  code.go_version = is_empty (draft->go) ? NULL : draft->go;
  code.imports = imports[0] != NULL ? imports : NULL;
  code.external = g_strv_contains ((const char * const *) flags, "external");
  code.fails = g_strv_contains ((const char * const *) flags, "fails");
  code.to_stderr = g_strv_contains ((const char * const *) flags, "stderr");
  code.run = g_strv_contains ((const char * const *) flags, "run");
  deckle_card_set_code (card, &code);
}

/* “Title <https://…>” in each line, or the address alone. What is no address of the web is left out. */
static void
add_references (DeckleCard *card,
                const char *text)
{
  g_auto (GStrv) lines = split_lines (text);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *open = strrchr (lines[i], '<');
      gsize length = strlen (lines[i]);

      if (open != NULL && lines[i][length - 1] == '>')
        {
          lines[i][length - 1] = '\0';
          *open++ = '\0';
          g_strchomp (lines[i]);
        }
      else
        open = lines[i];
      if (g_str_has_prefix (open, "https://"))
        deckle_card_add_reference (card, *lines[i] != '\0' ? lines[i] : open, open);
    }
}

static DeckleCard *
make_card (DeckleCardBuilder *builder,
           const DeckleDraft *draft,
           const char        *id)
{
  gint64 number = draft->number != NULL ? g_ascii_strtoll (draft->number, NULL, 10) : 0;
  g_auto (GStrv) points = split_lines (draft->points);
  g_auto (GStrv) see_also = split_lines (draft->see_also);
  DeckleCard *card;

  if (number < 1 || number > G_MAXINT)
    number = builder->next_number;
  card = deckle_card_new (id, (int) number, draft->question, draft->answer != NULL ? draft->answer : "");
  builder->next_number = number < G_MAXINT ? (int) number + 1 : G_MAXINT;
  deckle_card_set_detail (card, is_empty (draft->detail) ? NULL : draft->detail);
  deckle_card_set_level (card, find_level (draft->level));
  if (points[0] != NULL)
    deckle_card_set_points (card, (const char * const *) points);
  if (see_also[0] != NULL)
    deckle_card_set_see_also (card, (const char * const *) see_also);
  if (draft->tags->len > 0)
    {
      g_ptr_array_add (draft->tags, NULL);
      deckle_card_set_tags (card, (const char * const *) draft->tags->pdata);
    }
  set_code (card, draft);
  add_references (card, draft->references);
  return card;
}

/* Says why there is no card of a draft. */
static gboolean
is_complete (DeckleCardBuilder *builder,
             const DeckleDraft *draft)
{
  g_autofree char *excerpt = NULL;

  if (is_empty (draft->question))
    {
      excerpt = make_excerpt (draft->answer != NULL ? draft->answer : "");
      deckle_import_add_note (builder->notes, draft->line,
                              _("The answer “%s” has no question, so it was not imported."), excerpt);
      return FALSE;
    }
  if (is_empty (draft->answer) && is_empty (draft->code))
    {
      excerpt = make_excerpt (draft->question);
      deckle_import_add_note (builder->notes, draft->line,
                              _("The question “%s” has no answer, so it was not imported."), excerpt);
      return FALSE;
    }
  return TRUE;
}

static void
note_double (DeckleCardBuilder *builder,
             const DeckleDraft *draft,
             guint              first_line)
{
  g_autofree char *excerpt = make_excerpt (draft->question);

  deckle_import_add_note (builder->notes, draft->line,
                          _("The question “%s” was not imported, since line %u has the same one."), excerpt, first_line);
}

/* Takes @draft. */
void
deckle_card_builder_add (DeckleCardBuilder *builder,
                         DeckleDraft       *draft)
{
  g_autoptr (DeckleDraft) own = draft;
  g_autoptr (DeckleCard) card = NULL;
  g_autofree char *id = NULL;
  gpointer first_line;

  if (!is_complete (builder, own))
    return;
  id = find_id (own);
  if (g_hash_table_lookup_extended (builder->ids, id, NULL, &first_line))
    {
      note_double (builder, own, GPOINTER_TO_UINT (first_line));
      return;
    }
  builder->n_media += own->n_media;
  builder->n_cloze += strstr (own->question, "{{c1::") != NULL;
  card = make_card (builder, own, id);
  g_hash_table_insert (builder->ids, g_steal_pointer (&id), GUINT_TO_POINTER (own->line));
  g_list_store_append (find_section (builder, own), card);
}

static void
add_last_notes (DeckleCardBuilder *builder)
{
  if (builder->n_media > 0)
    deckle_import_add_note (builder->notes, 0,
                            ngettext ("%u picture or sound was replaced by words, since Deckle shows text only.",
                                      "%u pictures and sounds were replaced by words, since Deckle shows text only.",
                                      builder->n_media), builder->n_media);
  if (builder->n_cloze > 0)
    deckle_import_add_note (builder->notes, 0,
                            ngettext ("%u question has gaps in the way of Anki ({{c1::…}}), which stay as they are written.",
                                      "%u questions have gaps in the way of Anki ({{c1::…}}), which stay as they are "
                                      "written.", builder->n_cloze), builder->n_cloze);
}

static int
compare_notes (gconstpointer a,
               gconstpointer b)
{
  const DeckleImportNote *first = *(const DeckleImportNote * const *) a;
  const DeckleImportNote *second = *(const DeckleImportNote * const *) b;

  return first->line < second->line ? -1 : first->line > second->line;
}

/* Takes @builder. NULL when it got no card. */
DeckleBank *
deckle_card_builder_finish (DeckleCardBuilder *builder)
{
  DeckleBank *bank = NULL;

  add_last_notes (builder);
  g_ptr_array_sort (builder->notes, compare_notes);
  if (g_hash_table_size (builder->ids) > 0)
    {
      g_autofree char *id = deckle_text_slug (builder->title, "deck");
      DeckleBankInfo info = { .id = id, .title = builder->title, .language = (char *) "und", .version = (char *) "1.0.0" };

      bank = deckle_bank_new (&info, G_LIST_MODEL (builder->sections));
    }
  g_object_unref (builder->sections);
  g_hash_table_unref (builder->stores);
  g_hash_table_unref (builder->section_ids);
  g_hash_table_unref (builder->ids);
  g_free (builder->title);
  g_free (builder);
  return bank;
}
