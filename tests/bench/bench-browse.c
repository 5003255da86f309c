/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The browse page with a large library: from a key in the search field to the first painted result, and rows that are still
 * blank while one scrolls; beside a bare GtkListView over as many strings.
 *
 *   usage: bench-browse LIBRARY
 */
#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/deckle-browse-page.h"
#include "deckle-config.h"

#define N_RUNS 7
#define N_PAGES 200
#define KEY_MS 40      /* between two keys of somebody who types fast */
#define DEADLINE_S 10
#define SETTLE_MS 300

typedef struct
{
  GtkWidget *window;
  GtkWidget *list;
  gboolean   painted;
  guint      n_changes;  /* of the model, since it was set to 0 */
  double     stall_ms;   /* the longest time in which the main loop did nothing else */
} Bench;

typedef GArray Times; /* (element-type double) */

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
print_times (const char *name,
             GArray     *times)
{
  g_array_sort (times, compare_times);
  printf ("  %-40s min %8.1f   median %8.1f   max %8.1f ms\n", name, g_array_index (times, double, 0),
          g_array_index (times, double, times->len / 2), g_array_index (times, double, times->len - 1));
  fflush (stdout);
  g_array_set_size (times, 0);
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

/* Rows inside the visible part of the list, and how many of them show nothing. */
static guint
count_rows (GtkWidget *list,
            guint     *n_blank)
{
  double height = gtk_widget_get_height (list);
  guint n = 0;

  *n_blank = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t bounds;

      if (!gtk_widget_get_mapped (row) || !gtk_widget_compute_bounds (row, list, &bounds) ||
          bounds.origin.y + bounds.size.height <= 0 || bounds.origin.y >= height)
        continue;
      n++;
      *n_blank += !has_text (row);
    }
  return n;
}

static void
after_paint_cb (Bench *bench)
{
  bench->painted = TRUE;
}

static void
items_changed_cb (Bench *bench)
{
  bench->n_changes++;
}

/* One turn of the main loop; notes how long it took. */
static void
turn (Bench *bench)
{
  gint64 start_us;

  while (!g_main_context_pending (NULL))
    g_usleep (200);
  start_us = g_get_monotonic_time ();
  g_main_context_iteration (NULL, FALSE);
  bench->stall_ms = MAX (bench->stall_ms, (double) (g_get_monotonic_time () - start_us) / 1000.0);
}

static void
run_for (Bench *bench,
         double ms)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) (ms * 1000);

  while (g_get_monotonic_time () < end_us)
    {
      if (g_main_context_pending (NULL))
        turn (bench);
      else
        g_usleep (200);
    }
}

static void
wait_for_paint (Bench *bench)
{
  bench->painted = FALSE;
  gtk_widget_queue_draw (bench->window);
  while (!bench->painted)
    turn (bench);
}

/* Until the list changed and what it shows was painted, without a blank row. */
static double
wait_for_result (Bench  *bench,
                 gint64  start_us)
{
  gint64 end_us = start_us + DEADLINE_S * G_USEC_PER_SEC;
  guint n_blank;

  while (bench->n_changes == 0 && g_get_monotonic_time () < end_us)
    {
      if (g_main_context_pending (NULL))
        turn (bench);
      else
        g_usleep (200);
    }
  do
    {
      wait_for_paint (bench);
      count_rows (bench->list, &n_blank);
    }
  while (n_blank > 0 && g_get_monotonic_time () < end_us);
  return (double) (g_get_monotonic_time () - start_us) / 1000.0;
}

static GListModel *
get_model (Bench *bench)
{
  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (bench->list)));
}

static void
show (Bench     *bench,
      GtkWidget *content)
{
  bench->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (bench->window), content);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1000, 700);
  gtk_window_present (GTK_WINDOW (bench->window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (bench->window), "after-paint", G_CALLBACK (after_paint_cb), bench);
  bench->list = find_widget (content, GTK_TYPE_LIST_VIEW);
  g_signal_connect_swapped (get_model (bench), "items-changed", G_CALLBACK (items_changed_cb), bench);
}

/* Types @text as somebody does, and measures from its last key on. */
static double
type_text (Bench       *bench,
           GtkEditable *entry,
           const char  *text)
{
  gint64 start_us = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      int position = -1;

      if (c != text)
        run_for (bench, KEY_MS);
      /* A list that is empty already stays so, and nothing tells. */
      bench->n_changes = g_list_model_get_n_items (get_model (bench)) == 0;
      start_us = g_get_monotonic_time ();
      gtk_editable_insert_text (entry, c, (int) (g_utf8_next_char (c) - c), &position);
    }
  return wait_for_result (bench, start_us);
}

