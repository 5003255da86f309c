/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-browse-row"
#include "ui/deckle-browse-row.h"

#include <glib/gi18n.h>

#include "ui/deckle-browse-words.h"
#include "ui/deckle-card-head.h"
#include "ui/deckle-section-style.h"

/**
 * DeckleBrowseRow:
 *
 * A row of the browse page: number, section symbol, question, level, state and due day. Where it is narrow, the question and one
 * dim line under it. Rows are used again and again: whatever one card set, the next sets too.
 */
struct _DeckleBrowseRow
{
  GtkBox     parent_instance;

  GtkLabel  *number;
  GtkImage  *icon;
  GtkLabel  *question;
  GtkLabel  *line;     /* under the question, when narrow */
  GtkImage  *flag;
  GtkLabel  *level;
  GtkLabel  *state;
  GtkLabel  *due;
};

G_DEFINE_FINAL_TYPE (DeckleBrowseRow, deckle_browse_row, GTK_TYPE_BOX)

static GtkLabel *
append_label (GtkBox     *box,
              int         chars,
              float       xalign,
              const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), chars);
  gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
deckle_browse_row_class_init (DeckleBrowseRowClass *klass)
{
}

static void
deckle_browse_row_init (DeckleBrowseRow *self)
{
  GtkBox *box = GTK_BOX (self);
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_set_spacing (box, 12);
  self->number = append_label (box, DECKLE_BROWSE_NUMBER_CHARS, 1, "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "tnum");
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "section-tint");
  gtk_box_append (box, GTK_WIDGET (self->icon));

  gtk_widget_set_hexpand (middle, TRUE);
  gtk_widget_set_valign (middle, GTK_ALIGN_CENTER);
  self->question = append_label (GTK_BOX (middle), -1, 0, NULL);
  self->line = append_label (GTK_BOX (middle), -1, 0, "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self->line), "browse-line");
  gtk_box_append (box, middle);

  self->flag = GTK_IMAGE (gtk_image_new_from_icon_name ("deckle-flag-symbolic"));
  gtk_box_append (box, GTK_WIDGET (self->flag));
  self->level = append_label (box, DECKLE_BROWSE_LEVEL_CHARS, 0, "dimmed");
  self->state = append_label (box, DECKLE_BROWSE_STATE_CHARS, 0, "dimmed");
  self->due = append_label (box, DECKLE_BROWSE_DUE_CHARS, 0, "tnum");
  deckle_browse_row_set_narrow (self, FALSE);
}

/**
 * deckle_browse_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
deckle_browse_row_new (void)
{
  return g_object_new (DECKLE_TYPE_BROWSE_ROW, NULL);
}

/**
 * deckle_browse_row_set_narrow:
 * @self: a row
 * @narrow: whether there is only room for the question and a line under it
 *
 * Hides the columns.
 */
void
deckle_browse_row_set_narrow (DeckleBrowseRow *self,
                              gboolean         narrow)
{
  g_return_if_fail (DECKLE_IS_BROWSE_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->number), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->line), narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->level), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->state), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->due), !narrow);
}

static void
show_flag (DeckleBrowseRow *self,
           int              flag)
{
  for (int i = 1; i <= 4; i++)
    {
      g_autofree char *style = g_strdup_printf ("flag-%d", i);

      if (i == flag)
        gtk_widget_add_css_class (GTK_WIDGET (self->flag), style);
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->flag), style);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->flag), flag != 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->flag), flag != 0 ? deckle_browse_flag_word (flag) : NULL);
}

static void
show_section (DeckleBrowseRow         *self,
              const DeckleSectionInfo *section)
{
  g_autofree char *name = deckle_section_icon_name (section != NULL ? section->icon : NULL);

  if (g_strcmp0 (gtk_image_get_icon_name (self->icon), name) != 0)
    gtk_image_set_from_icon_name (self->icon, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), section != NULL ? section->title : NULL);
  deckle_section_style_apply (GTK_WIDGET (self), section != NULL ? section->colour : NULL);
}

static void
set_due (DeckleBrowseRow *self,
         const char      *word,
         gboolean         is_due)
{
  gtk_label_set_label (self->due, word);
  if (is_due)
    gtk_widget_remove_css_class (GTK_WIDGET (self->due), "dimmed");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->due), "dimmed");
}

static char *
show_vanished (DeckleBrowseRow *self)
{
  const char *text = _("This card is no longer in your library");

  gtk_label_set_label (self->number, "");
  gtk_label_set_label (self->question, text);
  gtk_label_set_attributes (self->question, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->question), NULL);
  gtk_label_set_label (self->line, "");
  gtk_label_set_label (self->level, "");
  gtk_label_set_label (self->state, "");
  set_due (self, "", FALSE);
  show_flag (self, 0);
  show_section (self, NULL);
  return g_strdup (text);
}

/**
 * deckle_browse_row_show:
 * @self: a row
 * @line: (nullable): the card, or %NULL for one that vanished
 * @section: (nullable): its section
 * @text: (nullable): what was searched for, bold in the question
 * @library: for the day
 *
 * Shows a card.
 *
 * Returns: (transfer full): what a screen reader says of the row
 */
char *
deckle_browse_row_show (DeckleBrowseRow         *self,
                        const DeckleCardLine    *line,
                        const DeckleSectionInfo *section,
                        const char              *text,
                        DeckleLibrary           *library)
{
  g_autofree char *number = NULL, *question = NULL, *due_word = NULL, *dim_line = NULL;
  g_autoptr (PangoAttrList) marks = NULL;
  int today, due;

  g_return_val_if_fail (DECKLE_IS_BROWSE_ROW (self), NULL);

  if (line == NULL)
    return show_vanished (self);
  today = deckle_library_get_today (library);
  due = deckle_browse_due_day (line, library);
  number = g_strdup_printf ("%d", line->number);
  question = deckle_browse_question (line);
  due_word = deckle_browse_due_word (due, today);
  marks = deckle_browse_mark_text (question, text);
  dim_line = g_strdup_printf (due != 0 ? "%d · %s · %s · %s" : "%d · %s · %s", line->number,
                              deckle_level_get_name (line->level), deckle_browse_state_word (line), due_word);

  gtk_label_set_label (self->number, number);
  gtk_label_set_attributes (self->question, marks);
  gtk_label_set_label (self->question, question);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->question), question);
  gtk_label_set_label (self->line, dim_line);
  gtk_label_set_label (self->level, deckle_level_get_name (line->level));
  gtk_label_set_label (self->state, deckle_browse_state_word (line));
  set_due (self, due_word, due != 0 && due <= today && !line->suspended && !line->buried);
  show_flag (self, line->flag);
  show_section (self, section);
  return deckle_browse_row_name (line, question, section != NULL ? section->title : NULL, due, today);
}
