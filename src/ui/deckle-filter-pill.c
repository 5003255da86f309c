/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-filter-pill"
#include "ui/deckle-filter-pill.h"

#include <glib/gi18n.h>

#define MENU_HEIGHT_MAX 320

/**
 * DeckleFilterPill:
 *
 * A button that opens a list of choices with check marks, and says itself what is chosen. With “one-of” exactly one is chosen, and
 * the first one means that nothing is narrowed.
 */
struct _DeckleFilterPill
{
  AdwBin         parent_instance;

  GtkMenuButton *button;
  GtkBox        *menu;      /* of GtkCheckButton */
  GPtrArray     *checks;    /* (owned) (element-type GtkCheckButton): as in @menu, unowned */
  char          *title;     /* (owned) */
  gboolean       one_of;
  gboolean       is_silent; /* the program chooses, not the user */
};

typedef enum { PROP_TITLE = 1, PROP_ONE_OF, N_PROPS } DeckleFilterPillProp;
enum { CHANGED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleFilterPill, deckle_filter_pill, ADW_TYPE_BIN)

static GtkCheckButton *
check_at (DeckleFilterPill *self,
          guint             index)
{
  return g_ptr_array_index (self->checks, index);
}

static void
update_button (DeckleFilterPill *self)
{
  g_autofree char *label = NULL;
  const char *chosen = NULL;
  guint n_chosen = 0;

  for (guint i = self->one_of ? 1 : 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (check_at (self, i)))
      {
        n_chosen++;
        chosen = gtk_check_button_get_label (check_at (self, i));
      }
  if (n_chosen == 1)
    /* Translators: what a filter is about and what it is set to: “State: New” */
    label = g_strdup_printf (_("%s: %s"), self->title, chosen);
  else if (n_chosen > 1)
    label = g_strdup_printf ("%s (%u)", self->title, n_chosen);
  else
    label = g_strdup (self->title);
  gtk_menu_button_set_label (self->button, label);
  if (n_chosen > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "active-filter");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "active-filter");
}

static void
toggled_cb (DeckleFilterPill *self,
            GtkCheckButton   *check)
{
  if (self->is_silent)
    return;
  update_button (self);
  /* Of two that change with one click, the one that is chosen reports. */
  if (!self->one_of || gtk_check_button_get_active (check))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
deckle_filter_pill_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  DeckleFilterPill *self = DECKLE_FILTER_PILL (object);

  switch ((DeckleFilterPillProp) prop_id)
    {
    case PROP_TITLE:
      g_set_str (&self->title, g_value_get_string (value));
      update_button (self);
      break;
    case PROP_ONE_OF:
      self->one_of = g_value_get_boolean (value);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_filter_pill_finalize (GObject *object)
{
  DeckleFilterPill *self = DECKLE_FILTER_PILL (object);

  g_ptr_array_unref (self->checks);
  g_free (self->title);

  G_OBJECT_CLASS (deckle_filter_pill_parent_class)->finalize (object);
}

static void
deckle_filter_pill_class_init (DeckleFilterPillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = deckle_filter_pill_set_property;
  object_class->finalize = deckle_filter_pill_finalize;

  /**
   * DeckleFilterPill:title:
   *
   * What the filter is about.
   */
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  /**
   * DeckleFilterPill:one-of:
   *
   * Whether exactly one choice holds.
   */
  props[PROP_ONE_OF] = g_param_spec_boolean ("one-of", NULL, NULL, FALSE,
                                             G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * DeckleFilterPill::changed:
   * @self: the pill
   *
   * The user chose something else.
   */
  signals[CHANGED] = g_signal_new ("changed", DECKLE_TYPE_FILTER_PILL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
deckle_filter_pill_init (DeckleFilterPill *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->checks = g_ptr_array_new ();
  self->title = g_strdup ("");
  self->menu = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class (GTK_WIDGET (self->menu), "filter-menu");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MENU_HEIGHT_MAX);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->menu));
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, popover);
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "filter-pill");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/**
 * deckle_filter_pill_set_choices:
 * @self: a pill
 * @labels: (array zero-terminated=1): the choices
 *
 * Replaces the choices. What was chosen is kept where a choice has the same label.
 */
void
deckle_filter_pill_set_choices (DeckleFilterPill   *self,
                                const char * const *labels)
{
  g_autoptr (GHashTable) chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkCheckButton *group = NULL;
  GtkWidget *child;

  g_return_if_fail (DECKLE_IS_FILTER_PILL (self));

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (check_at (self, i)))
      g_hash_table_add (chosen, g_strdup (gtk_check_button_get_label (check_at (self, i))));
  g_ptr_array_set_size (self->checks, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->menu))) != NULL)
    gtk_box_remove (self->menu, child);

  self->is_silent = TRUE;
  for (guint i = 0; labels[i] != NULL; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (labels[i]);

      if (self->one_of)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
      group = group != NULL ? group : GTK_CHECK_BUTTON (check);
      if (g_hash_table_contains (chosen, labels[i]) || (self->one_of && i == 0))
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->checks, check);
      gtk_box_append (self->menu, check);
    }
  self->is_silent = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), self->checks->len > 0);
  update_button (self);
}

/**
 * deckle_filter_pill_get_n:
 * @self: a pill
 *
 * Returns: how many choices there are
 */
guint
deckle_filter_pill_get_n (DeckleFilterPill *self)
{
  g_return_val_if_fail (DECKLE_IS_FILTER_PILL (self), 0);

  return self->checks->len;
}

/**
 * deckle_filter_pill_get_chosen:
 * @self: a pill
 * @index: a choice
 *
 * Returns: whether it is chosen
 */
gboolean
deckle_filter_pill_get_chosen (DeckleFilterPill *self,
                               guint             index)
{
  g_return_val_if_fail (DECKLE_IS_FILTER_PILL (self), FALSE);
  g_return_val_if_fail (index < self->checks->len, FALSE);

  return gtk_check_button_get_active (check_at (self, index));
}

/**
 * deckle_filter_pill_set_chosen:
 * @self: a pill
 * @index: a choice
 * @chosen: whether it is to be chosen
 *
 * Chooses for the user; “changed” is not emitted.
 */
void
deckle_filter_pill_set_chosen (DeckleFilterPill *self,
                               guint             index,
                               gboolean          chosen)
{
  g_return_if_fail (DECKLE_IS_FILTER_PILL (self));
  g_return_if_fail (index < self->checks->len);

  self->is_silent = TRUE;
  gtk_check_button_set_active (check_at (self, index), chosen);
  self->is_silent = FALSE;
  update_button (self);
}
