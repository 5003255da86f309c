/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-sidebar"
#include "ui/deckle-sidebar.h"

#include "ui/deckle-interview-line.h"
#include "ui/deckle-sidebar-menu.h"

#define TYPE_AHEAD_US (G_USEC_PER_SEC)

/**
 * DeckleSidebar:
 *
 * Today, all cards, and the sections of every deck. ↑ and ↓ move, letters jump to a title, Enter studies. The title of a
 * deck is a heading above its first section, no row, so that no key stops on it.
 *
 * Emits “activated” (kind, deck row id, section row id) when a row is to be opened.
 */
struct _DeckleSidebar
{
  AdwBin         parent_instance;

  GtkListBox    *list;
  GtkMenuButton *menu_button;
  GtkWidget     *interview_line;

  DeckleLibrary *library;   /* (owned) (nullable) */
  GtkWidget     *current;   /* (unowned) (nullable): the row that the window shows */
  GString       *typed;     /* (owned): letters of the type-ahead */
  gint64         typed_us;  /* when the last was typed, monotonic */
};

enum { ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleSidebar, deckle_sidebar, ADW_TYPE_BIN)

static gboolean
rows_match (DeckleSidebarRow  *row,
            DeckleSidebarKind  kind,
            DeckleScope        scope)
{
  DeckleScope own = deckle_sidebar_row_get_scope (row);

  return deckle_sidebar_row_get_kind (row) == kind && own.deck == scope.deck && own.section == scope.section;
}

static DeckleSidebarRow *
row_at (DeckleSidebar *self,
        int            index)
{
  return DECKLE_SIDEBAR_ROW (gtk_list_box_get_row_at_index (self->list, index));
}

static void
report_error (const char *what,
              GError     *error)
{
  g_warning ("%s: %s", what, error->message);
}

static void
update_counts (DeckleSidebar *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) sections = NULL;
  const DeckleCounts none = { 0 };
  DeckleCounts all;

  deckle_interview_line_update (DECKLE_INTERVIEW_LINE (self->interview_line), self->library);
  if (self->library == NULL)
    return;
  sections = deckle_library_count_sections (self->library, &error);
  if (sections == NULL || !deckle_library_count (self->library, DECKLE_SCOPE_ALL, &all, &error))
    {
      report_error ("Counting the cards failed", error);
      return;
    }

  for (int i = 0; row_at (self, i) != NULL; i++)
    {
      DeckleSidebarRow *row = row_at (self, i);
      DeckleScope scope = deckle_sidebar_row_get_scope (row);
      const DeckleCounts *counts = &all;

      if (deckle_sidebar_row_get_kind (row) == DECKLE_SIDEBAR_SECTION)
        counts = g_hash_table_lookup (sections, &scope.section);
      deckle_sidebar_row_set_counts (row, counts != NULL ? counts : &none);
    }
}

static void
append_deck (DeckleSidebar        *self,
             const DeckleDeckInfo *deck)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (self->library, deck->row, &error);

  if (sections == NULL)
    {
      report_error ("Listing the sections failed", error);
      return;
    }
  for (guint i = 0; i < sections->len; i++)
    {
      GtkWidget *row = deckle_sidebar_row_new_section (g_ptr_array_index (sections, i));

      if (i == 0)
        deckle_sidebar_row_set_heading (DECKLE_SIDEBAR_ROW (row), deck);
      gtk_list_box_append (self->list, row);
    }
}

static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  const char *heading = deckle_sidebar_row_get_heading (DECKLE_SIDEBAR_ROW (row));
  GtkWidget *label;

  if (heading == NULL || gtk_list_box_row_get_header (row) != NULL)
    return;
  label = g_object_new (GTK_TYPE_LABEL,
                        "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                        "label", heading,
                        "tooltip-text", heading,
                        "ellipsize", PANGO_ELLIPSIZE_END,
                        "xalign", 0.0f,
                        NULL);
  gtk_widget_add_css_class (label, "deck-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
rebuild (DeckleSidebar *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) decks = NULL;
  DeckleSidebarKind kind = DECKLE_SIDEBAR_TODAY;
  DeckleScope scope = DECKLE_SCOPE_ALL;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  if (self->current != NULL)
    {
      kind = deckle_sidebar_row_get_kind (DECKLE_SIDEBAR_ROW (self->current));
      scope = deckle_sidebar_row_get_scope (DECKLE_SIDEBAR_ROW (self->current));
    }
  self->current = NULL;
  gtk_list_box_remove_all (self->list);
  if (self->library == NULL)
    {
      update_counts (self);
      return;
    }

  gtk_list_box_append (self->list, deckle_sidebar_row_new_today ());
  gtk_list_box_append (self->list, deckle_sidebar_row_new_all ());
  decks = deckle_library_list_decks (self->library, &error);
  if (decks == NULL)
    report_error ("Listing the decks failed", error);
  for (guint i = 0; decks != NULL && i < decks->len; i++)
    append_deck (self, g_ptr_array_index (decks, i));

  update_counts (self);
  deckle_sidebar_select (self, kind, scope);
  if (had_focus)
    deckle_sidebar_focus (self);
}

static void
activate_row (DeckleSidebar    *self,
              DeckleSidebarRow *row)
{
  DeckleScope scope = deckle_sidebar_row_get_scope (row);

  g_signal_emit (self, signals[ACTIVATED], 0, (int) deckle_sidebar_row_get_kind (row), scope.deck, scope.section);
}

static void
row_activated_cb (DeckleSidebar    *self,
                  DeckleSidebarRow *row)
{
  activate_row (self, row);
}

