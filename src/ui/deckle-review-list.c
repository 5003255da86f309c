/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-review-list"
#include "ui/deckle-review-list.h"

#include <glib/gi18n.h>

#include "study/deckle-session.h"
#include "ui/deckle-answer-bar.h"

#define DAY_MS 86400000.0

/* One row of the log, for a list model. */
#define DECKLE_TYPE_REVIEW_ITEM (deckle_review_item_get_type ())
G_DECLARE_FINAL_TYPE (DeckleReviewItem, deckle_review_item, DECKLE, REVIEW_ITEM, GObject)

struct _DeckleReviewItem
{
  GObject          parent_instance;

  DeckleCardReview entry;
};

G_DEFINE_FINAL_TYPE (DeckleReviewItem, deckle_review_item, G_TYPE_OBJECT)

static void
deckle_review_item_class_init (DeckleReviewItemClass *klass)
{
}

static void
deckle_review_item_init (DeckleReviewItem *self)
{
}

typedef struct
{
  GtkLabel *what;
  GtkLabel *when;
  GtkLabel *interval;
  GtkLabel *took;
} Row;

static const char *
get_kind_name (DeckleReviewKind kind)
{
  switch (kind)
    {
    case DECKLE_REVIEW_LEARN:
      return C_("kind of a review", "Learning");
    case DECKLE_REVIEW_RELEARN:
      return C_("kind of a review", "Relearning");
    case DECKLE_REVIEW_AHEAD:
      return C_("kind of a review", "Ahead of time");
    case DECKLE_REVIEW_PRACTICE:
      return C_("kind of a review", "Practice");
    case DECKLE_REVIEW_MOCK:
      return C_("kind of a review", "Mock interview");
    case DECKLE_REVIEW_MANUAL:
      return C_("kind of a review", "Moved by hand");
    case DECKLE_REVIEW_RESET:
      return C_("kind of a review", "Reset to new");
    case DECKLE_REVIEW_REVIEW:
    default:
      return C_("kind of a review", "Review");
    }
}

static GtkLabel *
append_label (GtkWidget  *box,
              float       xalign,
              const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, xalign);
  gtk_label_set_wrap (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_widget_add_css_class (GTK_WIDGET (label), "tnum");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *start = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  Row *row = g_new (Row, 1);

  row->what = append_label (start, 0.0f, NULL);
  row->when = append_label (start, 0.0f, "review-detail");
  row->interval = append_label (end, 1.0f, NULL);
  row->took = append_label (end, 1.0f, "review-detail");
  gtk_widget_set_hexpand (start, TRUE);
  gtk_box_append (GTK_BOX (box), start);
  gtk_box_append (GTK_BOX (box), end);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
}

/* “Good · Review”; what is no answer has no grade. */
static char *
describe_what (const DeckleReview *review)
{
  if (review->rating == DECKLE_RATING_NONE)
    return g_strdup (get_kind_name (review->kind));
  /* Translators: a grade and the kind of a review: “Good · Review” */
  return g_strdup_printf (_("%s · %s"), deckle_rating_get_name (review->rating), get_kind_name (review->kind));
}

/* “14 s · 92%”: the time taken, and how likely it was to be remembered */
static char *
describe_took (const DeckleCardReview *entry,
               gboolean                spoken)
{
  g_autofree char *took = NULL;

  if (entry->review.rating == DECKLE_RATING_NONE)
    return g_strdup ("");
  took = deckle_format_interval ((double) entry->review.answer_ms / DAY_MS, spoken);
  if (entry->recall < 0.0)
    return g_steal_pointer (&took);
  /* Translators: the time taken, and how likely the answer was to be remembered: “14 s · 92%” */
  return g_strdup_printf (_("%s · %.0f%%"), took, entry->recall * 100.0);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  const DeckleCardReview *entry = &DECKLE_REVIEW_ITEM (gtk_list_item_get_item (item))->entry;
  const DeckleReview *review = &entry->review;
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (review->time_ms / 1000);
  g_autofree char *what = describe_what (review);
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%x, %R") : g_strdup ("");
  g_autofree char *interval = NULL;
  g_autofree char *took = describe_took (entry, FALSE);
  g_autofree char *took_spoken = describe_took (entry, TRUE);
  g_autofree char *spoken_interval = NULL;
  g_autofree char *spoken = NULL;
  gboolean has_interval = review->kind != DECKLE_REVIEW_PRACTICE && review->kind != DECKLE_REVIEW_MOCK &&
                          review->kind != DECKLE_REVIEW_RESET;

  interval = has_interval ? deckle_format_interval (review->interval_days, FALSE) : g_strdup ("–");
  spoken_interval = has_interval ? deckle_format_interval (review->interval_days, TRUE) : g_strdup ("");
  gtk_label_set_label (row->what, what);
  gtk_label_set_label (row->when, when);
  gtk_label_set_label (row->interval, interval);
  gtk_label_set_label (row->took, took);
  spoken = g_strjoin (", ", what, when, spoken_interval, took_spoken, NULL);
  gtk_list_item_set_accessible_label (item, spoken);
}

/**
 * deckle_review_list_fill:
 * @list: a list
 * @history: how a card is remembered
 *
 * Lists every answer on a card, newest first: grade, kind, when, the interval that followed, the time taken and how likely it
 * was to be remembered.
 */
void
deckle_review_list_fill (GtkListView             *list,
                         const DeckleCardHistory *history)
{
  g_autoptr (GListStore) store = g_list_store_new (DECKLE_TYPE_REVIEW_ITEM);
  g_autoptr (GtkNoSelection) selection = NULL;
  GtkListItemFactory *factory;

  g_return_if_fail (GTK_IS_LIST_VIEW (list));
  g_return_if_fail (history != NULL);

  for (guint i = 0; i < history->reviews->len; i++)
    {
      g_autoptr (DeckleReviewItem) item = g_object_new (DECKLE_TYPE_REVIEW_ITEM, NULL);

      item->entry = g_array_index (history->reviews, DeckleCardReview, i);
      g_list_store_append (store, item);
    }
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (list, factory);
  g_object_unref (factory);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&store)));
  gtk_list_view_set_model (list, GTK_SELECTION_MODEL (selection));
}
