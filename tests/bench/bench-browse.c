/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The browse page with a large library: from a key in the search field, a filter or an order to the first frame that is painted
 * with its result, and rows that are still blank while one scrolls; beside a bare GtkListView over as many strings.
 *
 *   usage: bench-browse LIBRARY
 */
#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ui/deckle-browse-filters.h"
#include "ui/deckle-browse-page.h"
#include "deckle-config.h"

#define N_RUNS 5
#define N_PAGES 100
#define KEY_MS 40      /* between two keys of somebody who types fast */
#define DEADLINE_S 10
#define SETTLE_MS 300

typedef struct
{
  GtkWidget *window;
  GtkWidget *list;
  gboolean   painted;
  guint      n_results;  /* that the page got, since it was set to 0 */
  guint      n_cards;    /* in the last of them */
  double     ms;         /* until the last frame that was waited for was painted */
  double     busy_ms;    /* processor time of the main thread until then, which other programs do not lengthen */
  double     stall_ms;   /* the longest time in which the main loop did nothing else */
} Bench;

typedef struct
{
  GArray *ms;   /* (element-type double) */
  GArray *busy; /* (element-type double) */
} Times;

static Times
times_new (void)
{
  return (Times) { g_array_new (FALSE, FALSE, sizeof (double)), g_array_new (FALSE, FALSE, sizeof (double)) };
}

