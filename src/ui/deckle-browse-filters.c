/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-browse-filters"
#include "ui/deckle-browse-filters.h"

#include <glib/gi18n.h>

#include "ui/deckle-browse-words.h"
#include "ui/deckle-card-head.h"
#include "ui/deckle-filter-pill.h"

#define N_FLAGS 5 /* no flag and four colours */

/**
 * DeckleBrowseFilters:
 *
 * The row of pills above the list of cards, with the button that clears them and the count at the end.
 */
struct _DeckleBrowseFilters
{
  AdwBin            parent_instance;

  DeckleFilterPill *state_pill;
  DeckleFilterPill *level_pill;
  DeckleFilterPill *tag_pill;
  DeckleFilterPill *flag_pill;
  DeckleFilterPill *due_pill;
  GtkButton        *clear_button;
  GtkLabel         *count_label;

  char            **tags;  /* (owned) (nullable): the choices of the tag pill */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleBrowseFilters, deckle_browse_filters, ADW_TYPE_BIN)

typedef struct
{
  DeckleQueryState  state;
  const char       *label;
} StateChoice;

static const StateChoice states[] = {
  { DECKLE_QUERY_NEW, N_("New") },
  { DECKLE_QUERY_LEARNING, N_("Learning") },
  { DECKLE_QUERY_KNOWN, N_("Known") },
  { DECKLE_QUERY_SUSPENDED, N_("Suspended") },
  { DECKLE_QUERY_BURIED, N_("Buried") },
  { DECKLE_QUERY_LEECH, N_("Often Forgotten") },
  { DECKLE_QUERY_OWN, N_("My Own") },
  { DECKLE_QUERY_EDITED, N_("Edited") },
  { DECKLE_QUERY_NOTED, N_("With Note") },
};

static void
update_clear_button (DeckleBrowseFilters *self)
{
  g_autoptr (DeckleQuery) query = deckle_query_new ();

  deckle_browse_filters_apply (self, query);
  gtk_widget_set_visible (GTK_WIDGET (self->clear_button), deckle_query_is_filtered (query));
}

static void
changed_cb (DeckleBrowseFilters *self)
{
  update_clear_button (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_cb (DeckleBrowseFilters *self)
{
  g_autoptr (DeckleQuery) none = deckle_query_new ();

  /* The button goes; the focus stays near. */
  gtk_widget_child_focus (GTK_WIDGET (self->state_pill), GTK_DIR_TAB_FORWARD);
  deckle_browse_filters_show (self, none);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fill_pills (DeckleBrowseFilters *self)
{
  const char *state_labels[G_N_ELEMENTS (states) + 1] = { NULL };
  const char *level_labels[] = { deckle_level_get_name (DECKLE_LEVEL_BASIC),
                                 deckle_level_get_name (DECKLE_LEVEL_INTERMEDIATE),
                                 deckle_level_get_name (DECKLE_LEVEL_ADVANCED), NULL };
  const char *flag_labels[N_FLAGS + 1] = { NULL };
  const char *due_labels[] = { _("Any Time"), _("Today"), _("Within a Week"), NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    state_labels[i] = _(states[i].label);
  for (int i = 0; i < N_FLAGS; i++)
    flag_labels[i] = deckle_browse_flag_word (i);
  deckle_filter_pill_set_choices (self->state_pill, state_labels);
  deckle_filter_pill_set_choices (self->level_pill, level_labels);
  deckle_filter_pill_set_choices (self->flag_pill, flag_labels);
  deckle_filter_pill_set_choices (self->due_pill, due_labels);
}

static void
deckle_browse_filters_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_BROWSE_FILTERS);

  G_OBJECT_CLASS (deckle_browse_filters_parent_class)->dispose (object);
}

static void
deckle_browse_filters_finalize (GObject *object)
{
  g_strfreev (DECKLE_BROWSE_FILTERS (object)->tags);

  G_OBJECT_CLASS (deckle_browse_filters_parent_class)->finalize (object);
}

static void
deckle_browse_filters_class_init (DeckleBrowseFiltersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_browse_filters_dispose;
  object_class->finalize = deckle_browse_filters_finalize;

  /**
   * DeckleBrowseFilters::changed:
   * @self: the filters
   *
   * The user chose something else.
   */
  signals[CHANGED] = g_signal_new ("changed", DECKLE_TYPE_BROWSE_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (DECKLE_TYPE_FILTER_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/browse-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowseFilters, state_pill);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowseFilters, level_pill);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowseFilters, tag_pill);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowseFilters, flag_pill);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowseFilters, due_pill);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowseFilters, clear_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleBrowseFilters, count_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
