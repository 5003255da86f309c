/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Start to first frame and resident memory of the application, or of a bare window; and with the application: frame
 * times of a flip, and the time from a grade to the next card on the screen. bench-window.py runs it and compares.
 *
 *   usage: bench-window fill|bare|deckle
 *
 * “fill” makes the library with the bundled questions. Prints one line “name value unit” a figure.
 */
#include "cli/deckle-bundled.h"
#include "ui/deckle-application.h"
#include "ui/deckle-study-page.h"
#include "deckle-config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define N_CARDS 10
#define MS_A_SECOND 1000.0

typedef struct
{
  GApplication *application;
  GtkWidget    *window;
  GtkWidget    *page;         /* NULL for the bare window */
  gboolean      seen;         /* the first frame was painted */
  gint64        asked_us;     /* when the last grade or flip was asked for */
  gint64        frame_us;     /* the frame before this one, while a card turns */
  int           cards_left;
  double        flip_worst_ms;
  double        flip_sum_ms;
  int           flip_frames;
  GArray       *next_ms;      /* (element-type double) */
} Bench;

/* Since the kernel started this process, in ms; the start time has a resolution of 10 ms. */
static double
ms_since_start (void)
{
  g_autofree char *stat = NULL;
  g_auto (GStrv) fields = NULL;
  struct timespec now;
  double started;

  if (!g_file_get_contents ("/proc/self/stat", &stat, NULL, NULL))
    return 0;
  fields = g_strsplit (strrchr (stat, ')') + 2, " ", -1);
  started = g_ascii_strtod (fields[19], NULL) / (double) sysconf (_SC_CLK_TCK);
  clock_gettime (CLOCK_BOOTTIME, &now);
  return ((double) now.tv_sec + (double) now.tv_nsec / 1e9 - started) * MS_A_SECOND;
}

static double
resident_mb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmRSS:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024.0 : 0;
}

static GtkWidget *
find_page (GtkWidget *widget)
{
  if (DECKLE_IS_STUDY_PAGE (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_page (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
finish (Bench *bench)
{
  double sum = 0, worst = 0;

  for (guint i = 0; i < bench->next_ms->len; i++)
    {
      sum += g_array_index (bench->next_ms, double, i);
      worst = MAX (worst, g_array_index (bench->next_ms, double, i));
    }
  if (bench->next_ms->len > 0)
    printf ("next-card-mean %.2f ms\nnext-card-worst %.2f ms\n", sum / bench->next_ms->len, worst);
  if (bench->flip_frames > 0)
    printf ("flip-frame-mean %.2f ms\nflip-frame-worst %.2f ms\n", bench->flip_sum_ms / bench->flip_frames,
            bench->flip_worst_ms);
  fflush (stdout);
  g_application_quit (bench->application);
}

static gboolean grade_cb (gpointer user_data);

static gboolean
reveal_cb (gpointer user_data)
{
  Bench *bench = user_data;

  bench->frame_us = 0;
  gtk_widget_activate_action (bench->page, "study.reveal", NULL);
  /* Longer than the turn, so that the frames in between are the animation's. */
  g_timeout_add (400, grade_cb, bench);
  return G_SOURCE_REMOVE;
}

static gboolean
grade_cb (gpointer user_data)
{
  Bench *bench = user_data;

  bench->asked_us = g_get_monotonic_time ();
  gtk_widget_activate_action (bench->page, "study.grade", "i", 3);
  return G_SOURCE_REMOVE;
}

static void
count_flip_frame (Bench  *bench,
                  gint64  now_us)
{
  double ms = (double) (now_us - bench->frame_us) / 1000.0;

  if (bench->page != NULL && bench->frame_us != 0 && ms < 200)
    {
      bench->flip_sum_ms += ms;
      bench->flip_worst_ms = MAX (bench->flip_worst_ms, ms);
      bench->flip_frames++;
    }
  bench->frame_us = now_us;
}

static void
after_paint_cb (Bench *bench)
{
  gint64 now_us = g_get_monotonic_time ();

  if (!bench->seen)
    {
      bench->seen = TRUE;
      printf ("first-frame %.1f ms\nresident %.1f MB\n", ms_since_start (), resident_mb ());
      bench->page = find_page (bench->window);
      g_timeout_add (300, bench->page != NULL ? reveal_cb : (GSourceFunc) finish, bench);
      return;
    }
  if (bench->asked_us == 0)
    {
      count_flip_frame (bench, now_us);
      return;
    }

  {
    double ms = (double) (now_us - bench->asked_us) / 1000.0;

    g_array_append_val (bench->next_ms, ms);
    bench->asked_us = 0;
    bench->frame_us = 0;
    if (--bench->cards_left > 0)
      g_timeout_add (300, reveal_cb, bench);
    else
      g_timeout_add (50, (GSourceFunc) finish, bench);
  }
}

static void
watch_window (Bench *bench)
{
  bench->window = GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (bench->application)));
  g_signal_connect_swapped (gtk_native_get_surface (GTK_NATIVE (bench->window)) != NULL
                              ? gtk_widget_get_frame_clock (bench->window) : NULL,
                            "after-paint", G_CALLBACK (after_paint_cb), bench);
}

static void
bare_activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), gtk_label_new ("A bare window"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_present (GTK_WINDOW (window));
}

static int
fill_library (DeckleClock *clock)
{
  g_autofree char *path = deckle_library_default_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleLibrary) library = deckle_library_open (path, clock, &error);

  if (library != NULL && deckle_library_sync_bundled (library, &error) && deckle_library_close (library, &error))
    return EXIT_SUCCESS;
  fprintf (stderr, "%s\n", error->message);
  return EXIT_FAILURE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  Bench bench = { .cards_left = N_CARDS, .next_ms = g_array_new (FALSE, FALSE, sizeof (double)) };
  int status;

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s fill|bare|deckle\n", argv[0]);
      return EXIT_FAILURE;
    }
  if (strcmp (argv[1], "fill") == 0)
    return fill_library (clock);
  if (strcmp (argv[1], "bare") == 0)
    {
      bench.application = G_APPLICATION (adw_application_new (DECKLE_APPLICATION_ID, G_APPLICATION_NON_UNIQUE));
      g_signal_connect (bench.application, "activate", G_CALLBACK (bare_activate_cb), NULL);
    }
  else
    {
      bench.application = G_APPLICATION (deckle_application_new (DECKLE_APPLICATION_ID, clock));
      g_application_set_flags (bench.application, G_APPLICATION_NON_UNIQUE);
    }
  g_signal_connect_data (bench.application, "activate", G_CALLBACK (watch_window), &bench, NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  status = g_application_run (bench.application, 1, argv);
  g_array_unref (bench.next_ms);
  g_object_unref (bench.application);
  return status;
}