static double
clear_text (Bench       *bench,
            GtkEditable *entry)
{
  gint64 start_us = g_get_monotonic_time ();

  bench->n_changes = 0;
  gtk_editable_set_text (entry, "");
  return wait_for_result (bench, start_us);
}

static void
bench_search (Bench       *bench,
              GtkEditable *entry,
              const char  *text)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) clear_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *name = NULL;
  guint n_found = 0;

  bench->stall_ms = 0;
  for (int i = 0; i < N_RUNS; i++)
    {
      double ms = type_text (bench, entry, text);

      g_array_append_val (times, ms);
      run_for (bench, SETTLE_MS);
      n_found = g_list_model_get_n_items (get_model (bench));
      ms = clear_text (bench, entry);
      g_array_append_val (clear_times, ms);
      run_for (bench, SETTLE_MS);
    }
  name = g_strdup_printf ("“%s” (%u cards)", text, n_found);
  print_times (name, times);
  print_times ("  the text cleared again", clear_times);
  printf ("  %-40s %40.1f ms\n", "  longest turn of the main loop", bench->stall_ms);
}

/* Pages one after the other, then jumps through the whole list. */
static void
bench_scroll (Bench      *bench,
              const char *name)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->list));
  double page = gtk_adjustment_get_page_size (adjustment), range = gtk_adjustment_get_upper (adjustment) - page;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_rows = 0, n_blank_rows = 0;

  for (int i = 0; i < 2 * N_PAGES; i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      guint n_blank;
      double ms;

      gtk_adjustment_set_value (adjustment, i < N_PAGES ? page * i : range * (i - N_PAGES) / N_PAGES);
      wait_for_paint (bench);
      ms = (double) (g_get_monotonic_time () - start_us) / 1000.0;
      g_array_append_val (times, ms);
      n_rows += count_rows (bench->list, &n_blank);
      n_blank_rows += n_blank;
    }
  print_times (name, times);
  printf ("  %-40s %u of %u rows\n", "  blank when first painted", n_blank_rows, n_rows);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
make_bare_list (guint n_items)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < n_items; i++)
    gtk_string_list_take (strings, g_strdup_printf ("What happens with item %u when two goroutines write?", i));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller),
                                 gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (strings))), factory));
  return scroller;
}

static void
bench_bare (guint n_items)
{
  Bench bench = { 0 };

  show (&bench, make_bare_list (n_items));
  wait_for_paint (&bench);
  run_for (&bench, SETTLE_MS);
  printf ("A bare list of %u strings\n", n_items);
  bench_scroll (&bench, "a page further");
  gtk_window_destroy (GTK_WINDOW (bench.window));
}

static void
bench_page (DeckleLibrary *library)
{
  static const char * const texts[] = { ":", ":=", "<-ch", "channel", "interface{}", "quokka", "no such text" };
  Bench bench = { 0 };
  gint64 start_us = g_get_monotonic_time ();
  GtkWidget *page = GTK_WIDGET (deckle_browse_page_new (library, NULL, DECKLE_SCOPE_ALL));
  GtkWidget *view = adw_navigation_view_new ();
  GtkEditable *entry;

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
  show (&bench, view);
  bench.n_changes = g_list_model_get_n_items (get_model (&bench)) > 0;
  printf ("  %-40s %40.1f ms\n", "page opened", wait_for_result (&bench, start_us));
  printf ("  %-40s %40.1f ms\n", "  longest turn of the main loop", bench.stall_ms);
  run_for (&bench, SETTLE_MS);

  entry = GTK_EDITABLE (find_widget (page, GTK_TYPE_SEARCH_ENTRY));
  bench_scroll (&bench, "a page further");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    bench_search (&bench, entry, texts[i]);
  gtk_window_destroy (GTK_WINDOW (bench.window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (GError) error = NULL;
  DeckleLibrary *library;
  DeckleCounts counts;

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s LIBRARY\n", argv[0]);
      return EXIT_FAILURE;
    }
  setvbuf (stdout, NULL, _IOLBF, 0);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  library = deckle_library_open (argv[1], clock, &error);
  if (library == NULL || !deckle_library_count (library, DECKLE_SCOPE_ALL, &counts, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return EXIT_FAILURE;
    }
  printf ("Browsing %u cards\n", counts.total);
  bench_page (library);
  bench_bare (counts.total);
  deckle_library_close (library, NULL);
  g_object_unref (library);
  return EXIT_SUCCESS;
}