deckle_browse_filters_init (DeckleBrowseFilters *self)
{
  static const char * const no_tags[] = { NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_pills (self);
  deckle_browse_filters_set_tags (self, no_tags);
}

/**
 * deckle_browse_filters_set_tags:
 * @self: the filters
 * @tags: (array zero-terminated=1): tags in use
 *
 * Offers tags. What was chosen stays chosen.
 */
void
deckle_browse_filters_set_tags (DeckleBrowseFilters *self,
                                const char * const  *tags)
{
  g_return_if_fail (DECKLE_IS_BROWSE_FILTERS (self));
  g_return_if_fail (tags != NULL);

  g_strfreev (self->tags);
  self->tags = g_strdupv ((char **) tags);
  deckle_filter_pill_set_choices (self->tag_pill, (const char * const *) self->tags);
  update_clear_button (self);
}

static void
choose_bits (DeckleFilterPill *pill,
             guint             bits)
{
  for (guint i = 0; i < deckle_filter_pill_get_n (pill); i++)
    deckle_filter_pill_set_chosen (pill, i, (bits & (1u << i)) != 0);
}

static guint
get_bits (DeckleFilterPill *pill)
{
  guint bits = 0;

  for (guint i = 0; i < deckle_filter_pill_get_n (pill); i++)
    bits |= deckle_filter_pill_get_chosen (pill, i) ? 1u << i : 0;
  return bits;
}

/**
 * deckle_browse_filters_show:
 * @self: the filters
 * @query: a query
 *
 * Shows the filters of @query; “changed” is not emitted.
 */
void
deckle_browse_filters_show (DeckleBrowseFilters *self,
                            const DeckleQuery   *query)
{
  g_return_if_fail (DECKLE_IS_BROWSE_FILTERS (self));
  g_return_if_fail (query != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    deckle_filter_pill_set_chosen (self->state_pill, i, (query->states & states[i].state) != 0);
  choose_bits (self->level_pill, query->levels);
  choose_bits (self->flag_pill, query->flags);
  for (guint i = 0; self->tags[i] != NULL; i++)
    deckle_filter_pill_set_chosen (self->tag_pill, i,
                                   query->tags != NULL && g_strv_contains ((const char * const *) query->tags, self->tags[i]));
  deckle_filter_pill_set_chosen (self->due_pill, query->due, TRUE);
  update_clear_button (self);
}

/**
 * deckle_browse_filters_apply:
 * @self: the filters
 * @query: a query
 *
 * Replaces the filters of @query by those that are chosen.
 */
void
deckle_browse_filters_apply (DeckleBrowseFilters *self,
                             DeckleQuery         *query)
{
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();

  g_return_if_fail (DECKLE_IS_BROWSE_FILTERS (self));
  g_return_if_fail (query != NULL);

  deckle_query_clear_filters (query);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (deckle_filter_pill_get_chosen (self->state_pill, i))
      query->states |= states[i].state;
  query->levels = get_bits (self->level_pill);
  query->flags = get_bits (self->flag_pill);
  for (guint i = 0; self->tags[i] != NULL; i++)
    if (deckle_filter_pill_get_chosen (self->tag_pill, i))
      g_strv_builder_add (tags, self->tags[i]);
  query->tags = g_strv_builder_end (tags);
  for (guint i = 0; i < deckle_filter_pill_get_n (self->due_pill); i++)
    if (deckle_filter_pill_get_chosen (self->due_pill, i))
      query->due = (DeckleQueryDue) i;
}

/**
 * deckle_browse_filters_set_count:
 * @self: the filters
 * @count: how many cards the list has, in words
 *
 * Shows the count, and has a screen reader say it when it changed.
 */
void
deckle_browse_filters_set_count (DeckleBrowseFilters *self,
                                 const char          *count)
{
  g_return_if_fail (DECKLE_IS_BROWSE_FILTERS (self));

  if (g_strcmp0 (gtk_label_get_label (self->count_label), count) == 0)
    return;
  gtk_label_set_label (self->count_label, count);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && *count != '\0')
    gtk_accessible_announce (GTK_ACCESSIBLE (self), count, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}
