/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-browse-page"
#include "ui/deckle-browse-page-private.h"

#include <glib/gi18n.h>

#include "ui/deckle-browse-headings.h"
#include "ui/deckle-browse-row.h"
#include "ui/deckle-browse-words.h"

#define TAGS_MAX 200

typedef enum { PROP_SORT = 1, PROP_DESCENDING, N_PROPS } DeckleBrowsePageProp;
enum { CARD_ACTIVATED, SAID, RESULTS_SHOWN, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleBrowsePage, deckle_browse_page, ADW_TYPE_NAVIGATION_PAGE)

void
deckle_browse_page_say (DeckleBrowsePage *self,
                        const char       *sentence,
                        gboolean          can_undo)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (can_undo)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_dismiss_all (self->toasts);
  adw_toast_overlay_add_toast (self->toasts, toast);
  g_signal_emit (self, signals[SAID], 0, sentence, can_undo);
}

/* The title of the page is where it is. */
static void
show_scope (DeckleBrowsePage *self)
{
  g_autofree char *title = deckle_browse_page_dup_title (self);

  adw_window_title_set_title (self->title, title);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
}

static void
load_sections (DeckleBrowsePage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (self->library, 0, &error);
  g_auto (GStrv) tags = NULL;

  if (sections != NULL)
    tags = deckle_library_list_tags (self->library, TAGS_MAX, &error);
  if (tags == NULL)
    {
      g_warning ("Listing the sections and tags failed: %s", error->message);
      return;
    }
  g_hash_table_remove_all (self->sections);
  g_ptr_array_set_free_func (sections, NULL);
  for (guint i = 0; i < sections->len; i++)
    {
      DeckleSectionInfo *section = g_ptr_array_index (sections, i);

      g_hash_table_insert (self->sections, &section->row, section);
    }
  deckle_browse_filters_set_tags (self->filters, (const char * const *) tags);
  show_scope (self);
}

void
deckle_browse_page_open (DeckleBrowsePage *self,
                         guint             position)
{
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->cards)))
    g_signal_emit (self, signals[CARD_ACTIVATED], 0, deckle_card_list_get_row (self->cards, position));
}

static void
show_item (DeckleBrowsePage *self,
           GtkListItem      *item)
{
  DeckleBrowseRow *row = DECKLE_BROWSE_ROW (gtk_list_item_get_child (item));
  const DeckleCardLine *line = deckle_card_item_get_line (gtk_list_item_get_item (item));
  g_autofree char *name = NULL;

  deckle_browse_row_set_narrow (row, !gtk_widget_get_visible (GTK_WIDGET (self->headings)));
  name = deckle_browse_row_show (row, line, line != NULL ? g_hash_table_lookup (self->sections, &line->section) : NULL,
                                 self->query->text, self->library);
  gtk_list_item_set_accessible_label (item, name);
}

/* Those on screen but for what was bound for the answer @serial */
static void
show_items_but (DeckleBrowsePage *self,
                guint             serial)
{
  guint n_items;
  g_autofree gpointer *items = g_hash_table_get_keys_as_array (self->bound, &n_items);

  /* Showing one may bind or unbind others. */
  for (guint i = 0; i < n_items; i++)
    if (g_hash_table_contains (self->bound, items[i]) &&
        GPOINTER_TO_UINT (g_hash_table_lookup (self->bound, items[i])) != serial)
      show_item (self, items[i]);
}

static void
show_items_again (DeckleBrowsePage *self)
{
  show_items_but (self, G_MAXUINT);
}

static void
setup_row_cb (DeckleBrowsePage *self,
              GtkListItem      *item)
{
  gtk_list_item_set_child (item, deckle_browse_row_new ());
}

static void
bind_row_cb (DeckleBrowsePage *self,
             GtkListItem      *item)
{
  g_hash_table_insert (self->bound, item, GUINT_TO_POINTER (self->serial));
  show_item (self, item);
}

static void
unbind_row_cb (DeckleBrowsePage *self,
               GtkListItem      *item)
{
  g_hash_table_remove (self->bound, item);
}

