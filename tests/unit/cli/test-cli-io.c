/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/deckle-cli-private.h"
#include "cli/deckle-cli.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *escaped;
} EscapeCase;

static const EscapeCase escape_cases[] = {
  { "plain", "What is “Go”? 游릭", "What is “Go”? 游릭" },
  { "newline", "a\nb\r\nc\td", "a b  c d" },
  { "escape-sequence", "\033]0;title\007\033[31mred", "␛]0;title␇␛[31mred" },
  { "delete", "a\177b", "a␡b" },
  { "c1", "a\xc2\x9b" "31mb", "a\xef\xbf\xbd" "31mb" },
  { "bidi", "a\xe2\x80\xae" "b\xe2\x81\xa6" "c", "a\xef\xbf\xbd" "b\xef\xbf\xbd" "c" },
  { "line-separator", "a\xe2\x80\xa8" "b", "a b" },
  { "invalid", "a\xff" "b", "a\xef\xbf\xbd" "b" },
  { "empty", "", "" },
};

static void
test_escape (gconstpointer data)
{
  const EscapeCase *c = data;
  g_autofree char *escaped = deckle_cli_escape (c->text);

  g_assert_cmpstr (escaped, ==, c->escaped);
}

static void
test_handles (void)
{
  static const char * const yes[] = { "check", "import", "stats", "search", "doctor", "backup", "restore", "help",
                                      "--help", "-h", "--version" };
  static const char * const no[] = { "", "cards.md", "--gapplication-service", "imports", "/tmp/import", "Import" };

  g_assert_false (deckle_cli_handles (1, (char *[]){ (char *) "deckle", NULL }));
  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (deckle_cli_handles (2, (char *[]){ (char *) "deckle", (char *) yes[i], NULL }));
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_false (deckle_cli_handles (2, (char *[]){ (char *) "deckle", (char *) no[i], NULL }));
}

static void
test_hidden (void)
{
  g_autofree char *reading = deckle_cli_hidden ("import", "/home/ada/my notes.md", FALSE);
  g_autofree char *writing = deckle_cli_hidden ("backup", "/home/ada/deckle.db", TRUE);

  g_test_message ("%s", reading);
  g_assert_nonnull (strstr (reading, "“/home/ada/my notes.md”"));
  g_assert_nonnull (strstr (reading, " import - < '/home/ada/my notes.md'"));
  g_assert_nonnull (strstr (writing, " backup - > '/home/ada/deckle.db'"));
}

/* Inside a sandbox only the program's own folders and the document portal outlive it. */
static void
test_kept (void)
{
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "x.db", NULL);
  g_autofree char *beside = g_strconcat (g_get_user_data_dir (), "-other/x.db", NULL);
  g_autofree char *home = g_build_filename (g_get_home_dir (), "x.db", NULL);
  g_autofree char *portal = g_build_filename (g_get_user_runtime_dir (), "doc", "1234", "x.db", NULL);
  g_autofree char *climbing = g_build_filename (g_get_user_data_dir (), "..", "..", "x.db", NULL);

  g_assert_true (deckle_cli_is_kept (data));
  g_assert_true (deckle_cli_is_kept (portal));
  g_assert_false (deckle_cli_is_kept (beside));
  g_assert_false (deckle_cli_is_kept (home));
  g_assert_false (deckle_cli_is_kept (climbing));
  g_assert_false (deckle_cli_is_kept ("/tmp/x.db"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (escape_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/escape/%s", escape_cases[i].name);

      g_test_add_data_func (path, &escape_cases[i], test_escape);
    }
  g_test_add_func ("/cli/handles", test_handles);
  g_test_add_func ("/cli/hidden", test_hidden);
  g_test_add_func ("/cli/kept", test_kept);

  return g_test_run ();
}
