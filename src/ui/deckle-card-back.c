/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-back"
#include "ui/deckle-card-back.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "deckle-config.h"
#include "ui/deckle-card-text.h"
#include "ui/deckle-code-block.h"
#include "ui/deckle-see-also.h"

/**
 * DeckleCardBack:
 *
 * The face with the answer: the question again, the answer, key points to tick,
 * the code with its output, the detail, the learner’s note, the references and the cards to see also.
 */
struct _DeckleCardBack
{
  GtkWidget parent_instance;

  GtkWidget       *scroller;
  DeckleCardHead  *head;
  GtkLabel        *question;
  GtkLabel        *answer;
  GtkWidget       *points_section;
  GtkLabel        *points_summary;
  GtkBox          *points_box;
  DeckleCodeBlock *code;
  GtkWidget       *detail_section;
  GtkToggleButton *detail_button;
  GtkLabel        *detail;
  DeckleNoteBlock *note;
  GtkWidget       *references_section;
  AdwWrapBox      *references_box;
  GtkWidget       *see_also_section;
  AdwWrapBox      *see_also_box;

  guint            n_points;
  gboolean         two_buttons; /* only Again and Good can be given */
};

G_DEFINE_FINAL_TYPE (DeckleCardBack, deckle_card_back, GTK_TYPE_WIDGET)

static void
remove_children (GtkWidget *parent)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (parent)) != NULL)
    gtk_widget_unparent (child);
}

/* Words only: Space still means Good. */
static const char *
suggest_grade (DeckleCardBack *self,
               guint           n_ticked)
{
  gboolean half = 2 * n_ticked >= self->n_points;

  if (n_ticked == self->n_points || (half && self->two_buttons))
    return _("Good?");
  if (half)
    return _("Hard?");

  return _("Again?");
}

static void
point_toggled_cb (DeckleCardBack *self)
{
  g_autofree char *summary = NULL;
  guint n_ticked = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->points_box));
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      n_ticked++;

  if (n_ticked > 0)
    /* Translators: ticked key points, all key points, the grade that they suggest: “2 of 3 · Hard?” */
    summary = g_strdup_printf (_("%u of %u · %s"), n_ticked, self->n_points,
                               suggest_grade (self, n_ticked));
  gtk_label_set_label (self->points_summary, summary != NULL ? summary : "");
}

static GtkWidget *
create_point (DeckleCardBack *self,
              const char     *text)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  deckle_label_set_card_text (GTK_LABEL (label), text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (point_toggled_cb), self, G_CONNECT_SWAPPED);

  return button;
}

static void
set_points (DeckleCardBack     *self,
            const char * const *points)
{
  remove_children (GTK_WIDGET (self->points_box));
  self->n_points = points != NULL ? g_strv_length ((char **) points) : 0;
  for (guint i = 0; i < self->n_points; i++)
    gtk_box_append (self->points_box, create_point (self, points[i]));

  gtk_widget_set_visible (self->points_section, self->n_points > 0);
  gtk_label_set_label (self->points_summary, "");
}

static void
launched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (DeckleCardBack) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (object), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    {
      g_autofree char *sentence =
        g_strdup_printf (_("“%s” could not be opened: %s"),
                         gtk_uri_launcher_get_uri (GTK_URI_LAUNCHER (object)), error->message);

      gtk_widget_activate_action (GTK_WIDGET (self), "study.say", "s", sentence);
    }
}

static void
reference_clicked_cb (DeckleCardBack *self,
                      GtkButton      *button)
{
  g_autoptr (GtkUriLauncher) launcher =
    gtk_uri_launcher_new (gtk_widget_get_tooltip_text (GTK_WIDGET (button)));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                           launched_cb, g_object_ref (self));
}

static GtkWidget *
create_reference (DeckleCardBack        *self,
                  const DeckleReference *reference)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_LINK,
                                    "tooltip-text", reference->url,
                                    NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (reference->title);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE,
                                   "icon-name", "adw-external-link-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (image, "dimmed");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), image);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "reference");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, reference->title, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (reference_clicked_cb), self, G_CONNECT_SWAPPED);

  return button;
}

/* The text may come from anywhere: only pages of the web are opened. */
static gboolean
is_web_address (const char *url)
{
  const char *scheme = url != NULL ? g_uri_peek_scheme (url) : NULL;

  return scheme != NULL && (g_str_equal (scheme, "https") || g_str_equal (scheme, "http"));
}

static void
set_references (DeckleCardBack *self,
                DeckleCard     *card)
{
  guint n_shown = 0;

  remove_children (GTK_WIDGET (self->references_box));
  for (guint i = 0; i < deckle_card_get_n_references (card); i++)
    {
      const DeckleReference *reference = deckle_card_get_reference (card, i);

      if (!is_web_address (reference->url))
        continue;
      adw_wrap_box_append (self->references_box, create_reference (self, reference));
      n_shown++;
    }

  gtk_widget_set_visible (self->references_section, n_shown > 0);
}