static void
add_time (Times       *times,
          const Bench *bench)
{
  g_array_append_val (times->ms, bench->ms);
  g_array_append_val (times->busy, bench->busy_ms);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
get_quantile (GArray *values,
              double  part)
{
  g_array_sort (values, compare_times);
  return g_array_index (values, double, (guint) (part * (values->len - 1)));
}

/* Frees the times. */
static void
print_times (const char *name,
             Times       times)
{
  printf ("  %-40s min %7.1f   median %7.1f   max %7.1f ms   busy %7.1f ms\n", name, get_quantile (times.ms, 0),
          get_quantile (times.ms, 0.5), get_quantile (times.ms, 1), get_quantile (times.busy, 0.5));
  g_array_unref (times.ms);
  g_array_unref (times.busy);
}

/* Processor time of the main thread. */
static double
get_busy_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000.0 + (double) time.tv_nsec / 1e6;
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
shown_cb (Bench *bench,
          guint  n_cards)
{
  bench->n_results++;
  bench->n_cards = n_cards;
}

/* What came before this was the answer to another question. */
static void
search_changed_cb (Bench *bench)
{
  bench->n_results = 0;
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

/* From here on time is measured, and results count. */
static void
begin (Bench *bench)
{
  bench->n_results = 0;
  bench->ms = (double) g_get_monotonic_time () / 1000.0;
  bench->busy_ms = get_busy_ms ();
}

static void
end (Bench *bench)
{
  bench->ms = (double) g_get_monotonic_time () / 1000.0 - bench->ms;
  bench->busy_ms = get_busy_ms () - bench->busy_ms;
}

static void
wait_for_paint (Bench *bench)
{
  bench->painted = FALSE;
  gtk_widget_queue_draw (bench->window);
  while (!bench->painted)
    turn (bench);
}

/* Until a result came and what the list shows was painted, without a blank row. */
static void
wait_for_result (Bench *bench)
{
  gint64 end_us = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;
  guint n_blank;

  while (bench->n_results == 0 && g_get_monotonic_time () < end_us)
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
  end (bench);
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
}

/* Types @text as somebody does, and measures from its last key on. */
static void
type_text (Bench       *bench,
           GtkEditable *entry,
           const char  *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      int position = -1;

      if (c != text)
        run_for (bench, KEY_MS);
      begin (bench);
      gtk_editable_insert_text (entry, c, (int) (g_utf8_next_char (c) - c), &position);
    }
  wait_for_result (bench);
}

static void
clear_text (Bench       *bench,
            GtkEditable *entry)
{
  begin (bench);
  gtk_editable_set_text (entry, "");
  wait_for_result (bench);
}

static void
bench_search (Bench       *bench,
              GtkEditable *entry,
              const char  *text)
{
  Times times = times_new (), clear_times = times_new ();
  g_autofree char *name = NULL;
  guint n_found = 0;

  bench->stall_ms = 0;
  for (int i = 0; i < N_RUNS; i++)
    {
      type_text (bench, entry, text);
      add_time (&times, bench);
      run_for (bench, SETTLE_MS);
      n_found = bench->n_cards;
      clear_text (bench, entry);
      add_time (&clear_times, bench);
      run_for (bench, SETTLE_MS);
    }
  name = g_strdup_printf ("“%s” (%u cards)", text, n_found);
  print_times (name, times);
  print_times ("  the text cleared again", clear_times);
  printf ("  %-40s %40.1f ms\n", "  longest turn of the main loop", bench->stall_ms);
}

static void
choose_filters (Bench             *bench,
                GtkWidget         *filters,
                const DeckleQuery *query)
{
  begin (bench);
  deckle_browse_filters_show (DECKLE_BROWSE_FILTERS (filters), query);
  g_signal_emit_by_name (filters, "changed");
  wait_for_result (bench);
}

static void
bench_filter (Bench             *bench,
              GtkWidget         *filters,
              const char        *name,
              const DeckleQuery *query)
{
  Times times = times_new ();
  g_autoptr (DeckleQuery) none = deckle_query_new ();
  g_autofree char *title = NULL;
  guint n_found = 0;

  for (int i = 0; i < N_RUNS; i++)
    {
      choose_filters (bench, filters, query);
      add_time (&times, bench);
      run_for (bench, SETTLE_MS);
      n_found = bench->n_cards;
      choose_filters (bench, filters, none);
      run_for (bench, SETTLE_MS);
    }
  title = g_strdup_printf ("filter “%s” (%u cards)", name, n_found);
  print_times (title, times);
}

static void
bench_sort (Bench           *bench,
            GtkWidget       *page,
            const char      *name,
            DeckleQuerySort  sort)
{
  Times times = times_new ();
  g_autofree char *title = g_strdup_printf ("sort by %s", name);

  for (int i = 0; i < N_RUNS; i++)
    {
      begin (bench);
      g_object_set (page, "sort", (int) sort, NULL);
      wait_for_result (bench);
      add_time (&times, bench);
      run_for (bench, 2 * SETTLE_MS);
      g_object_set (page, "sort", DECKLE_QUERY_SORT_NUMBER, NULL);
      run_for (bench, 2 * SETTLE_MS);
    }
  print_times (title, times);
}

/* The whole of it, which comes after the first rows. */
static void
wait_for_items (Bench *bench,
                guint  n_items)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (bench->list)));
  gint64 end_us = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;

  while (g_list_model_get_n_items (model) < n_items && g_get_monotonic_time () < end_us)
    run_for (bench, 1);
  if (g_list_model_get_n_items (model) < n_items)
    printf ("  The list has only %u cards.\n", g_list_model_get_n_items (model));
  run_for (bench, SETTLE_MS);
}

/* Pages one after the other, then jumps through the whole list. */
static void
bench_scroll (Bench      *bench,
              const char *name)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->list));
  double page = gtk_adjustment_get_page_size (adjustment), range = gtk_adjustment_get_upper (adjustment) - page;
  Times times = times_new ();
  guint n_rows = 0, n_blank_rows = 0;

  for (int i = 0; i < 2 * N_PAGES; i++)
    {
      guint n_blank;

      begin (bench);
      gtk_adjustment_set_value (adjustment, i < N_PAGES ? page * i : range * (i - N_PAGES) / N_PAGES);
      wait_for_paint (bench);
      end (bench);
      add_time (&times, bench);
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

static GtkStringList *
make_strings (guint       n_items,
              const char *end)
{
  GtkStringList *strings = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_items; i++)
    gtk_string_list_take (strings, g_strdup_printf ("What happens with item %u %s?", i, end));
  return strings;
}

static GtkWidget *
make_bare_list (GtkStringList *strings)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller),
                                 gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (strings)))), factory));
  return scroller;
}