/* Why there is no card, and what to do about it */
static void
show_nothing (DeckleBrowsePage *self)
{
  if (deckle_query_is_filtered (self->query))
    {
      adw_status_page_set_title (self->nothing_page, _("No Card Matches the Filters"));
      adw_status_page_set_description (self->nothing_page, NULL);
      gtk_button_set_label (self->nothing_button, _("Clear Filters"));
    }
  else if (self->query->text != NULL)
    {
      adw_status_page_set_title (self->nothing_page, _("No Card Found"));
      adw_status_page_set_description (self->nothing_page, _("The search takes what you type literally, in questions, answers, "
                                                             "key points, code, tags and notes."));
      gtk_button_set_label (self->nothing_button, _("Clear the Search"));
    }
  else
    {
      adw_status_page_set_title (self->nothing_page, _("No Cards Yet"));
      adw_status_page_set_description (self->nothing_page, _("Import a question list to fill your library."));
      gtk_button_set_label (self->nothing_button, _("Import Cards…"));
    }
}

static void
show_rows (DeckleBrowsePage *self,
           GArray           *rows)
{
  deckle_card_selection_freeze_all (self->selection);
  self->serial += self->stay ? 0 : 1;
  deckle_card_list_set_rows (self->cards, rows);
  /* The rows that stayed may show another search. */
  show_items_but (self, self->serial);
  if (rows->len > 0 && !self->stay)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
  if (rows->len == 0)
    show_nothing (self);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "nothing");
  deckle_browse_page_update_selection (self);
  g_signal_emit (self, signals[RESULTS_SHOWN], 0, rows->len);
}

static void
first_rows_cb (GArray   *rows,
               gpointer  user_data)
{
  DeckleBrowsePage *self = user_data;

  if (!self->stay)
    {
      show_rows (self, rows);
      /* The rest comes after these. */
      self->stay = TRUE;
    }
}

static void
query_done_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (DeckleBrowsePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = deckle_library_query_finish (DECKLE_LIBRARY (source), result, &error);
  g_autofree char *count = NULL;

  /* A query that was replaced is cancelled, so what arrives here belongs to what is asked for now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->running);
  if (rows == NULL)
    {
      deckle_browse_page_say (self, error->message, FALSE);
      return;
    }
  show_rows (self, rows);
  count = deckle_browse_describe_count (rows->len);
  deckle_browse_filters_set_count (self->filters, count);
  if (self->open_first)
    {
      self->open_first = FALSE;
      deckle_browse_page_open (self, 0);
    }
}

/* @stay: the question is the same as before. */
static void
ask (DeckleBrowsePage *self,
     gboolean          stay)
{
  /* Nothing is there to stay at while the first answer is on its way. */
  stay = stay && (self->running == NULL || self->stay);
  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->running = g_cancellable_new ();
  self->stay = stay;
  deckle_library_query_async (self->library, self->query, self->running, first_rows_cb, query_done_cb, g_object_ref (self));
}

/* The list follows what is typed. */
static void
search_changed_cb (DeckleBrowsePage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (!g_set_str (&self->query->text, *text != '\0' ? text : NULL))
    return;
  self->open_first = FALSE;
  ask (self, FALSE);
}

static void
filters_changed_cb (DeckleBrowsePage *self)
{
  deckle_browse_filters_apply (self->filters, self->query);
  deckle_browse_page_store (self);
  ask (self, FALSE);
}

static void
set_order (DeckleBrowsePage *self,
           DeckleQuerySort   sort,
           gboolean          descending)
{
  if (self->query->sort == sort && self->query->descending == descending)
    return;
  self->query->sort = sort;
  self->query->descending = descending;
  deckle_browse_headings_show (self->headings, sort, descending);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SORT]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DESCENDING]);
  deckle_browse_page_store (self);
  ask (self, FALSE);
}

static void
toggle_sort_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  int sort = g_variant_get_int32 (parameter);

  if (sort >= 0 && sort < DECKLE_QUERY_N_SORTS)
    set_order (self, (DeckleQuerySort) sort, (int) self->query->sort == sort && !self->query->descending);
}

/* The library changed: what is seen is read again, and asked for again behind it. */
static void
refresh (DeckleBrowsePage *self)
{
  self->is_dirty = FALSE;
  deckle_card_list_refresh (self->cards);
  show_items_again (self);
  ask (self, TRUE);
}

