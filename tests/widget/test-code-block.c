/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "helper.h"
#include "parts.h"
#include "ui/deckle-code-block.h"
#include "ui/deckle-code-excerpt.h"

#define LONG_LINE "fmt.Println(\"a line that is much too long for the width of the card, so that it has to go on somewhere\")"

static DeckleCodeBlock *
create_block (const char *text)
{
  DeckleCodeBlock *block = g_object_new (DECKLE_TYPE_CODE_BLOCK, NULL);
  const DeckleCode code = { .kind = DECKLE_CODE_TEXT, .text = (char *) text };

  deckle_code_block_set_code (block, &code);
  return block;
}

static void
test_languages (gconstpointer data)
{
  const char *name = data;
  GtkSourceLanguage *language = deckle_code_find_language (name);

  g_assert_nonnull (language);
}

/* Every language that the bundled bank names is highlighted, but for plain text. */
static void
test_languages_of_the_bank (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "data", "bank", "go", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GRegex) tag = g_regex_new ("\"lang\": *\"([^\"]+)\"", 0, 0, NULL);
  const char *name;
  guint n_tags = 0;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GMatchInfo) match = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      for (g_regex_match (tag, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          g_autofree char *language = g_match_info_fetch (match, 1);

          n_tags++;
          if (deckle_code_find_language (language) == NULL)
            g_assert_cmpstr (language, ==, "text");
        }
    }
  g_assert_cmpuint (n_tags, >, 10);
}

/* Wrapped, the block knows its height from its width: higher than before, and no frame later than the first. */
static void
test_wrap (void)
{
  DeckleCodeBlock *block = create_block (LONG_LINE "\n" LONG_LINE);
  GtkWidget *window, *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *toggle = parts_get (block, DECKLE_TYPE_CODE_BLOCK, "wrap_button");
  int unwrapped, wrapped;

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (block));
  window = helper_show (box, 400, 500);
  unwrapped = gtk_widget_get_height (GTK_WIDGET (block));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  helper_draw_frames (window, 1);
  wrapped = gtk_widget_get_height (GTK_WIDGET (block));
  g_assert_cmpint (wrapped, >=, unwrapped + 2 * 14);
  helper_draw_frames (window, 10);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (block)), ==, wrapped);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (block)), <=, 400);

  g_object_set (block, "wrap", FALSE, NULL);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)));
  helper_draw_frames (window, 2);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (block)), ==, unwrapped);
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
make_lines (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "x%u := f(%u) // line\n", i, i);
  return g_string_free_and_steal (text);
}

static char *
make_line (guint n)
{
  char *text = g_malloc (n + 1);

  memset (text, 'a', n);
  text[n] = '\0';
  return text;
}

static GtkTextBuffer *
get_buffer (DeckleCodeBlock *block)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (parts_get (block, DECKLE_TYPE_CODE_BLOCK, "view")));
}

/* 10,000 lines: a part of them first, then all of them in a frame of its own height. */
static void
test_many_lines (void)
{
  g_autofree char *text = make_lines (10000);
  gint64 start = g_get_monotonic_time ();
  DeckleCodeBlock *block = create_block (text);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *window;
  GtkWidget *button = parts_get (block, DECKLE_TYPE_CODE_BLOCK, "more_button");

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (block));
  g_assert_cmpint (gtk_text_buffer_get_line_count (get_buffer (block)), ==, DECKLE_CODE_LINES_MAX);
  gtk_widget_set_size_request (GTK_WIDGET (block), 500, -1);
  window = helper_show (gtk_scrolled_window_new (), 600, 500);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (parts_find (window, GTK_TYPE_SCROLLED_WINDOW)), box);
  helper_draw_frames (window, 3);
  g_test_message ("the beginning: %.0f ms", (double) (g_get_monotonic_time () - start) / 1000.0);

  start = g_get_monotonic_time ();
  g_signal_emit_by_name (button, "clicked");
  helper_draw_frames (window, 3);
  g_test_message ("all of it: %.0f ms", (double) (g_get_monotonic_time () - start) / 1000.0);
  g_assert_cmpint (gtk_text_buffer_get_line_count (get_buffer (block)), ==, 10000);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (block)), <, 600);
  g_assert_false (gtk_widget_get_visible (button));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A line of 1 MB is never drawn whole, but copied whole. */
static void
test_long_line (void)
{
  g_autofree char *text = make_line (1024 * 1024);
  gint64 start = g_get_monotonic_time ();
  DeckleCodeBlock *block = create_block (text);
  GtkWidget *window = helper_show (GTK_WIDGET (block), 600, 500);
  GdkContentProvider *content;
  g_auto (GValue) copied = G_VALUE_INIT;

  g_assert_cmpint (gtk_text_buffer_get_char_count (get_buffer (block)), ==, DECKLE_CODE_LINE_CHARS_MAX + 1);
  g_signal_emit_by_name (parts_get (block, DECKLE_TYPE_CODE_BLOCK, "more_button"), "clicked");
  helper_draw_frames (window, 3);
  g_assert_cmpint (gtk_text_buffer_get_char_count (get_buffer (block)), ==, DECKLE_CODE_LINE_CHARS_SHOWN + 1);
  g_object_set (block, "wrap", TRUE, NULL);
  helper_draw_frames (window, 3);
  g_test_message ("a line of 1 MB: %.0f ms", (double) (g_get_monotonic_time () - start) / 1000.0);

  g_assert_true (deckle_code_block_copy (block));
  content = gdk_clipboard_get_content (gtk_widget_get_clipboard (window));
  g_value_init (&copied, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &copied, NULL));
  g_assert_cmpstr (g_value_get_string (&copied), ==, text);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_excerpt (void)
{
  g_autofree char *lines = deckle_code_excerpt ("one\ntwo\nthree\n", 2, 10);
  g_autofree char *characters = deckle_code_excerpt ("ßßßß\nß", 5, 3);
  g_autofree char *whole = deckle_code_excerpt ("ßßß\n\nß", 5, 3);
  guint n_lines;

  g_assert_cmpstr (lines, ==, "one\ntwo");
  g_assert_cmpstr (characters, ==, "ßßß…\nß");
  g_assert_cmpstr (whole, ==, "ßßß\n\nß");
  g_assert_false (deckle_code_is_long ("a\nb", &n_lines));
  g_assert_cmpuint (n_lines, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  static const char * const languages[] = { "go", "yaml", "yml", "sh", "bash", "shell", "Dockerfile", "sql", "json", "Makefile",
                                            "make", "proto", "html", "css", "js", "javascript", "python", "rust", "c", "toml",
                                            "go.mod", "md" };

  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/code-block/language/%s", languages[i]);

      g_test_add_data_func (path, languages[i], test_languages);
    }
  g_test_add_func ("/code-block/languages-of-the-bank", test_languages_of_the_bank);
  g_test_add_func ("/code-block/wrap", test_wrap);
  g_test_add_func ("/code-block/many-lines", test_many_lines);
  g_test_add_func ("/code-block/long-line", test_long_line);
  g_test_add_func ("/code-block/excerpt", test_excerpt);

  return g_test_run ();
}
