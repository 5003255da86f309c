/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-heat-map"
#include "ui/charts/deckle-heat-map.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/charts/deckle-days.h"

#define DAYS_A_WEEK 7
#define WEEKS 53

/* in px */
#define GAP 3
#define CELL_MIN 13
#define CELL_MAX 16
#define CELL_RADIUS 3
#define LABEL_GAP 6

/**
 * DeckleHeatMap:
 *
 * A year of days, a column a week, each cell tinted with the accent colour by how much was answered.
 *
 * The arrow keys move through the days, Home and End go to the first day and to today; the day is announced, and it is the
 * accessible description. In right-to-left languages the weeks run from right to left. Where the calendar is wider than
 * the viewport around it, that follows the keyboard. A table with the same numbers is offered by the window.
 *
 * CSS node: `heatmap`.
 */
struct _DeckleHeatMap
{
  GtkWidget       parent_instance;

  DeckleCalendar *calendar;      /* (owned) (nullable) */
  int             first_weekday;
  guint           cursor;        /* index of the cell that the keyboard is on */
};

typedef struct
{
  float left, top;   /* where the first cell begins */
  float cell, step;
} Geometry;

G_DEFINE_FINAL_TYPE (DeckleHeatMap, deckle_heat_map, GTK_TYPE_WIDGET)

static PangoLayout *
create_label (DeckleHeatMap *self,
              const char    *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static char *
weekday_name (DeckleHeatMap *self,
              int            row)
{
  /* 5 January 1970 was a Monday. */
  g_autoptr (GDateTime) date = deckle_day_to_date (4 + (self->first_weekday - 1 + row) % DAYS_A_WEEK);

  return g_date_time_format (date, "%a");
}

static void
measure_labels (DeckleHeatMap *self,
                int           *width,
                int           *height)
{
  *width = *height = 0;
  for (int row = 0; row < DAYS_A_WEEK; row += 2)
    {
      g_autofree char *name = weekday_name (self, row);
      g_autoptr (PangoLayout) layout = create_label (self, name);
      int w, h;

      pango_layout_get_pixel_size (layout, &w, &h);
      *width = MAX (*width, w);
      *height = MAX (*height, h);
    }
}

/* From one cell to the next, as wide as the room allows; the least without a width. */
static float
step_for_width (int width,
                int label_width)
{
  float step = (float) (width - label_width - LABEL_GAP + GAP) / WEEKS;

  return CLAMP (step, CELL_MIN + GAP, CELL_MAX + GAP);
}

static Geometry
compute_geometry (DeckleHeatMap *self)
{
  Geometry geometry;
  int label_width, label_height;

  measure_labels (self, &label_width, &label_height);
  geometry.left = (float) (label_width + LABEL_GAP);
  geometry.top = (float) (label_height + LABEL_GAP);
  geometry.step = step_for_width (gtk_widget_get_width (GTK_WIDGET (self)), label_width);
  geometry.cell = geometry.step - GAP;
  return geometry;
}

/* Left edge of something @width wide at @x, mirrored in right-to-left. */
static float
mirror (DeckleHeatMap *self,
        float          x,
        float          width)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    return (float) gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  return x;
}

static graphene_rect_t
cell_rect (DeckleHeatMap  *self,
           const Geometry *geometry,
           guint           index)
{
  float x = geometry->left + (float) (index / DAYS_A_WEEK) * geometry->step;
  float y = geometry->top + (float) (index % DAYS_A_WEEK) * geometry->step;

  return GRAPHENE_RECT_INIT (mirror (self, x, geometry->cell), y, geometry->cell, geometry->cell);
}

/* Shades of the accent on an empty tone of the text colour: empty, then four levels. */
static void
level_colours (DeckleHeatMap *self,
               GdkRGBA        colours[5])
{
  static const float light[5] = { 0.075f, 0.32f, 0.55f, 0.78f, 1.0f };
  static const float dark[5] = { 0.10f, 0.40f, 0.62f, 0.82f, 1.0f };
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  const float *alpha = adw_style_manager_get_dark (style) ? dark : light;
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (style);

  gtk_widget_get_color (GTK_WIDGET (self), &colours[0]);
  colours[0].alpha *= alpha[0];
  for (int level = 1; level < 5; level++)
    {
      colours[level] = *accent;
      colours[level].alpha *= alpha[level];
    }
}

static void
draw_cells (DeckleHeatMap  *self,
            GtkSnapshot    *snapshot,
            const Geometry *geometry)
{
  GdkRGBA colours[5];

  level_colours (self, colours);
  for (guint i = 0; i < self->calendar->n_days; i++)
    {
      graphene_rect_t rect = cell_rect (self, geometry, i);
      GskRoundedRect rounded;

      gsk_rounded_rect_init_from_rect (&rounded, &rect, CELL_RADIUS);
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, &colours[self->calendar->level[i]], &rect);
      gtk_snapshot_pop (snapshot);
    }
}

