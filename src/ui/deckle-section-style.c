/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-section-style"
#include "ui/deckle-section-style.h"

#include "deckle-config.h"

typedef struct
{
  float       until; /* hue in degrees at which the next accent begins */
  const char *name;
} Accent;

static const Accent accents[] = {
  { 14.0f, "section-red" },
  { 35.0f, "section-orange" },
  { 70.0f, "section-yellow" },
  { 165.0f, "section-green" },
  { 195.0f, "section-teal" },
  { 245.0f, "section-blue" },
  { 295.0f, "section-purple" },
  { 345.0f, "section-pink" },
  { 361.0f, "section-red" },
};

/**
 * deckle_section_style_class:
 * @colour: (nullable): a colour of a bank, "#RRGGBB"
 *
 * Maps the free colour of a section to the closest named accent of the toolkit,
 * which keeps its contrast in light, dark and high contrast.
 *
 * Returns: (transfer none): a style class such as "section-green"
 */
const char *
deckle_section_style_class (const char *colour)
{
  GdkRGBA rgba;
  float hue, saturation, value;

  if (colour == NULL || !gdk_rgba_parse (&rgba, colour))
    return "section-slate";

  gtk_rgb_to_hsv (rgba.red, rgba.green, rgba.blue, &hue, &saturation, &value);
  if (saturation < 0.2f || value < 0.15f)
    return "section-slate";

  for (gsize i = 0; i < G_N_ELEMENTS (accents); i++)
    if (hue * 360.0f < accents[i].until)
      return accents[i].name;

  return "section-slate";
}

/**
 * deckle_section_style_apply:
 * @widget: a widget
 * @colour: (nullable): a colour of a bank, "#RRGGBB"
 *
 * Gives @widget the style class of a section's colour in place of the one it has.
 */
void
deckle_section_style_apply (GtkWidget  *widget,
                            const char *colour)
{
  const char *style = deckle_section_style_class (colour);

  g_return_if_fail (GTK_IS_WIDGET (widget));

  /* A class that stays is left alone: taking it away and giving it back would have the styles under it computed again. */
  for (gsize i = 0; i < G_N_ELEMENTS (accents); i++)
    if (!g_str_equal (accents[i].name, style))
      gtk_widget_remove_css_class (widget, accents[i].name);
  if (!g_str_equal (style, "section-slate"))
    gtk_widget_remove_css_class (widget, "section-slate");
  gtk_widget_add_css_class (widget, style);
}

/**
 * deckle_section_icon_name:
 * @icon: (nullable): stem of a section symbol, for example "book-open"
 *
 * Names the symbol of a section. A stem that is not ours gets the symbol of a
 * stack of cards.
 *
 * Returns: (transfer full): an icon name
 */
char *
deckle_section_icon_name (const char *icon)
{
  g_autofree char *path = NULL;

  if (icon != NULL)
    path = g_strdup_printf (DECKLE_RESOURCE_PATH "/icons/scalable/actions/deckle-section-%s-symbolic.svg", icon);

  if (path != NULL && g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
    return g_strdup_printf ("deckle-section-%s-symbolic", icon);

  return g_strdup ("deckle-all-symbolic");
}
