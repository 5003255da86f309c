/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screens.h"

#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-leech-dialog.h"
#include "ui/deckle-section-dialog.h"
#include "ui/deckle-sidebar.h"

static GtkWidget *
create_sidebar (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();
  GtkWidget *sidebar = g_object_new (DECKLE_TYPE_SIDEBAR, NULL);

  parts_import_deck (library, "go", "Go", 6, 30);
  deckle_sidebar_set_library (DECKLE_SIDEBAR (sidebar), library);
  return sidebar;
}

static void
show_section (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();
  g_autoptr (GPtrArray) sections = NULL;
  const DeckleSectionPolicy policy = { 5, DECKLE_SECTION_GENERAL, 0.95 };
  gint64 section;

  parts_import_deck (library, "go", "Concurrency and Channels", 2, 30);
  sections = deckle_library_list_sections (library, 0, NULL);
  section = ((const DeckleSectionInfo *) g_ptr_array_index (sections, 1))->row;
  deckle_library_set_section_policy_async (library, section, &policy, NULL, NULL, NULL);
  fixture_flush (library);
  adw_dialog_present (ADW_DIALOG (deckle_section_dialog_new (library, section)), parent);
}

static void
show_leech (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();
  g_autoptr (GArray) cards = NULL;

  fixture_import (library, "en", sample_card_select (), sample_card_new_make (), sample_card_long (), NULL);
  cards = deckle_library_list_cards (library, DECKLE_SCOPE_ALL, NULL);
  for (guint i = 0; i < cards->len; i++)
    {
      gint64 row = g_array_index (cards, gint64, i);
      g_autoptr (DeckleCardRecord) record = deckle_library_load_card (library, row, NULL);

      if (deckle_card_get_see_also (record->card)[0] != NULL)
        {
          adw_dialog_present (ADW_DIALOG (deckle_leech_dialog_new (library, row)), parent);
          return;
        }
    }
}

const Screen screens_comforts[] = {
  { "leech-help", create_sidebar, show_leech },
  { "section-settings", create_sidebar, show_section },
  { NULL, NULL, NULL },
};
