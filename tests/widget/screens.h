/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * Variant:
 * @name: last part of the picture's name
 * @width: width of the window in px
 * @height: height of the window in px
 * @text_scale: text scale, 0 for 1
 * @dark: dark style
 * @rtl: interface written right to left
 */
typedef struct
{
  const char *name;
  int         width;
  int         height;
  double      text_scale;
  gboolean    dark;
  gboolean    rtl;
} Variant;

/**
 * Screen:
 * @name: first part of the picture's name
 * @create: makes the content of a window
 * @arrange: (nullable): changes it once it is on screen, for example flips the card
 *
 * To add screens, write a list like “screens_study” in a file of its own and name it in screens.c. A list ends with
 * a screen without a name.
 */
typedef struct
{
  const char *name;
  GtkWidget *(*create)  (const Variant *variant);
  void       (*arrange) (GtkWidget     *content);
} Screen;

extern const Screen screens_study[];

G_END_DECLS
