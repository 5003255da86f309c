/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-browse-page"
#include "ui/deckle-browse-page.h"

#include <glib/gi18n.h>

#include "model/deckle-markup.h"
#include "ui/deckle-card-list.h"
#include "ui/deckle-section-style.h"

#define SEARCH_LIMIT 1000

/**
 * DeckleBrowsePage:
 *
 * The list of all cards, narrowed by a search as one types. Enter in the search field opens the first card that matches what
 * stands there, however fast it was typed; ↓ goes to the list.
 *
 * Emits “card-activated” (row id).
 */
struct _DeckleBrowsePage
{
  AdwNavigationPage  parent_instance;

  GtkSearchEntry    *entry;
  GtkStack          *stack;
  GtkListView       *list_view;
  AdwStatusPage     *nothing_page;
  AdwWindowTitle    *title;

  DeckleLibrary     *library;   /* (owned) */
  DeckleCardList    *cards;     /* (owned) */
  GHashTable        *sections;  /* (owned): gint64 row id → DeckleSectionInfo */
  GCancellable      *search;    /* (owned) (nullable): the search under way */
  char              *asked;     /* (owned) (nullable): the text of the search under way, or else of the list */
  gboolean           open_first; /* once the search under way has ended */
};

enum { CARD_ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleBrowsePage, deckle_browse_page, ADW_TYPE_NAVIGATION_PAGE)

static const DeckleSectionInfo *
find_section (DeckleBrowsePage *self,
              gint64            row)
{
  return g_hash_table_lookup (self->sections, &row);
}

static void
load_sections (DeckleBrowsePage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (self->library, 0, &error);

  if (sections == NULL)
    {
      g_warning ("Listing the sections failed: %s", error->message);
      return;
    }
  g_hash_table_remove_all (self->sections);
  g_ptr_array_set_free_func (sections, NULL);
  for (guint i = 0; i < sections->len; i++)
    {
      DeckleSectionInfo *section = g_ptr_array_index (sections, i);

      g_hash_table_insert (self->sections, &section->row, section);
    }
}

static void
open_card (DeckleBrowsePage *self,
           guint             position)
{
  g_autoptr (DeckleCardItem) item = g_list_model_get_item (G_LIST_MODEL (self->cards), position);

  if (item != NULL)
    g_signal_emit (self, signals[CARD_ACTIVATED], 0, deckle_card_item_get_row (item));
}

static char *
describe_count (guint    n_cards,
                gboolean is_search)
{
  if (is_search && n_cards == SEARCH_LIMIT)
    return g_strdup_printf (ngettext ("The first %u card", "The first %u cards", n_cards), n_cards);
  return g_strdup_printf (ngettext ("%u card", "%u cards", n_cards), n_cards);
}

static void
show_rows (DeckleBrowsePage *self,
           GArray           *rows)
{
  gboolean is_search = *self->asked != '\0';
  g_autofree char *count = describe_count (rows->len, is_search);

  deckle_card_list_set_rows (self->cards, rows);
  adw_window_title_set_subtitle (self->title, count);
  adw_status_page_set_title (self->nothing_page, is_search ? _("No Card Found") : _("No Cards Yet"));
  adw_status_page_set_description (self->nothing_page,
                                   is_search ? _("The search takes what you type literally, in questions, answers, "
                                                 "key points, code and tags.")
                                             : _("Import a question list to fill your library."));
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "nothing");
  if (self->open_first)
    {
      self->open_first = FALSE;
      open_card (self, 0);
    }
}

static void
search_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (DeckleBrowsePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = deckle_library_search_finish (DECKLE_LIBRARY (source), result, &error);

  /* A search that was replaced is cancelled, so what arrives here belongs to the text that stands in the field. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->search);
  if (rows != NULL)
    show_rows (self, rows);
  else
    g_warning ("Searching failed: %s", error->message);
}

static void
refresh (DeckleBrowsePage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_set_str (&self->asked, text);
  if (*text != '\0')
    {
      self->search = g_cancellable_new ();
      deckle_library_search_async (self->library, text, DECKLE_SCOPE_ALL, SEARCH_LIMIT, self->search,
                                   search_done_cb, g_object_ref (self));
      return;
    }

  rows = deckle_library_list_cards (self->library, DECKLE_SCOPE_ALL, &error);
  if (rows != NULL)
    show_rows (self, rows);
  else
    g_warning ("Listing the cards failed: %s", error->message);
}

/* The list follows what is typed, a moment later. */
static void
search_changed_cb (DeckleBrowsePage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (g_strcmp0 (text, self->asked) == 0)
    return;
  self->open_first = FALSE;
  refresh (self);
}

static void
decks_changed_cb (DeckleBrowsePage *self)
{
  load_sections (self);
  refresh (self);
}

static void
setup_row_cb (DeckleBrowsePage *self,
              GtkListItem      *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *question = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_label_set_width_chars (GTK_LABEL (number), 4);
  gtk_widget_add_css_class (number, "dimmed");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (icon, "section-tint");
  gtk_label_set_xalign (GTK_LABEL (question), 0);
  gtk_label_set_ellipsize (GTK_LABEL (question), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (question, TRUE);

  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), question);
  gtk_list_item_set_child (item, box);
}