/* The highlight follows the arrow keys; when the focus leaves, it returns to what the window shows. */
static void
focus_left_cb (DeckleSidebar *self)
{
  if (self->current != NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (self->current));
}

static void
jump_to_typed (DeckleSidebar *self)
{
  for (int i = 0; row_at (self, i) != NULL; i++)
    {
      DeckleSidebarRow *row = row_at (self, i);

      if (!deckle_sidebar_row_matches (row, self->typed->str))
        continue;
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
      gtk_widget_grab_focus (GTK_WIDGET (row));
      return;
    }
}

static gboolean
key_pressed_cb (DeckleSidebar   *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - self->typed_us > TYPE_AHEAD_US)
    g_string_truncate (self->typed, 0);
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  /* A space inside a title is part of what is typed; at the start it presses the row. */
  if (!g_unichar_isgraph (letter) && (letter != ' ' || self->typed->len == 0))
    return FALSE;
  if (letter == '/')
    return FALSE;

  self->typed_us = now_us;
  g_string_append_unichar (self->typed, letter);
  jump_to_typed (self);
  return TRUE;
}

static void
deckle_sidebar_dispose (GObject *object)
{
  DeckleSidebar *self = DECKLE_SIDEBAR (object);

  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_SIDEBAR);

  G_OBJECT_CLASS (deckle_sidebar_parent_class)->dispose (object);
}

static void
deckle_sidebar_finalize (GObject *object)
{
  DeckleSidebar *self = DECKLE_SIDEBAR (object);

  g_string_free (self->typed, TRUE);

  G_OBJECT_CLASS (deckle_sidebar_parent_class)->finalize (object);
}

static void
deckle_sidebar_class_init (DeckleSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_sidebar_dispose;
  object_class->finalize = deckle_sidebar_finalize;

  /**
   * DeckleSidebar::activated:
   * @self: the sidebar
   * @kind: a [enum@SidebarKind]
   * @deck: row id of the deck, 0 for none
   * @section: row id of the section, 0 for none
   *
   * A row is to be opened.
   */
  signals[ACTIVATED] = g_signal_new ("activated", DECKLE_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT64, G_TYPE_INT64);

  g_type_ensure (DECKLE_TYPE_INTERVIEW_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, DeckleSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleSidebar, interview_line);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
deckle_sidebar_init (DeckleSidebar *self)
{
  self->typed = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
  deckle_sidebar_menu_attach (self->list, GTK_WIDGET (self));
}

/**
 * deckle_sidebar_set_library:
 * @self: the sidebar
 * @library: (nullable): what to show
 *
 * Fills the rows, and again whenever the library changes.
 */
void
deckle_sidebar_set_library (DeckleSidebar *self,
                            DeckleLibrary *library)
{
  g_return_if_fail (DECKLE_IS_SIDEBAR (self));

  if (self->library == library)
    return;
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (self->library, self);
  g_set_object (&self->library, library);
  if (library != NULL)
    {
      g_signal_connect_object (library, "decks-changed", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (library, "schedule-changed", G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);
    }
  rebuild (self);
}

/**
 * deckle_sidebar_select:
 * @self: the sidebar
 * @kind: kind of the row
 * @scope: its scope
 *
 * Marks a row as the one that the window shows. Does not activate it.
 */
void
deckle_sidebar_select (DeckleSidebar     *self,
                       DeckleSidebarKind  kind,
                       DeckleScope        scope)
{
  DeckleSidebarRow *found;

  g_return_if_fail (DECKLE_IS_SIDEBAR (self));

  found = row_at (self, 0);
  for (int i = 0; row_at (self, i) != NULL; i++)
    {
      if (rows_match (row_at (self, i), kind, scope))
        found = row_at (self, i);
    }
  self->current = GTK_WIDGET (found);
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (found));
}

/**
 * deckle_sidebar_move:
 * @self: the sidebar
 * @offset: 1 for the next row, -1 for the previous one
 *
 * Activates the neighbour of the current row; at either end nothing happens.
 */
void
deckle_sidebar_move (DeckleSidebar *self,
                     int            offset)
{
  int index;

  g_return_if_fail (DECKLE_IS_SIDEBAR (self));

  if (self->current == NULL)
    return;
  index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->current));
  index += offset;
  if (index >= 0 && row_at (self, index) != NULL)
    activate_row (self, row_at (self, index));
}

/**
 * deckle_sidebar_get_selected:
 * @self: the sidebar
 *
 * Returns: the scope of the highlighted row, which the arrow keys move
 */
DeckleScope
deckle_sidebar_get_selected (DeckleSidebar *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (DECKLE_IS_SIDEBAR (self), DECKLE_SCOPE_ALL);

  row = gtk_list_box_get_selected_row (self->list);
  return row != NULL ? deckle_sidebar_row_get_scope (DECKLE_SIDEBAR_ROW (row)) : DECKLE_SCOPE_ALL;
}

/**
 * deckle_sidebar_popup_menu:
 * @self: the sidebar
 *
 * Opens the main menu.
 *
 * Returns: (transfer none): the menu
 */
GtkPopover *
deckle_sidebar_popup_menu (DeckleSidebar *self)
{
  g_return_val_if_fail (DECKLE_IS_SIDEBAR (self), NULL);

  gtk_menu_button_popup (self->menu_button);
  return gtk_menu_button_get_popover (self->menu_button);
}

/**
 * deckle_sidebar_focus:
 * @self: the sidebar
 *
 * Puts the focus on the row that the window shows.
 */
void
deckle_sidebar_focus (DeckleSidebar *self)
{
  g_return_if_fail (DECKLE_IS_SIDEBAR (self));

  if (self->current != NULL)
    gtk_widget_grab_focus (self->current);
}
