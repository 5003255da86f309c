/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>

#include "helper.h"
#include "library/deckle-library-import.h"
#include "sample.h"

#define NOW_MS G_GINT64_CONSTANT (1795514400000) /* 2026-11-24 10:00 UTC */

DeckleLibrary *
fixture_library_new (void)
{
  static guint n_libraries = 0;
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (NOW_MS, NULL);
  g_autofree char *folder = g_dir_make_tmp ("deckle-widget-XXXXXX", NULL);
  g_autofree char *name = g_strdup_printf ("library-%u.db", ++n_libraries);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  DeckleLibrary *library = deckle_library_open (path, clock, &error);

  g_assert_no_error (error);

  return library;
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = user_data;

  deckle_library_write_finish (DECKLE_LIBRARY (object), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

static DeckleSection *
create_section (const DeckleSectionInfo *info,
                GListModel              *cards)
{
  DeckleSection *section = deckle_section_new (info->id, info->title, cards);

  deckle_section_set_short_title (section, info->short_title);
  deckle_section_set_order (section, info->order);
  deckle_section_set_colour (section, info->colour);
  deckle_section_set_icon (section, info->icon);

  return section;
}

static void
import (DeckleLibrary *library,
        const char    *language,
        GPtrArray     *cards)
{
  g_autoptr (GListStore) basics = g_list_store_new (DECKLE_TYPE_CARD);
  g_autoptr (GListStore) others = g_list_store_new (DECKLE_TYPE_CARD);
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  g_autoptr (DeckleSection) first = create_section (&sample_basics, G_LIST_MODEL (basics));
  g_autoptr (DeckleSection) second = create_section (&sample_concurrency, G_LIST_MODEL (others));
  const DeckleBankInfo info = {
    .id = (char *) "sample", .title = (char *) "Sample", .language = (char *) language, .version = (char *) "1.0.0",
  };
  g_autoptr (DeckleBank) bank = NULL;
  gboolean done = FALSE;

  for (guint i = 0; i < cards->len; i++)
    {
      DeckleCard *card = g_ptr_array_index (cards, i);

      g_list_store_append (deckle_card_get_number (card) < 20 ? basics : others, card);
    }
  g_list_store_append (sections, first);
  g_list_store_append (sections, second);
  bank = deckle_bank_new (&info, G_LIST_MODEL (sections));

  deckle_library_import_async (library, bank, DECKLE_DECK_BUNDLED, NULL, NULL, done_cb, &done);
  helper_wait_until (done);
}

void
fixture_import (DeckleLibrary *library,
                const char    *language,
                DeckleCard    *first,
                ...)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (g_object_unref);
  va_list args;

  va_start (args, first);
  for (DeckleCard *card = first; card != NULL; card = va_arg (args, DeckleCard *))
    g_ptr_array_add (cards, card);
  va_end (args);

  import (library, language, cards);
}

void
fixture_import_plain (DeckleLibrary *library,
                      guint          n_cards)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 1; i <= n_cards; i++)
    {
      g_autofree char *id = g_strdup_printf ("plain-%u", i);
      g_autofree char *question = g_strdup_printf ("Question %u?", i);
      g_autofree char *answer = g_strdup_printf ("Answer %u.", i);

      g_ptr_array_add (cards, deckle_card_new (id, (int) i, question, answer));
    }

  import (library, "en", cards);
}

void
fixture_set_new_per_day (DeckleLibrary *library,
                         int            n_cards)
{
  DeckleScheduler scheduler;
  gboolean done = FALSE;

  deckle_library_get_scheduler (library, &scheduler);
  scheduler.policy.new_per_day = n_cards;
  deckle_library_set_policy_async (library, &scheduler.policy, NULL, done_cb, &done);
  helper_wait_until (done);
}

void
fixture_flush (DeckleLibrary *library)
{
  g_autoptr (GError) error = NULL;

  deckle_library_flush (library, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
