/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-sidebar-row"
#include "ui/deckle-sidebar-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/deckle-mastery-bar.h"
#include "ui/deckle-section-style.h"

/**
 * DeckleSidebarRow:
 *
 * A row of the sidebar: symbol, title over a mastery bar, and the number of cards that are due. The totals stand in the
 * tooltip and in the accessible name. The first section of a deck also carries the heading that stands above it.
 */
struct _DeckleSidebarRow
{
  GtkListBoxRow      parent_instance;

  GtkImage          *icon;
  GtkLabel          *title;
  GtkLabel          *number;
  DeckleMasteryBar  *bar;

  DeckleSidebarKind  kind;
  DeckleScope        scope;
  DeckleCounts       counts;     /* what is shown */
  gboolean           has_counts;
  char              *full_title; /* (owned) (not nullable) */
  char              *heading;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DeckleSidebarRow, deckle_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
deckle_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (deckle_sidebar_row_parent_class)->dispose (object);
}

static void
deckle_sidebar_row_finalize (GObject *object)
{
  DeckleSidebarRow *self = DECKLE_SIDEBAR_ROW (object);

  g_free (self->full_title);
  g_free (self->heading);

  G_OBJECT_CLASS (deckle_sidebar_row_parent_class)->finalize (object);
}

static void
deckle_sidebar_row_class_init (DeckleSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_sidebar_row_dispose;
  object_class->finalize = deckle_sidebar_row_finalize;

  g_type_ensure (DECKLE_TYPE_MASTERY_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, DeckleSidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, DeckleSidebarRow, number);
  gtk_widget_class_bind_template_child (widget_class, DeckleSidebarRow, bar);
}

static void
deckle_sidebar_row_init (DeckleSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static DeckleSidebarRow *
create_row (DeckleSidebarKind  kind,
            DeckleScope        scope,
            const char        *title,
            const char        *full_title,
            const char        *icon_name)
{
  DeckleSidebarRow *self = g_object_new (DECKLE_TYPE_SIDEBAR_ROW, NULL);

  self->kind = kind;
  self->scope = scope;
  self->full_title = g_strdup (full_title);
  gtk_label_set_label (self->title, title);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), kind == DECKLE_SIDEBAR_SECTION);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, full_title, -1);
  return self;
}

/**
 * deckle_sidebar_row_new_today:
 *
 * Makes the row of everything that is due today.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
deckle_sidebar_row_new_today (void)
{
  return GTK_WIDGET (create_row (DECKLE_SIDEBAR_TODAY, DECKLE_SCOPE_ALL, _("Today"), _("Today"),
                                 "deckle-today-symbolic"));
}

/**
 * deckle_sidebar_row_new_all:
 *
 * Makes the row that opens the list of all cards.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
deckle_sidebar_row_new_all (void)
{
  return GTK_WIDGET (create_row (DECKLE_SIDEBAR_ALL, DECKLE_SCOPE_ALL, _("All Cards"), _("All Cards"),
                                 "deckle-all-symbolic"));
}

/**
 * deckle_sidebar_row_new_section:
 * @section: what it stands for
 *
 * Makes the row of a section.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
deckle_sidebar_row_new_section (const DeckleSectionInfo *section)
{
  DeckleSidebarRow *self;
  g_autofree char *icon = NULL;

  g_return_val_if_fail (section != NULL, NULL);

  icon = deckle_section_icon_name (section->icon);
  self = create_row (DECKLE_SIDEBAR_SECTION, (DeckleScope){ section->deck, section->row }, section->short_title,
                     section->title, icon);
  deckle_section_style_apply (GTK_WIDGET (self), section->colour);
  gtk_widget_add_css_class (GTK_WIDGET (self), "section-row");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "section-tint");
  gtk_widget_add_css_class (GTK_WIDGET (self->bar), "section-tint");
  return GTK_WIDGET (self);
}

/**
 * deckle_sidebar_row_get_kind:
 * @self: a row
 *
 * Returns: what it stands for
 */
DeckleSidebarKind
deckle_sidebar_row_get_kind (DeckleSidebarRow *self)
{
  g_return_val_if_fail (DECKLE_IS_SIDEBAR_ROW (self), DECKLE_SIDEBAR_TODAY);

  return self->kind;
}

/**
 * deckle_sidebar_row_get_scope:
 * @self: a row
 *
 * Returns: which cards it stands for
 */