static void
show_section (DeckleBrowsePage       *self,
              GtkListItem            *item,
              GtkImage               *icon,
              const DeckleCardRecord *record)
{
  const DeckleSectionInfo *section = record != NULL ? find_section (self, record->section) : NULL;
  g_autofree char *icon_name = deckle_section_icon_name (section != NULL ? section->icon : NULL);

  gtk_image_set_from_icon_name (icon, icon_name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (icon), section != NULL ? section->title : NULL);
  gtk_list_item_set_accessible_description (item, section != NULL ? section->title : "");
  deckle_section_style_apply (gtk_list_item_get_child (item), section != NULL ? section->colour : NULL);
}

/* One line, without markup. */
static char *
describe_question (const DeckleCardRecord *record)
{
  char *plain = deckle_markup_to_plain (deckle_card_get_question (record->card));

  return g_strdelimit (plain, "\n", ' ');
}

/* Rows are used again and again: whatever one card set, the next sets too. */
static void
bind_row_cb (DeckleBrowsePage *self,
             GtkListItem      *item)
{
  GtkWidget *number = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *icon = gtk_widget_get_next_sibling (number);
  GtkWidget *question = gtk_widget_get_next_sibling (icon);
  const DeckleCardRecord *record = deckle_card_item_get_record (gtk_list_item_get_item (item));
  g_autofree char *number_text = NULL;
  g_autofree char *plain = NULL;

  if (record != NULL)
    {
      number_text = g_strdup_printf ("%d", deckle_card_get_number (record->card));
      plain = describe_question (record);
    }
  else
    plain = g_strdup (_("This card is no longer in your library"));
  gtk_label_set_label (GTK_LABEL (number), number_text != NULL ? number_text : "");
  gtk_label_set_label (GTK_LABEL (question), plain);
  gtk_widget_set_tooltip_text (question, plain);
  gtk_list_item_set_accessible_label (item, plain);
  show_section (self, item, GTK_IMAGE (icon), record);
}

static void
row_activated_cb (DeckleBrowsePage *self,
                  guint             position)
{
  open_card (self, position);
}

static void
entry_activated_cb (DeckleBrowsePage *self)
{
  search_changed_cb (self);
  if (self->search != NULL)
    self->open_first = TRUE;
  else
    open_card (self, 0);
}

/* Escape empties the field first; a second one goes back. */
static void
stop_search_cb (DeckleBrowsePage *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

static gboolean
entry_key_cb (DeckleBrowsePage *self,
              guint             keyval,
              guint             keycode,
              GdkModifierType   state)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return FALSE;
  return gtk_widget_child_focus (GTK_WIDGET (self->list_view), GTK_DIR_TAB_FORWARD);
}

static void
deckle_browse_page_dispose (GObject *object)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (object);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->cards);
  g_clear_object (&self->library);
  g_clear_pointer (&self->sections, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_BROWSE_PAGE);

  G_OBJECT_CLASS (deckle_browse_page_parent_class)->dispose (object);
}

static void
deckle_browse_page_finalize (GObject *object)
{
  g_free (DECKLE_BROWSE_PAGE (object)->asked);

  G_OBJECT_CLASS (deckle_browse_page_parent_class)->finalize (object);
}

static void
deckle_browse_page_class_init (DeckleBrowsePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_browse_page_dispose;
  object_class->finalize = deckle_browse_page_finalize;

  /**
   * DeckleBrowsePage::card-activated:
   * @self: the page
   * @card: row id
   *
   * A card is to be opened.
   */
  signals[CARD_ACTIVATED] = g_signal_new ("card-activated", DECKLE_TYPE_BROWSE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/browse-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, entry);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, stack);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, list_view);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, title);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
}

static void
deckle_browse_page_init (DeckleBrowsePage *self)
{
  self->sections = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                          (GDestroyNotify) deckle_section_info_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_browse_page_new:
 * @library: where the cards are
 *
 * Makes the page with all cards in it.
 *
 * Returns: (transfer floating): a page
 */
DeckleBrowsePage *
deckle_browse_page_new (DeckleLibrary *library)
{
  DeckleBrowsePage *self;
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  self = g_object_new (DECKLE_TYPE_BROWSE_PAGE, NULL);
  self->library = g_object_ref (library);
  self->cards = deckle_card_list_new (library);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->cards)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (library, "decks-changed", G_CALLBACK (decks_changed_cb), self, G_CONNECT_SWAPPED);
  decks_changed_cb (self);
  return self;
}

/**
 * deckle_browse_page_start_search:
 * @self: the page
 *
 * Puts the focus into the search field and selects what is in it.
 */
void
deckle_browse_page_start_search (DeckleBrowsePage *self)
{
  g_return_if_fail (DECKLE_IS_BROWSE_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
