/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *deckle_shortcuts_dialog_new (gboolean two_buttons) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