static void
draw_cursor (DeckleHeatMap  *self,
             GtkSnapshot    *snapshot,
             const Geometry *geometry)
{
  static const float widths[4] = { 2, 2, 2, 2 };
  graphene_rect_t rect = cell_rect (self, geometry, self->cursor);
  GskRoundedRect outline;
  GdkRGBA colour, colours[4];

  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  for (int side = 0; side < 4; side++)
    colours[side] = colour;
  graphene_rect_inset (&rect, -2, -2);
  gsk_rounded_rect_init_from_rect (&outline, &rect, CELL_RADIUS + 2);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

static void
draw_label (DeckleHeatMap *self,
            GtkSnapshot   *snapshot,
            const char    *text,
            float          x,
            float          y,
            float          height)
{
  g_autoptr (PangoLayout) layout = create_label (self, text);
  GdkRGBA colour;
  int width, text_height;

  pango_layout_get_pixel_size (layout, &width, &text_height);
  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  colour.alpha *= 0.7f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (mirror (self, x, (float) width),
                                                          y + (height - (float) text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_labels (DeckleHeatMap  *self,
             GtkSnapshot    *snapshot,
             const Geometry *geometry)
{
  int month = 0;
  guint last_week = 0;

  for (int row = 0; row < DAYS_A_WEEK; row += 2)
    {
      g_autofree char *name = weekday_name (self, row);

      draw_label (self, snapshot, name, 0, geometry->top + (float) row * geometry->step, geometry->cell);
    }
  for (guint week = 0; week < WEEKS; week++)
    {
      g_autoptr (GDateTime) date = deckle_day_to_date (self->calendar->first_day + (int) week * DAYS_A_WEEK);
      g_autofree char *name = g_date_time_format (date, "%b");

      if (g_date_time_get_month (date) == month)
        continue;
      /* The first month may have a single week: its name would run into the next. */
      if (month != 0 && (week - last_week >= 3 || last_week == 0) && week + 2 < WEEKS)
        {
          draw_label (self, snapshot, name, geometry->left + (float) week * geometry->step, 0,
                      geometry->top - LABEL_GAP);
          last_week = week;
        }
      month = g_date_time_get_month (date);
    }
}

static void
deckle_heat_map_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  DeckleHeatMap *self = DECKLE_HEAT_MAP (widget);
  Geometry geometry;

  if (self->calendar == NULL)
    return;
  geometry = compute_geometry (self);
  draw_labels (self, snapshot, &geometry);
  draw_cells (self, snapshot, &geometry);
  if (gtk_widget_has_visible_focus (widget))
    draw_cursor (self, snapshot, &geometry);
}

static void
deckle_heat_map_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  int label_width, label_height;

  measure_labels (DECKLE_HEAT_MAP (widget), &label_width, &label_height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = label_width + LABEL_GAP + WEEKS * (CELL_MIN + GAP);
      *natural = label_width + LABEL_GAP + WEEKS * (CELL_MAX + GAP);
    }
  else
    *minimum = *natural = label_height + LABEL_GAP + DAYS_A_WEEK * (CELL_MAX + GAP);
}

static gboolean
find_cell (DeckleHeatMap *self,
           double         x,
           double         y,
           guint         *index)
{
  Geometry geometry = compute_geometry (self);

  for (guint i = 0; i < self->calendar->n_days; i++)
    {
      graphene_rect_t rect = cell_rect (self, &geometry, i);

      if (graphene_rect_contains_point (&rect, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

static char *
name_cell (DeckleHeatMap *self,
           guint          index)
{
  return deckle_day_name (self->calendar->first_day + (int) index, self->calendar->answers[index]);
}

static gboolean
deckle_heat_map_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    keyboard_tooltip,
                               GtkTooltip *tooltip)
{
  DeckleHeatMap *self = DECKLE_HEAT_MAP (widget);
  g_autofree char *name = NULL;
  guint index = self->cursor;

  if (self->calendar == NULL || (!keyboard_tooltip && !find_cell (self, x, y, &index)))
    return FALSE;
  name = name_cell (self, index);
  gtk_tooltip_set_text (tooltip, name);
  return TRUE;
}

static void
describe_cursor (DeckleHeatMap *self,
                 gboolean       announce)
{
  g_autofree char *name = name_cell (self, self->cursor);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  if (announce)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), name, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Brings the cell of the keyboard into sight. */
static void
scroll_to_cursor (DeckleHeatMap *self)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);
  Geometry geometry = compute_geometry (self);
  graphene_rect_t rect = cell_rect (self, &geometry, self->cursor);
  graphene_point_t origin;
  GtkAdjustment *adjustment;
  double left;

  if (viewport == NULL || !gtk_widget_compute_point (GTK_WIDGET (self), viewport, &rect.origin, &origin))
    return;
  adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (viewport));
  left = gtk_adjustment_get_value (adjustment) + origin.x;
  gtk_adjustment_clamp_page (adjustment, left - geometry.step, left + geometry.cell + geometry.step);
}

static void
set_cursor (DeckleHeatMap *self,
            guint          index,
            gboolean       announce)
{
  self->cursor = index;
  scroll_to_cursor (self);
  describe_cursor (self, announce);
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  DeckleHeatMap *self = DECKLE_HEAT_MAP (widget);
  int days = g_variant_get_int32 (args);
  gint64 target;

  if (self->calendar == NULL)
    return FALSE;
  if (ABS (days) == DAYS_A_WEEK && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    days = -days;
  target = (gint64) self->cursor + days;
  if (days == G_MAXINT32)
    target = self->calendar->n_days - 1;
  else if (days == -G_MAXINT32)
    target = 0;
  if (target < 0 || target >= (gint64) self->calendar->n_days)
    return TRUE;
  set_cursor (self, (guint) target, TRUE);
  return TRUE;
}

static void
pressed_cb (DeckleHeatMap *self,
            int            n_press,
            double         x,
            double         y)
{
  guint index;

  if (self->calendar != NULL && find_cell (self, x, y, &index))
    set_cursor (self, index, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
deckle_heat_map_state_flags_changed (GtkWidget     *widget,
                                     GtkStateFlags  previous)
{
  gtk_widget_queue_draw (widget);

  GTK_WIDGET_CLASS (deckle_heat_map_parent_class)->state_flags_changed (widget, previous);
}

static void
deckle_heat_map_finalize (GObject *object)
{
  g_clear_pointer (&DECKLE_HEAT_MAP (object)->calendar, deckle_calendar_free);

  G_OBJECT_CLASS (deckle_heat_map_parent_class)->finalize (object);
}

static void
deckle_heat_map_class_init (DeckleHeatMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = deckle_heat_map_finalize;
  widget_class->snapshot = deckle_heat_map_snapshot;
  widget_class->measure = deckle_heat_map_measure;
  widget_class->query_tooltip = deckle_heat_map_query_tooltip;
  widget_class->state_flags_changed = deckle_heat_map_state_flags_changed;

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, move_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, move_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_cb, "i", -DAYS_A_WEEK);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_cb, "i", DAYS_A_WEEK);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, move_cb, "i", -G_MAXINT32);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, move_cb, "i", G_MAXINT32);
  gtk_widget_class_set_css_name (widget_class, "heatmap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
deckle_heat_map_init (DeckleHeatMap *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->first_weekday = 1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Calendar of reviews"),
                                  GTK_ACCESSIBLE_PROPERTY_ROLE_DESCRIPTION, _("chart"), -1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * deckle_heat_map_new:
 *
 * Makes an empty heat map.
 *
 * Returns: (transfer floating): a heat map
 */
GtkWidget *
deckle_heat_map_new (void)
{
  return g_object_new (DECKLE_TYPE_HEAT_MAP, NULL);
}

/**
 * deckle_heat_map_set_calendar:
 * @self: a heat map
 * @calendar: (transfer full): what to draw, at least one day
 * @first_weekday: 1 = Monday … 7 = Sunday
 *
 * Shows new numbers. The keyboard stays on its day, or starts on today.
 */
void
deckle_heat_map_set_calendar (DeckleHeatMap  *self,
                              DeckleCalendar *calendar,
                              int             first_weekday)
{
  gint64 cursor;

  g_return_if_fail (DECKLE_IS_HEAT_MAP (self));
  g_return_if_fail (calendar != NULL);
  g_return_if_fail (first_weekday >= 1 && first_weekday <= DAYS_A_WEEK);

  cursor = (gint64) calendar->n_days - 1;
  if (self->calendar != NULL)
    cursor = MIN (cursor, (gint64) self->calendar->first_day + self->cursor - calendar->first_day);
  g_clear_pointer (&self->calendar, deckle_calendar_free);
  self->calendar = calendar;
  self->cursor = (guint) MAX (cursor, 0);
  if (self->first_weekday != first_weekday)
    {
      self->first_weekday = first_weekday;
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  describe_cursor (self, FALSE);
}