DeckleScope
deckle_sidebar_row_get_scope (DeckleSidebarRow *self)
{
  g_return_val_if_fail (DECKLE_IS_SIDEBAR_ROW (self), DECKLE_SCOPE_ALL);

  return self->scope;
}

static gboolean
starts_with (const char *title,
             const char *typed)
{
  g_autofree char *folded_title = g_utf8_casefold (title, -1);
  g_autofree char *folded_typed = g_utf8_casefold (typed, -1);

  return g_str_has_prefix (folded_title, folded_typed);
}

/**
 * deckle_sidebar_row_matches:
 * @self: a row
 * @typed: letters that were typed
 *
 * Returns: whether the title, as it is shown or in full, begins with @typed; case does not matter
 */
gboolean
deckle_sidebar_row_matches (DeckleSidebarRow *self,
                            const char       *typed)
{
  g_return_val_if_fail (DECKLE_IS_SIDEBAR_ROW (self), FALSE);
  g_return_val_if_fail (typed != NULL, FALSE);

  return starts_with (gtk_label_get_label (self->title), typed) || starts_with (self->full_title, typed);
}

/**
 * deckle_sidebar_row_get_heading:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what stands above the row
 */
const char *
deckle_sidebar_row_get_heading (DeckleSidebarRow *self)
{
  g_return_val_if_fail (DECKLE_IS_SIDEBAR_ROW (self), NULL);

  return self->heading;
}

/**
 * deckle_sidebar_row_set_heading:
 * @self: the row of the first section of a deck
 * @deck: the deck
 *
 * Puts the title of @deck above the row, and that Today does not draw from it where that is so.
 */
void
deckle_sidebar_row_set_heading (DeckleSidebarRow     *self,
                                const DeckleDeckInfo *deck)
{
  g_return_if_fail (DECKLE_IS_SIDEBAR_ROW (self));
  g_return_if_fail (deck != NULL);

  g_free (self->heading);
  /* Translators: heading of a deck that Today does not draw from */
  self->heading = deck->enabled ? g_strdup (deck->title) : g_strdup_printf (_("%s (Off for Today)"), deck->title);
}

static void
show_number (DeckleSidebarRow *self,
             guint             number,
             gboolean          is_total)
{
  g_autofree char *text = NULL;

  if (number > 0 || is_total)
    text = g_strdup_printf ("%u", number);
  gtk_label_set_label (self->number, text != NULL ? text : "–");
  gtk_widget_set_css_classes (GTK_WIDGET (self->number),
                              is_total      ? (const char *[]){ "due", "total", NULL }
                              : number == 0 ? (const char *[]){ "due", "zero", NULL }
                                            : (const char *[]){ "due", NULL });
}

/**
 * deckle_sidebar_row_set_counts:
 * @self: a row
 * @counts: counts of its scope
 *
 * Shows new numbers, in the row, its tooltip and its accessible name. Costs nothing when they are the same.
 */
void
deckle_sidebar_row_set_counts (DeckleSidebarRow   *self,
                               const DeckleCounts *counts)
{
  g_autofree char *name = NULL;
  g_autofree char *due = NULL;
  g_autofree char *detail = NULL;
  guint n_due;

  g_return_if_fail (DECKLE_IS_SIDEBAR_ROW (self));
  g_return_if_fail (counts != NULL);

  if (self->has_counts && memcmp (&self->counts, counts, sizeof *counts) == 0)
    return;
  self->counts = *counts;
  self->has_counts = TRUE;

  n_due = deckle_counts_due (counts);
  /* Translators: known, learning and new are numbers of cards */
  detail = g_strdup_printf (_("%u known, %u learning, %u new"), counts->known, counts->learning, counts->fresh);
  if (self->kind == DECKLE_SIDEBAR_ALL)
    due = g_strdup_printf (ngettext ("%u card", "%u cards", counts->total), counts->total);
  else
    due = g_strdup_printf (ngettext ("%u card due", "%u cards due", n_due), n_due);

  /* Translators: title of a section, cards due, and how many are known, learning and new */
  name = g_strdup_printf (_("%s: %s; %s"), self->full_title, due, detail);
  show_number (self, self->kind == DECKLE_SIDEBAR_ALL ? counts->total : n_due, self->kind == DECKLE_SIDEBAR_ALL);
  deckle_mastery_bar_set_counts (self->bar, counts);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