/* Other strings in the same list: what the toolkit needs by itself for a result. */
static void
bench_swap (Bench         *bench,
            GtkStringList *strings,
            GtkStringList *others)
{
  GtkNoSelection *model = GTK_NO_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (bench->list)));
  Times times = times_new ();

  for (int i = 0; i < 2 * N_RUNS; i++)
    {
      begin (bench);
      gtk_no_selection_set_model (model, G_LIST_MODEL (i % 2 == 0 ? others : strings));
      gtk_list_view_scroll_to (GTK_LIST_VIEW (bench->list), 0, GTK_LIST_SCROLL_NONE, NULL);
      wait_for_paint (bench);
      end (bench);
      add_time (&times, bench);
      run_for (bench, SETTLE_MS);
    }
  print_times ("other strings in the list", times);
}

static void
bench_bare (guint n_items)
{
  g_autoptr (GtkStringList) strings = make_strings (n_items, "when two goroutines write");
  g_autoptr (GtkStringList) others = make_strings (n_items, "when nobody reads the channel");
  Bench bench = { 0 };

  show (&bench, make_bare_list (strings));
  wait_for_paint (&bench);
  run_for (&bench, SETTLE_MS);
  printf ("A bare list of %u strings\n", n_items);
  bench_swap (&bench, strings, others);
  bench_scroll (&bench, "a page further");
  gtk_window_destroy (GTK_WINDOW (bench.window));
}

static void
bench_filters (Bench     *bench,
               GtkWidget *filters)
{
  bench_filter (bench, filters, "new", &(DeckleQuery) { .states = DECKLE_QUERY_NEW });
  bench_filter (bench, filters, "suspended", &(DeckleQuery) { .states = DECKLE_QUERY_SUSPENDED });
  bench_filter (bench, filters, "due today", &(DeckleQuery) { .due = DECKLE_QUERY_DUE_TODAY });
  bench_filter (bench, filters, "red flag", &(DeckleQuery) { .flags = 1u << 1 });
}

static void
bench_sorts (Bench     *bench,
             GtkWidget *page)
{
  bench_sort (bench, page, "question", DECKLE_QUERY_SORT_QUESTION);
  bench_sort (bench, page, "due day", DECKLE_QUERY_SORT_DUE);
  bench_sort (bench, page, "difficulty", DECKLE_QUERY_SORT_DIFFICULTY);
  bench_sort (bench, page, "stability", DECKLE_QUERY_SORT_STABILITY);
  bench_sort (bench, page, "last review", DECKLE_QUERY_SORT_LAST_REVIEW);
  bench_sort (bench, page, "lapses", DECKLE_QUERY_SORT_LAPSES);
}

static void
bench_page (DeckleLibrary *library,
            guint          n_cards)
{
  static const char * const texts[] = { ":", ":=", "<-ch", "channel", "interface{}", "quokka", "no such text" };
  Bench bench = { 0 };
  GtkWidget *page, *view = adw_navigation_view_new ();
  GtkEditable *entry;

  begin (&bench);
  page = GTK_WIDGET (deckle_browse_page_new (library, NULL, DECKLE_SCOPE_ALL));
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
  g_signal_connect_swapped (page, "results-shown", G_CALLBACK (shown_cb), &bench);
  show (&bench, view);
  wait_for_result (&bench);
  printf ("  %-40s %40.1f ms   busy %7.1f ms\n", "page opened", bench.ms, bench.busy_ms);
  printf ("  %-40s %40.1f ms\n", "  longest turn of the main loop", bench.stall_ms);
  run_for (&bench, SETTLE_MS);

  entry = GTK_EDITABLE (find_widget (page, GTK_TYPE_SEARCH_ENTRY));
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (search_changed_cb), &bench);
  wait_for_items (&bench, n_cards);
  bench_scroll (&bench, "a page further");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    bench_search (&bench, entry, texts[i]);
  bench_filters (&bench, find_widget (page, DECKLE_TYPE_BROWSE_FILTERS));
  bench_sorts (&bench, page);
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
  bench_bare (counts.total);
  bench_page (library, counts.total);
  deckle_library_close (library, NULL);
  g_object_unref (library);
  return EXIT_SUCCESS;
}
