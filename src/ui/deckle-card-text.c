/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-text"
#include "ui/deckle-card-text.h"

#include "model/deckle-markup.h"
#include "ui/deckle-code-block.h"

static gboolean
is_rtl_script (PangoScript script)
{
  static const PangoScript rtl_scripts[] = {
    PANGO_SCRIPT_ARABIC,
    PANGO_SCRIPT_HEBREW,
    PANGO_SCRIPT_NKO,
    PANGO_SCRIPT_SYRIAC,
    PANGO_SCRIPT_THAANA,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rtl_scripts); i++)
    if (script == rtl_scripts[i])
      return TRUE;

  return FALSE;
}

/**
 * deckle_label_set_card_text:
 * @label: a label
 * @text: (nullable): card text with its light markup
 *
 * Shows card text. Everything in @text that is not card markup stays literal.
 */
void
deckle_label_set_card_text (GtkLabel   *label,
                            const char *text)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (GTK_IS_LABEL (label));

  markup = deckle_markup_to_pango (text != NULL ? text : "");
  gtk_label_set_markup (label, markup);
}

/**
 * deckle_language_get_direction:
 * @language: (nullable): BCP 47 tag of a bank's text
 *
 * Tells in which direction a language is written.
 *
 * Returns: the direction; left to right for a language without a known script,
 *   `GTK_TEXT_DIR_NONE` (follow the interface) without a language
 */
GtkTextDirection
deckle_language_get_direction (const char *language)
{
  const PangoScript *scripts;
  int n_scripts = 0;

  if (language == NULL || *language == '\0')
    return GTK_TEXT_DIR_NONE;

  scripts = pango_language_get_scripts (pango_language_from_string (language), &n_scripts);
  if (scripts != NULL && n_scripts > 0 && is_rtl_script (scripts[0]))
    return GTK_TEXT_DIR_RTL;

  return GTK_TEXT_DIR_LTR;
}

/**
 * deckle_widget_set_direction_deep:
 * @widget: a widget
 * @direction: the direction of its text
 *
 * Sets the direction of @widget and everything below it, which GTK does not
 * inherit. Code blocks keep their own: code is always written left to right.
 */
void
deckle_widget_set_direction_deep (GtkWidget        *widget,
                                  GtkTextDirection  direction)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (DECKLE_IS_CODE_BLOCK (widget))
    return;

  gtk_widget_set_direction (widget, direction);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    deckle_widget_set_direction_deep (child, direction);
}

static char *
get_own_selection (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      int start, end;

      if (gtk_label_get_selection_bounds (GTK_LABEL (widget), &start, &end))
        {
          const char *text = gtk_label_get_text (GTK_LABEL (widget));

          return g_utf8_substring (text, start, end);
        }
    }
  else if (GTK_IS_TEXT_VIEW (widget))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
      GtkTextIter start, end;

      if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
        return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }

  return NULL;
}

/**
 * deckle_widget_get_selection:
 * @widget: a widget
 *
 * Finds the first text that is selected in @widget or below it.
 *
 * Returns: (transfer full) (nullable): the selected text, %NULL when there is none
 */
char *
deckle_widget_get_selection (GtkWidget *widget)
{
  char *selection;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  selection = get_own_selection (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && selection == NULL;
       child = gtk_widget_get_next_sibling (child))
    selection = deckle_widget_get_selection (child);

  return selection;
}
