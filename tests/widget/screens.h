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
 * @extra: only made with --all
 */
typedef struct
{
  const char *name;
  int         width;
  int         height;
  double      text_scale;
  gboolean    dark;
  gboolean    rtl;
  gboolean    extra;
} Variant;

/**
 * Screen:
 * @name: first part of the picture's name
 * @create: makes the content of a window, or a window
 * @arrange: (nullable): changes that once it is on screen, for example flips the card
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

extern const Screen screens_browse[];
extern const Screen screens_comforts[];
extern const Screen screens_editor[];
extern const Screen screens_files[];
extern const Screen screens_study[];
extern const Screen screens_window[];

G_END_DECLS