static void
schedule_changed_cb (DeckleBrowsePage *self)
{
  self->is_dirty = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
decks_changed_cb (DeckleBrowsePage *self)
{
  load_sections (self);
  schedule_changed_cb (self);
}

static void
row_activated_cb (DeckleBrowsePage *self,
                  guint             position)
{
  deckle_browse_page_open (self, position);
}

static void
entry_activated_cb (DeckleBrowsePage *self)
{
  search_changed_cb (self);
  if (self->running != NULL)
    self->open_first = TRUE;
  else
    deckle_browse_page_open (self, 0);
}

/* Escape clears the selection first, then the search; a last one goes back. */
static gboolean
step_back (DeckleBrowsePage *self)
{
  if (deckle_card_selection_count (self->selection) > 0)
    deckle_card_selection_clear (self->selection);
  else if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    return FALSE;
  return TRUE;
}

static void
stop_search_cb (DeckleBrowsePage *self)
{
  if (!step_back (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  return step_back (DECKLE_BROWSE_PAGE (widget));
}

static gboolean
entry_key_cb (DeckleBrowsePage *self,
              guint             keyval,
              guint             keycode,
              GdkModifierType   state)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return FALSE;
  deckle_browse_page_focus_list (self);
  return TRUE;
}

static void
nothing_button_cb (DeckleBrowsePage *self)
{
  g_autoptr (DeckleQuery) none = deckle_query_new ();

  if (deckle_query_is_filtered (self->query))
    {
      deckle_browse_filters_show (self->filters, none);
      filters_changed_cb (self);
    }
  else if (self->query->text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.import", NULL);
  deckle_browse_page_start_search (self);
}

static void
deckle_browse_page_map (GtkWidget *widget)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);

  GTK_WIDGET_CLASS (deckle_browse_page_parent_class)->map (widget);
  if (self->is_dirty)
    refresh (self);
}

static void
deckle_browse_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (object);

  switch ((DeckleBrowsePageProp) prop_id)
    {
    case PROP_SORT:
      g_value_set_int (value, (int) self->query->sort);
      break;
    case PROP_DESCENDING:
      g_value_set_boolean (value, self->query->descending);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_browse_page_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (object);

  switch ((DeckleBrowsePageProp) prop_id)
    {
    case PROP_SORT:
      set_order (self, (DeckleQuerySort) g_value_get_int (value), self->query->descending);
      break;
    case PROP_DESCENDING:
      set_order (self, self->query->sort, g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_browse_page_dispose (GObject *object)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (object);

  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_BROWSE_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->cards);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (deckle_browse_page_parent_class)->dispose (object);
}

static void
deckle_browse_page_finalize (GObject *object)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (object);

  deckle_query_free (self->query);
  g_hash_table_unref (self->sections);
  g_hash_table_unref (self->bound);

  G_OBJECT_CLASS (deckle_browse_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * DeckleBrowsePage:sort:
   *
   * Order of the list, a [enum@QuerySort].
   */
  props[PROP_SORT] = g_param_spec_int ("sort", NULL, NULL, 0, DECKLE_QUERY_N_SORTS - 1, 0, flags);
  /**
   * DeckleBrowsePage:descending:
   *
   * Whether the order is turned round.
   */
  props[PROP_DESCENDING] = g_param_spec_boolean ("descending", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
install_signals (void)
{
  /**
   * DeckleBrowsePage::card-activated:
   * @self: the page
   * @card: row id
   *
   * A card is to be opened.
   */
  signals[CARD_ACTIVATED] = g_signal_new ("card-activated", DECKLE_TYPE_BROWSE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  /**
   * DeckleBrowsePage::said:
   * @self: the page
   * @sentence: what happened
   * @can_undo: whether undo takes it back
   *
   * A toast was shown.
   */
  signals[SAID] = g_signal_new ("said", DECKLE_TYPE_BROWSE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  /**
   * DeckleBrowsePage::results-shown:
   * @self: the page
   * @n_cards: how many
   *
   * The list has the answer to what is asked for, or the first part of it: also when it is the one that it had.
   */
  signals[RESULTS_SHOWN] = g_signal_new ("results-shown", DECKLE_TYPE_BROWSE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DECKLE_TYPE_BROWSE_FILTERS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/browse-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, entry);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, filters);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, headings);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, stack);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, toasts);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, list_view);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, nothing_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, title);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowsePage, selection_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, nothing_button_cb);
}