static void
deckle_card_back_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CARD_BACK);

  G_OBJECT_CLASS (deckle_card_back_parent_class)->dispose (object);
}

static void
deckle_card_back_class_init (DeckleCardBackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_card_back_dispose;

  g_type_ensure (DECKLE_TYPE_CARD_HEAD);
  g_type_ensure (DECKLE_TYPE_CODE_BLOCK);
  g_type_ensure (DECKLE_TYPE_NOTE_BLOCK);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/card-back.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, scroller);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, head);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, question);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, answer);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, points_section);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, points_summary);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, points_box);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, code);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, detail_section);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, detail_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, detail);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, note);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, references_section);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, references_box);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, see_also_section);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardBack, see_also_box);
}

static void
deckle_card_back_init (DeckleCardBack *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_card_back_set_card:
 * @self: a back
 * @card: the card
 * @section: (nullable): its section, %NULL to leave the section out
 *
 * Shows the answer of @card; nothing is ticked, the detail is folded, and no other card is named yet.
 */
void
deckle_card_back_set_card (DeckleCardBack          *self,
                           DeckleCard              *card,
                           const DeckleSectionInfo *section)
{
  const char *detail;

  g_return_if_fail (DECKLE_IS_CARD_BACK (self));
  g_return_if_fail (DECKLE_IS_CARD (card));

  deckle_card_head_set_card (self->head, card, section);
  deckle_label_set_card_text (self->question, deckle_card_get_question (card));
  deckle_label_set_card_text (self->answer, deckle_card_get_answer (card));
  set_points (self, deckle_card_get_points (card));
  deckle_code_block_set_code (self->code, deckle_card_get_code (card));

  detail = deckle_card_get_detail (card);
  gtk_toggle_button_set_active (self->detail_button, FALSE);
  gtk_widget_set_visible (self->detail_section, detail != NULL && *detail != '\0');
  deckle_label_set_card_text (self->detail, detail);

  set_references (self, card);
  deckle_card_back_set_see_also (self, NULL);
  deckle_note_block_cancel (self->note);
  deckle_note_block_set_text (self->note, NULL);
}

/**
 * deckle_card_back_get_note:
 * @self: a back
 *
 * Returns: (transfer none): the learner's own note
 */
DeckleNoteBlock *
deckle_card_back_get_note (DeckleCardBack *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_BACK (self), NULL);

  return self->note;
}

/**
 * deckle_card_back_set_see_also:
 * @self: a back
 * @links: (nullable) (element-type DeckleSeeAlso): other cards that the card refers to
 *
 * Shows a chip for each card that the present one refers to.
 */
void
deckle_card_back_set_see_also (DeckleCardBack *self,
                               GPtrArray      *links)
{
  g_return_if_fail (DECKLE_IS_CARD_BACK (self));

  remove_children (GTK_WIDGET (self->see_also_box));
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      GtkWidget *chip = deckle_see_also_new_chip (g_ptr_array_index (links, i));

      deckle_widget_set_direction_deep (chip, gtk_widget_get_direction (GTK_WIDGET (self)));
      adw_wrap_box_append (self->see_also_box, chip);
    }
  gtk_widget_set_visible (self->see_also_section, links != NULL && links->len > 0);
}

/**
 * deckle_card_back_set_two_buttons:
 * @self: a back
 * @two_buttons: whether only Again and Good can be given
 *
 * Lets ticked key points suggest nothing else then.
 */
void
deckle_card_back_set_two_buttons (DeckleCardBack *self,
                                  gboolean        two_buttons)
{
  g_return_if_fail (DECKLE_IS_CARD_BACK (self));

  self->two_buttons = two_buttons;
  point_toggled_cb (self);
}

/**
 * deckle_card_back_get_head:
 * @self: a back
 *
 * Returns: (transfer none): the line above the question
 */
DeckleCardHead *
deckle_card_back_get_head (DeckleCardBack *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_BACK (self), NULL);

  return self->head;
}

/**
 * deckle_card_back_get_code:
 * @self: a back
 *
 * Returns: (transfer none): the block with the code
 */
GtkWidget *
deckle_card_back_get_code (DeckleCardBack *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_BACK (self), NULL);

  return GTK_WIDGET (self->code);
}

/**
 * deckle_card_back_get_scroller:
 * @self: a back
 *
 * Returns: (transfer none): the scrolled window around the answer
 */
GtkWidget *
deckle_card_back_get_scroller (DeckleCardBack *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_BACK (self), NULL);

  return self->scroller;
}

/**
 * deckle_card_back_copy_code:
 * @self: a back
 *
 * Copies the code of the card to the clipboard.
 *
 * Returns: whether the card has any
 */
gboolean
deckle_card_back_copy_code (DeckleCardBack *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_BACK (self), FALSE);

  return deckle_code_block_copy (self->code);
}
