/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-about"
#include "deckle-config.h"
#include "ui/deckle-about.h"

#include <glib/gi18n.h>

#include "bank/deckle-bank-reader.h"

/* Versions and system: what a report about a fault needs. */
static char *
create_debug_info (void)
{
  g_autoptr (GFile) file = deckle_bank_get_bundled ();
  g_autoptr (DeckleBankInfo) bank = deckle_bank_read_info (file, NULL, NULL);
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  return g_strdup_printf ("Deckle %s (%s)\nBank %s %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\n%s\n%s\n",
                          DECKLE_VERSION, DECKLE_PROFILE,
                          bank != NULL ? bank->id : "unreadable", bank != NULL ? bank->version : "",
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
                          os != NULL ? os : "Unknown system",
                          g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "Flatpak" : "Not sandboxed");
}

/**
 * deckle_about_dialog_new:
 *
 * Makes the About dialog: version, licences of code and questions, links, and what a report about a fault needs.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
deckle_about_dialog_new (void)
{
  static const char *developers[] = { "The Deckle developers", NULL };
  AdwDialog *dialog = adw_about_dialog_new_from_appdata (DECKLE_RESOURCE_PATH "/metainfo.xml", DECKLE_VERSION);
  g_autofree char *debug_info = create_debug_info ();

  adw_about_dialog_set_application_icon (ADW_ABOUT_DIALOG (dialog), DECKLE_APPLICATION_ID);
  adw_about_dialog_set_version (ADW_ABOUT_DIALOG (dialog), DECKLE_VERSION);
  adw_about_dialog_set_developers (ADW_ABOUT_DIALOG (dialog), developers);
  adw_about_dialog_set_license_type (ADW_ABOUT_DIALOG (dialog), GTK_LICENSE_GPL_3_0);
  adw_about_dialog_set_copyright (ADW_ABOUT_DIALOG (dialog), "© 2026 The Deckle developers");
  /* Translators: put your name here, one a line */
  adw_about_dialog_set_translator_credits (ADW_ABOUT_DIALOG (dialog), _("translator-credits"));
  adw_about_dialog_add_legal_section (ADW_ABOUT_DIALOG (dialog), _("Bundled Questions"),
                                      "© 2026 The Deckle developers", GTK_LICENSE_CUSTOM,
                                      _("Text: <a href=\"https://creativecommons.org/licenses/by-sa/4.0/\">"
                                        "Creative Commons Attribution-ShareAlike 4.0</a>. "
                                        "Code examples: <a href=\"https://opensource.org/license/0bsd\">0BSD</a>."));
  adw_about_dialog_set_debug_info (ADW_ABOUT_DIALOG (dialog), debug_info);
  adw_about_dialog_set_debug_info_filename (ADW_ABOUT_DIALOG (dialog), "deckle-debug-info.txt");
  return dialog;
}