static void
deckle_browse_page_class_init (DeckleBrowsePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = deckle_browse_page_get_property;
  object_class->set_property = deckle_browse_page_set_property;
  object_class->dispose = deckle_browse_page_dispose;
  object_class->finalize = deckle_browse_page_finalize;
  widget_class->map = deckle_browse_page_map;

  install_properties (object_class);
  install_signals ();
  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "browse.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "browse.descending", "descending");
  gtk_widget_class_install_action (widget_class, "browse.toggle-sort", "i", toggle_sort_action);
  deckle_browse_page_install_actions (widget_class);
  deckle_browse_page_install_moves (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, GDK_NO_MODIFIER_MASK, escape_cb, NULL);
}

static void
deckle_browse_page_init (DeckleBrowsePage *self)
{
  self->query = deckle_query_new ();
  self->bound = g_hash_table_new (NULL, NULL);
  self->sections = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                          (GDestroyNotify) deckle_section_info_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  deckle_browse_headings_fill (self->headings);
  g_signal_connect_object (self->headings, "notify::visible", G_CALLBACK (show_items_again), self, G_CONNECT_SWAPPED);
}

/**
 * deckle_browse_page_new:
 * @library: where the cards are
 * @settings: (nullable): where filters and order are kept
 * @scope: which cards
 *
 * Makes the page with the cards of a scope.
 *
 * Returns: (transfer floating): a page
 */
DeckleBrowsePage *
deckle_browse_page_new (DeckleLibrary *library,
                        GSettings     *settings,
                        DeckleScope    scope)
{
  DeckleBrowsePage *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (settings == NULL || G_IS_SETTINGS (settings), NULL);

  self = g_object_new (DECKLE_TYPE_BROWSE_PAGE, NULL);
  self->library = g_object_ref (library);
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  self->query->scope = scope;
  self->cards = deckle_card_list_new (library);
  self->selection = deckle_card_selection_new (self->cards);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE, -1);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (deckle_browse_page_update_selection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "decks-changed", G_CALLBACK (decks_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "schedule-changed", G_CALLBACK (schedule_changed_cb), self, G_CONNECT_SWAPPED);
  load_sections (self);
  deckle_browse_page_restore (self);
  deckle_browse_headings_show (self->headings, self->query->sort, self->query->descending);
  deckle_browse_page_update_selection (self);
  ask (self, FALSE);
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

/**
 * deckle_browse_page_focus_list:
 * @self: the page
 *
 * Puts the focus on the first selected card of the list, or else selects its first card.
 */
void
deckle_browse_page_focus_list (DeckleBrowsePage *self)
{
  g_autoptr (GArray) rows = NULL;
  guint position = 0;

  g_return_if_fail (DECKLE_IS_BROWSE_PAGE (self));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->cards)) == 0)
    return;
  rows = deckle_card_selection_dup_rows (self->selection);
  if (rows->len > 0 && deckle_card_list_find (self->cards, g_array_index (rows, gint64, 0), &position))
    gtk_list_view_scroll_to (self->list_view, position, GTK_LIST_SCROLL_FOCUS, NULL);
  else
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

/**
 * deckle_browse_page_set_scope:
 * @self: the page
 * @scope: which cards
 *
 * Shows other cards, with the same search and filters.
 */
void
deckle_browse_page_set_scope (DeckleBrowsePage *self,
                              DeckleScope       scope)
{
  g_return_if_fail (DECKLE_IS_BROWSE_PAGE (self));

  if (self->query->scope.deck == scope.deck && self->query->scope.section == scope.section)
    return;
  self->query->scope = scope;
  show_scope (self);
  ask (self, FALSE);
}

/**
 * deckle_browse_page_get_scope:
 * @self: the page
 *
 * Returns: which cards the page shows
 */
DeckleScope
deckle_browse_page_get_scope (DeckleBrowsePage *self)
{
  g_return_val_if_fail (DECKLE_IS_BROWSE_PAGE (self), DECKLE_SCOPE_ALL);

  return self->query->scope;
}
